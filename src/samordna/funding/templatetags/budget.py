"""The rows of the tables in which a budget is written.

A tag writes them: a budget has some twenty rows, and a hundred and forty inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samordna.budgets.shape import Group
from samordna.funding.budget_rows import RowForm, YearsForm
from samordna.kernel.findings import Finding
from samordna.web.markup import escaped
from samordna.web.templatetags.figures import money
from samordna.web.templatetags.samordna import control, field

register = template.Library()


@register.simple_tag
def budget_rows(rows: Iterable[tuple[RowForm, Sequence[Finding]]], width: int) -> SafeString:
    """The rows of a group, each with what is wrong in it and the findings about it beneath, over
    as many columns as the table is wide."""
    return SafeString("\n".join(_row(row, found, width) for row, found in rows))


@register.simple_tag
def year_rows(
    rows: Iterable[tuple[RowForm | YearsForm, Sequence[Finding], int | None]], width: int
) -> SafeString:
    """What is spread over years: each row with the kronor that its years should come to."""
    return SafeString("\n".join(_years(row, found, kr, width) for row, found, kr in rows))


def _row(row: RowForm, found: Sequence[Finding], width: int) -> str:
    key, named, wrong = escaped(row.key), row.title, row.wrong_cells()
    title = escaped(named)
    is_wage = row.group is Group.WAGE
    name = "Befattning" if is_wage else "Kostnad"
    label = control(row["label"], row=named, errors_beneath=True)
    cells = "\n".join(
        f'<td class="{of}" data-label="{escaped(said)}">'
        f"{control(bound, row=named, about=about, errors_beneath=True)}</td>"
        for of, said, bound, about in _cells(row)
    )
    unseen = "" if is_wage else f"{row['percent']}{row['date_from']}{row['date_to']}"
    return (
        f'<tr id="{key}"{_marked(found, wrong)}>\n'
        f'<th scope="row" class="label-cell" aria-label="{title}" data-label="{name}">\n'
        f'<input type="hidden" name="rows" value="{escaped(row.marker)}">\n'
        f"{label}\n{_note(row)}\n{unseen}\n</th>\n{cells}\n"
        f'<td class="num sum-cell" data-label="Summa">{money(row.known_kr, bare=True)}</td>\n'
        '<td class="actions">\n'
        f'<button class="button quiet small remove" name="remove" value="{key}" formnovalidate'
        f' data-redraw="#budgetens-rader" aria-label="Ta bort {title}" title="Ta bort raden">'
        '<span class="remove-mark" aria-hidden="true">×</span>'
        '<span class="remove-text" aria-hidden="true">Ta bort</span></button>\n</td>\n</tr>'
        f"{_beneath(found, wrong, width)}"
    )


def _cells(row: RowForm) -> Iterable[tuple[str, str, Any, str]]:
    """The cells to write in: class, name of the column, input, and the text that is about it."""
    if row.group is Group.WAGE:
        yield "percent-cell", "Tjänst i %", row["percent"], ""
        yield "day-cell", "Från", row["date_from"], "budget-dagar"
        yield "day-cell", "Till", row["date_to"], "budget-dagar"
    for amount in row.amount_fields():
        yield "amount-cell", amount.label, amount, ""


def _note(row: RowForm) -> str:
    """The text instead of an amount, to write in where it is wanted."""
    if not row.has_note:
        return f'<input type="hidden" name="{escaped(row["note"].html_name)}" value="">'
    note = field(row["note"], label=row.note_label, optional_mark=False, width="full")
    return f'<div class="note-cell">{note}</div>'


def _years(row: RowForm | YearsForm, found: Sequence[Finding], kr: int | None, width: int) -> str:
    named, wrong = row.title, row.wrong_years()
    cells = "\n".join(
        f'<td class="amount-cell" data-label="{escaped(year.label)}">'
        f"{control(year, row=named, errors_beneath=True)}</td>"
        for year in row.year_fields()
    )
    given, wanted = money(row.known_years_kr, bare=True), money(kr, bare=True)
    return (
        f'<tr id="ar-{escaped(row.key)}"{_marked(found, wrong)}>\n'
        f'<th scope="row">{escaped(named)}</th>\n{cells}\n'
        f'<td class="num sum-cell" data-label="Åren ger">{given}</td>\n'
        f'<td class="num sum-cell" data-label="Posten är på">{wanted}</td>\n</tr>'
        f"{_beneath(found, wrong, width)}"
    )


def _marked(found: Sequence[Finding], wrong: Sequence[Any]) -> str:
    return ' class="has-findings"' if found or wrong else ""


def _beneath(found: Sequence[Finding], wrong: Sequence[Any], width: int) -> str:
    if not found and not wrong:
        return ""
    told = {"found": found, "wrong": wrong, "width": width}
    return "\n" + render_to_string("funding/_row_findings.html", told)
