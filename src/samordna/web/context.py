"""The frame of every page: whose it is, who reads it, and where one can go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from samordna import __version__

if TYPE_CHECKING:
    from django.http import HttpRequest

PRODUCT_NAME = "Samordna"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame. Error pages use it too, so any part of it may be missing.

    ``navigation`` is empty until both an association and an actor are known, because the rooms'
    providers are promised both.
    """
    association = getattr(request, "association", None)
    actor = getattr(request, "actor", None)
    navigation: list[Any] = []
    if association is not None and actor is not None:
        from samordna.web.registry import navigation_for

        navigation = navigation_for(request)
    return {
        "product_name": PRODUCT_NAME,
        "product_version": __version__,
        "association": association,
        "actor": actor,
        "person_name": _person_name(request, actor),
        "role_labels": list(getattr(actor, "role_labels", ()) or ()),
        "navigation": navigation,
        "home_url": navigation[0].url if navigation else "/",
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
