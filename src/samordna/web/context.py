"""The frame of every page: whose it is, who reads it, and where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from samordna import __version__
from samordna.web.shared import shared_pages

if TYPE_CHECKING:
    from django.http import HttpRequest

PRODUCT_NAME = "Samordna"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame. Error pages use it too, so any part of it may be missing.

    ``menu`` is empty outside an association; ``home_url`` is where its first link leads.
    ``error_frame`` is what a refusal or a missing page stands in for people of the association:
    the frame with the menu, so that they find on from there. Others get the plain one.
    """
    association = getattr(request, "association", None)
    actor = getattr(request, "actor", None)
    menu = shared_pages().menu(request) if association is not None else ()
    return {
        "product_name": PRODUCT_NAME,
        "product_version": __version__,
        "association": association,
        "actor": actor,
        "person_name": _person_name(request, actor),
        "role_labels": list(getattr(actor, "role_labels", ()) or ()),
        "menu": menu,
        "error_frame": "web/base.html" if menu and getattr(actor, "is_insider", False) else "",
        "home_url": menu[0].links[0].url if menu else "/",
        "demonstration": bool(getattr(settings, "SAMORDNA_DEMONSTRATION", False)),
    }


def _person_name(request: HttpRequest, actor: Any) -> str:
    """The name of whoever is signed in, or an empty text."""
    if name := getattr(actor, "name", ""):
        return str(name)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return str(getattr(user, "name", "") or user)
