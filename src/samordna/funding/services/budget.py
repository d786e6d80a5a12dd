"""Saving the budget: the rows of the page as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Max

from samordna.budgets.labels import STANDARD_LABELS
from samordna.budgets.shape import Budget, Line, Side, Years
from samordna.funding.models import Application, BudgetAmount, BudgetLine, BudgetYear
from samordna.funding.policies import may_edit
from samordna.funding.rules.form import BUDGET
from samordna.funding.services.drafting import require_current, touch
from samordna.funding.services.locking import locked
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_writing
from samordna.kernel.findings import Where
from samordna.kernel.unread import Fields
from samordna.parties.access import require
from samordna.parties.actors import Actor

#: The key of a row, as a page names it.
_KEY = re.compile(r"row-(\d{1,9})")
#: A page shows so many rows to fill in, under the first keys, though they are not saved.
_STANDARD_ROWS = 1 + sum(len(labels) for labels in STANDARD_LABELS.values())


@changes
def save_budget(
    *,
    actor: Actor,
    application: Application,
    revision: int,
    budget: Budget,
    unread: Fields | None = None,
    writing: bool = False,
) -> Application:
    """Make the budget's rows those given; journalled with the sums before and after.

    Rows in which nothing is written are not kept; one that has been given a name of its own is, and
    one of which something is ``unread``: what was typed and cannot be read, by input.
    ``writing``: saved while it is written, and journalled once for ten minutes of it. Raises
    Refused, and Stale when somebody has saved the budget after ``revision``.
    """
    application = locked(application)
    require(may_edit(actor, application))
    require_current(application, BUDGET, revision)
    before = sums(application)
    replace_rows(application, kept_rows(budget, unread or {}), budget.other_years)
    touch(application, BUDGET, unread)
    application.save()
    note = journal_writing if writing else journal
    note(
        actor=actor,
        verb="save_budget",
        subject=application,
        before=before,
        after={
            "requested_kr": budget.requested_kr,
            "own_kr": budget.own_kr,
            "rows": len(budget.lines),
        },
    )
    return application


def sums(application: Application) -> dict[str, Any]:
    """What the saved rows give, in kronor: to requisition, and own financing."""
    rows = BudgetAmount.objects.filter(line__application=application).values_list(
        "line__side", "amount_kr"
    )
    found = {"requested_kr": 0, "own_kr": 0}
    for side, kr in rows:
        found["own_kr" if side == Side.OWN else "requested_kr"] += kr
    return found


def kept_rows(budget: Budget, unread: Fields) -> list[Line]:
    """The rows of a written budget that are kept: those with more in them than a standard name."""
    wanted = {name.partition(".")[0] for name in unread}
    return [
        line for line in budget.lines if not line.is_empty or _is_named(line) or line.key in wanted
    ]


def with_new_keys(application: Application, rows: Iterable[Line]) -> list[Line]:
    """The rows, with keys that no row of the application has: they take the place of the others."""
    used = BudgetLine.objects.filter(application=application).aggregate(last=Max("key"))
    first = max(used["last"], _STANDARD_ROWS) + 1 if used["last"] else 1
    return [
        replace(row, where=Where(field=f"row-{number}"))
        for number, row in enumerate(rows, start=first)
    ]


def replace_rows(
    application: Application, rows: Sequence[Line], other_years: Iterable[Years]
) -> None:
    """Make the application's rows, amounts and years those given. Part of a service's work.

    Each row is known by its key, from save to save; one that has none gets the next.
    """
    BudgetYear.objects.filter(application=application).delete()
    BudgetLine.objects.filter(application=application).delete()
    lines = BudgetLine.objects.bulk_create(
        [
            _line(application, position, number, row)
            for position, (number, row) in enumerate(zip(_numbers(rows), rows, strict=True), 1)
        ]
    )
    BudgetAmount.objects.bulk_create(
        BudgetAmount(
            association_id=application.association_id,
            line=line,
            organisation_id=party,
            amount_kr=kr,
        )
        for line, row in zip(lines, rows, strict=True)
        for party, kr in row.amounts.items()
        if kr
    )
    BudgetYear.objects.bulk_create(
        [
            _year(application, row.group, year, kr, line)
            for line, row in zip(lines, rows, strict=True)
            for year, kr in row.by_year.items()
            if kr
        ]
        + [
            _year(application, years.group, year, kr, None)
            for years in other_years
            if years.group is not None
            for year, kr in years.by_year.items()
            if kr
        ]
    )


def _is_named(line: Line) -> bool:
    return line.label not in ("", *STANDARD_LABELS.get(line.group, ()))


def _numbers(rows: Sequence[Line]) -> list[int]:
    """The number in the key of each row. No two are the same."""
    found: list[int] = []
    last = max((number for row in rows if (number := _number(row))), default=0)
    for row in rows:
        number = _number(row)
        if number is None or number in found:
            number = last = last + 1
        found.append(number)
    return found


def _number(row: Line) -> int | None:
    match = _KEY.fullmatch(row.key)
    return int(match[1]) if match else None


def _line(application: Application, position: int, number: int, row: Line) -> BudgetLine:
    return BudgetLine(
        association_id=application.association_id,
        application=application,
        side=row.side,
        group=row.group,
        position=position,
        key=number,
        label=row.label,
        percent=row.percent,
        date_from=row.date_from,
        date_to=row.date_to,
        note=row.note,
    )


def _year(
    application: Application, group: str, year: int, kr: int, line: BudgetLine | None
) -> BudgetYear:
    return BudgetYear(
        association_id=application.association_id,
        application=application,
        line=line,
        group=group,
        year=year,
        amount_kr=kr,
    )
