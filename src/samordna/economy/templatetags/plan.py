"""The table in which a plan is changed."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from samordna.web.controls import draw_options

register = template.Library()


@register.simple_tag
def grant_options(choices: Iterable[tuple[int, str]]) -> SafeString:
    """The options of the grants that a row can stand for, none of them chosen: every row has the
    same, and they are written once for the table."""
    return draw_options(choices)


@register.simple_tag
def with_chosen(options: SafeString, grant_id: int | None) -> SafeString:
    """What :func:`grant_options` wrote, with a row's own grant chosen."""
    if grant_id is None:
        return options
    value = f'value="{grant_id}"'
    return SafeString(options.replace(value, f"{value} selected", 1))
