"""The way into a page: who may come in, and what they are told when they may not.

A view never fetches an object and then checks. It calls an authorising loader of its room, which
raises Http404 to those who may not know that the object exists and Refused to those who may only
read it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from samordna.ground.scoping import Scoped
from samordna.parties.actors import Actor
from samordna.parties.ended import nothing_here
from samordna.parties.models import Association, Person
from samordna.web.held import to_sign_in

P = ParamSpec("P")
Answer = TypeVar("Answer")

#: What a policy function answers: whether, and if not why, as a Swedish sentence.
Decision = tuple[bool, str]

ALLOWED: Decision = (True, "")

#: What a policy answers about a thing of another association than the actor's.
ANOTHERS: Decision = (False, "Det här hör till ett annat förbund.")


class Refused(PermissionDenied):
    """The actor may not do this; the message is a Swedish sentence that says why."""


class AssociationRequest(HttpRequest):
    """A request inside an association by somebody who has something to do with it."""

    association: Association
    actor: Actor
    user: Person


class NotNow(Refused):
    """Who asks may do this, but not as the thing stands now: somebody has done something to it."""


class AsItStands(str):
    """A policy's reason that is about how the thing stands, and not about who asks."""

    __slots__ = ()


def not_now(reason: str) -> Decision:
    """No, as the thing stands now."""
    return False, AsItStands(reason)


def of_one_association(
    refusal: Answer,
) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """A policy that answers ``refusal`` unless the actor and every row it is asked about belong to
    one association: whatever a loader has found. No query. The public, ``None``, has none."""

    def guarding(policy: Callable[P, Answer]) -> Callable[P, Answer]:
        @wraps(policy)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Answer:
            asked = (*args, *kwargs.values())
            theirs = {one.association_id for one in asked if isinstance(one, Actor | Scoped)}
            return policy(*args, **kwargs) if len(theirs) < 2 else refusal

        return guarded

    return guarding


def require(decision: Decision) -> None:
    """Raise :class:`Refused` with the policy's reason unless it allows: :class:`NotNow` where it is
    about how the thing stands."""
    allowed, reason = decision
    if not allowed and isinstance(reason, AsItStands):
        raise NotNow(reason)
    if not allowed:
        raise Refused(reason)


def insiders(
    view: Callable[Concatenate[AssociationRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view for people of the association: others must sign in, or are told nothing (404). Who
    was one of them, or will be, is told that (403).

    What somebody posted whose session has ended is kept until they have signed in again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        actor: Any = getattr(request, "actor", None)
        if actor is None or not actor.is_insider:
            return nothing_here(request)
        return view(cast(AssociationRequest, request), *args, **kwargs)

    return guarded


def signed_in(
    view: Callable[Concatenate[AssociationRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view for whoever has signed in, also without a role or a mandate today.

    For pages about what somebody answers for after their mandate has ended: the view's loader
    answers 404 to all but those. Who has nothing here any longer is told that instead.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        actor: Any = getattr(request, "actor", None)
        if actor is None:
            raise Http404
        try:
            return view(cast(AssociationRequest, request), *args, **kwargs)
        except Http404:
            if actor.is_insider:
                raise
            return nothing_here(request)

    return guarded
