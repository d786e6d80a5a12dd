"""What is typed in a field of numbers is written with the digits 0 to 9."""

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
        (PercentField, "８５ %"),
        (KronorField, "٣٣"),
        (SwedishDateField, "２０２５-０１-０１"),
        (TimeOfDayField, "٩.٠٠"),
    ],
)
def test_other_digits_are_asked_about(field, typed):
    with pytest.raises(ValidationError):
        field(label="").clean(typed)
