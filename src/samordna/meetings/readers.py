"""Which papers of meetings others than the office may read (documents.policies.register_reader)."""

from __future__ import annotations

from django.db.models import Q

from samordna.documents.models import DocumentVersion
from samordna.meetings.models import AgendaAttachment, Meeting, Minutes, MinutesSigner, Notice
from samordna.meetings.rules.states import ADJUSTED
from samordna.parties.actors import Actor
from samordna.parties.models import Role


def may_read_paper(actor: Actor | None, version: DocumentVersion) -> bool:
    """Whether a paper is one of a meeting's that the actor, or the public (None), may read.

    The public reads the minutes and the notice once posted. Members of the body read summons and
    attachments from the summons on, and adjusted minutes; those who sign read what they sign;
    auditors read as members do.
    """
    if is_posted(version):
        return True
    if actor is None:
        return False
    return _for_the_body(actor, version) or _for_signers(actor, version)


def is_posted(version: DocumentVersion) -> bool:
    """Whether a paper is posted minutes, or the notice of them. One query."""
    return Notice.objects.filter(
        Q(paper=version) | Q(minutes__paper=version), minutes__withdrawn_at=None
    ).exists()


def _for_the_body(actor: Actor, version: DocumentVersion) -> bool:
    open_to = Q(body_id__in=[seat.body_id for seat in actor.seats])
    if Role.AUDITOR in actor.roles:
        open_to = Q()
    elif not actor.seats and actor.person_id is None:
        return False
    else:
        open_to |= Q(secretary_id=actor.person_id)
    meetings = Meeting.objects.filter(open_to).exclude(state=Meeting.State.PLANNED)
    attached = AgendaAttachment.objects.filter(version=version).values("item__meeting_id")
    minutes = Minutes.objects.filter(
        Q(paper=version) | Q(certificate=version),
        withdrawn_at=None,
        meeting__state__in=ADJUSTED,
    ).values("meeting_id")
    return meetings.filter(
        Q(summons__document_id=version.document_id) | Q(pk__in=attached) | Q(pk__in=minutes)
    ).exists()


def _for_signers(actor: Actor, version: DocumentVersion) -> bool:
    return (
        actor.person_id is not None
        and MinutesSigner.objects.filter(
            Q(minutes__paper=version) | Q(minutes__certificate=version),
            person_id=actor.person_id,
            minutes__withdrawn_at=None,
        ).exists()
    )
