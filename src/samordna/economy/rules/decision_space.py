"""The decision space (*beslutsutrymme*): what is left to decide over, year by year.

Income minus costs is the year's result; opening surplus plus result is the closing space, which
opens the next year. Below stand the applications not yet decided, and the space when all of them
up to and including the year are granted. ``docs/rules/decision-space.md`` has a worked table.

Everything is kept in whole kronor and rounded once, where a figure is shown in thousands: a sum is
the rounded sum and not the sum of rounded rows, so shown rows may differ from a shown sum by one.
"""

from __future__ import annotations

from collections.abc import Iterable

from samordna.economy.rules.plan import ApplicationRow, Column, Plan, PlanRow, Section
from samordna.economy.rules.table import OUTSIDE_COLUMNS, DecisionSpaceTable, RowKind, TableRow
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr


def decision_space(plan: Plan) -> DecisionSpaceTable:
    """Work out the table of a plan. The plan has already refused what cannot be worked out."""
    columns = plan.columns
    income = [_plan_row(row) for row in plan.section(Section.INCOME)]
    own_costs = [
        _plan_row(row)
        for section in (Section.ELECTED, Section.ADMINISTRATION, Section.EXTERNAL_ADMINISTRATION)
        for row in plan.section(section)
    ]
    decided = [
        _plan_row(row)
        for section in (Section.DECIDED, Section.UNUSED)
        for row in plan.section(section)
    ]
    other_joint = [_plan_row(row) for row in plan.section(Section.OTHER_JOINT)]

    total_income = _sum("income", "Summa intäkter", income, columns)
    decided_sum = _sum("decided_sum", "Summa beslutade insatser", decided, columns)
    other_joint_sum = _sum(
        "other_joint_sum", "Summa övriga samverkansinsatser", other_joint, columns
    )
    joint = _sum("joint_initiatives", "Samverkansinsatser", [decided_sum, other_joint_sum], columns)
    costs = _sum("costs", "Summa kostnader", [*own_costs, joint], columns)

    result = _result(total_income, costs, columns)
    opening, closing = _openings_and_closings(plan, result)
    applications = [_application_row(row, plan) for row in plan.applications]
    applications_sum = _applications_sum(applications, columns)
    space_after = _space_after(plan, closing, applications_sum)

    rows = (
        _heading("income", "Intäkter"),
        *income,
        total_income,
        _heading("costs", "Kostnader"),
        *own_costs,
        joint,
        _heading("decided", "Redan beslutade insatser"),
        *decided,
        decided_sum,
        _heading("other_joint", "Övriga samverkansinsatser"),
        *other_joint,
        other_joint_sum,
        _heading("result", "Resultat och utrymme"),
        costs,
        result,
        opening,
        closing,
        _heading("applications", "Nya ansökningar, ej beslutade"),
        *applications,
        applications_sum,
        space_after,
    )
    return DecisionSpaceTable(columns, plan.carrying, rows, plan.reserve_kr, _findings(plan))


# --- rows --------------------------------------------------------------------------------------


def _heading(key: str, label: str) -> TableRow:
    return TableRow(f"heading.{key}", label, "", RowKind.HEADING, {})


def _plan_row(row: PlanRow) -> TableRow:
    return TableRow(
        f"{row.section}.{row.key}", row.label, row.owner, RowKind.ROW, dict(row.amounts)
    )


def _application_row(row: ApplicationRow, plan: Plan) -> TableRow:
    """Put each year's amount in the year's carrying column: a past budget takes none."""
    amounts = {
        column.key: row.amounts[column.year]
        for column in plan.carrying
        if column.year in row.amounts
    }
    return TableRow(f"applications.{row.key}", row.label, row.owner, RowKind.ROW, amounts)


def _add(rows: Iterable[TableRow], column: Column) -> int:
    return sum(row.amounts.get(column.key) or 0 for row in rows)


def _sum(key: str, label: str, parts: list[TableRow], columns: tuple[Column, ...]) -> TableRow:
    amounts = {column.key: _add(parts, column) for column in columns}
    return TableRow(key, label, "", RowKind.SUM, amounts, tuple(part.key for part in parts))


