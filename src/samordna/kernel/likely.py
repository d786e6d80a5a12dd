"""Days that are asked about before they are saved: a mistyped year is a day all the same."""

from __future__ import annotations

from datetime import date
from typing import Final

#: How many years ahead anything is planned without a question.
YEARS_AHEAD: Final = 2


def unlikely(
    day: date, today: date, *, years_ahead: int = YEARS_AHEAD, may_have_been: bool = False
) -> str:
    """Why a day that something is planned for is asked about, as the end of a sentence; empty when
    it is not: it comes in many years, or has been, where it may not have."""
    if day < today and not may_have_been:
        return "har redan varit"
    years = day.year - today.year - ((day.month, day.day) < (today.month, today.day))
    return f"ligger {years} år fram" if years >= years_ahead else ""
