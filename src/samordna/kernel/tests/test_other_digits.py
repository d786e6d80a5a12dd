"""Numbers, amounts, days and times are written with the digits 0 to 9, and no others are read."""

from __future__ import annotations

import pytest

from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.money import NotAnAmount, parse_kr

#: Arabic-Indic, Devanagari, wide and mathematical digits.
OTHERS = ["٣٣", "३३", "３３", "𝟑𝟑"]


@pytest.mark.parametrize("digits", OTHERS)
def test_an_amount_of_other_digits_is_none(digits: str) -> None:
    for text in (digits, f"{digits} kr", f"1 {digits}0", f"12,{digits}", f"{digits} tkr"):
        with pytest.raises(NotAnAmount):
            parse_kr(text)


@pytest.mark.parametrize("digits", OTHERS)
def test_a_day_of_other_digits_is_none(digits: str) -> None:
    for text in (
        f"2025-01-{digits}",
        f"{digits}/1/2024",
        f"{digits} januari 2024",
        f"20{digits}-01-01",
    ):
        with pytest.raises(NotADate):
            parse_date(text)
