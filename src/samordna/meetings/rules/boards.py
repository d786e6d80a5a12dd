"""From which day the time for appeal counts, when members have the notice on boards of their own.

The adjustment is announced on the board of every member municipality and region (lag 2003:1210,
19 §). An association's rule says whether the time counts from its own board or from the last
member's; it is never known before that board has the notice. A member that never posts is set
aside by the association, and the time is then counted from that day at the earliest: nobody could
read of a last day before it was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samordna.kernel.choices import Choice
from samordna.kernel.deadlines import (
    DAYS_TO_POST,
    Deadlines,
    deadlines,
    last_day_of_appeal,
    next_working_day,
)
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.sentences import listed


class CountsFrom(Choice):
    """What the time for appeal counts from, in the words of the pages."""

    OWN = "own", "den dag då förbundets egen anslagstavla har justeringen"
    LAST_MEMBER = "last_member", "den dag då den sista medlemmens anslagstavla har justeringen"
    NO_BOARDS = (
        "no_boards",
        "den dag då förbundets egen anslagstavla har justeringen: ingen medlems anslagstavla är "
        "inlagd",
    )
    NONE_POSTS = (
        "none_posts",
        "den dag då förbundets egen anslagstavla har justeringen: ingen medlem anslår",
    )
    LAST_AWAITED = (
        "last_awaited",
        "den dag då den sista medlemmen anslog justeringen eller inte längre väntades in",
    )


#: The rules by which the members' boards decide when the time begins.
BY_MEMBERS = frozenset({CountsFrom.LAST_MEMBER, CountsFrom.LAST_AWAITED})


class Aside(Choice):
    """Why a member's board is no longer waited for."""

    NOT_POSTING = "not_posting", "anslår inte"
    OTHERWISE = "otherwise", "kungjort på annat sätt"


@dataclass(frozen=True, slots=True)
class BoardDays:
    """A member's board: when it was asked, when it posted, and when it took the notice down.

    ``again_on`` is when what was taken down too early was posted again. ``aside`` is a
    :class:`Aside`, empty for a board that counts, and ``reason`` the office's words for it.
    ``aside_on`` is the day that a member was said not to post; None where that was not written.
    ``first_on`` is when it was first posted, where it has been posted again since.
    """

    name: str
    asked_on: date | None = None
    posted_on: date | None = None
    taken_down_on: date | None = None
    again_on: date | None = None
    aside: str = ""
    reason: str = ""
    aside_on: date | None = None
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """Where a notice stands. ``counted_from`` is None while the rule's board has not posted.

    ``waits_for`` names those that have not posted, and ``taken_early`` those that took the notice
    down before the time for appeal was over, or had begun; both are empty for none.
    """

    counted_from: date | None
    waits_for: str = ""
    taken_early: str = ""


#: What the association's own board is called beside the members'.
OWN_BOARD = "Förbundet"


def effective_rule(rule: str, boards: int) -> CountsFrom:
    """What the time counts from, by the association's rule and the number of members' boards."""
    if rule == CountsFrom.OWN:
        return CountsFrom.OWN
    return CountsFrom.LAST_MEMBER if boards else CountsFrom.NO_BOARDS


def rule_with(rule: str, boards: Sequence[BoardDays]) -> CountsFrom:
    """The rule as it works when boards have been set aside.

    The day that a member was set aside counts as its board's. Where no such day was written, the
    others' boards count, and with no member left the own one. It goes back when a board counts
    again.
    """
    if rule not in {*BY_MEMBERS, CountsFrom.NONE_POSTS}:
        return CountsFrom(rule)
    gone = [board for board in boards if board.aside == Aside.NOT_POSTING]
    if any(board.aside_on for board in gone):
        return CountsFrom.LAST_AWAITED
    return CountsFrom.NONE_POSTS if len(gone) == len(boards) else CountsFrom.LAST_MEMBER


def counting(
    rule: CountsFrom, own: date, boards: Sequence[BoardDays], *, first: date | None = None
) -> Counting:
    """Where a notice stands that the association's own board has had since ``own``.

    ``first``: the own board had it from that day before and took it down too early, so that the
    time cannot have begun before ``own`` whatever the rule. A board that is set aside is not
    waited for: what was announced otherwise counts from its day, and a member that does not post
    from the day that this was said, the own board's at the earliest where no member has posted.

    A board has taken the notice down too early if the time had not run out as it was counted
    before anything was posted again: what hung as long as it was asked to has done so.
    """
    awaited = [board for board in boards if not board.aside]
    missing = [board.name for board in awaited if board.posted_on is None]
    begins = _begins(rule, own, boards, again=first is not None)
    last = last_day_of_appeal(begins) if begins else None
    firsts = [replace(board, posted_on=board.first_on or board.posted_on) for board in boards]
    began = _begins(rule, first or own, firsts)
    ran_out = last_day_of_appeal(began) if began else None
    early = [
        board.name
        for board in awaited
        if board.taken_down_on
        and (last is None or board.taken_down_on <= last)
        and (board.first_on or ran_out is None or board.taken_down_on <= ran_out)
    ]
    return Counting(begins, listed(missing), listed(early))


