"""From which day the time for appeal counts, when members have the notice on boards of their own.

The adjustment is announced on the board of every member municipality and region (lag 2003:1210,
19 §). An association's rule says whether the time counts from its own board or from the last
member's; it is never known before that board has the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from samordna.kernel.choices import Choice
from samordna.kernel.deadlines import Deadlines, deadlines, last_day_of_appeal
from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules.numbering import listed


class CountsFrom(Choice):
    """What the time for appeal counts from, in the words of the pages."""

    OWN = "own", "den dag då förbundets egen anslagstavla har justeringen"
    LAST_MEMBER = "last_member", "den dag då den sista medlemmens anslagstavla har justeringen"
    NO_BOARDS = (
        "no_boards",
        "den dag då förbundets egen anslagstavla har justeringen: ingen medlems anslagstavla är "
        "inlagd",
    )


@dataclass(frozen=True, slots=True)
class BoardDays:
    """A member's board: when it was asked, when it posted, and when it took the notice down."""

    name: str
    asked_on: date | None = None
    posted_on: date | None = None
    taken_down_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """Where a notice stands. ``counted_from`` is None while the rule's board has not posted.

    ``waits_for`` names those that have not posted, and ``taken_early`` those that took the notice
    down before the time for appeal was over, or had begun; both are empty for none.
    """

    counted_from: date | None
    waits_for: str = ""
    taken_early: str = ""


def effective_rule(rule: str, boards: int) -> CountsFrom:
    """What the time counts from, by the association's rule and the number of members' boards."""
    if rule == CountsFrom.OWN:
        return CountsFrom.OWN
    return CountsFrom.LAST_MEMBER if boards else CountsFrom.NO_BOARDS


def counting(rule: CountsFrom, own: date, boards: Sequence[BoardDays]) -> Counting:
    """Where a notice stands that the association's own board has had since ``own``."""
    posted = [board.posted_on for board in boards if board.posted_on]
    missing = [board.name for board in boards if board.posted_on is None]
    begins: date | None = own
    if rule == CountsFrom.LAST_MEMBER:
        begins = None if missing or not posted else max(posted)
    last = last_day_of_appeal(begins) if begins else None
    early = [
        board.name
        for board in boards
        if board.taken_down_on and (last is None or board.taken_down_on <= last)
    ]
    return Counting(begins, listed(missing), listed(early))


def days_of_notice(
    held_on: date,
    adjusted_on: date | None,
    posted_on: date | None,
    taken_down_on: date | None,
    *,
    rule: str,
    now: Counting,
) -> Deadlines:
    """The law's days of a notice, counted from the day that its rule says.

    A member's board that took it down early is a finding, and where the time counts from the
    members' boards it has then never run out (KL 8:12, 13:5).
    """
    by_members = rule == CountsFrom.LAST_MEMBER
    waiting = by_members and bool(now.waits_for)
    days = deadlines(
        held_on,
        adjusted_on,
        posted_on,
        taken_down_on,
        counted_from=now.counted_from,
        waiting=waiting,
    )
    if not now.taken_early:
        return days
    until = (
        f"fick tas ned tidigast {days.take_down_earliest}"
        if days.take_down_earliest
        else "ska sitta uppe tills tiden för överklagande är ute"
    )
    never = " Överklagandetiden har därför inte löpt ut och beslutet har inte fått laga kraft."
    finding = Finding(
        "taken-down-early",
        Severity.ERROR if by_members else Severity.WARNING,
        f"{now.taken_early} tog ned anslaget för tidigt: det {until}.{never if by_members else ''}",
        Where(field="taken_down"),
    )
    return replace(
        days,
        findings=(*days.findings, finding),
        legal_force_from=None if by_members else days.legal_force_from,
    )


def board_days_wrong(board: BoardDays, adjusted: date, today: date) -> tuple[str, str] | None:
    """The field and a Swedish sentence for days in an order that cannot be right; None for none."""
    for field in ("asked_on", "posted_on", "taken_down_on"):
        day = getattr(board, field)
        if day is not None and day > today:
            return field, f"Dagen {day} har inte varit än. Anteckna det när det har skett."
        if day is not None and day < adjusted:
            return field, f"Protokollet justerades {adjusted}. Dagen kan inte vara före den."
    if board.taken_down_on and board.posted_on is None:
        return "posted_on", "Skriv när anslaget sattes upp, eller ta bort dagen då det togs ned."
    if board.taken_down_on and board.posted_on and board.taken_down_on < board.posted_on:
        return (
            "taken_down_on",
            f"Det sattes upp {board.posted_on}. Nedtaget kan inte vara före den.",
        )
    return None
