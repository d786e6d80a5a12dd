"""What cannot be seen in an amount does not get it round the check of a text against the data."""

from __future__ import annotations

import pytest

from samordna.kernel.wording.limits import sums_in
from samordna.meetings.forms.fields import ClausesField
from samordna.web.forms import TextField


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
@pytest.mark.parametrize("typed", ["9{}00 000 kr", "900{} 000 kr", "900 000{} kr", "900 000 k{}r"])
def test_an_amount_with_a_sign_that_cannot_be_seen_is_read_as_the_amount(
    typed: str, hidden: str
) -> None:
    text = f"bevilja högst {typed.format(hidden)} till insatsen"
    assert sums_in(TextField().clean(text)) == [900_000]
    [clause] = ClausesField().clean(text)
    assert sums_in(clause) == [900_000]
