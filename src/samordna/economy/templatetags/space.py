"""The cells of the decision space's table.

A tag and not an included template: the page has hundreds of them, and including a template for
each took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samordna.economy.space.presentation import Cell
from samordna.web.templatetags.samordna import money

register = template.Library()

_EMPTY = '<td class="num"><span class="visually-hidden">tomt</span></td>'


@register.simple_tag
def space_cells(cells: Iterable[Cell]) -> SafeString:
    """The cells of a row: figures in tkr, each a link to what it is made of where there is one."""
    # Whatever a cell says that is not written here has been escaped in _cell.
    return mark_safe("".join(_cell(cell) for cell in cells))  # noqa: S308


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
            figure += f'<span class="visually-hidden"> {escape(cell.in_words)}</span>'
        figure = f'<a href="{escape(cell.url)}"{order}{current}>{figure}</a>'
    return f'<td class="num{below}{chosen}">{figure}</td>'
