"""An application with its papers on an agenda, decided and signed: what many tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django_scopes import scope

from samordna.documents.models import PDF
from samordna.documents.pdf.papers.common import TextSection
from samordna.documents.pdf.papers.meeting import TextPaper
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.flows import services as flows
from samordna.funding import kinds as funding_kinds
from samordna.funding.models import Application, ApplicationVersion
from samordna.funding.tests.world import MOMENT, make_application, make_call, make_statement
from samordna.kernel.wording.clauses import REFUSED, Clause, ClauseKind, kept, numbered
from samordna.meetings.models import AgendaItem, Meeting, Minutes
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.actors import Actor
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.steps import open_matter

CLAUSES = numbered(
    [
        Clause(ClauseKind.GRANT, words="bevilja {name} finansiellt stöd med högst {amount}"),
        Clause(ClauseKind.CONDITION, words="insatsen följer ansökan"),
        Clause(ClauseKind.PAYOUT, words="{payout}"),
        Clause(ClauseKind.REFUSE, words="avslå ansökan", when=REFUSED),
    ]
)
GRANTED = [
    "bevilja Plattform finansiellt stöd med högst 7\u00a0000\u00a0000\u00a0kr",
    "insatsen följer ansökan",
    "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader",
]


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def paper(cast: Cast, kind: str, title: str, document: Any = None) -> Any:
    paper = TextPaper("Förbundet", title, date(2024, 9, 2), (TextSection("Ärendet", title),))
    return add_version(
        actor=cast.actor("registrar"),
        data=render_pdf(paper, moment=MOMENT),
        media_type=PDF,
        filename="handling.pdf",
        kind=kind,
        title=title,
        document=document,
    )


@pytest.fixture
def application(cast: Cast) -> Application:
    """What :func:`prepared` makes."""
    return prepared(cast)


def prepared(cast: Cast) -> Application:
    """Plattform of Heby: 3 000 000 kr for 2025 and 4 000 000 kr for 2026, prepared."""
    made = make_application(
        cast,
        make_call(cast),
        name="Plattform",
        state=Application.State.PREPARED,
        matter=open_matter(actor=cast.actor("registrar"), subject="Ansökan: Plattform"),
    )
    statement = make_statement(cast, made, {("heby", 2025): 3_000_000, ("heby", 2026): 4_000_000})
    statement.clauses, statement.summary = kept(CLAUSES), "Heby kommun ansöker om medel."
    statement.paper = paper(cast, funding_kinds.PaperKind.STATEMENT, "Tjänsteutlåtande: Plattform")
    statement.save()
    ApplicationVersion.objects.create(
        association=cast.association,
        application=made,
        number=1,
        paper=paper(cast, funding_kinds.PaperKind.APPLICATION, "Ansökan: Plattform"),
        snapshot={},
        frozen_at=MOMENT,
    )
    return made


def place(actor: Actor, application: Application, meeting: Meeting) -> AgendaItem:
    return flows.put_on_agenda(
        actor=actor, meeting=meeting, kind=SubjectKind.APPLICATION, subject_id=application.pk
    )


def on_the_agenda(cast: Cast, application: Application) -> Meeting:
    """A meeting with the application on it, opened, everybody there, Viola to adjust."""
    meeting = story.plan(cast, "")
    place(cast.actor("registrar"), application, meeting)
    return opened(cast, meeting)


def opened(cast: Cast, meeting: Meeting) -> Meeting:
    actor = cast.actor("registrar")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    with story.on(story.MEETING_DAY):
        open_meeting(actor=actor, meeting=meeting)
        set_all_present(actor=actor, meeting=meeting)
        viola = story.person(meeting, "Viola")
        choose_adjuster(actor=actor, meeting=meeting, attendee=viola)
        for heading in ("Val av", "Fastställande"):
            story.decide(cast, meeting, heading)
    return meeting


def signed(cast: Cast, meeting: Meeting) -> Minutes:
    actor = cast.actor("registrar")
    with story.on(story.MEETING_DAY):
        close_meeting(actor=actor, meeting=meeting)
        story.read_words(cast, meeting)
        minutes = lock_minutes(actor=actor, meeting=meeting)
    with story.on(date(2024, 9, 16)):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = flows.sign_and_settle(actor=cast.actor(who), minutes=minutes)
    return minutes
