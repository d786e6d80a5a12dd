"""The lines of Idag about matters that nothing more comes of, and that are still open."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from samordna.funding.models import Application
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.meetings.models import AgendaItem
from samordna.meetings.rules.states import OVER
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.shared import Task


def to_be_closed(actor: Actor) -> list[Q]:
    """The applications that have been withdrawn or written off with a matter that is open still,
    when no agenda and no unadjusted minutes hold them: for the registrar and the director."""
    if actor.kind != "person" or not actor.has(Role.REGISTRAR):
        return []
    about = AgendaItem.objects.filter(
        subject_kind=SubjectKind.APPLICATION, subject_id=OuterRef("pk")
    ).exclude(meeting__state__in=OVER)
    is_open = Q(state__in=TAKEN_BACK) & Q(matter__isnull=False, matter__closed_on=None)
    return [Q(is_open & ~Exists(about))]


def matter_task(application: Application, matter: Matter) -> Task:
    """One of :func:`to_be_closed`, read with its matter."""
    ended = State(application.state).label.lower()
    slug = application.association.slug
    return Task(
        "Avsluta",
        f"Ärende {matter.number} {application.name}",
        link(slug, "register:matter", year=matter.year, serial=matter.serial),
        f"Ansökan är {ended}, och inget mer händer i ärendet",
    )
