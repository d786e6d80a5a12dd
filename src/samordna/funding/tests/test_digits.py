"""What is typed in a field of numbers is written with the digits 0 to 9, or with wide ones."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from samordna.funding.budget_rows import PercentField
from samordna.meetings.forms.fields import TimeOfDayField
from samordna.web.forms import KronorField, SwedishDateField


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (PercentField, "٨٥"),
        (KronorField, "٣٣"),
        (SwedishDateField, "٢٠٢٥-٠١-٠١"),
        (TimeOfDayField, "٩.٠٠"),
    ],
)
def test_other_digits_are_asked_about(field, typed):
    with pytest.raises(ValidationError):
        field(label="").clean(typed)


def test_wide_digits_are_the_same_digits():
    assert PercentField(label="").clean("８５ %") == PercentField(label="").clean("85 %")
    typed = SwedishDateField(label="").clean("２０２５-０１-０１")
    assert typed == SwedishDateField(label="").clean("2025-01-01")
