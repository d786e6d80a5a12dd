"""The long work: the summons of 200 pages, the minutes, and the journal's verification.

What changes rows runs in a transaction that is rolled back, so that a kept database stays as it
was seeded.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time as clock_time
from datetime import timedelta

import pypdfium2
from django.db import transaction
from django_scopes import scope

from bench.clock import MOMENT
from bench.seed import LARGE, words
from samordna.documents.models import StoredFile
from samordna.documents.pdf.papers.common import Clauses, Signer, TextSection
from samordna.documents.pdf.papers.statement import StatementPaper
from samordna.documents.pdf.render import render_pdf
from samordna.journal.queries import verify
from samordna.meetings.models import Meeting
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.planning import (
    NewAttachment,
    add_item,
    plan_meeting,
    upload_attachments,
)
from samordna.meetings.services.summons import send_summons
from samordna.parties.actors import Actor, system_actor
from samordna.parties.models import Association, Body, Role, RoleAssignment

SUMMONS_PAGES = 200
ATTACHMENTS = 16


class Failed(Exception):
    """The work was done, but not as it should; the message says what is wrong."""


@dataclass(frozen=True)
class Job:
    """Something measured in seconds. ``run`` returns the size it had and the seconds it took."""

    label: str
    run: Callable[[], tuple[str, float]]
    most_seconds: float | None = None


def jobs() -> list[Job]:
    """All of them, in the order of the report."""
    return [
        Job("Summons with its attachments", _summons, 3.0),
        Job("Minutes locked", _minutes, 1.0),
        Job("Journal verified", _journal),
    ]


@contextmanager
def _undone() -> Iterator[tuple[Association, Actor]]:
    """The large association's scope, in a transaction that comes to nothing."""
    association = Association.objects.get(slug=LARGE)
    with scope(association=association), transaction.atomic():
        yield association, system_actor(association)
        transaction.set_rollback(True)


def _journal() -> tuple[str, float]:
    association = Association.objects.get(slug=LARGE)
    with scope(association=association):
        started = time.perf_counter()
        found = verify(association.pk)
        seconds = time.perf_counter() - started
    if not found.ok:
        raise Failed(str(found.problem))
    return f"{found.entries} entries", seconds


def _minutes() -> tuple[str, float]:
    """Lock the minutes of a closed meeting: the paper is made and its signers are named."""
    with _undone() as (_, actor):
        meeting = Meeting.objects.get(state=Meeting.State.SIGNING)
        recall_minutes(actor=actor, minutes=meeting.minutes.get(), reason="Mäts")
        started = time.perf_counter()
        minutes = lock_minutes(actor=actor, meeting=meeting)
        seconds = time.perf_counter() - started
        pages = _pages_of(minutes.paper.file)
        paragraphs = minutes.last_paragraph - minutes.first_paragraph + 1
    return f"{paragraphs} paragraphs, {pages} pages", seconds


def _summons() -> tuple[str, float]:
    """Summon to a meeting whose attachments have 200 pages in all."""
    with _undone() as (association, actor):
        meeting = _planned(association, actor)
        started = time.perf_counter()
        send_summons(actor=actor, meeting=meeting)
        seconds = time.perf_counter() - started
        meeting.refresh_from_db()
        assert meeting.summons is not None, "send_summons sets it"
        pages = _pages_of(meeting.summons.file)
    if pages < SUMMONS_PAGES:
        raise Failed(f"the summons has {pages} pages, too few to say anything")
    return f"{pages} pages, {ATTACHMENTS} attachments", seconds


def _planned(association: Association, actor: Actor) -> Meeting:
    secretary = RoleAssignment.objects.filter(role=Role.REGISTRAR).select_related("person")
    held_on = MOMENT.date() + timedelta(days=14)
    meeting = plan_meeting(
        actor=actor,
        body=Body.objects.get(kind=Body.Kind.BOARD),
        details={
            "held_on": held_on,
            "starts_at": clock_time(9),
            "ends_at": clock_time(12),
            "place": "Förbundets kansli",
            "mode": Meeting.Mode.MIXED,
            "hindrance_contact": f"kansliet@{association.slug}.exempel.se",
            "proposed_adjustment_on": held_on + timedelta(days=12),
            "secretary": secretary.get().person,
        },
    )
    for number in range(ATTACHMENTS):
        item = add_item(
            actor=actor,
            meeting=meeting,
            details={"heading": f"{words.INITIATIVES[number]} {number}", "proposal": []},
        )
        file = NewAttachment(
            data=_long_paper(number, SUMMONS_PAGES // ATTACHMENTS + 1),
            filename=f"bilaga-{number}.pdf",
            title=f"Underlag {number}",
        )
        upload_attachments(actor=actor, item=item, files=[file])
    return meeting


def _long_paper(number: int, pages: int) -> bytes:
    """A tagged paper of at least so many pages, each time other bytes."""
    paragraphs = "\n\n".join(f"{part}. {words.ANSWER}" for part in range(pages * 8))
    paper = StatementPaper(
        association="Samordningsförbundet",
        heading=f"Underlag {number}",
        day=MOMENT.date(),
        proposal=Clauses("Förbundsstyrelsen föreslås besluta", ("lägga det till handlingarna",)),
        matter=(TextSection("Underlag", paragraphs),),
        signer=Signer("Förbundets kansli", "Handläggare"),
    )
    return render_pdf(paper, moment=MOMENT)


def _pages_of(file: StoredFile) -> int:
    stored = StoredFile.objects.get(pk=file.pk)
    return len(pypdfium2.PdfDocument(bytes(stored.data)))
