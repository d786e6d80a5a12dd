"""The way around the public pages, and the way to them from inside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from samordna.web.links import link
from samordna.web.registry import NavItem

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The public pages of an association, in order, with what their links say.
PAGES = (
    ("publicsite:association", "Förbundet"),
    ("publicsite:board", "Anslagstavla"),
    ("publicsite:minutes_archive", "Protokoll"),
    ("publicsite:initiatives", "Insatser"),
)


def for_insiders(request: HttpRequest) -> Iterable[NavItem]:
    """People of the association reach its notice board from everywhere."""
    return [NavItem("Anslagstavla", link(request, "publicsite:board"), 60)]


def for_everyone(request: HttpRequest) -> list[NavItem]:
    """The navigation of whoever is not of the association, the present page marked."""
    home = link(request, "publicsite:association")
    items = []
    for order, (name, label) in enumerate(PAGES):
        url = link(request, name)
        here = request.path == home if url == home else request.path.startswith(url)
        items.append(NavItem(label, url, order, here))
    return items
