"""Every request under an association's slug runs inside that association's scope."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django_scopes import scope

from samordna.ground import clock
from samordna.parties.actors import load_actor
from samordna.parties.models import Association
from samordna.parties.steps import say_came_in
from samordna.web.shared import shared_pages

SLUG = re.compile(r"[-a-zA-Z0-9_]+")


class AssociationMiddleware:
    """Sets ``request.association`` and ``request.actor`` and opens the scope of the association.

    Outside an association no scope is open, so that any query for scoped rows raises.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.association = None  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        slug, view = self._slug(request)
        association = self._association(slug, view) if slug else None
        if association is None:
            return self.get_response(request)
        request.association = association  # type: ignore[attr-defined]
        with scope(association=association):
            # An account that is not trusted here is nobody, also where a mandate has ended.
            if request.user.is_authenticated and request.user.is_trusted_in(association.pk):
                actor = load_actor(request.user, association, clock.today())
                if actor.is_new:
                    say_came_in(request.user, association.pk)
                request.actor = actor  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> None:
        """Take the slug out of the view's arguments; answer 404 for an unknown association."""
        slug = kwargs.pop("association", None)
        if slug is not None and request.association is None:  # type: ignore[attr-defined]
            get_object_or_404(Association, slug=slug)

    @staticmethod
    def _association(slug: str, view: Callable[..., HttpResponse] | None) -> Association | None:
        """The association, with the facts that the view wants of it. One query."""
        if getattr(view, "wants_facts", False):
            found: Association | None = shared_pages().with_facts(slug, clock.today())
            return found
        return Association.objects.filter(slug=slug).order_by().first()

    @staticmethod
    def _slug(request: HttpRequest) -> tuple[str | None, Callable[..., HttpResponse] | None]:
        """The association of an address, and its view; of an address that leads nowhere, the
        association that it begins with."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            first = request.path_info.strip("/").partition("/")[0]
            return (first if SLUG.fullmatch(first) else None), None
        return match.kwargs.get("association"), match.func
