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
from samordna.parties.actors import Actor, association_and_actor
from samordna.parties.models import Association
from samordna.parties.steps import say_came_in

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
        slug = self._slug(request)
        association, actor = self._who(request, slug) if slug else (None, None)
        if association is None:
            return self.get_response(request)
        request.association = association  # type: ignore[attr-defined]
        with scope(association=association):
            if actor is not None:
                if actor.is_new:
                    say_came_in(request.user, association.pk)  # type: ignore[arg-type]
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
    def _who(request: HttpRequest, slug: str) -> tuple[Association | None, Actor | None]:
        """The association, and who asks: an account that is not trusted here is nobody, also where
        a mandate has ended. One query."""
        if not request.user.is_authenticated:
            return Association.objects.filter(slug=slug).order_by().first(), None
        return association_and_actor(slug, request.user, clock.today())

    @staticmethod
    def _slug(request: HttpRequest) -> str | None:
        """The association of an address; of an address that leads nowhere, what it begins with."""
        try:
            slug: str | None = resolve(request.path_info).kwargs.get("association")
        except Resolver404:
            first = request.path_info.strip("/").partition("/")[0]
            return first if SLUG.fullmatch(first) else None
        return slug
