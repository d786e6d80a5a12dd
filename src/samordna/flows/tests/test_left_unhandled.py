"""A meeting that is no quorum is ended at once: what is left is noted as not handled."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from samordna.flows.subjects.earlier_item import EarlierItemSubject
from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.lists import agenda_of, offers_for
from samordna.meetings.queries.remarks import remarked
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.states import State
from samordna.meetings.services.leaving import leave_unhandled
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.presence import choose_adjuster
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
LATER = story.MEETING_DAY + timedelta(days=40)
HERE = "/uppsala/sammantraden/1/"


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    """The board with an application, to which one alone has come."""
    planned = story.plan(cast, "")
    settling.place(cast.actor("registrar"), application, planned)
    Meeting.objects.filter(pk=planned.pk).update(state=State.SUMMONED)
    with story.on(story.MEETING_DAY):
        meeting = open_meeting(actor=story.keeper(cast), meeting=planned)
    story.seat(cast, meeting, "Orvar")
    return meeting


@pytest.fixture
def keeper(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def said(answer: object) -> str:
    html = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_one_button_notes_all_that_is_left_and_the_meeting_closes(
    meeting: Meeting, keeper: Client
) -> None:
    with story.on(story.MEETING_DAY):
        refused = keeper.post(f"{HERE}avsluta/", {"slutade": ""})
        assert refused.status_code == 422
        assert 'href="/uppsala/sammantraden/1/inte-beslutfor/"' in refused.content.decode()
        assert '<a href="#inte-beslutfor">Inte beslutför</a>: Inget mer' in refused.content.decode()
        asked = said(keeper.get(f"{HERE}inte-beslutfor/"))
        assert "Inget ärende kan tas upp" in asked and "Plattform" in asked
        done = keeper.post(f"{HERE}inte-beslutfor/", follow=True)
        assert "antecknade som inte behandlade" in said(done)
        closed = keeper.post(f"{HERE}avsluta/", {"slutade": ""}, follow=True)
    assert "Sammanträdet är avslutat" in said(closed)
    rows = Treatment.objects.filter(item__meeting=meeting).select_related("item")
    in_order = rows.order_by("item__position")
    numbers = [row.paragraph for row in in_order]
    assert numbers == sorted(numbers) and {row.outcome for row in rows} == {Outcome.UNDECIDED}
    proceedings = load_proceedings(meeting)
    assert all(proceedings.not_handled(row.item) for row in rows)
    left = [item for item in meeting.items.all() if item.kind != "formal"]
    assert len(left) == len(numbers)
    entry = JournalEntry.objects.get(verb="leave_unhandled")
    assert len(entry.after["items"]) == len(left)


def test_what_is_left_without_a_quorum_is_noted_before_the_meeting_closes(
    cast: Cast, keeper: Client
) -> None:
    """Also where nothing of it must be decided: the minutes would not name it."""
    meeting = story.opened(cast, "beslut Riktlinjer\ninformation Konferens")
    story.seat(cast, meeting, "Orvar")
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Riktlinjer", "postponed")
        refused = keeper.post(f"{HERE}avsluta/", {"slutade": ""})
        assert refused.status_code == 422
        link = '<a href="#inte-beslutfor">Inte beslutför</a>: Inget mer kan behandlas.'
        assert refused.content.decode().count(link) == 1
        keeper.post(f"{HERE}inte-beslutfor/")
        closed = keeper.post(f"{HERE}avsluta/", {"slutade": ""}, follow=True)
    assert "Sammanträdet är avslutat" in said(closed)
    assert Treatment.objects.get(item__heading="Konferens").outcome == Outcome.UNDECIDED


def test_what_has_an_outcome_stands(cast: Cast, meeting: Meeting) -> None:
    first = meeting.items.order_by("position").exclude(subject_kind="application").first()
    assert first is not None
    story.decide(cast, meeting, first.heading, "postponed")
    leave_unhandled(actor=story.keeper(cast), meeting=meeting)
    assert Treatment.objects.get(item=first).outcome == Outcome.POSTPONED
    close_meeting(actor=story.keeper(cast), meeting=meeting)


def test_a_body_that_is_a_quorum_leaves_nothing_so(
    cast: Cast, application: Application, keeper: Client
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    with pytest.raises(NotPossible, match="beslutför vid något"):
        leave_unhandled(actor=story.keeper(cast), meeting=meeting)
    with story.on(story.MEETING_DAY):
        assert "inte-beslutfor" not in keeper.get(f"{HERE}vid-bordet/").content.decode()
        assert "Inget att anteckna" in said(keeper.get(f"{HERE}inte-beslutfor/"))
    assert not Treatment.objects.filter(item__subject_kind="application").exists()


def test_one_to_which_nobody_came_is_cancelled(cast: Cast, meeting: Meeting) -> None:
    meeting.attendees.update(present=False)
    with pytest.raises(NotPossible, match="Kom ingen ställer du in"):
        leave_unhandled(actor=story.keeper(cast), meeting=meeting)


def test_once_more_notes_nothing(cast: Cast, meeting: Meeting) -> None:
    leave_unhandled(actor=story.keeper(cast), meeting=meeting)
    with pytest.raises(NotPossible):
        leave_unhandled(actor=story.keeper(cast), meeting=meeting)


def test_standing_items_are_not_offered_again_and_the_rest_is_ticked(cast: Cast) -> None:
    """What the standard agenda has comes with it; what was left is ticked, as the page says."""
    meeting = story.opened(cast, "beslut Riktlinjer\ninformation Konferens")
    story.seat(cast, meeting, "Orvar", "Viola")
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    leave_unhandled(actor=story.keeper(cast), meeting=meeting)
    settling.signed(cast, meeting)
    again = story.plan(cast, "", LATER)
    (offers,) = [o for o in offers_for(again) if o.kind == SubjectKind.EARLIER_ITEM]
    assert [(cells[0][1], ticked) for _, ticked, cells in offers.table] == [
        ("Riktlinjer", True),
        ("Konferens", True),
    ]


def test_what_is_sent_back_or_doubled_is_not_ticked_and_a_double_is_told_of(cast: Cast) -> None:
    """A tabled standing item waits, though the new agenda has one of the same heading."""
    meeting = settling.opened(cast, story.plan(cast, "beslut Riktlinjer\nbeslut Plan"))
    story.decide(cast, meeting, "Fastställande", "postponed")
    story.decide(cast, meeting, "Riktlinjer", "remitted")
    story.decide(cast, meeting, "Plan", "postponed")
    settling.signed(cast, meeting)
    again = story.plan(cast, "", LATER)
    offers = EarlierItemSubject().offers(again)
    assert offers is not None
    ticked = {cells[0][1]: chosen for _, chosen, cells in offers.table}
    (standing,) = [heading for heading in ticked if heading.startswith("Fastställande")]
    assert ticked == {standing: False, "Riktlinjer": False, "Plan": True}
    assert "samma rubrik står redan" in offers.rows[0].cells[1]
    assert not remarked(again, agenda_of(again))
    add_item(
        actor=cast.actor("registrar"),
        meeting=again,
        details={"heading": f" {standing.upper()}", "kind": "decision", "proposal": []},
    )
    ((doubled, why),) = remarked(again, agenda_of(again))
    assert doubled.heading.strip() == standing.upper() and "densamma som i punkt" in why
