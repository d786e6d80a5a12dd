"""The lines of Idag about matters that nothing more comes of, and that are still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from samordna.funding.models import Application
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.meetings.models import AgendaItem
from samordna.meetings.rules.states import ADJUSTED
from samordna.meetings.rules.states import State as MeetingState
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.web.links import link
from samordna.web.shared import Task

#: A longer list is read in the register.
MOST = 100


def matter_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """For the registrar and the director: the open matters of applications that have been withdrawn
    or written off, when no agenda or unadjusted minutes hold them any more. One query."""
    if actor.kind != "person" or not actor.has(Role.REGISTRAR):
        return
    about = AgendaItem.objects.filter(
        subject_kind=SubjectKind.APPLICATION, subject_id=OuterRef("pk")
    ).exclude(meeting__state__in=[*ADJUSTED, MeetingState.CANCELLED])
    found = Application.objects.filter(
        ~Exists(about), state__in=TAKEN_BACK, matter__closed_on=None, matter__isnull=False
    )
    rows = found.select_related("matter", "association").order_by("number")
    for application in rows.defer("answers", "section_revisions", "budget_file_findings")[:MOST]:
        matter, state = application.matter, State(application.state)
        if matter is None:
            continue
        yield Task(
            "Avsluta",
            f"Ärende {matter.number} {application.name}",
            link(
                application.association.slug,
                "register:matter",
                year=matter.year,
                serial=matter.serial,
            ),
            f"Ansökan är {state.label.lower()}, och inget mer händer i ärendet",
        )
