"""What minutes say of a matter that comes back: why it was tabled or sent back, and by which day.

The clauses are made of data. Somebody may have written the same in words of their own: then it is
told once, and it may not be another day than the data say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from samordna.kernel.dates import MONTHS, format_long
from samordna.kernel.wording.limits import days_in

_COMES_UP_AGAIN = re.compile(
    r"\bta(?:s|gas)? upp (?:igen|på nytt|åter)\b|\båter(?:kommer|komma|upptas|uppta)\b"
    r"|\b(?:behandlas|prövas|avgörs|redovisas|föreläggas?|läggs fram) (?:igen|på nytt|åter)\b"
    r"|\b(?:ärendet|ansökan|förslaget|det|den)\s+(?:åter|tillbaka|i\s+retur)\b"
    r"|\b(?:vara|kommer|komma)\s+(?:åter|tillbaka)\b",
    re.IGNORECASE,
)
#: ”bordlägga ansökan till den 20 december 2024”: until when, in the same breath.
_UNTIL = re.compile(
    r"\b(?:bordlägg|återremitter|skjut|uppskjut)\w*\b[^.;]*?\b(?:till|tills)\s+"
    r"(?:(?:och\s+med|styrelsens|nästa|ett|sammanträde\w*|möte\w*|kommande|dagen)\s+){0,4}"
    rf"(?:den\s+)?(?P<until>\d{{1,2}}\s+(?:{'|'.join(MONTHS)})(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}\s+\d{4})",
    re.IGNORECASE,
)
_WITHOUT_A_YEAR = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\b(?!\s+\d)", re.IGNORECASE)
#: Days of papers and of what has been.
_OF_A_PAPER = re.compile(
    r"\b(?:ansök\w+|skrivelse\w*|tjänsteutlåtande\w*|beslut\w*|protokoll\w*|yttrande\w*"
    r"|inkom\w*|inlämnad\w*|daterad\w*)\s+(?:(?:av|från|den)\s+){0,2}"
    rf"(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d)",
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
    until = _UNTIL.search(text)
    said = text if _COMES_UP_AGAIN.search(text) else until["until"] if until else ""
    return day in days_in(said)


def other_day_back(texts: Iterable[str], day: date) -> date | None:
    """Another day by which a text says that the matter comes up again; None without. A day without
    a year is of the same year as ``day``."""
    for text in texts:
        bare = _OF_A_PAPER.sub(" ", text)
        until = _UNTIL.search(bare)
        said = bare if _COMES_UP_AGAIN.search(bare) else until["until"] if until else ""
        in_full = _WITHOUT_A_YEAR.sub(lambda found: f"{found[0]} {day.year}", said)
        days = days_in(in_full)
        if days and day not in days:
            return days[0]
    return None
