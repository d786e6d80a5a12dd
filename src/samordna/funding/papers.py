"""The application and the statement as papers: values in, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from samordna.budgets.sentences import format_percent
from samordna.budgets.shape import Group, Line, Side
from samordna.budgets.typed import Party
from samordna.documents.pdf.papers.application import Answer, AnswerSection, ApplicationPaper
from samordna.documents.pdf.papers.common import (
    Clauses,
    Fact,
    FigureTable,
    Row,
    RowKind,
    Signer,
    TextSection,
    kr_row,
)
from samordna.documents.pdf.papers.statement import StatementPaper
from samordna.funding.models import Application, Statement
from samordna.funding.rules.content import Content
from samordna.funding.rules.proposal import applied_amounts, facts_of
from samordna.kernel.dates import Period, format_long
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import clauses_of, proposal_of, said

UNNAMED = "Utan benämning"


def proposal_intro(decides: str) -> str:
    """The words above the clauses of a proposal; ``decides`` is who is to decide."""
    return f"{decides} föreslås besluta"


def kind_in_words(kind: str, nature: str) -> str:
    """``Individinsats, förlängning``."""
    return f"{Application.Kind(kind).label}, {Application.Nature(nature).label.lower()}"


def application_paper(content: Content, *, association: str) -> ApplicationPaper:
    """The paper that the parties sign. Raises ValueError when the period is not known."""
    if content.period_from is None or content.period_to is None:
        raise ValueError("an application without a period is no paper")
    facts = (
        [Fact("Sista dag för intag", format_long(content.intake_end))] if content.intake_end else []
    )
    if content.extends:
        facts.append(Fact("Bygger på", content.extends))
    return ApplicationPaper(
        association=association,
        name=content.name,
        owner=content.owner.name,
        partners=tuple(partner.name for partner in content.partners),
        kind=kind_in_words(content.kind, content.nature),
        period=Period(content.period_from, content.period_to),
        sections=tuple(
            AnswerSection(
                section.heading,
                tuple(Answer(q.label, content.answers.get(q.key, "")) for q in section.questions),
            )
            for section in content.form.sections
        ),
        facts=tuple(facts),
        budget=tuple(budget_tables(content)),
        agreement=tuple(TextSection(c.heading, c.text) for c in content.form.agreement),
    )


def budget_tables(content: Content) -> list[FigureTable]:
    """The budget in reading order: to requisition, own financing, per year, per organisation."""
    tables = [_side_table(content, Side.REQUESTED, "Att rekvirera från förbundet")]
    if content.budget.lines_of(Side.OWN):
        tables.append(_side_table(content, Side.OWN, "Egenfinansiering"))
    if content.budget.is_spread:
        tables.append(_year_table(content))
    return [*tables, _summary_table(content)]


def _columns(content: Content) -> list[Party]:
    """The organisations with a column of their own: those with money, at least the owner."""
    with_money = content.budget.owners_with_money
    return [p for p in content.parties if p.id in with_money or p == content.owner]


def _side_table(content: Content, side: Side, caption: str) -> FigureTable:
    columns = _columns(content)
    rows: list[Row] = []
    for group in Group:
        lines = content.budget.lines_of(side, group)
        if not lines:
            continue
        rows.append(Row(group.label, kind=RowKind.HEADING))
        rows += [_budget_row(row, columns) for row in lines]
    rows.append(
        kr_row(
            "Summa",
            [content.budget.total_kr(side, owner=p.id) for p in columns]
            + [content.budget.total_kr(side)],
            kind=RowKind.SUM,
        )
    )
    return FigureTable(
        caption=caption,
        label_heading="Post",
        text_headings=("Tjänst", "Tid"),
        figure_headings=(*(p.short_name or p.name for p in columns), "Summa"),
        rows=tuple(rows),
    )


def _budget_row(row: Line, columns: Sequence[Party]) -> Row:
    period = f"{row.date_from or '…'}–{row.date_to or '…'}" if row.date_from or row.date_to else ""
    label = row.label or UNNAMED
    return kr_row(
        f"{label} ({row.note})" if row.note else label,
        [row.amounts.get(p.id) for p in columns] + [row.amount_kr],
        texts=(format_percent(row.percent) if row.percent else "", period),
    )


def _year_table(content: Content) -> FigureTable:
    budget, years = content.budget, content.years
    rows = [
        kr_row(row.label or UNNAMED, [row.by_year.get(y) for y in years] + [row.years_kr])
        for row in budget.lines_of(Side.REQUESTED, Group.WAGE)
    ]
    for one in budget.other_years:
        if one.group is not None and any(one.by_year.values()):
            figures = [one.by_year.get(y) for y in years] + [one.kr]
            rows.append(kr_row(one.group.label, figures))
    sums = budget.per_year_kr
    total = [sums.get(y, 0) for y in years] + [sum(sums.values())]
    return FigureTable(
        caption="Att rekvirera, fördelat över insatstiden",
        label_heading="Post",
        figure_headings=(*(str(y) for y in years), "Summa"),
        rows=(*rows, kr_row("Summa", total, kind=RowKind.SUM)),
    )


def _summary_table(content: Content) -> FigureTable:
    budget = content.budget
    rows = []
    for party in content.parties:
        requested = budget.total_kr(Side.REQUESTED, owner=party.id)
        own = budget.total_kr(Side.OWN, owner=party.id)
        rows.append(kr_row(party.name, [requested, own, requested + own]))
    total = [budget.requested_kr, budget.own_kr, budget.requested_kr + budget.own_kr]
    return FigureTable(
        caption="Budgetsammanställning",
        label_heading="Organisation",
        figure_headings=("Att rekvirera", "Egenfinansiering", "Totalt"),
        rows=(*rows, kr_row("Summa", total, kind=RowKind.SUM)),
    )


def statement_paper(
    content: Content,
    statement: Statement,
    amounts: Mapping[tuple[int, int], int],
    *,
    association: str,
    decides: str,
    day: date,
    dnr: str,
    signer_name: str,
    signer_title: str,
) -> StatementPaper:
    """The statement (*tjänsteutlåtande*) as the board reads it."""
    facts = facts_of(content, amounts, PayoutRule(statement.payout_rule))
    clauses = proposal_of(clauses_of(statement.clauses), facts)
    matter = [
        TextSection("Ansökan", statement.summary or _short_summary(content)),
        TextSection("Bedömning", statement.assessment),
    ]
    if statement.cut_reason.strip():
        matter.append(TextSection("Skäl till lägre belopp", statement.cut_reason))
    return StatementPaper(
        association=association,
        heading=f"Ansökan om medel för {content.name}",
        day=day,
        proposal=Clauses(proposal_intro(decides), tuple(said(clauses, facts))),
        matter=tuple(matter),
        signer=Signer(signer_name, signer_title),
        dnr=dnr,
        amounts=(_proposal_table(content, amounts),) if amounts else (),
    )


def _short_summary(content: Content) -> str:
    return (
        f"{content.owner.name} söker {format_kr(content.budget.requested_kr)} för {content.name}."
    )


def _proposal_table(content: Content, amounts: Mapping[tuple[int, int], int]) -> FigureTable:
    applied = applied_amounts(content)
    years = sorted({year for _, year in [*amounts, *applied]})
    rows = []
    for party in content.parties:
        own = [amounts.get((party.id, year), 0) for year in years]
        sought = sum(kr for (pk, _), kr in applied.items() if pk == party.id)
        if any(own) or sought:
            rows.append(kr_row(party.name, [*own, sum(own), sought]))
    proposed = [sum(kr for (_, y), kr in amounts.items() if y == year) for year in years]
    asked = [sum(kr for (_, y), kr in applied.items() if y == year) for year in years]
    return FigureTable(
        caption="Föreslagna medel",
        label_heading="Organisation",
        figure_headings=(*(str(year) for year in years), "Föreslaget", "Sökt"),
        rows=(
            *rows,
            kr_row("Föreslaget", [*proposed, sum(proposed), sum(asked)], kind=RowKind.SUM),
            kr_row("Sökt", [*asked, None, sum(asked)]),
        ),
    )
