"""The dates that the law gives adjusted minutes, and what is late.

M is the day of the meeting, J the day the minutes are adjusted, A the day the notice of the
adjustment is posted, L the last day of appeal. ``docs/rules/deadlines.md`` has worked examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from samordna.kernel.findings import Finding, Severity, Where

#: Days from the meeting within which minutes must be adjusted (KL 5:69).
DAYS_TO_ADJUST = 14
#: Days from the adjustment within which the notice must be posted (KL 8:12).
DAYS_TO_POST = 2
#: Days from the notice within which one may appeal: three weeks (KL 13:5).
DAYS_TO_APPEAL = 21


@lru_cache(maxsize=256)
def _days_off(year: int) -> frozenset[date]:
    """Public holidays and the three eves of a year; Saturdays and Sundays are not listed."""
    found = holidays.country_holidays(
        "SE", years=[year], categories=("public", "de_facto"), include_sundays=False
    )
    return frozenset(found)


def is_working_day(day: date) -> bool:
    """Return whether an act that falls due on the day must be done that day.

    Not so on Saturdays, Sundays, public holidays, Midsummer's, Christmas and New Year's Eve
    (lag 1930:173, 2 §).
    """
    return day.weekday() < 5 and day not in _days_off(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself where it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What the law says of one meeting's minutes.

    ``post_by_is_latest_possible`` is true while the day of adjustment is unknown: ``post_by`` is
    then counted from ``adjust_by``. The days of appeal are None until a notice has been posted.
    ``legal_force_from`` is the day the decisions have legal force if nothing was filed; None as
    well when the notice came down too early or was posted before the adjustment, since the time
    for appeal then never ends.
    """

    adjust_by: date
    post_by: date
    post_by_is_latest_possible: bool
    appeal_last_day: date | None
    take_down_earliest: date | None
    legal_force_from: date | None
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the dates and findings as the documented JSON object of ``deadlines``."""
        return {
            "adjust_by": self.adjust_by.isoformat(),
            "post_by": self.post_by.isoformat(),
            "appeal_last_day": _iso(self.appeal_last_day),
            "take_down_earliest": _iso(self.take_down_earliest),
            "legal_force_from": _iso(self.legal_force_from),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def last_day_of_appeal(posted: date) -> date:
    """Return L: three weeks after the notice, moved to a working day (KL 13:5, lag 1930:173)."""
    return next_working_day(posted + timedelta(days=DAYS_TO_APPEAL))


def deadlines(
    meeting: date,
    adjusted: date | None = None,
    posted: date | None = None,
    taken_down: date | None = None,
    *,
    counted_from: date | None = None,
    waiting: bool = False,
    agreed: date | None = None,
) -> Deadlines:
    """Return every day that follows from the meeting, and a finding for each slip.

    ``counted_from`` is the day that the time for appeal counts from where that is another board's
    than the one ``posted`` is about. ``waiting`` says that this day is to come: there is no last
    day of appeal yet. ``agreed`` is the day by which the meeting has decided that the minutes are
    to be adjusted: within what the law gives it is the last day, and a later one a remark.

    Codes: ``adjusted-late``, ``adjusted-later-than-agreed``, ``posted-late``,
    ``taken-down-early``, and for days in an order that cannot be right
    ``adjusted-before-meeting``, ``posted-before-meeting``,
    ``posted-before-adjusted`` and ``taken-down-without-notice``. Raises nothing.
    """
    by_law = meeting + timedelta(days=DAYS_TO_ADJUST)
    adjust_by = agreed if agreed is not None and meeting <= agreed < by_law else by_law
    post_by = (adjusted or adjust_by) + timedelta(days=DAYS_TO_POST)
    begins = None if waiting or posted is None else counted_from or posted
    appeal_last_day = last_day_of_appeal(begins) if begins else None
    take_down_earliest = appeal_last_day + timedelta(days=1) if appeal_last_day else None

    findings = [
        *_about_adjustment(meeting, adjusted, by_law),
        *_about_agreed(adjusted, adjust_by, by_law),
        *_about_notice(meeting, adjusted, posted, post_by),
        *_about_taking_down(posted, taken_down, appeal_last_day, take_down_earliest, waiting),
    ]
    # A notice of an adjustment that had not been made, or one that was not up long enough,
    # never let the appeal period run out.
    never_ends = {"posted-before-adjusted", "posted-before-meeting", "taken-down-early"}
    runs_out = not any(finding.code in never_ends for finding in findings)
    return Deadlines(
        adjust_by=adjust_by,
        post_by=post_by,
        post_by_is_latest_possible=adjusted is None,
        appeal_last_day=appeal_last_day,
        take_down_earliest=take_down_earliest,
        legal_force_from=take_down_earliest if runs_out else None,
        findings=tuple(findings),
    )


def _about_adjustment(meeting: date, adjusted: date | None, adjust_by: date) -> list[Finding]:
    if adjusted is None:
        return []
    if adjusted < meeting:
        return [
            _error(
                "adjusted-before-meeting",
                "adjusted",
                f"Protokollet uppges vara justerat {adjusted}, före sammanträdet {meeting}.",
            )
        ]
    if adjusted > adjust_by:
        return [
            _late(
                "adjusted-late",
                "adjusted",
                adjust_by,
                adjusted,
                f"Protokollet justerades {adjusted}, {_days(adjust_by, adjusted)} för sent: "
                f"det skulle justeras senast {adjust_by}, fjorton dagar efter sammanträdet.",
            )
        ]
    return []


def _about_agreed(adjusted: date | None, agreed: date, by_law: date) -> list[Finding]:
    """Adjusted in the time of the law, and later than the meeting had decided."""
    if adjusted is None or not agreed < adjusted <= by_law:
        return []
    message = (
        f"Protokollet justerades {adjusted}, {_days(agreed, adjusted)} efter den dag som "
        f"sammanträdet hade bestämt: senast {agreed}. Lagens fjorton dagar hölls."
    )
    where = Where(field="adjusted")
    return [Finding("adjusted-later-than-agreed", Severity.WARNING, message, where)]


def _about_notice(
    meeting: date, adjusted: date | None, posted: date | None, post_by: date
) -> list[Finding]:
    if posted is None:
        return []
    if posted < meeting:
        return [
            _error(
                "posted-before-meeting",
                "posted",
                f"Anslaget uppges vara uppsatt {posted}, före sammanträdet {meeting}.",
            )
        ]
    if adjusted is not None and posted < adjusted:
        return [
            _error(
                "posted-before-adjusted",
                "posted",
                f"Anslaget sattes upp {posted}, innan protokollet justerades {adjusted}. "
                "Överklagandetiden börjar inte löpa förrän justeringen anslås på nytt.",
            )
        ]
    if posted <= post_by:
        return []
    if adjusted is None:
        sentence = (
            f"Anslaget sattes upp {posted}, {_days(post_by, posted)} efter den sista dag som är "
            f"möjlig, {post_by}: antingen justerades protokollet för sent eller så anslogs "
            "justeringen för sent."
        )
    else:
        sentence = (
            f"Anslaget sattes upp {posted}, {_days(post_by, posted)} för sent: det skulle sättas "
            f"upp senast {post_by}, andra dagen efter justeringen {adjusted}."
        )
    return [_late("posted-late", "posted", post_by, posted, sentence)]


def _about_taking_down(
    posted: date | None,
    taken_down: date | None,
    appeal_last_day: date | None,
    take_down_earliest: date | None,
    waiting: bool,
) -> list[Finding]:
    if taken_down is None or (waiting and posted is not None):
        return []
    if posted is None or take_down_earliest is None:
        return [
            _error(
                "taken-down-without-notice",
                "taken_down",
                f"Anslaget uppges vara nedtaget {taken_down}, men det saknas uppgift om när det "
                "sattes upp.",
            )
        ]
    if taken_down < take_down_earliest:
        return [
            _error(
                "taken-down-early",
                "taken_down",
                f"Anslaget togs ned {taken_down}, {_days(taken_down, take_down_earliest)} för "
                f"tidigt: sista dag att överklaga var {appeal_last_day} och anslaget fick tas ned "
                f"tidigast {take_down_earliest}. Överklagandetiden har därför inte löpt ut och "
                "beslutet har inte fått laga kraft.",
            )
        ]
    return []


def _late(code: str, field: str, due: date, done: date, sentence: str) -> Finding:
    """Build the finding of a late act; one done on the first working day may be in time.

    The days are counted as the associations count them. Where the last of them is no working day,
    lag 1930:173 allows the act on the next one, so such a finding only warns.
    """
    if done <= next_working_day(due):
        return Finding(
            code,
            Severity.WARNING,
            f"{sentence} Sista dagen var ingen vardag, och lag 1930:173 kan ge till nästa vardag, "
            f"{next_working_day(due)}.",
            Where(field=field),
        )
    return _error(code, field, sentence)


def _error(code: str, field: str, sentence: str) -> Finding:
    return Finding(code, Severity.ERROR, sentence, Where(field=field))


def _days(earlier: date, later: date) -> str:
    count = (later - earlier).days
    return "en dag" if count == 1 else f"{count} dagar"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
