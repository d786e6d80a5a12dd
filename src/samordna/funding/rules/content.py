"""All that an application says, as one value: drawn from the database, or from what was signed.

The reading page, the paper, the workbook and the statement are made of this value and nothing
else, so that a signed application is always shown as it was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, to_check, years_of_groups, years_of_line
from samordna.funding.rules.form import Form, parse_form
from samordna.kernel.findings import Where
from samordna.kernel.ordering import party_key
from samordna.kernel.unread import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An application's content. ``kind`` and ``nature`` are codes of the model.

    ``unread``: what was typed in a draft and cannot be read, by section and input. Nothing of it is
    ever sent.
    """

    name: str
    kind: str
    nature: str
    extends: str
    owner: Party
    partners: tuple[Party, ...]
    form: Form
    period_from: date | None = None
    period_to: date | None = None
    intake_end: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    unread: Mapping[str, Fields] = field(default_factory=dict)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who takes part: the owner first, then the partners by name."""
        return (self.owner, *self.partners)

    @property
    def years(self) -> list[int]:
        """The years of the period, and any other year that the budget spreads money to."""
        inside: set[int] = set()
        if self.period_from and self.period_to and self.period_from <= self.period_to:
            inside = set(range(self.period_from.year, self.period_to.year + 1))
        return sorted(inside | {year for year, kr in self.budget.per_year_kr.items() if kr})

    @property
    def budget_to_check(self) -> Budget:
        """The budget as the rules and the workbook see it, with the name and the period."""
        return to_check(
            self.budget,
            self.parties,
            name=self.name,
            period_from=self.period_from,
            period_to=self.period_to,
        )


def in_order(partners: Iterable[Party]) -> tuple[Party, ...]:
    """The partners as they are listed everywhere: by name, after the owner."""
    return tuple(sorted(partners, key=lambda party: party_key(party.name, "")))


def to_json(content: Content, definition: Mapping[str, Any]) -> dict[str, Any]:
    """The content as plain JSON, together with the form's definition that it was written on."""
    return {
        "name": content.name,
        "kind": content.kind,
        "nature": content.nature,
        "extends": content.extends,
        "owner": _party_json(content.owner),
        "partners": [_party_json(p) for p in content.partners],
        "period_from": _day_json(content.period_from),
        "period_to": _day_json(content.period_to),
        "intake_end": _day_json(content.intake_end),
        "answers": dict(content.answers),
        "form": dict(definition),
        "budget": budget_json(content.budget),
    }


def budget_json(budget: Budget) -> dict[str, Any]:
    """A budget that was typed or drawn from the database, as plain JSON."""
    return {
        "rows": [_line_json(line) for line in budget.lines],
        "group_years": {
            str(years.group): _years_json(years.by_year) for years in budget.other_years
        },
    }


def budget_from_json(raw: Mapping[str, Any]) -> Budget:
    """Read back what :func:`budget_json` wrote."""
    return Budget(
        lines=tuple(_line(row) for row in raw["rows"]),
        other_years=years_of_groups({Group(g): _years(y) for g, y in raw["group_years"].items()}),
    )


def from_json(raw: Mapping[str, Any]) -> Content:
    """Read back what :func:`to_json` wrote."""
    return Content(
        name=raw["name"],
        kind=raw["kind"],
        nature=raw["nature"],
        extends=raw["extends"],
        owner=Party(**raw["owner"]),
        partners=in_order(Party(**p) for p in raw["partners"]),
        form=parse_form(raw["form"]),
        period_from=_day(raw["period_from"]),
        period_to=_day(raw["period_to"]),
        intake_end=_day(raw["intake_end"]),
        answers=raw["answers"],
        budget=budget_from_json(raw["budget"]),
    )


def _party_json(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "short_name": party.short_name,
        "kind": party.kind,
        "is_member": party.is_member,
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "side": str(line.side),
        "group": str(line.group),
        "label": line.label,
        "percent": None if line.percent is None else str(line.percent),
        "date_from": _day_json(line.date_from),
        "date_to": _day_json(line.date_to),
        "amounts_kr": {str(party): kr for party, kr in line.amounts.items()},
        "note": line.note,
        "years_kr": _years_json(line.by_year),
    }


def _line(raw: Mapping[str, Any]) -> Line:
    return Line(
        side=Side(raw["side"]),
        group=Group(raw["group"]),
        label=raw["label"],
        percent=None if raw["percent"] is None else Decimal(raw["percent"]),
        date_from=_day(raw["date_from"]),
        date_to=_day(raw["date_to"]),
        amounts={int(party): kr for party, kr in raw["amounts_kr"].items()},
        note=raw["note"],
        years=years_of_line(_years(raw["years_kr"])),
        where=Where(field=raw["key"]),
    )


def _years_json(years: Mapping[int, int]) -> dict[str, int]:
    return {str(year): kr for year, kr in sorted(years.items())}


def _years(raw: Mapping[str, int]) -> dict[int, int]:
    return {int(year): kr for year, kr in raw.items()}


def _day_json(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
