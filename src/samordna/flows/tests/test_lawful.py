"""What would make a decision unlawful stops the minutes, and says what can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samordna.flows.services import take_off_agenda
from samordna.flows.tests import settling
from samordna.flows.tests.test_rest import LATER
from samordna.flows.today import application_tasks
from samordna.funding.models import Application, Statement
from samordna.funding.queries.applications import state_words
from samordna.initiatives.models import Grant
from samordna.journal.queries import entries_about
from samordna.journal.words import verb_label
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.lists import offers_for
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import record_absence, set_presence
from samordna.meetings.services.table import close_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    return settling.on_the_agenda(cast, application)


def _leave(cast: Cast, meeting: Meeting, *names: str) -> None:
    for name in names:
        set_presence(actor=story.keeper(cast), attendee=story.person(meeting, name), present=False)


def test_what_a_body_without_a_quorum_does_not_handle_comes_back(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    """The minutes say so, nobody is told of a decision, and it waits as it did before."""
    story.decide(cast, meeting, "Plattform", "undecided")
    away = ("Lars", "Alva", "Tage")
    for name in away:
        record_absence(
            actor=story.keeper(cast),
            attendee=story.person(meeting, name),
            reason="left",
            from_item=story.item(meeting, "Plattform"),
        )
    story.decide(cast, meeting, "Övriga", "undecided")
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    words = proceedings.decided(item)
    assert [block.lead for block in words.blocks] == [
        "Styrelsen är inte beslutför och behandlar inte ärendet."
    ]
    assert not words.decides
    paper = minutes_paper(proceedings)
    (told,) = [p for p in paper.paragraphs if "Plattform" in p.heading]
    assert told.told == ()
    assert "Styrelsen var inte beslutför: 2 av 5 tjänstgjorde" in told.presence[-1]
    settling.signed(cast, meeting)
    application.refresh_from_db()
    assert application.state == "prepared"
    assert not Letter.objects.filter(kind=Kind.DECISION).exists()
    again = story.plan(cast, "", LATER)
    (offered,) = [o for o in offers_for(again) if o.kind == SubjectKind.APPLICATION]
    assert application.pk in [row.pk for row in offered.rows]


def test_what_the_board_said_before_it_was_no_quorum_still_holds_on_idag(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    """The day and the reason of a tabling are not lost since a later meeting did not handle it."""
    because, by = "budgeten ska kompletteras", story.MEETING_DAY + timedelta(days=60)
    story.decide(cast, meeting, "Plattform", "postponed", back_because=because, back_by=by)
    story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    again = story.plan(cast, "")
    settling.place(cast.actor("registrar"), application, again)
    settling.opened(cast, again)
    story.decide(cast, again, "Plattform", "undecided")
    for name in ("Lars", "Alva", "Tage"):
        record_absence(
            actor=story.keeper(cast),
            attendee=story.person(again, name),
            reason="left",
            from_item=story.item(again, "Plattform"),
        )
    story.decide(cast, again, "Övriga", "undecided")
    settling.signed(cast, again)
    assert Treatment.objects.get(item__meeting=again, item__heading__contains="Platt").not_handled
    (task,) = [t for t in application_tasks(cast.actor("director"), LATER) if "Platt" in t.thing]
    assert task.due == by and because in task.why


def _lock(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        story.read_words(cast, meeting)
        lock_minutes(actor=story.keeper(cast), meeting=meeting)


def test_no_money_is_granted_without_a_quorum(cast: Cast, meeting: Meeting) -> None:
    """Two of five are there: the grant stops the minutes, and so does sending it back; to table it
    is warned of, and to leave it undecided lets go."""
    story.decide(cast, meeting, "Plattform")
    story.decide(cast, meeting, "Övriga", "undecided")
    _leave(cast, meeting, "Lars", "Alva", "Tage")
    with pytest.raises(NotPossible) as refused:
        _lock(cast, meeting)
    said = str(refused.value).replace("\u00a0", " ")
    assert "Inte beslutför vid §§ 1–3: 2 av 5 tjänstgör" in said
    assert "Välj ”Inget beslut”: ärendet behandlas inte" in said
    story.decide(cast, meeting, "Plattform", "remitted")
    with pytest.raises(NotPossible, match="1–3: 2 av 5"), story.on(story.MEETING_DAY):
        lock_minutes(actor=story.keeper(cast), meeting=meeting)
    story.decide(cast, meeting, "Plattform", "postponed")
    with pytest.raises(NotPossible) as refused, story.on(story.MEETING_DAY):
        lock_minutes(actor=story.keeper(cast), meeting=meeting)
    assert "Inte beslutför vid §§ 1–2" in str(refused.value).replace("\u00a0", " ")
    for heading in ("Val av", "Fastställande", "Plattform"):
        story.decide(cast, meeting, heading, "undecided", clauses=[])
    with story.on(story.MEETING_DAY):
        lock_minutes(actor=story.keeper(cast), meeting=meeting)
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "state"), [("undecided", "postponed"), ("remitted", "registered")]
)
def test_what_was_not_decided_can_be_taken_up_again(
    cast: Cast, application: Application, meeting: Meeting, outcome: str, state: str
) -> None:
    story.decide(cast, meeting, "Plattform", outcome)
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    application.refresh_from_db()
    assert application.state == state
    assert not Grant.objects.exists()
    ready = Statement.objects.get(application=application).state == Statement.State.READY
    assert ready is (outcome == "undecided")


@pytest.mark.parametrize(
    ("outcome", "office", "others"),
    [
        (
            "undecided",
            "Lämnad utan beslut, tas upp igen",
            "Styrelsen har lämnat ansökan utan beslut",
        ),
        ("postponed", "Bordlagd, tas upp igen", "Styrelsen har bordlagt ansökan"),
    ],
)
def test_only_what_was_tabled_is_said_to_be(
    cast: Cast, application: Application, meeting: Meeting, client: Any, outcome: str, office: str,
    others: str,
) -> None:  # fmt: skip
    story.decide(cast, meeting, "Plattform", outcome)
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    page = f"/uppsala/ansokningar/{application.number}/"
    other = "Bordla" if outcome == "undecided" else "utan beslut"
    for role, words in (("director", office), ("applicant", others)):
        client.force_login(cast.people[role])
        shown = client.get(page).content.decode()
        badge = shown.partition('class="badge ')[2].partition("<")[0]
        assert words in badge and other not in badge
    # Taken off another agenda it is what the board left it as, and so is it where it is offered.
    again = story.plan(cast, "", LATER)
    registrar = cast.actor("registrar")
    settling.place(registrar, application, again)
    take_off_agenda(actor=registrar, item=again.items.get(subject_id=application.pk))
    application.refresh_from_db()
    assert state_words(application, is_office=True)[0] == office
    (entry,) = [e for e in entries_about(application) if e.verb in VERBS]
    assert verb_label(entry.verb) == VERBS[entry.verb]
    assert VERBS[entry.verb].startswith("Bordlade" if outcome == "postponed" else "Lämnade")


VERBS = {
    "postpone_application": "Bordlade ansökan",
    "leave_undecided_application": "Lämnade ansökan utan beslut",
}


def _votes(meeting: Meeting, **by_name: str) -> dict[str, str]:
    return {str(story.person(meeting, name).pk): vote for name, vote in by_name.items()}


@pytest.mark.parametrize(
    ("outcome", "about", "stops"),
    [
        ("approved", {}, True),
        ("rejected", {}, False),
        ("approved", {"vote_yes": "rejected", "vote_no": "approved"}, False),
        ("rejected", {"vote_yes": "rejected", "vote_no": "approved"}, True),
        ("rejected", {"vote_yes": "", "vote_no": ""}, True),
        ("rejected", {"vote_question": "Ja för avslag, nej för bifall"}, True),
    ],
)
def test_the_votes_and_the_outcome_say_the_same_or_nothing_locks(
    cast: Cast, meeting: Meeting, outcome: str, about: dict[str, str], stops: bool
) -> None:
    votes = _votes(meeting, Orvar="yes", Viola="no", Lars="no", Alva="no", Tage="yes")
    story.decide(cast, meeting, "Plattform", outcome, votes=votes, **about)
    story.decide(cast, meeting, "Övriga", "noted")
    if not stops:
        _lock(cast, meeting)
        return
    with pytest.raises(NotPossible, match="omröstning"):
        _lock(cast, meeting)


def test_an_open_vote_is_minuted_by_name_and_by_what_it_was_about(
    cast: Cast, meeting: Meeting, client: Any
) -> None:
    votes = _votes(meeting, Orvar="yes", Viola="yes", Lars="yes", Alva="no", Tage="abstains")
    story.decide(
        cast, meeting, "Plattform", "rejected",
        votes=votes, vote_yes="rejected", vote_no="approved", vote_order=["Avslag", "Bifall"],
    )  # fmt: skip
    (vote,) = minutes_paper(load_proceedings(meeting)).paragraphs[2].votes
    assert vote.question == "Ja för avslag, nej för bifall till förslaget."
    assert vote.order == ("Avslag", "Bifall")
    assert [(s.label, [n.split()[0] for n in s.names]) for s in vote.sides] == [
        ("Ja", ["Orvar", "Viola", "Lars"]),
        ("Nej", ["Alva"]),
        ("Avstår", ["Tage"]),
    ]
    assert vote.outcome == "3 ja, 1 nej och 1 som avstår: ja-propositionen, avslag, vann."
    client.force_login(cast.people["registrar"])
    with story.on(story.MEETING_DAY):
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/").content.decode()
    assert vote.outcome in page
    assert "<dt>Nej (1)</dt><dd>Alva" in page
    assert "bifall till förslaget, vann" not in page
