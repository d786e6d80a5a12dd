"""The room's link in the main navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from samordna.web.links import link
from samordna.web.registry import NavItem

if TYPE_CHECKING:
    from django.http import HttpRequest


def items(request: HttpRequest) -> Iterable[NavItem]:
    """Everybody in the association has initiatives to read, all of them or their own."""
    return [NavItem("Insatser", link(request, "initiatives:initiatives"), order=40)]
