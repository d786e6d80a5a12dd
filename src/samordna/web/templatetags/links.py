"""``{% link "funding:application" number=3 %}``: a URL within the page's association."""

from __future__ import annotations

from typing import Any

from django import template

from samordna.web import links

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: template.Context, name: str, **kwargs: Any) -> str:
    """The URL of a named page in the association that the page belongs to."""
    return links.link(context["request"], name, **kwargs)