def _begins(
    rule: CountsFrom, own: date, boards: Sequence[BoardDays], *, again: bool = False
) -> date | None:
    """From which day the time counts; None while a board is awaited."""
    if rule not in BY_MEMBERS:
        return own
    if any(board.posted_on is None and not board.aside for board in boards):
        return None
    days = [b.posted_on for b in boards if b.posted_on and b.aside != Aside.NOT_POSTING]
    gone = [b.aside_on for b in boards if b.aside_on and b.aside == Aside.NOT_POSTING]
    return max([*days, *gone, own] if again or not days else [*days, *gone])


def days_of_notice(
    held_on: date,
    adjusted_on: date | None,
    posted_on: date | None,
    taken_down_on: date | None,
    *,
    rule: str,
    now: Counting,
    agreed: date | None = None,
) -> Deadlines:
    """The law's days of a notice, counted from the day that its rule says.

    ``posted_on`` is the first day that the own board had it: a notice posted again is not late for
    that. What was taken down too early never lets the time run out (KL 8:12, 13:5): there is then
    no last day of appeal and no day to take it down. A member's board does so only where the time
    counts from the members' boards; otherwise it is told as a warning.
    """
    by_members = rule in BY_MEMBERS
    waiting = by_members and now.counted_from is None
    days = deadlines(
        held_on,
        adjusted_on,
        posted_on,
        taken_down_on,
        counted_from=now.counted_from,
        waiting=waiting,
        agreed=agreed,
    )
    findings = [*days.findings]
    if waiting and posted_on and taken_down_on:
        findings.append(_early(_DOWN_BEFORE.format(day=taken_down_on), error=True))
    if now.taken_early:
        until = (
            f"fick tas ned tidigast {days.take_down_earliest}"
            if days.take_down_earliest
            else "ska sitta uppe tills tiden för överklagande är ute"
        )
        never = f" {_NEVER}" if by_members else ""
        message = f"{now.taken_early} tog ned anslaget för tidigt: det {until}.{never}"
        findings.append(_early(message, error=by_members))
    if not any(f.code == _TAKEN_EARLY and f.severity == Severity.ERROR for f in findings):
        return days if len(findings) == len(days.findings) else _with(days, findings)
    return replace(
        days,
        findings=tuple(findings),
        appeal_last_day=None,
        take_down_earliest=None,
        legal_force_from=None,
    )


_TAKEN_EARLY = "taken-down-early"
_NEVER = (
    "Överklagandetiden har därför inte löpt ut och beslutet har inte fått laga kraft. "
    "Den börjar när anslaget sätts upp igen."
)
_DOWN_BEFORE = (
    "Anslaget togs ned {day}, men tiden för överklagande hade inte börjat: alla medlemmar hade "
    "inte anslagit. Anslå det igen."
)


def _with(days: Deadlines, findings: Sequence[Finding]) -> Deadlines:
    return replace(days, findings=tuple(findings))


def _early(message: str, *, error: bool) -> Finding:
    severity = Severity.ERROR if error else Severity.WARNING
    return Finding(_TAKEN_EARLY, severity, message, Where(field="taken_down"))


def late_boards(
    boards: Sequence[BoardDays],
    adjusted_on: date,
    rule: CountsFrom,
    now: Counting,
    taken_down_on: date | None = None,
) -> list[Finding]:
    """A warning for each member's board that had the notice later than the second day after the
    adjustment, with what that means for the time for appeal.

    The adjustment is announced by then at the latest (KL 8:12), with every member municipality and
    region (lag 2003:1210, 19 §). An announcement that is late changes nothing of what was decided:
    the three weeks are counted from the day it was made (KL 13:5), on the board that the rule
    names. On a day off the next working day is in time (lag 1930:173, 2 §). What is set aside is
    told of where it is set aside. ``taken_down_on`` is of the own board: taken down too early there
    is no last day. Code ``member-posted-late``.
    """
    due = adjusted_on + timedelta(days=DAYS_TO_POST)
    has_last_day = not (now.taken_early or _is_early(taken_down_on, now.counted_from))
    found = []
    for board in boards:
        day = board.first_on or board.posted_on
        if board.aside or day is None or day <= next_working_day(due):
            continue
        message = (
            f"{board.name} satte upp anslaget {day}. Det skulle sitta uppe senast {due}, andra "
            f"dagen efter justeringen. Förseningen ändrar inte beslutet. "
            + _meaning(day, rule, now, has_last_day=has_last_day)
        )
        found.append(Finding(_MEMBER_LATE, Severity.WARNING, message, Where(field="boards")))
    return found


_MEMBER_LATE = "member-posted-late"


