"""The table in which a plan is changed.

A tag writes its rows: a plan of forty rows has some five hundred inputs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django import template
from django.utils.safestring import SafeString

from samordna.economy.plan.grid import GridCell, GridRow, GridSection
from samordna.web.controls import draw_options
from samordna.web.markup import escaped

register = template.Library()


@register.simple_tag
def grant_options(choices: Iterable[tuple[int, str]]) -> SafeString:
    """The options of the grants that a row can stand for, none of them chosen: every row has the
    same, and they are written once for the table."""
    return draw_options(choices)


@register.simple_tag
def plan_rows(section: GridSection, grants: Collection[object], options: SafeString) -> SafeString:
    """The rows of a section to write in. Where they can stand for grants, and there are ``grants``,
    each can choose among the ``options`` that :func:`grant_options` wrote."""
    choices = options if section.may_have_grants and grants else None
    return SafeString("\n".join(_row(row, choices) for row in section.rows))


def _row(row: GridRow, options: SafeString | None) -> str:
    prefix, label = row.prefix, escaped(row.shown_label)
    head = (
        f'<input type="hidden" name="{prefix}-section" value="{escaped(row.section)}">'
        f'<input type="hidden" name="{prefix}-key" value="{escaped(row.key)}">\n'
        f'<input class="label-input" id="id_{prefix}-label" name="{prefix}-label"'
        f' value="{escaped(row.label)}" maxlength="120" autocomplete="off"'
        f' aria-label="Benämning, {label}"{_wrong(f"id_{prefix}-label", row.error)}'
    )
    if options is not None:
        head += (
            f'\n<select name="{prefix}-grant"'
            f' aria-label="Beviljande som raden står för, {label}">\n'
            '<option value="">Står inte för ett beviljande</option>\n'
            f"{_with_chosen(options, row.grant_id)}\n</select>"
        )
    owner = (
        f'<input class="owner-input" name="{prefix}-owner" value="{escaped(row.owner)}"'
        f' maxlength="60" autocomplete="off" aria-label="Insatsägare, {label}">'
    )
    remove = ""
    if row.key:
        checked = " checked" if row.remove else ""
        remove = (
            f'<input type="checkbox" name="{prefix}-remove" value="1"'
            f' aria-label="Ta bort {label}"{checked}>'
        )
    cells = "\n".join(_cell(cell, label) for cell in row.cells)
    return (
        f'<tr>\n<th scope="row">\n{head}\n</th>\n<td>{owner}</td>\n{cells}\n'
        f"<td>{remove}</td>\n</tr>"
    )


def _cell(cell: GridCell, label: str) -> str:
    name = escaped(cell.name)
    return (
        f'<td class="num">\n<input class="amount" id="id_{name}" name="{name}"'
        f' value="{escaped(cell.text)}" autocomplete="off"'
        f' aria-label="{label}, {escaped(cell.column.label)}"'
        f"{_wrong(f'id_{name}', cell.error)}\n</td>"
    )


def _wrong(ident: str, error: str) -> str:
    """The end of an input, with what is wrong with what was written in it."""
    if not error:
        return ">"
    return (
        f' aria-invalid="true" aria-describedby="{ident}-fel">\n'
        f'<span class="cell-error" id="{ident}-fel">{escaped(error)}</span>'
    )


def _with_chosen(options: SafeString, grant_id: int | None) -> str:
    """The options, with a row's own grant chosen."""
    if grant_id is None:
        return options
    value = f'value="{grant_id}"'
    return options.replace(value, f"{value} selected", 1)
