"""The room's link in the main navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from samordna.economy.policies import may_read_decision_space
from samordna.web.links import link
from samordna.web.registry import NavItem

if TYPE_CHECKING:
    from django.http import HttpRequest


def items(request: HttpRequest) -> Iterable[NavItem]:
    """The decision space, for those who may read it."""
    actor = request.actor  # type: ignore[attr-defined]
    if not may_read_decision_space(actor)[0]:
        return []
    return [NavItem("Beslutsutrymme", link(request, "economy:decision_space"), order=50)]
