"""Days that a written text says: when an initiative starts and ends, and days that do not exist."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from samordna.kernel.dates import MONTHS
from samordna.kernel.wording.limits import first_day, last_day

_MONTH = "|".join(MONTHS)
_DAY_OR_MONTH = (
    rf"\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}\s+\d{{4}}"
    rf"|(?:{_MONTH})\s+\d{{4}}|\d{{4}}-\d\d(?![\d-])|20\d\d(?![\d/:.-])"
)
_AT: Final = r"(?:\s+(?:i|den|under|per|vid|år|är|årsskiftet|utgången\s+av|slutet\s+av))*"
_ABOUT: Final = r"(?:insatsen|projektet)"
_STARTS = re.compile(
    rf"\b{_ABOUT}\s+(?:ska(?:ll)?\s+)?(?:startar?|börjar?|påbörjas|inleds|startas"
    rf"|tar\s+sin\s+början)(?P<by>\s+(?:senast|tidigast))?{_AT}\s+(?P<day>{_DAY_OR_MONTH})"
    rf"|\b(?:insatsens\s+|projektets\s+)?(?:start|startdatum|startdag|projektstart)(?:en)?"
    rf"(?:\s+(?:är|blir|sker|sätts\s+till))(?P<by2>\s+(?:senast|tidigast))?{_AT}"
    rf"\s+(?P<day2>{_DAY_OR_MONTH})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\b{_ABOUT}\s+(?:ska(?:ll)?\s+)?(?:(?:vara\s+)?avsluta(?:s|d|t)?|upphör(?:a)?|slutar?"
    rf"|upphöra)(?P<by>\s+(?:senast|tidigast))?{_AT}\s+(?P<day>{_DAY_OR_MONTH})"
    rf"|\b(?:insatsens\s+|projektets\s+)?(?:slutdatum|slutdag|projektslut)(?:en|et)?"
    rf"(?:\s+(?:är|blir|sker|sätts\s+till))(?P<by2>\s+(?:senast|tidigast))?{_AT}"
    rf"\s+(?P<day2>{_DAY_OR_MONTH})",
    re.IGNORECASE,
)
#: What is written as a day; a matter's number is none.
_WRITTEN = re.compile(
    rf"(?<![\d:/.,-])(?:(?P<day>\d{{1,2}})(?::?e)?\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>\d{{4}}))?"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\d-])"
    r"|(?P<short>\d{1,2}/\d{1,2}[ -](?:19|20)\d\d)(?![\d/:-]))",
    re.IGNORECASE,
)
_OF_A_MATTER = re.compile(r"(?:\b(?:dnr|diarienr|diarienummer|nr)\.?:?|§)\s{0,9}$", re.IGNORECASE)


def course_slip(text: str, start: date, end: date, name: str = "") -> str:
    """The day on which a text says that the initiative starts or ends, where the period says
    another; empty without. ”Senast” and ”tidigast” may be any day of the period.

    ``name`` is the initiative's, which may stand instead of ”insatsen”.
    """
    if name:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "insatsen", text, flags=re.IGNORECASE)
    for pattern, wanted in ((_STARTS, start), (_ENDS, end)):
        for match in pattern.finditer(text):
            said = match["day"] or match["day2"]
            low, high = first_day(said), last_day(said)
            if low is None or high is None:
                continue
            loose = bool(match["by"] or match["by2"])
            fits = low <= end and start <= high if loose else low <= wanted <= high
            if not fits:
                return match[0].strip()
    return ""


def impossible_day(text: str) -> str:
    """A day that a text writes and that there is not, as ”30 februari 2025”; empty without."""
    for match in _WRITTEN.finditer(text):
        if _OF_A_MATTER.search(text[: match.start()]):
            continue
        if match["day"]:
            year, month = int(match["year"] or 2024), MONTHS.index(match["month"].lower()) + 1
            day = int(match["day"])
        elif match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        else:
            day, month, year = map(int, re.findall(r"\d+", match["short"]))
        try:
            date(year, month, day)
        except ValueError:
            return match[0]
    return ""
