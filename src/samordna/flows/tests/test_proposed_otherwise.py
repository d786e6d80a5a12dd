"""What a preparing body proposes that is not to grant: to refuse, to table or to send back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from samordna.flows.services import sign_and_settle
from samordna.flows.subjects.application import ApplicationSubject
from samordna.flows.tests.settling import paper
from samordna.flows.tests.test_proposed_grants import (
    BOARD_DAY,
    DAY,
    Prepared,
    cast,
    opened,
    place,
    proposal,
)
from samordna.flows.thread import thread_of
from samordna.flows.today import tasks_for
from samordna.funding.kinds import PaperKind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.voting import Propositions, Stand, Vote, count_vote
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster
from samordna.meetings.services.table import close_meeting, treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.support.standings.base import office

__all__ = ["cast"]
WHY = {"back_because": "budgeten ska kompletteras", "back_by": date(2024, 10, 10)}


def offer(prepared: Prepared) -> tuple[bool, str]:
    """Whether the application is chosen beforehand on the board's page, and what it says of it."""
    with story.on(DAY):
        offers = ApplicationSubject().offers(prepared.early)
    ((_, chosen, cells),) = offers.table
    return chosen, dict(cells)["Förslag"]


@pytest.mark.parametrize(
    ("outcome", "said", "first"),
    [
        ("remitted", "återremiss", "återremittera ansökan"),
        ("postponed", "bordläggning", "bordlägga ansökan"),
    ],
)
def test_a_proposal_to_send_back_or_table_stands_before_the_board(
    cast: Cast, outcome: str, said: str, first: str
) -> None:
    more: dict[str, object] = {}
    if outcome == "postponed":
        more["blocks"] = [{"key": 1, "act": "proposes", "shown": [], "typed": []}]
    prepared = Prepared(cast, outcome, **WHY, **more)
    why = prepared.why()
    assert f"{prepared.mark} den 12 september 2024 föreslår {said}." in why
    assert "Skäl: budgeten ska kompletteras" in why and "Lägg den på styrelsens" in why
    chosen, told = offer(prepared)
    assert chosen and told == f"{prepared.mark}: {said}"
    steps = thread_of(office(cast), DAY, application=prepared.application)
    assert f"Förslag till styrelsen: {said}" in [step.note for step in steps]
    item = prepared.on_board()
    assert item.proposed_in == prepared.treatment
    assert "budgeten ska kompletteras" in item.background
    assert proposal(item)[0].startswith(first)
    assert not any("bevilja" in text for text in proposal(item))


def test_the_board_sends_back_or_decides_all_the_same(cast: Cast) -> None:
    prepared = Prepared(cast, "remitted", **WHY)
    item = prepared.on_board()
    opened(cast, item.meeting)
    with pytest.raises(NotPossible, match="Förslaget är att återremittera"):
        story.decide(cast, item.meeting, "Ansökan", "approved")
    # What would be granted otherwise is what the statement proposes, and not 0 kr.
    granted = story.decide(cast, item.meeting, "Ansökan", "amended")
    found = {(a.organisation_id, a.year): a.amount_kr for a in granted.amounts.all()}
    assert found == prepared.stated
    sent_back = story.decide(cast, item.meeting, "Ansökan", "remitted")
    assert (sent_back.back_because, sent_back.back_by) == tuple(WHY.values())


def test_what_is_written_of_it_is_not_written_over(cast: Cast) -> None:
    prepared = Prepared(cast, "remitted", **WHY)
    item = prepared.on_board()
    opened(cast, item.meeting)
    story.decide(cast, item.meeting, "Ansökan", "remitted", back_because="annat", back_by=None)
    story.decide(cast, item.meeting, "Ansökan", "rejected")
    again = story.decide(cast, item.meeting, "Ansökan", "remitted")
    assert (again.back_because, again.back_by) == ("annat", None)


@pytest.mark.parametrize(
    ("outcome", "first", "named", "yes", "no"),
    [
        ("rejected", "avslå ansökan", "Avslag", Stand.GRANTED, Stand.REFUSED),
        ("remitted", "återremittera ansökan", "Återremiss", Stand.REMITTED, Stand.TODAY),
    ],
)
def test_no_word_at_the_table_means_two_opposite_things(
    cast: Cast, client: Client, outcome: str, first: str, named: str, yes: Stand, no: Stand
) -> None:
    prepared = Prepared(cast, outcome)
    item = prepared.on_board()
    opened(cast, item.meeting)
    with story.on(BOARD_DAY):
        treatment = treat_item(actor=story.keeper(cast), item=item)
        client.force_login(cast.people["registrar"])
        url = f"/uppsala/sammantraden/{item.meeting.number}/vid-bordet/?punkt={item.pk}"
        page = client.get(url).content.decode()
    assert (treatment.vote_yes, treatment.vote_no) == (yes, no)
    assert f"{named} (enligt förslaget)</label>" in page
    assert "Bifall (mot förslaget)</label>" in page
    assert "Enligt förslaget</label>" not in page
    assert ">bifall till förslaget<" not in page and ">avslag<" not in page
    text = page.partition('name="satser_1"')[2].partition("</textarea>")[0]
    assert first in text and "bevilja" not in text


