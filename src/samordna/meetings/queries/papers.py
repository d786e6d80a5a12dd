"""Which papers of meetings others than the office may read (``flows.papers``)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from samordna.meetings.models import AgendaAttachment, Meeting, Minutes, MinutesSigner, Notice
from samordna.meetings.rules.states import ADJUSTED
from samordna.parties.actors import Actor
from samordna.parties.models import Role

NOBODY = Q(pk__in=())


def _summoned(actor: Actor) -> QuerySet[Meeting]:
    """The meetings, from the summons on, of the actor's bodies; an auditor has those of all."""
    found = Meeting.objects.exclude(state=Meeting.State.PLANNED)
    if Role.AUDITOR in actor.roles:
        return found
    mine = Q(body_id__in=[seat.body_id for seat in actor.seats])
    if actor.person_id is not None:
        mine |= Q(secretary_id=actor.person_id)
    return found.filter(mine)


def summonses(actor: Actor | None) -> Q:
    """Members of the body read every version of the summons."""
    if actor is None:
        return NOBODY
    return Q(Exists(_summoned(actor).filter(summons__document=OuterRef("document"))))


def attached(actor: Actor | None) -> Q:
    """Members of the body read what is attached to the agenda, from the summons on."""
    if actor is None:
        return NOBODY
    meetings = _summoned(actor).values("pk")
    found = AgendaAttachment.objects.filter(version=OuterRef("pk"), item__meeting__in=meetings)
    return Q(Exists(found))


def minutes(actor: Actor | None) -> Q:
    """Those who sign read what they sign, and members of the body the adjusted minutes."""
    if actor is None:
        return NOBODY
    adjusted = _summoned(actor).filter(state__in=ADJUSTED)
    found = Minutes.objects.filter(
        Q(paper=OuterRef("pk")) | Q(certificate=OuterRef("pk")), withdrawn_at=None
    )
    signs = Q()
    if actor.person_id is not None:
        signs = Q(pk__in=MinutesSigner.objects.filter(person_id=actor.person_id).values("minutes"))
    return Q(Exists(found.filter(signs | Q(meeting__in=adjusted.values("pk")))))


def posted(actor: Actor | None) -> Q:
    """Anybody reads posted minutes, and the notice of them."""
    found = Notice.objects.filter(
        Q(paper=OuterRef("pk")) | Q(minutes__paper=OuterRef("pk")), minutes__withdrawn_at=None
    )
    return Q(Exists(found))
