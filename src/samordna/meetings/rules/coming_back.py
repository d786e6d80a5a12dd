"""What minutes say of a matter that comes back: why it was tabled or sent back, and by which day.

The clauses are made of data. Somebody may have written the same in words of their own: then it is
told once, and it may not be another day than the data say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from samordna.kernel.dates import format_long
from samordna.kernel.limits import days_in

_COMES_UP_AGAIN = re.compile(
    r"\bta(?:s|gas)? upp (?:igen|på nytt|åter)\b|\båter(?:kommer|komma|upptas|uppta)\b"
    r"|\bbehandlas (?:igen|på nytt)\b",
    re.IGNORECASE,
)


def because_words(because: str, *, remitted: bool) -> str:
    """The clause that says why; empty where nothing is said."""
    bare = because.strip().rstrip(".")
    what = "återremissen" if remitted else "bordläggningen"
    return f"{what} motiveras med följande: {bare}" if bare else ""


def back_by_words(what: str, day: date | None) -> str:
    """The clause that says by which day ``what`` is to come up again; empty where none is."""
    return f"{what} ska tas upp igen senast den {format_long(day)}" if day else ""


def tells_because(text: str, because: str) -> bool:
    """Whether a text gives the reason already, in the same words."""
    bare = " ".join(because.strip().rstrip(".").lower().split())
    return bool(bare) and bare in " ".join(text.lower().split())


def tells_day_back(text: str, day: date) -> bool:
    """Whether a text says already that the matter comes up again by the day."""
    return bool(_COMES_UP_AGAIN.search(text)) and day in days_in(text)


def other_day_back(texts: Iterable[str], day: date) -> date | None:
    """Another day by which a text says that the matter comes up again; None without."""
    for text in texts:
        days = days_in(text) if _COMES_UP_AGAIN.search(text) else []
        if days and day not in days:
            return days[0]
    return None
