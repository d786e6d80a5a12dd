"""Kronor or thousands? The figures themselves decide; the heading is only asked when they don't.

Nearly every real workbook says *tkr* above figures that are kronor. What tells is what a post costs
a month: a full-time post with social fees is some 30 000 to 120 000 kronor, or 30 to 120 thousands.
No single cell decides: posts and costs have a vote each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samordna.budgets.workbook.values import Unit

#: What a full-time post costs a month, in the sheet's figures: kronor above, thousands below.
_MONTH_IN_KR = Decimal(5_000)
_MONTH_IN_TKR = Decimal(500)
#: Without posts: totals and single figures that are hardly the one, or the other.
_TOTAL_IN_KR = Decimal(100_000)
_TOTAL_IN_TKR = Decimal(2_000)
_FIGURE_IN_TKR = Decimal(300)
#: A cost from this on is no thousands: it would be ten millions.
_COST_IN_KR = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Post:
    """A post's cost as written, per cent of full time, and the months it is for."""

    amount: Decimal
    percent: Decimal
    months: Decimal


@dataclass(frozen=True, slots=True)
class UnitDecision:
    """The unit of a sheet's figures, and whether the figures alone settle it."""

    unit: Unit
    certain: bool


def decide_unit(
    posts: Sequence[Post],
    figures: Sequence[Decimal],
    said: Unit | None,
    costs: Sequence[Decimal] = (),
) -> UnitDecision:
    """Decide what the figures are.

    ``figures`` are all amounts as written, ``costs`` those of no post, ``said`` the heading.
    """
    votes = [vote for post in posts if (vote := post_unit(post)) is not None]
    if votes:
        votes += [Unit.KR for cost in costs if abs(cost) >= _COST_IN_KR]
    in_kr = votes.count(Unit.KR)
    in_tkr = len(votes) - in_kr
    if in_kr != in_tkr:
        return UnitDecision(Unit.KR if in_kr > in_tkr else Unit.TKR, certain=True)
    known = [abs(figure) for figure in figures if figure]
    if not known:
        return UnitDecision(Unit.KR, certain=True)
    if sum(known) >= _TOTAL_IN_KR:
        others = sorted(known)[:-1]
        # One large figure above many small ones is a slip, and says nothing of the others.
        is_alone = len(others) > 1 and max(others) < _FIGURE_IN_TKR
        if not is_alone:
            return UnitDecision(Unit.KR, certain=True)
        known = others
    if min(known) >= _FIGURE_IN_TKR:
        return UnitDecision(Unit.KR, certain=said is Unit.KR)
    if said is Unit.KR:
        # Hardly anyone writes kronor above thousands: the form itself says tkr.
        return UnitDecision(Unit.KR, certain=False)
    if sum(known) < _TOTAL_IN_TKR:
        return UnitDecision(Unit.TKR, certain=said is Unit.TKR)
    return UnitDecision(Unit.TKR if said is Unit.TKR else Unit.KR, certain=False)


def post_unit(post: Post) -> Unit | None:
    """What one post's cost says; None where it says nothing clear."""
    if post.amount <= 0 or post.percent <= 0 or post.months <= 0:
        return None
    month = post.amount / (post.percent / 100) / post.months
    if month >= _MONTH_IN_KR:
        return Unit.KR
    return Unit.TKR if month <= _MONTH_IN_TKR else None


def months_between(start: date, end: date) -> Decimal:
    """How many months a period is, both days counted."""
    days = (end - start).days + 1
    return Decimal(max(days, 0)) * 12 / Decimal("365.25")


def other(unit: Unit) -> Unit:
    """The other unit."""
    return Unit.TKR if unit is Unit.KR else Unit.KR


def sheet_unit(unit: Unit, pairs: Iterable[tuple[Decimal, int]]) -> Unit:
    """The unit of another sheet: the detailed sheet's, but where most figures are in the other.

    ``pairs`` are the sheet's figures as written, each with the detailed sheet's for the same in
    kronor.
    """
    votes = {Unit.KR: 0, Unit.TKR: 0}
    for written, kr in pairs:
        for one in Unit if written and kr else ():
            in_kr = written * 1000 if one is Unit.TKR else written
            votes[one] += abs(in_kr - kr) <= Decimal("0.2") * abs(kr)
    return other(unit) if votes[other(unit)] > votes[unit] else unit
