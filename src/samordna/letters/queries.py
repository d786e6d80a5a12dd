"""Reading the letters."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404

from samordna.ground.search import holds
from samordna.letters.models import Letter, Preference
from samordna.letters.policies import may_invite, may_read_letters, may_send_letters
from samordna.letters.rules import REACHED, UNDELIVERED, Delivery, Kind, State
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Person

#: What the list can be narrowed to: the word in the address, its label, and the states.
FILTERS: dict[str, tuple[str, frozenset[State]]] = {
    "vantar": ("Väntar", frozenset({State.WAITING})),
    "skickade": ("Skickade", REACHED),
    "kom-inte-fram": ("Kom inte fram", UNDELIVERED),
    "skickas-inte": ("Skickas inte", frozenset({State.STOPPED})),
}


def letters_for(actor: Actor, *, narrowed: str = "", text: str = "") -> QuerySet[Letter]:
    """The letters, the newest first. ``narrowed`` is a key of FILTERS. Raises Refused."""
    require(may_read_letters(actor))
    found = Letter.objects.order_by("-made_at", "-pk").defer("text")
    if narrowed in FILTERS:
        found = found.filter(state__in=FILTERS[narrowed][1])
    if text:
        found = found.filter(holds(text, "name", "address", "subject"))
    return found


def letter_for_reading(actor: Actor, pk: int) -> Letter:
    """One letter. Raises Refused and Http404."""
    require(may_read_letters(actor))
    rows = Letter.objects.select_related("association", "person", "invitation", "event", "digest")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def letter_for_sending(actor: Actor, pk: int) -> Letter:
    """A letter that the actor may send again. Raises Refused and Http404."""
    require(may_send_letters(actor))
    return letter_for_reading(actor, pk)


def person_for_inviting(actor: Actor, pk: int) -> Person:
    """Somebody with a role or mandate here, past or present. Raises Refused and Http404."""
    require(may_invite(actor))
    known = Q(role_assignments__association_id=actor.association_id) | Q(
        mandates__association_id=actor.association_id
    )
    found = Person.objects.filter(known, pk=pk).first()
    if found is None:
        raise Http404
    return found


def delivery_of(actor: Actor) -> Delivery:
    """How the actor wants letters here."""
    found = Preference.objects.filter(person_id=actor.person_id or 0).values_list(
        "delivery", flat=True
    )
    return Delivery(found.first() or Delivery.AT_ONCE)


#: Lines about letters that are read; a longer list is read in the list of letters.
MOST_TO_SEE_TO = 200


def letters_to_see_to(actor: Actor) -> tuple[list[Letter], list[Letter]]:
    """Letters that did not reach their readers, and the invitations of those who have come with a
    link that was too old, where no mail server could send a new one.

    None for who can do nothing about it. One query.
    """
    if not may_send_letters(actor)[0]:
        return [], []
    asking = Q(
        invitation__asked_at__isnull=False,
        invitation__used_at=None,
        invitation__replaced_at=None,
    )
    found = (
        Letter.objects.filter(Q(state__in=UNDELIVERED) | asking)
        .select_related("association", "invitation")
        .defer("text")
        .order_by("-pk")[:MOST_TO_SEE_TO]
    )
    letters = list(found)
    waiting = {
        letter.invitation_id: letter
        for letter in letters
        if letter.invitation is not None and letter.invitation.asked_at is not None
    }
    lost = [letter for letter in letters if letter.state in UNDELIVERED]
    return [x for x in lost if x.invitation_id not in waiting], list(waiting.values())


def about(subject: models.Model, kinds: frozenset[Kind]) -> QuerySet[Letter]:
    """The letters of some kinds about one thing."""
    return Letter.objects.filter(
        about_type=subject._meta.label_lower, about_id=subject.pk, kind__in=list(kinds)
    )
