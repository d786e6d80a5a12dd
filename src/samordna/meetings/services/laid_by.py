"""What is written at one outcome and counts at no other.

A slip at the table costs nothing: where another outcome is chosen the amounts, the period, what
becomes of the rest, and why and when it comes back are laid by in the row, and are there again with
an outcome that they belong to. What is laid by counts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from samordna.meetings.models import Treatment
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, OPEN_REST, Outcome

Amounts = Mapping[tuple[int, int], int]

_OF_PERIOD = ("period_from", "period_to")
_OF_COMING_BACK = ("back_because", "back_by")
_DAYS = frozenset({*_OF_PERIOD, "back_by"})
_EMPTY: dict[str, Any] = {"rest": "", "back_because": ""}


def sort_out(treatment: Treatment, earlier: Treatment, *, money: bool) -> None:
    """Lay by what does not count at the treatment's outcome, and give back what counts again.

    ``earlier`` is the row as it was; what has been written since stands.
    ``money`` tells that the subject carries any: only then is there a rest or a period.
    """
    _one(
        treatment,
        "rest",
        counts=_rest_counts(treatment, money=money),
        counted=_rest_counts(earlier, money=money),
    )
    for name in _OF_PERIOD:
        _one(
            treatment,
            name,
            counts=_period_counts(treatment, money=money),
            counted=_period_counts(earlier, money=money),
        )
    was, now = _comes_back_as(earlier, money=money), _comes_back_as(treatment, money=money)
    for name in _OF_COMING_BACK:
        if was != now and was:
            _lay_by(treatment, f"{name}_{was}", getattr(treatment, name))
            if now and getattr(treatment, name) == getattr(earlier, name):
                setattr(treatment, name, _EMPTY.get(name))
        if not now:
            setattr(treatment, name, _EMPTY.get(name))
        elif was != now and not getattr(treatment, name):
            setattr(treatment, name, _laid(treatment, f"{name}_{now}", name))


def sort_out_rest(treatment: Treatment, *, left: bool) -> None:
    """Where all that was applied for is granted nothing is ``left`` to settle: what was chosen of
    it, and why and when it comes back, are laid by until something is left again."""
    if treatment.outcome not in GRANTING:
        return
    names = ("rest", *(_OF_COMING_BACK if treatment.rest in OPEN_REST else ()))
    if not left and treatment.rest:
        for name in names:
            _lay_by(treatment, f"{name}_all", getattr(treatment, name))
            setattr(treatment, name, _EMPTY.get(name))
    elif left and not treatment.rest and treatment.laid_by.get("rest_all"):
        for name in ("rest", *_OF_COMING_BACK):
            setattr(treatment, name, _laid(treatment, f"{name}_all", name))
    if left:
        slots = {"rest_all", *(f"{name}_all" for name in _OF_COMING_BACK)}
        treatment.laid_by = {k: v for k, v in treatment.laid_by.items() if k not in slots}


def lay_amounts_by(treatment: Treatment, amounts: Amounts) -> None:
    """Keep the amounts that were written at *Med ändring*."""
    rows = [[owner, year, kr] for (owner, year), kr in sorted(amounts.items())]
    treatment.laid_by = {**treatment.laid_by, "amounts": rows}


def amounts_laid_by(treatment: Treatment, proposed: Amounts) -> dict[tuple[int, int], int]:
    """The amounts that were written at *Med ändring* before; where none were, the proposed ones.
    Of what is no longer proposed, none."""
    laid = {(row[0], row[1]): row[2] for row in treatment.laid_by.get("amounts", ())}
    return {place: laid.get(place, kr) for place, kr in proposed.items()}


def _one(
    treatment: Treatment,
    name: str,
    *,
    counts: bool,
    counted: bool,
) -> None:
    if counted and not counts:
        _lay_by(treatment, name, getattr(treatment, name))
    if not counts:
        setattr(treatment, name, _EMPTY.get(name))
    elif not counted and not getattr(treatment, name):
        setattr(treatment, name, _laid(treatment, name, name))


def _lay_by(treatment: Treatment, slot: str, value: Any) -> None:
    treatment.laid_by = {**treatment.laid_by, slot: str(value) if value else ""}


def _laid(treatment: Treatment, slot: str, name: str) -> Any:
    value = treatment.laid_by.get(slot, "")
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    return value


def _rest_counts(treatment: Treatment, *, money: bool) -> bool:
    return money and treatment.outcome in GRANTING


def _period_counts(treatment: Treatment, *, money: bool) -> bool:
    return money and treatment.outcome == Outcome.AMENDED


def _comes_back_as(treatment: Treatment, *, money: bool) -> str:
    """What of the matter comes back: ``all`` of it, the ``rest``, or nothing."""
    if treatment.outcome in COMING_BACK:
        return "all"
    open_rest = _rest_counts(treatment, money=money) and treatment.rest in OPEN_REST
    return "rest" if open_rest else ""
