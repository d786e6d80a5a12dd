"""The rows of the decision space's table.

Tags and not included templates: the page has over a hundred rows and some eight hundred cells, and
a template for each took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from samordna.economy.space.presentation import Cell, Line
from samordna.web.markup import escaped
from samordna.web.templatetags.figures import money
from samordna.web.words import with_soft_hyphens

register = template.Library()

_EMPTY = '<td class="num"><span class="visually-hidden">tomt</span></td>'


@register.simple_tag
def space_rows(lines: Iterable[Line]) -> SafeString:
    """Rows, each with its label, whose it is, and its cells."""
    return SafeString("\n".join(_row(line) for line in lines))


@register.simple_tag
def space_cells(cells: Iterable[Cell]) -> SafeString:
    """The cells of a row: figures in tkr, each a link to what it is made of where there is one."""
    return SafeString("".join(_cell(cell) for cell in cells))


@register.simple_tag
def space_head(head: Line) -> SafeString:
    """What a group is called, and the way to how its sum came about, beside what opens it."""
    label = f"<span data-group-label>{escaped(head.label)}</span>"
    if head.url:
        whose = f'<span class="visually-hidden"> {escaped(head.label)}</span>'
        label += f' <a class="row-why" href="{escaped(head.url)}">Så räknas{whose}</a>'
    return SafeString(label)


def _row(line: Line) -> str:
    style = f' class="{line.style}"' if line.style else ""
    label = escaped(with_soft_hyphens(line.label))
    if line.url:
        # Two rows may be called the same: their links say whose each is, and what.
        # With the same soft hyphens, so that the name holds the text that is seen.
        told = f' aria-label="{label}, {escaped(line.told)}"' if line.told else ""
        label = f'<a href="{escaped(line.url)}"{told}>{label}</a>'
    if line.owner:
        label += f' <span class="owner muted">{escaped(line.owner)}</span>'
    return f'<tr{style}><th scope="row">{label}</th>{space_cells(line.cells)}</tr>'


def _cell(cell: Cell) -> str:
    if cell.kr is None:
        return _EMPTY
    below = " below-zero" if cell.below else ""
    chosen = " chosen" if cell.chosen else ""
    figure: str = money(cell.kr, unit="tkr", bare=True)
    if cell.url:
        order = "" if cell.in_tab_order else ' tabindex="-1"'
        current = ' aria-current="true"' if cell.chosen else ""
        if cell.in_words:
            figure += f'<span class="visually-hidden"> {escaped(cell.in_words)}</span>'
        if cell.of:
            figure += f'<span class="visually-hidden"> {escaped(cell.of)}</span>'
        figure = f'<a href="{escaped(cell.url)}"{order}{current}>{figure}</a>'
    return f'<td class="num{below}{chosen}">{figure}</td>'