def _result(income: TableRow, costs: TableRow, columns: tuple[Column, ...]) -> TableRow:
    amounts = {c.key: _add([income], c) - _add([costs], c) for c in columns}
    return TableRow("result", "Årets resultat", "", RowKind.SUM, amounts, ("income", "costs"))


def _openings_and_closings(plan: Plan, result: TableRow) -> tuple[TableRow, TableRow]:
    opening_of_year = {plan.carrying[0].year: plan.opening_kr}
    for column in plan.carrying:
        opening_of_year[column.year + 1] = opening_of_year[column.year] + _add([result], column)
    opening = {c.key: opening_of_year[c.year] for c in plan.columns}
    closing = {c.key: opening[c.key] + _add([result], c) for c in plan.columns}
    return (
        TableRow("opening", "Överskott från tidigare år", "", RowKind.SUM, opening),
        TableRow(
            "closing",
            "Kvarvarande beslutsutrymme",
            "",
            RowKind.SUM,
            closing,
            ("opening", "result"),
        ),
    )


def _applications_sum(applications: list[TableRow], columns: tuple[Column, ...]) -> TableRow:
    """Add up the applications; a column that none of them touches stays empty."""
    amounts: dict[str, int | None] = {}
    for column in columns:
        touched = any(row.amounts.get(column.key) is not None for row in applications)
        amounts[column.key] = _add(applications, column) if touched else None
    return TableRow(
        "applications",
        "Summa nya ansökningar",
        "",
        RowKind.SUM,
        amounts,
        tuple(row.key for row in applications),
    )


def _space_after(plan: Plan, closing: TableRow, applications: TableRow) -> TableRow:
    """Closing space minus every application up to and including the year."""
    granted_by_year = {plan.carrying[0].year - 1: 0}
    for column in plan.carrying:
        granted_by_year[column.year] = granted_by_year[column.year - 1] + _add(
            [applications], column
        )
    carrying = set(plan.carrying)
    amounts = {
        c.key: _add([closing], c)
        - (granted_by_year[c.year] if c in carrying else granted_by_year[c.year - 1])
        for c in plan.columns
    }
    return TableRow(
        "space_after_applications",
        "Beslutsutrymme efter ansökningarna",
        "",
        RowKind.SUM,
        amounts,
        ("closing", "applications"),
    )


# --- what there is to say ----------------------------------------------------------------------


def _findings(plan: Plan) -> tuple[Finding, ...]:
    return (*_amounts_outside(plan), *_amounts_of_wrong_sign(plan))


def _amounts_outside(plan: Plan) -> list[Finding]:
    """No application's money may hide in a year that the table does not show."""
    first, last = plan.carrying[0].year, plan.carrying[-1].year
    found = []
    for row in plan.applications:
        for year, kr in sorted(row.amounts.items()):
            if first <= year <= last or not kr:
                continue
            where = Where(field=f"applications.{row.key}")
            if year > last:
                sentence = (
                    f"{row.label} ({row.owner}) har {format_kr(kr)} år {year}, efter tabellens "
                    f"sista år {last}. Beloppet syns inte i tabellen."
                )
                severity = Severity.NOTE
            else:
                sentence = (
                    f"{row.label} ({row.owner}) har {format_kr(kr)} år {year}, före tabellens "
                    f"första år {first}. Beloppet räknas inte."
                )
                severity = Severity.WARNING
            found.append(Finding(OUTSIDE_COLUMNS, severity, sentence, where, found_kr=kr))
    return found


def _amounts_of_wrong_sign(plan: Plan) -> list[Finding]:
    """Granted money that will not be used lowers the costs: it is written with a minus."""
    labels = {column.key: column.label for column in plan.columns}
    return [
        Finding(
            "unused-not-negative",
            Severity.WARNING,
            f"{row.label} är {format_kr(kr)} i {labels[key]}. Medel som inte väntas användas "
            "skrivs med minus, annars höjer de kostnaderna.",
            Where(field=f"{row.section}.{row.key}/{key}"),
            found_kr=kr,
        )
        for row in plan.section(Section.UNUSED)
        for key, kr in row.amounts.items()
        if kr > 0
    ]
