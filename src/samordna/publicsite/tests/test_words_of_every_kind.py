"""Every kind of paragraph, with every outcome it can have, is worded alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.flows.services import put_on_agenda, sign_and_settle
from samordna.funding.kinds import PaperKind
from samordna.funding.models import Application, ApplicationVersion
from samordna.funding.tests.world import MOMENT, make_application, make_call, make_statement
from samordna.kernel.wording.clauses import REFUSED, Clause, ClauseKind, kept, numbered
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Notice, Treatment
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.services.mandates import give_mandate
from samordna.parties.tests.cast import Cast, make_cast
from samordna.publicsite.tests.words import Words, extract, read, worded
from samordna.register.steps import open_matter

pytestmark = pytest.mark.django_db

#: Applications by name, and what becomes of each.
APPLICATIONS = {
    "Bryggan": "approved",
    "Plattform": "amended",
    "Vägen": "rejected",
    "Trappan": "postponed",
}
CLAUSES = numbered(
    [
        Clause(ClauseKind.GRANT, words="bevilja {name} finansiellt stöd med högst {amount}"),
        Clause(ClauseKind.CONDITION, words="insatsen följer ansökan"),
        Clause(ClauseKind.PAYOUT, words="{payout}"),
        Clause(ClauseKind.REFUSE, words="avslå ansökan", when=REFUSED),
    ]
)
#: Ordinary items, and what becomes of each.
ORDINARY = {
    "Riktlinjer": "approved",
    "Internkontroll": "amended",
    "Resor": "rejected",
    "Lokaler": "postponed",
    "Konferens": "noted",
}
AGENDA = """
beslut       Riktlinjer för arbetet
beslut       Internkontroll i år
beslut       Resor utomlands
beslut       Lokaler i Heby
information  Konferens i höst
"""


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _paper(cast: Cast, title: str, kind: str) -> DocumentVersion:
    return add_version(
        actor=cast.actor("registrar"),
        data=f"%PDF-1.7 {title}".encode(),
        media_type=PDF,
        filename="handling.pdf",
        kind=kind,
        title=title,
    )


def the_meeting(cast: Cast) -> Meeting:
    """A meeting of the board with every kind of item on its agenda, open, everybody there."""
    actor, call = cast.actor("registrar"), make_call(cast)
    meeting = story.plan(cast, AGENDA)
    for name in APPLICATIONS:
        application = make_application(
            cast,
            call,
            name=name,
            state=Application.State.PREPARED,
            matter=open_matter(actor=actor, subject=f"Ansökan: {name}"),
        )
        statement = make_statement(
            cast, application, {("heby", 2025): 3_000_000, ("heby", 2026): 4_000_000}
        )
        statement.clauses = kept(CLAUSES)
        statement.paper = _paper(cast, f"Tjänsteutlåtande: {name}", PaperKind.STATEMENT)
        statement.save()
        ApplicationVersion.objects.create(
            association=cast.association,
            application=application,
            number=1,
            paper=_paper(cast, f"Ansökan: {name}", PaperKind.APPLICATION),
            snapshot={},
            frozen_at=MOMENT,
        )
        put_on_agenda(
            actor=actor,
            meeting=meeting,
            kind=SubjectKind.APPLICATION,
            subject_id=application.pk,
        )
    appointed = give_mandate(
        actor=actor,
        body=cast.board,
        email="asa.ask@region.exempel.se",
        name="Åsa Ask",
        organisation=cast.organisations["region"],
        position=Mandate.Position.MEMBER,
        valid_from=date(2024, 9, 1),
        appointed_by="Regionfullmäktige",
        appointed_on=date(2024, 8, 28),
        papers_received_on=date(2024, 8, 30),
    )
    put_on_agenda(
        actor=actor, meeting=meeting, kind=SubjectKind.APPOINTMENT, subject_id=appointed.pk
    )
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    with story.on(story.MEETING_DAY):
        opened = open_meeting(actor=story.keeper(cast), meeting=meeting)
        set_all_present(actor=story.keeper(cast), meeting=opened)
        viola = story.person(opened, "Viola")
        choose_adjuster(actor=story.keeper(cast), meeting=opened, attendee=viola)
    return opened


def decide(cast: Cast, meeting: Meeting) -> None:
    """Take up every item with the outcome that the tables above give it."""
    wanted = {**APPLICATIONS, **ORDINARY}
    heby = cast.organisations["heby"].pk
    for item in meeting.items.order_by("position"):
        noted = item.kind in (AgendaItem.Kind.INFORMATION, AgendaItem.Kind.FORMAL)
        usual = "noted" if noted or item.subject_kind == SubjectKind.APPOINTMENT else "approved"
        outcome = next((o for name, o in wanted.items() if name in item.heading), usual)
        amended = outcome == "amended" and item.subject_kind == SubjectKind.APPLICATION
        story.decide(cast, meeting, item.heading, outcome)
        if amended:
            story.decide(cast, meeting, item.heading, outcome, amounts={(heby, 2026): 3_500_000})


def posted(cast: Cast) -> tuple[Minutes, Words]:
    """The minutes, adjusted and posted, and what their PDF was given."""
    meeting, keeper = the_meeting(cast), story.keeper(cast)
    with story.on(story.MEETING_DAY, 10):
        decide(cast, meeting)
        close_meeting(actor=keeper, meeting=meeting)
        with patch("samordna.meetings.services.minutes.render_pdf", wraps=render_pdf) as made:
            minutes = lock_minutes(actor=keeper, meeting=meeting)
    with story.on(story.MEETING_DAY + timedelta(days=5)):
        for who in ("registrar", "chair", "vice_chair"):
            fresh = Minutes.objects.get(pk=minutes.pk)
            sign_and_settle(actor=cast.actor(who, story.MEETING_DAY), minutes=fresh)
        minutes = Minutes.objects.get(pk=minutes.pk)
        post_notice(actor=keeper, minutes=minutes)
    return minutes, {p.number: worded(p.decisions) for p in made.call_args.args[0].paragraphs}


def test_every_kind_of_paragraph_is_worded_alike_everywhere(cast: Cast, client: Client) -> None:
    minutes, in_pdf = posted(cast)
    treated = Treatment.objects.filter(item__meeting=minutes.meeting)
    kinds = {(t.item.kind, t.item.subject_kind, t.outcome) for t in treated.select_related("item")}
    assert {kind for kind, _, _ in kinds} == set(AgendaItem.Kind)
    assert {o for _, kind, o in kinds if kind == SubjectKind.APPLICATION} == set(
        APPLICATIONS.values()
    )
    assert set(ORDINARY.values()) <= {outcome for _, kind, outcome in kinds if not kind}
    words = " ".join(clause for blocks in in_pdf.values() for _, told in blocks for clause in told)
    for said in ("bevilja Bryggan", "3\u00a0500\u00a0000\u00a0kr för 2026", "avslå", "bordlägga"):
        assert said in words
    assert "bevilja Vägen" not in words and "bevilja Trappan" not in words
    notice = Notice.objects.get(minutes=minutes)
    with story.on(story.MEETING_DAY + timedelta(days=7)):
        on_list = read(client, "/uppsala/anslagstavla/")
        on_notice = read(client, f"/uppsala/anslagstavla/{notice.pk}/")
        client.force_login(cast.people["registrar"])
        on_page = read(client, f"/uppsala/sammantraden/{minutes.meeting.number}/protokoll/")
        in_extracts = {number: extract(client, minutes, number) for number in in_pdf}
    assert on_list == on_notice == on_page == in_extracts == in_pdf