def _meaning(day: date, rule: CountsFrom, now: Counting, *, has_last_day: bool) -> str:
    """What a board's late day does to the time for appeal."""
    if rule not in BY_MEMBERS:
        return f"Tiden för överklagande räknas från {rule.label}, och påverkas inte."
    if now.counted_from is None:
        return (
            "Tiden för överklagande räknas från den sista medlemmens anslag, som inte har kommit."
        )
    if now.counted_from == day and not has_last_day:
        return (
            "Tiden för överklagande räknades från den dagen, men har ingen sista dag: anslaget "
            "togs ned för tidigt."
        )
    if now.counted_from == day:
        return (
            "Tiden för överklagande räknas från den dagen, och därför blir sista dagen att "
            f"överklaga {last_day_of_appeal(day)}."
        )
    return f"Tiden för överklagande räknas från {now.counted_from}, och påverkas inte av den dagen."


def no_last_day(rule: str, now: Counting, days: Deadlines, taken_down_on: date | None) -> str:
    """Why a notice that has been posted has no last day of appeal; empty where it has one.

    The words stand after ”Ingen sista dag:” on every page and paper.
    """
    if days.appeal_last_day is not None:
        return ""
    reasons = []
    if rule in BY_MEMBERS and now.waits_for:
        reasons.append(f"väntar på anslag hos {now.waits_for}")
    own = OWN_BOARD if _is_early(taken_down_on, now.counted_from) else ""
    early = listed([name for name in (own, now.taken_early) if name])
    if early:
        reasons.append(
            f"{early} tog ned anslaget för tidigt, och tiden börjar om när det är anslaget igen"
        )
    return "; ".join(reasons)


def _is_early(taken_down_on: date | None, counted_from: date | None) -> bool:
    """Whether a board took the notice down before the time was over, or had begun."""
    if taken_down_on is None:
        return False
    return counted_from is None or taken_down_on <= last_day_of_appeal(counted_from)


def posting_words(board: BoardDays, earlier: Sequence[tuple[date, date]] = ()) -> str:
    """What a board has had and when, as pages and papers say it; ``earlier`` are the days posted
    and taken down of what has been posted again since."""
    parts = [f"anslaget {up}, nedtaget för tidigt {down}" for up, down in earlier]
    if board.aside == Aside.OTHERWISE:
        parts.append(f"{Aside.OTHERWISE.label} {board.posted_on}: {board.reason}")
    elif board.aside:
        since = f" från {board.aside_on}" if board.aside_on else ""
        parts.append(f"{Aside.NOT_POSTING.label} och väntas inte in{since}: {board.reason}")
    elif board.posted_on:
        up = f"anslaget {'igen ' if earlier else ''}{board.posted_on}"
        parts.append(f"{up}, nedtaget {board.taken_down_on}" if board.taken_down_on else up)
    else:
        asked = f", ombedd {board.asked_on}" if board.asked_on else ""
        parts.append(f"har inte anslagit{asked}")
    return "; ".join(parts)


def board_days_wrong(board: BoardDays, adjusted: date, today: date) -> tuple[str, str] | None:
    """The field and a Swedish sentence for days in an order that cannot be right; None for none."""
    for field in ("asked_on", "posted_on", "taken_down_on", "again_on"):
        day = getattr(board, field)
        if day is not None and day > today:
            return field, f"Dagen {day} har inte varit än. Anteckna det när det har skett."
        if day is not None and day < adjusted:
            return field, f"Protokollet justerades {adjusted}. Dagen kan inte vara före den."
    if _asked_late(board):
        return (
            "asked_on",
            f"Det sattes upp {board.posted_on}. Medlemmen kan inte ha blivit ombedd först efteråt: "
            "lämna dagen tom om medlemmen anslog utan att bli ombedd.",
        )
    if board.taken_down_on and board.posted_on is None:
        return "posted_on", "Skriv när anslaget sattes upp, eller ta bort dagen då det togs ned."
    if board.taken_down_on and board.posted_on and board.taken_down_on < board.posted_on:
        return (
            "taken_down_on",
            f"Det sattes upp {board.posted_on}. Nedtaget kan inte vara före den.",
        )
    if board.again_on and (board.taken_down_on is None or board.again_on < board.taken_down_on):
        return (
            "again_on",
            "Skriv när det togs ned. Anslaget igen kan inte vara före den dagen.",
        )
    if board.aside and not board.reason.strip():
        return (
            "reason",
            "Skriv varför det inte väntas in. Skälet står i journalen och på beviset.",
        )
    if board.aside == Aside.OTHERWISE and board.posted_on is None:
        return (
            "posted_on",
            "Skriv vilken dag det kungjordes: tiden kan räknas från den.",
        )
    return None


def _asked_late(board: BoardDays) -> bool:
    """Whether a member is said to have been asked when it had the notice up; one that took it down
    may have been asked to post it again."""
    if board.aside or board.asked_on is None or board.posted_on is None:
        return False
    down = board.taken_down_on
    return board.posted_on < board.asked_on and (down is None or board.asked_on < down)
