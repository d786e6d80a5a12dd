"""What if: a plan with an application cut, moved, shortened, refused or granted, or with the
members paying less. Every change gives a new plan; the old one stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from samordna.economy.rules.plan import ApplicationRow, ColumnKind, Plan, PlanRow, Section
from samordna.kernel.money import format_kr, round_half_up, spread


class ImpossibleChange(ValueError):
    """The change does not fit the plan; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Take ``kr`` from an application, spread over its owners and years by what they hold."""

    application: str
    kr: int


@dataclass(frozen=True, slots=True)
class CutShare:
    """Take a share of an application, in per mille of its whole amount."""

    application: str
    per_mille: int


@dataclass(frozen=True, slots=True)
class Move:
    """Start an application a number of years later (or earlier, with a negative number)."""

    application: str
    years: int


@dataclass(frozen=True, slots=True)
class Shorten:
    """Let an application end with a year; what lies after it falls away."""

    application: str
    last_year: int


@dataclass(frozen=True, slots=True)
class Refuse:
    """Refuse an application."""

    application: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Grant an application: its rows move to the decided initiatives."""

    application: str


@dataclass(frozen=True, slots=True)
class PayLess:
    """Let rows of income shrink from a year on, in per mille of each; a budget stays as adopted."""

    income_keys: tuple[str, ...]
    per_mille: int
    from_year: int


Change = Cut | CutShare | Move | Shorten | Refuse | Grant | PayLess


def what_if(plan: Plan, changes: Iterable[Change]) -> Plan:
    """Return the plan after the changes, one after the other. Raises :class:`ImpossibleChange`."""
    for change in changes:
        plan = _apply(plan, change)
    return plan


def _apply(plan: Plan, change: Change) -> Plan:
    match change:
        case Cut(application, kr):
            return _cut(plan, application, kr)
        case CutShare(application, per_mille):
            total_kr = _total_kr(_rows_of(plan, application))
            return _cut(plan, application, _share(total_kr, per_mille))
        case Move(application, years):
            return _with_amounts(
                plan,
                application,
                lambda amounts: {year + years: kr for year, kr in amounts.items()},
            )
        case Shorten(application, last_year):
            return _with_amounts(
                plan,
                application,
                lambda amounts: {year: kr for year, kr in amounts.items() if year <= last_year},
            )
        case Refuse(application):
            return _without(plan, application)
        case Grant(application):
            return _grant(plan, application)
        case PayLess(income_keys, per_mille, from_year):
            return _pay_less(plan, income_keys, per_mille, from_year)


def _rows_of(plan: Plan, application: str) -> tuple[ApplicationRow, ...]:
    """The rows of an application: one per owner, or the one row that the key names."""
    found = tuple(
        row
        for row in plan.applications
        if row.key == application or row.key.startswith(f"{application}.")
    )
    if not found:
        raise ImpossibleChange(f"Ansökan ”{application}” finns inte i tabellen.")
    return found


def _total_kr(rows: Iterable[ApplicationRow]) -> int:
    return sum(sum(row.amounts.values()) for row in rows)


def _share(kr: int, per_mille: int) -> int:
    if not 0 <= per_mille <= 1000:
        raise ImpossibleChange("En andel måste ligga mellan 0 och 100 procent.")
    return round_half_up(Decimal(kr) * per_mille / 1000)


def _cut(plan: Plan, application: str, kr: int) -> Plan:
    rows = _rows_of(plan, application)
    total_kr = _total_kr(rows)
    if not 0 <= kr <= total_kr:
        raise ImpossibleChange(
            f"Det går inte att minska med {format_kr(kr)}: ansökan är på {format_kr(total_kr)}."
        )
    if not kr:
        return plan
    cells = [(row.key, year) for row in rows for year in row.amounts]
    held = [row.amounts[year] for row in rows for year in row.amounts]
    taken = dict(zip(cells, spread(kr, held), strict=True))
    changed = tuple(
        replace(
            row,
            amounts={
                year: amount - taken.get((row.key, year), 0) for year, amount in row.amounts.items()
            },
        )
        for row in plan.applications
    )
    return replace(plan, applications=changed)


def _with_amounts(
    plan: Plan, application: str, change: Callable[[Mapping[int, int]], Mapping[int, int]]
) -> Plan:
    touched = {row.key for row in _rows_of(plan, application)}
    changed = tuple(
        replace(row, amounts=change(row.amounts)) if row.key in touched else row
        for row in plan.applications
    )
    return replace(plan, applications=changed)


def _without(plan: Plan, application: str) -> Plan:
    touched = {row.key for row in _rows_of(plan, application)}
    return replace(
        plan, applications=tuple(row for row in plan.applications if row.key not in touched)
    )


def _grant(plan: Plan, application: str) -> Plan:
    column_of_year = {column.year: column.key for column in plan.carrying}
    granted = []
    for row in _rows_of(plan, application):
        if outside := sorted(set(row.amounts) - set(column_of_year)):
            raise ImpossibleChange(
                f"{row.label} ({row.owner}) har belopp {', '.join(map(str, outside))}, "
                "utanför tabellens år."
            )
        amounts = {column_of_year[year]: kr for year, kr in row.amounts.items()}
        granted.append(PlanRow(f"new.{row.key}", row.label, row.owner, Section.DECIDED, amounts))
    return replace(_without(plan, application), rows=(*plan.rows, *granted))


def _pay_less(plan: Plan, income_keys: tuple[str, ...], per_mille: int, from_year: int) -> Plan:
    known = {row.key for row in plan.section(Section.INCOME)}
    if missing := sorted(set(income_keys) - known):
        raise ImpossibleChange(f"Intäkten ”{missing[0]}” finns inte i tabellen.")
    shrinking = {
        column.key
        for column in plan.columns
        if column.kind is not ColumnKind.BUDGET and column.year >= from_year
    }

    def less(row: PlanRow) -> PlanRow:
        if row.section is not Section.INCOME or row.key not in income_keys:
            return row
        amounts = {
            key: kr - _share(kr, per_mille) if key in shrinking else kr
            for key, kr in row.amounts.items()
        }
        return replace(row, amounts=amounts)

    return replace(plan, rows=tuple(less(row) for row in plan.rows))
