"""Which papers of meetings others than the office may read (``flows.papers``)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from samordna.meetings.models import AgendaAttachment, Meeting, Minutes, MinutesSigner, Notice
from samordna.meetings.queries.lists import called
from samordna.meetings.rules.states import ADJUSTED
from samordna.parties.actors import Actor
from samordna.parties.models import Role

NOBODY = Q(pk__in=())


def _summoned(actor: Actor, meeting: str = "") -> Q:
    """The meetings, from the summons on, of the actor's bodies; an auditor has those of all.

    ``meeting`` is the way to the meeting, such as ``item__meeting__``.
    """
    found = called(meeting)
    if Role.AUDITOR in actor.roles:
        return found
    mine = Q((f"{meeting}body__in", actor.bodies))
    if actor.person_id is not None:
        mine |= Q((f"{meeting}secretary", actor.person_id))
    return found & mine


def summonses(actor: Actor | None) -> Q:
    """Members of the body read every version of the summons."""
    if actor is None:
        return NOBODY
    found = Meeting.objects.filter(_summoned(actor), summons__document=OuterRef("document"))
    return Q(Exists(found))


def attached(actor: Actor | None) -> Q:
    """Members of the body read what is attached to the agenda, from the summons on."""
    if actor is None:
        return NOBODY
    meeting = _summoned(actor, "item__meeting__")
    return Q(Exists(AgendaAttachment.objects.filter(meeting, version=OuterRef("pk"))))


def minutes(actor: Actor | None) -> Q:
    """Those who sign read what they sign, also when it has been taken back since, and members of
    the body the adjusted minutes."""
    if actor is None:
        return NOBODY
    found = Minutes.objects.filter(Q(paper=OuterRef("pk")) | Q(certificate=OuterRef("pk")))
    open_to = _summoned(actor, "meeting__") & Q(meeting__state__in=ADJUSTED, withdrawn_at=None)
    if actor.person_id is not None:
        signs = MinutesSigner.objects.filter(person_id=actor.person_id)
        open_to |= Q(pk__in=signs.values("minutes"))
    return Q(Exists(found.filter(open_to)))


def posted(actor: Actor | None) -> Q:
    """Anybody reads posted minutes, and the notice of them."""
    found = Notice.objects.filter(
        Q(paper=OuterRef("pk")) | Q(minutes__paper=OuterRef("pk")), minutes__withdrawn_at=None
    )
    return Q(Exists(found))
