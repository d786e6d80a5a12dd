"""What cannot be seen in an amount does not get it round the check of a text against the data."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from samordna.kernel.wording.limits import sums_in
from samordna.meetings.forms.fields import ClausesField
from samordna.web.forms import TextField, TidyCharField


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
@pytest.mark.parametrize("typed", ["9{}00 000 kr", "900{} 000 kr", "900 000{} kr", "900 000 k{}r"])
def test_an_amount_with_a_sign_that_cannot_be_seen_is_read_as_the_amount(
    typed: str, hidden: str
) -> None:
    text = f"bevilja högst {typed.format(hidden)} till insatsen"
    assert sums_in(TextField().clean(text)) == [900_000]
    [clause] = ClausesField().clean(text)
    assert sums_in(clause) == [900_000]


@pytest.mark.parametrize(
    "sign", ["\u3164", "\u2800", "\u115f", "\u1160", "\uffa0", "\u034f", "\ufe0f"]
)
def test_a_clause_of_what_cannot_be_seen_is_no_clause(sign: str) -> None:
    """The minutes would say *att* and nothing that anybody can read."""
    assert ClausesField(required=False).clean(f"{sign}{sign}\r\n\u2800 {sign}") == []
    assert TextField(required=False).clean(f" {sign}\u2800") == ""
    with pytest.raises(ValidationError):
        TidyCharField().clean(sign)
    with pytest.raises(ValidationError):
        TextField().clean(sign)