def test_an_application_to_be_granted_keeps_its_words(cast: Cast, client: Client) -> None:
    item = Prepared(cast, "approved").on_board()
    opened(cast, item.meeting)
    with story.on(BOARD_DAY):
        treat_item(actor=story.keeper(cast), item=item)
        client.force_login(cast.people["registrar"])
        url = f"/uppsala/sammantraden/{item.meeting.number}/vid-bordet/?punkt={item.pk}"
        page = client.get(url).content.decode()
    assert "Enligt förslaget</label>" in page and "(mot förslaget)" not in page
    assert ">bifall till förslaget<" in page and ">bifall till ansökan<" not in page
    assert "bevilja" in page.partition('name="satser_1"')[2].partition("</textarea>")[0]


def test_what_the_statement_proposes_to_refuse_is_named_alike(cast: Cast) -> None:
    prepared = Prepared(cast, "approved")
    prepared.application.statement.amounts.update(amount_kr=0)
    statement = prepared.application.statement
    statement.ready_on = DAY + timedelta(days=3)
    statement.save(update_fields=["ready_on"])
    item = prepared.on_board()
    opened(cast, item.meeting)
    treatment = treat_item(actor=story.keeper(cast), item=item)
    assert (treatment.vote_yes, treatment.vote_no) == (Stand.GRANTED, Stand.REFUSED)
    assert load_proceedings(item.meeting).proposed_outcome(item) == "rejected"


@pytest.mark.parametrize(
    ("won", "outcome", "other"),
    [(Vote.YES, Outcome.AMENDED, Outcome.REJECTED), (Vote.NO, Outcome.REJECTED, Outcome.AMENDED)],
)
def test_a_vote_about_the_application_leads_where_it_says(
    won: Vote, outcome: Outcome, other: Outcome
) -> None:
    about = Propositions(Stand.GRANTED, Stand.REFUSED)
    assert about.sentence == "Ja för bifall till ansökan, nej för avslag på ansökan."
    result = count_vote({"a": won}, None, about)
    assert result.allows(outcome) and not result.allows(other)
    assert not Propositions(Stand.GRANTED, Stand.REFUSED, about.sentence).slip
    wrong = "Ja för bifall till förslaget, nej för avslag på ansökan."
    assert Propositions(Stand.GRANTED, Stand.REFUSED, wrong).slip


# What has been tabled or sent back ----------------------------------------------------------------


def decided_by_board(prepared: Prepared, outcome: str, **more: object) -> AgendaItem:
    """The board's item of the application, with its minutes adjusted the same day."""
    cast, keeper = prepared.cast, story.keeper(prepared.cast)
    item = prepared.on_board()
    meeting = Meeting.objects.get(pk=item.meeting_id)
    opened(cast, meeting)
    with story.on(BOARD_DAY, 10):
        adjuster = story.person(meeting, "Viola")
        choose_adjuster(actor=keeper, meeting=meeting, attendee=adjuster)
        story.decide_all(cast, meeting)
        story.decide(cast, meeting, "Ansökan", outcome, **more)
        close_meeting(actor=keeper, meeting=meeting, ended_at=story.time(11, 40))
        story.read_words(cast, meeting)
        minutes = lock_minutes(actor=keeper, meeting=meeting)
        for who in ("registrar", "chair", "vice_chair"):
            actor = cast.actor(who, BOARD_DAY)
            sign_and_settle(actor=actor, minutes=Minutes.objects.get(pk=minutes.pk))
    return AgendaItem.objects.select_related("treatment").get(pk=item.pk)


def test_what_the_committee_tabled_is_not_chosen_for_the_board(cast: Cast) -> None:
    prepared = Prepared(cast, "postponed", **WHY)
    chosen, told = offer(prepared)
    assert not chosen
    assert told.startswith(f"{prepared.mark} den 12 september 2024: bordlagd. Skäl: budgeten ska")
    assert "senast den 10 oktober 2024. Tjänsteutlåtandet: " in told
    with story.on(DAY):
        own = story.plan(replace(cast, board=prepared.treatment.body), "", BOARD_DAY)
        ((_, to_itself, _),) = ApplicationSubject().offers(own).table
    assert to_itself
    steps = thread_of(office(cast), DAY, application=prepared.application)
    (note,) = [s.note for s in steps if s.label.startswith("Arbetsutskottet")]
    assert note == (
        "Bordläggning. Skäl: budgeten ska kompletteras. Det ska tas upp igen senast den 10 oktober "
        "2024"
    )
    item = prepared.on_board()
    assert f"bordlades av arbetsutskottet den 12 september 2024, {prepared.mark[16:]}" in (
        item.background
    )
    assert "Skäl: budgeten ska kompletteras." in item.background


