"""``{% link "funding:application" number=3 %}``: a URL within the page's association, and the
breadcrumbs, which are made of such links."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samordna.web import links

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: template.Context, name: str, **kwargs: Any) -> str:
    """The URL of a named page in the association that the page belongs to."""
    return links.link(context["request"], name, **kwargs)


@register.simple_block_tag
def breadcrumbs(content: SafeString) -> SafeString:
    """The way to the page, made of crumbs."""
    return format_html('<nav class="breadcrumbs" aria-label="Länkstig"><ol>{}</ol></nav>', content)


@register.simple_tag(takes_context=True)
def crumb(context: template.Context, *words: Any, page: str = "", **kwargs: Any) -> SafeString:
    """A step of the way: its words, and the name of its page. Without one it is the page itself."""
    label = format_html_join(" ", "{}", ((word,) for word in words))
    if not page:
        return format_html('<li aria-current="page">{}</li>', label)
    url = links.link(context["request"], page, **kwargs)
    return format_html('<li><a href="{}">{}</a></li>', url, label)
