"""Reading the letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.http import Http404

from samordna.ground import clock
from samordna.ground.prepared import Kept
from samordna.ground.search import sought
from samordna.letters.models import AccountLetter, Invitation, Letter, Preference
from samordna.letters.policies import may_invite, may_read_letters, may_send_letters
from samordna.letters.rules import (
    LATE_AFTER,
    NO_SERVER,
    REACHED,
    UNDELIVERED,
    Delivery,
    Kind,
    State,
)
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Contact


def written_without_server() -> Q:
    """What was written where there was no mail server, and has not been given some other way."""
    return Q(state=State.STOPPED, reason=NO_SERVER)


#: What the list can be narrowed to: the word in the address, its label, and which those are.
FILTERS: dict[str, tuple[str, Q]] = {
    "vantar": ("Väntar", Q(state=State.WAITING)),
    "skickade": ("Skickade", Q(state__in=REACHED)),
    "kom-inte-fram": ("Kom inte fram", Q(state__in=UNDELIVERED)),
    "skickas-inte": ("Skickas inte", Q(state=State.STOPPED)),
    "utan-e-post": ("Skrevs utan e-postserver", written_without_server()),
}


def letters_for(actor: Actor, *, narrowed: str = "", text: str = "") -> QuerySet[Letter]:
    """The letters, the newest first. ``narrowed`` is a key of FILTERS. Raises Refused."""
    require(may_read_letters(actor))
    found = Letter.objects.order_by("-made_at", "-pk").defer("text")
    if narrowed in FILTERS:
        found = found.filter(FILTERS[narrowed][1])
    if text:
        found = found.filter(sought(text))
    return found


def unsent_count() -> int:
    """How many letters of the open scope were written without a mail server. One query."""
    return Letter.objects.filter(written_without_server()).count()


def letter_for_reading(actor: Actor, pk: int) -> Letter:
    """One letter. Raises Refused and Http404."""
    require(may_read_letters(actor))
    rows = Letter.objects.select_related(
        "association", "person", "invitation__contact", "event", "digest"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def letter_for_sending(actor: Actor, pk: int) -> Letter:
    """A letter that the actor may send again. Raises Refused and Http404."""
    require(may_send_letters(actor))
    return letter_for_reading(actor, pk)


def contact_for_inviting(actor: Actor, pk: int) -> Contact:
    """Somebody with a role or mandate here, past or present. Raises Refused and Http404.

    Found by what is the association's own: the number of an account tells how old it is.
    """
    require(may_invite(actor))
    known = Q(person__role_assignments__association_id=actor.association_id) | Q(
        person__mandates__association_id=actor.association_id
    )
    found = Contact.objects.select_related("person").filter(known, pk=pk).first()
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


@dataclass(frozen=True, slots=True)
class ToSeeTo:
    """Letters that somebody must see to, each in one of the lists."""

    #: They did not reach their readers.
    lost: Sequence[Letter] = ()
    #: Invitations of those who have come with a link that was too old, where there was no server.
    asking: Sequence[Letter] = ()
    #: Written where there was no mail server. Now there is one.
    unsent: Sequence[Letter] = ()
    #: They have waited for so long that no post seems to go.
    late: Sequence[Letter] = ()


def late_before() -> datetime | None:
    """What was to be sent before this moment is late; None where there is no mail server, and
    nothing is sent."""
    return clock.now() - LATE_AFTER if settings.SAMORDNA_MAIL_SERVER else None


def tried_before(late: datetime) -> Q:
    """What has been tried, or should have been, before the moment."""
    return Q(next_try_at__lt=late) | Q(attempts__gt=0, made_at__lt=late)


def letters_to_see_to(actor: Actor, told: Callable[[], Mapping[str, Case]]) -> ToSeeTo:
    """What the office has to see to; nothing for who can do nothing about it. Each letter with what
    is ``told`` of what it is about. One query."""
    letters = _to_see_to(actor, told, late_before())
    waiting = {
        letter.invitation_id: letter
        for letter in letters
        if letter.invitation is not None and letter.invitation.asked_at is not None
    }
    rest = [letter for letter in letters if letter.invitation_id not in waiting]
    return ToSeeTo(
        lost=[letter for letter in rest if letter.state in UNDELIVERED],
        asking=list(waiting.values()),
        unsent=[letter for letter in rest if letter.state == State.STOPPED],
        late=[letter for letter in rest if letter.state == State.WAITING],
    )


@Kept
def _to_see_to(
    actor: Actor, told: Callable[[], Mapping[str, Case]], late: datetime | None
) -> QuerySet[Letter]:
    if not may_send_letters(actor)[0]:
        return Letter.objects.none()
    going = Q()
    if late is not None:
        waiting = Q(tried_before(late), state=State.WAITING, to_gather=False)
        going = written_without_server() | waiting
    asked = Invitation.objects.filter(asked_at__isnull=False, used_at=None, replaced_at=None)
    asking = Q(invitation__in=asked)
    return (
        Letter.objects.filter(Q(state__in=UNDELIVERED) | asking | going)
        .select_related("association", "invitation__contact")
        .annotate(**told())
        .defer("text")
        .order_by("-pk")[:MOST_TO_SEE_TO]
    )


def account_letters_to_see_to(actor: Actor) -> list[AccountLetter]:
    """Letters about the accounts of the association's people that did not come out, the newest
    first; none for who can do nothing about it. One query. Each has ``called``, what the
    association calls the person, and its ``slug``.

    Whose they are and why they stand is all that the office sees: not what they say. One of those
    that failed is no longer there when a later one has gone to the same address. What was written
    for an address without an account is nobody's, and seen by none; nor is what goes to who has not
    come in here.
    """
    return list(account_letters_of(actor, late_before())[:MOST_TO_SEE_TO])


def account_letters_of(actor: Actor, late: datetime | None) -> QuerySet[AccountLetter]:
    """The rows of :func:`account_letters_to_see_to`; ``late`` is :func:`late_before`."""
    # Of who has not come in here nobody is to see whether there is an account elsewhere.
    ours = Contact.objects.filter(association_id=actor.association_id, came_in_at__isnull=False)
    tried = Q(tried_before(late), state=State.WAITING) if late is not None else Q()
    later = AccountLetter.objects.filter(
        address=OuterRef("address"), state=State.SENT, sent_at__gt=OuterRef("made_at")
    )
    name = ours.filter(
        Q(person=OuterRef("person")) | Q(person__email=Lower(OuterRef("address")))
    ).values("name")[:1]
    found = (
        AccountLetter.objects.filter(Q(state__in=UNDELIVERED) & ~Exists(later) | tried)
        .annotate(called=Subquery(name), slug=Subquery(ours.values("association__slug")[:1]))
        .filter(called__isnull=False)
        .defer("text")
    )
    # Emptied last: whoever reads them in a query of their own names what is annotated above.
    can_help = may_send_letters(actor)[0] and late is not None
    return found if can_help else found.none()


def about(subject: models.Model, kinds: frozenset[Kind]) -> QuerySet[Letter]:
    """The letters of some kinds about one thing."""
    return Letter.objects.filter(
        about_type=subject._meta.label_lower, about_id=subject.pk, kind__in=list(kinds)
    )