def test_each_reason_is_told_of_the_body_whose_it_is(cast: Cast) -> None:
    prepared = Prepared(cast, "postponed", back_because="parterna är inte överens")
    item = decided_by_board(prepared, "postponed", **WHY)
    mark = f"Styrelsen § {item.treatment.paragraph}/2024 den 26 september 2024"
    later = BOARD_DAY + timedelta(days=5)
    with story.on(later):
        found = tasks_for(story.keeper(cast), later)
        coming = story.plan(cast, "", later + timedelta(days=30))
        (task,) = [t for t in found if prepared.application.name in t.thing]
        (row,) = ApplicationSubject().offers(coming).rows
        again = place(cast, coming, prepared.application)
    assert task.why.startswith(f"{mark}: bordlagd. Skäl: budgeten ska kompletteras. Det ska tas")
    assert "parterna" not in task.why and task.due == WHY["back_by"]
    assert row.cells[-1].startswith(f"{mark}: bordlagd. Skäl: budgeten ska kompletteras.")
    assert not row.waits
    told = f"bordlades av styrelsen den 26 september 2024, § {item.treatment.paragraph}/2024."
    assert f"{told} Skäl: budgeten ska kompletteras. Det ska tas upp igen senast" in (
        again.background
    )


def test_what_the_committee_tables_comes_back_to_the_board_by_the_day_that_the_board_said(
    cast: Cast,
) -> None:
    prepared = Prepared(cast, "postponed")
    decided_by_board(prepared, "postponed", **WHY)
    after = BOARD_DAY + timedelta(days=2)
    Meeting.objects.filter(pk=prepared.treatment.item.meeting_id).update(held_on=after)
    with story.on(after):
        coming = story.plan(cast, "", after + timedelta(days=9))
        (row,) = ApplicationSubject().offers(coming).rows
        assert "Arbetsutskottet" in row.cells[-1] and not row.waits
        Treatment.objects.filter(body=cast.board).update(back_by=None)
        (row,) = ApplicationSubject().offers(coming).rows
        assert row.waits


def test_what_the_committee_said_beside_its_proposal_stands_before_the_board(cast: Cast) -> None:
    prepared = Prepared(cast, "approved")
    own = "förslaget lämnas vidare bara om avtalet är klart före sammanträdet."
    prepared.treatment.minuted = [*prepared.treatment.minuted, ["Arbetsutskottet beslutar", [own]]]
    prepared.treatment.save()
    background = prepared.on_board().background
    assert f"\nArbetsutskottet beslutar att {own}\n" in background
    assert background.count("Arbetsutskottet") == 2  # the proposal, and this


def test_a_remittal_reaches_the_next_item_and_the_first_statement_stays(cast: Cast) -> None:
    prepared = Prepared(cast, "approved")
    first = prepared.application.statement
    item = decided_by_board(prepared, "remitted", **WHY)
    later = BOARD_DAY + timedelta(days=5)
    application = type(prepared.application).objects.get(pk=prepared.application.pk)
    steps = [
        (step.state, step.day, bool(step.url))
        for step in thread_of(office(cast), later, application=application)
        if step.label in ("Tjänsteutlåtande", "Bereds av kansliet")
    ]
    assert steps == [("done", first.ready_on, True), ("now", None, False)]
    with story.on(later):
        anew = paper(cast, PaperKind.STATEMENT, "Tjänsteutlåtande", first.paper.document)
    application.statement.state, application.statement.paper = "ready", anew
    application.statement.ready_on = later
    application.statement.save()
    steps_now = thread_of(office(cast), later, application=application)
    papers = [(s.day, s.url) for s in steps_now if s.label == "Tjänsteutlåtande"]
    assert [day for day, _ in papers] == [localdate(first.paper.created_at), later]
    assert [url.split("/")[-2] for _, url in papers if url] == [str(first.paper_id), str(anew.pk)]
    type(application).objects.filter(pk=application.pk).update(state="prepared")
    with story.on(later):
        coming = story.plan(cast, "", later + timedelta(days=30))
        again = place(cast, coming, application)
    told = f"återremitterades av styrelsen den 26 september 2024, § {item.treatment.paragraph}/2024"
    assert f"{told}. Skäl: budgeten ska kompletteras." in again.background
