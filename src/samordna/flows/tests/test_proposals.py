"""What a preparing committee proposes is offered to the board, and stands there with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows.services import put_on_agenda
from samordna.flows.subjects.proposal import ProposalSubject
from samordna.flows.thread import thread_of
from samordna.flows.today import tasks_for
from samordna.kernel.wording.clauses import clauses_of
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Body, Mandate
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.services import open_matter_by_hand
from tests.support.standings.board import lock, signed
from tests.support.standings.meetings import committee

DAY = story.MEETING_DAY
BOARD_DAY = DAY + timedelta(days=14)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def proposed(
    cast: Cast, outcomes: Mapping[str, str] | None = None, *, adjust: bool = True
) -> Meeting:
    """The working committee has met: it proposes what the board is to decide."""
    of_committee = committee(cast)
    meeting = story.plan(of_committee)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    minutes = lock(of_committee, meeting, outcomes or {})
    if adjust:
        signed(of_committee, minutes)
    return Meeting.objects.get(pk=meeting.pk)


def board(cast: Cast) -> Meeting:
    return story.plan(cast, "", BOARD_DAY)


def place(cast: Cast, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    return put_on_agenda(
        actor=story.keeper(cast), meeting=meeting, kind=SubjectKind.PROPOSAL, subject_id=item.pk
    )


def page(cast: Cast, client: Client, meeting: Meeting) -> str:
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        html: str = client.get(f"/uppsala/sammantraden/{meeting.number}/").content.decode()
    return html


def test_the_boards_planning_page_offers_what_was_proposed_with_one_press(
    cast: Cast, client: Client
) -> None:
    meeting = proposed(cast, {"kontroll": "postponed"})
    html = page(cast, client, board(cast))
    offer = html.partition('id="ta-upp-proposal"')[2].partition("</form>")[0]
    assert "Riktlinjer för resor" in offer and "Arbetsutskottet § 3" in offer
    assert "checked" in offer
    # What it tabled is its own, and information is no proposal.
    assert "Internkontrollplan" not in html and "Nationell konferens" not in offer
    assert Treatment.objects.get(item=story.item(meeting, "resor")).proposes == [
        "godkänna riktlinjer för resor"
    ]


def test_the_item_carries_the_proposal_and_its_source(cast: Cast, client: Client) -> None:
    meeting = proposed(cast)
    coming = board(cast)
    item = place(cast, coming, story.item(meeting, "resor"))
    assert [c.words for c in clauses_of(item.proposal)] == ["godkänna riktlinjer för resor"]
    assert item.background.startswith(
        "Arbetsutskottet föreslog beslutet den 12 september 2024, § 3/2024."
    )
    assert item.subject_id == story.item(meeting, "resor").pk
    html = page(cast, client, coming)
    assert "Förslagets paragraf" in html
    assert "Internkontrollplan" in html.partition('id="ta-upp-proposal"')[2]
    with pytest.raises(NotPossible, match="väntar inte"):
        place(cast, board(cast), story.item(meeting, "resor"))


def test_nothing_is_offered_before_the_minutes_are_adjusted_or_to_another_body(
    cast: Cast, client: Client
) -> None:
    meeting = proposed(cast, adjust=False)
    assert "ta-upp-proposal" not in page(cast, client, board(cast))
    with pytest.raises(NotPossible):
        place(cast, board(cast), story.item(meeting, "resor"))


def test_the_committee_itself_is_offered_no_proposal_of_its_own(cast: Cast, client: Client) -> None:
    proposed(cast)
    own = Body.objects.get(kind=Body.Kind.WORKING_COMMITTEE)
    again = story.plan(replace(cast, board=own), "", BOARD_DAY)
    html = page(cast, client, again)
    assert "ta-upp-proposal" not in html and "Riktlinjer" not in html


def test_the_office_has_a_line_until_it_stands_on_an_agenda_or_is_let_go(
    cast: Cast, client: Client
) -> None:
    meeting = proposed(cast)

    def lines() -> dict[str, Any]:
        with story.on(DAY):
            found = tasks_for(story.keeper(cast), DAY)
        return {task.thing: task for task in found if task.verb == "Ta upp"}

    assert set(lines()) == {"Riktlinjer för resor", "Internkontrollplan"}
    task = lines()["Riktlinjer för resor"]
    assert "Arbetsutskottet föreslog" in task.why
    coming = board(cast)
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        html = client.get(task.url).content.decode()
    assert "Ta upp i styrelsen" in html and f"/{coming.number}/lagg-till/" in html
    place(cast, coming, story.item(meeting, "resor"))
    with story.on(DAY):
        control = story.item(meeting, "kontroll")
        let_item_go(actor=story.keeper(cast), item=control, reason="Finns redan")
    assert not lines()


def test_a_committee_that_would_refuse_proposes_that(cast: Cast) -> None:
    meeting = proposed(cast, {"resor": "rejected"})
    item = place(cast, board(cast), story.item(meeting, "resor"))
    assert [c.words for c in clauses_of(item.proposal)] == ["godkänna riktlinjer för resor"]
    assert item.background.startswith("Arbetsutskottet föreslog att förslaget avslås den")
    words = ProposalSubject().words_of(item.subject_id)
    assert list(words[Outcome.REJECTED]) == ["avslå förslaget att godkänna riktlinjer för resor"]


def test_what_the_board_tables_comes_back_to_the_board(cast: Cast, client: Client) -> None:
    meeting = proposed(cast)
    coming = story.plan(cast, "", DAY)
    place(cast, coming, story.item(meeting, "resor"))
    Meeting.objects.filter(pk=coming.pk).update(state=Meeting.State.SUMMONED)
    signed(cast, lock(cast, coming, {"resor": "postponed"}))
    html = page(cast, client, board(cast))
    assert "Riktlinjer för resor" in html.partition('id="ta-upp-earlier_item"')[2]
    assert "Riktlinjer" not in html.partition('id="ta-upp-proposal"')[2].partition("</form>")[0]


def test_the_thread_of_the_matter_shows_both(cast: Cast) -> None:
    of_committee = committee(cast)
    actor = story.keeper(cast)
    meeting = story.plan(of_committee)
    with story.on(date(2024, 8, 22)):
        matter = open_matter_by_hand(actor=actor, subject="Riktlinjer för resor")
    AgendaItem.objects.filter(meeting=meeting, heading__contains="resor").update(matter=matter)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    signed(of_committee, lock(of_committee, meeting))
    coming = board(cast)
    item = place(cast, coming, story.item(meeting, "resor"))
    assert item.matter == matter
    steps = {s.label: s for s in thread_of(actor, DAY, matter=matter)}
    assert steps["Arbetsutskottet § 3"].note == "Förslag till styrelsen"
    assert steps["På föredragningslistan"].day == BOARD_DAY


def test_the_planning_page_asks_the_same_with_proposals_as_without(
    cast: Cast, client: Client
) -> None:
    coming = board(cast)
    page(cast, client, coming)
    with CaptureQueriesContext(connection) as none:
        page(cast, client, coming)
    proposed(cast)
    page(cast, client, coming)
    with CaptureQueriesContext(connection) as some:
        page(cast, client, coming)
    assert len(some) <= len(none) + 1  # the papers of what waits


def test_the_committee_is_a_body_with_seats(cast: Cast) -> None:
    own = committee(cast).board
    assert own.kind == Body.Kind.WORKING_COMMITTEE
    assert Mandate.objects.filter(body=own).count() >= 3
