"""What a grant leaves out: refused, tabled or sent back by a choice at the decision, and coming up
again where it is not settled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samordna.flows import services as flows
from samordna.flows.subjects.earlier_item import EarlierItemSubject
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import item_tasks
from samordna.funding.models import Application
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.text_checks import _about_period
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.meetings.views.panels import item_panel
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
LATER = story.MEETING_DAY + timedelta(days=40)


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    return settling.on_the_agenda(cast, application)


def _clauses(meeting: Meeting) -> list[str]:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    return [clause for block in proceedings.decided(item).blocks for clause in block.clauses]


def _messages(meeting: Meeting, code: str) -> list[str]:
    found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    return [finding.message for finding in found if finding.code == code]


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("rejected", "avslå ansökan i övrigt"),
        ("postponed", "bordlägga ansökan i den del som avser år 2026 till ett kommande"),
        ("remitted", "återremittera ansökan i den del som avser år 2026 till kansliet"),
    ],
)
def test_the_words_say_what_becomes_of_the_rest(
    cast: Cast, meeting: Meeting, rest: str, words: str
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest=rest)
    assert any(clause.startswith(words) for clause in _clauses(meeting))
    assert _messages(meeting, codes.OUTCOME_CONTRADICTED) == []
    story.decide(cast, meeting, "Plattform", "rejected")
    assert not any(clause.startswith(words) for clause in _clauses(meeting))


@pytest.mark.parametrize("main", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "inte bevilja ansökan i övrigt",
        "inte bevilja medel för 2026",
        "ansökan i den del som avser år 2026 beviljas inte",
        "resterande 4 000 000 kr avslås, enligt tjänsteutlåtandet",
        "lämna ansökan i övrigt utan bifall",
    ],
)
def test_a_refusal_of_the_rest_in_any_words_stands_once(
    cast: Cast, meeting: Meeting, words: str, *, main: bool
) -> None:
    heby = cast.organisations["heby"].pk
    treatment = story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, add_block="decides"
    )
    story.decide(cast, meeting, "Plattform", "amended", rest="rejected")
    before = _clauses(meeting)
    assert sum("avslå ansökan i övrigt" in clause for clause in before) == 1
    if main:
        texts = [line.text for line in story.shown_in(treatment)]
        draft = story.rewritten(treatment, "amended", [*texts, words])
    else:
        draft = {"key": 2, "act": "decides", "shown": [], "typed": [words]}
    story.decide(cast, meeting, "Plattform", "amended", blocks=[draft])
    assert not any("avslå ansökan i övrigt" in clause for clause in _clauses(meeting))
    assert _messages(meeting, codes.OUTCOME_CONTRADICTED) == []
    # At another outcome the line does not stand, and is no reason to leave the made one out.
    story.decide(cast, meeting, "Plattform", "rejected")
    assert words not in "".join(_clauses(meeting))


def test_a_refusal_may_not_be_written_of_what_is_sent_back(cast: Cast, meeting: Meeting) -> None:
    heby = cast.organisations["heby"].pk
    treatment = story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="remitted"
    )
    texts = [*(line.text for line in story.shown_in(treatment)), "inte bevilja ansökan i övrigt"]
    story.decide(cast, meeting, "Plattform", "amended", clauses=texts)
    (said,) = _messages(meeting, codes.OUTCOME_CONTRADICTED)
    assert "avslår" in said


@pytest.mark.parametrize("main", [True, False])
def test_a_text_that_remits_a_part_needs_the_choice(
    cast: Cast, meeting: Meeting, *, main: bool
) -> None:
    heby = cast.organisations["heby"].pk
    words = "återremittera ansökan i den del som avser år 2026"
    treatment = story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, add_block="decides"
    )
    texts = [line.text for line in story.shown_in(treatment)]
    if main:
        draft = story.rewritten(treatment, "amended", [*texts, words])
    else:
        draft = {"key": 2, "act": "decides", "shown": [], "typed": [words]}
    story.decide(cast, meeting, "Plattform", "amended", blocks=[draft])
    (said,) = _messages(meeting, codes.OUTCOME_CONTRADICTED)
    assert "Välj det under ”Det som inte beviljas”" in said
    story.decide(cast, meeting, "Plattform", "amended", rest="remitted")
    assert _messages(meeting, codes.OUTCOME_CONTRADICTED) == []
    assert sum("återremittera ansökan" in clause for clause in _clauses(meeting)) == 1


def test_a_second_block_may_not_refuse_what_is_granted(cast: Cast, meeting: Meeting) -> None:
    story.decide(cast, meeting, "Plattform", add_block="decides")
    draft = {"key": 2, "act": "decides", "shown": [], "typed": ["avslå ansökan för 2025"]}
    story.decide(cast, meeting, "Plattform", blocks=[draft])
    assert _messages(meeting, codes.OUTCOME_CONTRADICTED)
    draft["typed"] = ["bordlägga frågan om resor"]
    story.decide(cast, meeting, "Plattform", blocks=[{**draft, "shown": []}])


def test_what_is_sent_back_comes_up_again(
    cast: Cast, meeting: Meeting, application: Application, client: Client
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="remitted")
    settling.signed(cast, meeting)
    application.refresh_from_db()
    assert application.state == Application.State.GRANTED
    (task,) = [t for t in item_tasks(cast.actor("registrar"), LATER) if "Plattform" in t.thing]
    assert "Resten återremitterades" in task.why
    client.force_login(cast.people["registrar"])
    with story.on(LATER):
        assert "Resten återremitterades" in client.get(task.url).content.decode()
    again = story.plan(cast, "", LATER)
    offers = EarlierItemSubject().offers(again)
    assert offers is not None
    (pk,) = [row.pk for row in offers.rows if "Plattform" in row.cells[0]]
    planned = EarlierItemSubject().planned(again, pk)
    assert planned.heading.endswith("det som inte beviljades")
    assert planned.proposal == ()


def test_the_choice_is_made_at_the_table(cast: Cast, meeting: Meeting, client: Client) -> None:
    client.force_login(cast.people["registrar"])
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 1_000_000})
    item = story.item(meeting, "Plattform")
    page = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(story.MEETING_DAY):
        form = client.get(f"{page}vid-bordet/?punkt={item.pk}").context["decision_form"]
        sent = {b.html_name: "" if b.value() is None else b.value() for b in form}
        client.post(f"{page}punkt/{item.pk}/beslut/", {**sent, "rest": "rejected"})
    assert any(clause.startswith("avslå ansökan i övrigt") for clause in _clauses(meeting))


@pytest.mark.parametrize("outcome", ["approved", "amended"])
def test_where_all_is_granted_there_is_no_rest_to_choose(
    cast: Cast, meeting: Meeting, client: Client, outcome: str, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.people["registrar"])
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", outcome)
    item = story.item(meeting, "Plattform")
    page = f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={item.pk}"

    def fields() -> Any:
        with story.on(story.MEETING_DAY), django_assert_max_num_queries(12):
            return client.get(page).context["decision_form"].fields

    assert "rest" not in fields()
    assert ("payout_rule" in fields()) is (outcome == "amended")
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 1_000_000})
    assert "rest" in fields()
    story.decide(cast, meeting, "Plattform", "amended", rest="postponed", back_because="Kostnaden")
    assert any("bordlägga ansökan i övrigt" in clause for clause in _clauses(meeting))
    full = story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 4_000_000})
    assert (full.rest, full.back_because) == ("", "")
    assert "bordlägga" not in " ".join(_clauses(meeting))
    again = story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 2_000_000})
    assert (again.rest, again.back_because) == ("postponed", "Kostnaden")


@pytest.mark.parametrize(
    ("rest", "words", "told"),
    [
        ("", "", True),
        ("rejected", "", False),
        ("postponed", "", False),
        ("", "avslå ansökan för 2026", False),
        ("", "inte bevilja ansökan i övrigt", False),
        ("", "uppdra åt kansliet att följa upp 2026", True),
    ],
)
def test_a_year_that_is_neither_granted_nor_refused_is_told(
    cast: Cast, meeting: Meeting, rest: str, words: str, *, told: bool
) -> None:
    heby = cast.organisations["heby"].pk
    treatment = story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 1}, rest=rest
    )
    assert _messages(meeting, codes.YEAR_UNSETTLED) == []
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0})
    if words:
        texts = [line.text for line in story.shown_in(Treatment.objects.get(pk=treatment.pk))]
        story.decide(cast, meeting, "Plattform", "amended", clauses=[*texts, words])
    found = _messages(meeting, codes.YEAR_UNSETTLED)
    assert bool(found) is told
    assert all("2026" in message and "varken beviljas eller avslås" in message for message in found)


def test_every_year_without_money_is_told() -> None:
    facts = Facts(start=date(2025, 1, 1), end=date(2027, 12, 31), years=(2025,))
    (finding,) = _about_period("§ 3", facts)
    assert "för 2026–2027" in finding.message


def _later(cast: Cast, meeting: Meeting) -> Meeting:
    """The next meeting, with what the first left out on its agenda, opened."""
    registrar = cast.actor("registrar", LATER)
    again = story.plan(cast, "", LATER)
    item = story.item(meeting, "Plattform")
    flows.put_on_agenda(
        actor=registrar, meeting=again, kind=SubjectKind.EARLIER_ITEM, subject_id=item.pk
    )
    Meeting.objects.filter(pk=again.pk).update(state=Meeting.State.SUMMONED)
    with story.on(LATER):
        open_meeting(actor=registrar, meeting=again)
        set_all_present(actor=registrar, meeting=again)
    again.refresh_from_db()
    viola = story.person(again, "Viola")
    choose_adjuster(actor=registrar, meeting=again, attendee=viola)
    return again


def _adjusted(cast: Cast, meeting: Meeting, day: date) -> None:
    with story.on(day):
        for row in meeting.items.filter(treatment=None):
            story.decide(cast, meeting, row.heading, "noted")
        close_meeting(actor=cast.actor("registrar", day), meeting=meeting)
        story.read_words(cast, meeting)
        minutes = lock_minutes(actor=cast.actor("registrar", day), meeting=meeting)
    with story.on(day + timedelta(days=4)):
        for who in ("registrar", "chair", "vice_chair"):
            actor = cast.actor(who, day)
            minutes = flows.sign_and_settle(actor=actor, minutes=minutes)


def test_the_applicant_is_told_of_the_grant_though_the_rest_is_tabled(
    cast: Cast, meeting: Meeting, application: Application, client: Client
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="remitted")
    settling.signed(cast, meeting)
    application.refresh_from_db()
    actor = cast.actor("applicant")
    before = thread_of(actor, LATER, application=application)
    assert before[-1].label == "Det som inte beviljades"
    (told,) = [step.decision for step in before if step.decision]
    assert told.endswith(
        "Det som inte beviljades är återremitterat till kansliet och tas upp igen av styrelsen."
    )
    sent = Letter.objects.filter(kind__in=[Kind.DECISION, Kind.REMITTED])
    assert all("Det som inte beviljades är återremitterat" in one.text for one in sent)
    assert sent.filter(kind=Kind.DECISION).exists()
    again = _later(cast, meeting)
    story.decide(cast, again, "Plattform", "postponed")
    _adjusted(cast, again, LATER)
    after = thread_of(actor, LATER + timedelta(days=9), application=application)
    (decided,) = [step for step in after if step.decision]
    assert "beviljat ansökan till en del: 3\u00a0000\u00a0000\u00a0kr av sökta" in decided.decision
    assert "Det som inte beviljades är bordlagt" in decided.decision
    assert "inte avgjord" not in decided.appeal
    days = {step.label: step.day for step in after}
    assert days["Justerat"] == date(2024, 9, 16)
    assert "Det som inte beviljades: bordläggning" in [step.note for step in after]
    client.force_login(cast.people["applicant"])
    page = client.get(f"/uppsala/ansokningar/{application.number}/").content.decode()
    assert "Ansökan är inte avgjord" not in page


@pytest.mark.parametrize(
    ("outcome", "chosen", "words"),
    [
        ("amended", {"rest": "postponed"}, "bordlägga ansökan i den del som avser år 2026"),
        (
            "postponed",
            {"back_because": "En bilaga saknas", "back_by": LATER},
            "bordläggningen motiveras med följande: En",
        ),
    ],
)
def test_the_table_shows_what_the_choice_writes(
    cast: Cast, meeting: Meeting, outcome: str, chosen: dict[str, Any], words: str
) -> None:
    amounts = {(cast.organisations["heby"].pk, 2026): 0}
    story.decide(cast, meeting, "Plattform", outcome, amounts=amounts)
    story.decide(cast, meeting, "Plattform", outcome, amounts=amounts, **chosen)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    derived = item_panel(proceedings, item)["derived"]
    assert isinstance(derived, list)
    assert any(text.startswith(words) for text in derived)


@pytest.mark.parametrize("slip", ["postponed", "rejected", "approved"])
def test_a_slip_costs_nothing_of_the_change(cast: Cast, meeting: Meeting, slip: str) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended")
    written = story.decide(
        cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0},
        rest="remitted", period_to=date(2025, 12, 31),
    )  # fmt: skip
    story.decide(
        cast, meeting, "Plattform", "amended", back_because="En bilaga saknas", back_by=LATER
    )
    slipped = story.decide(cast, meeting, "Plattform", slip)
    assert slipped.period_to is None
    # All is granted, or nothing: there is no rest.
    assert (slipped.rest, slipped.back_because) == ("", "")
    again = story.decide(cast, meeting, "Plattform", "amended")
    again = Treatment.objects.get(pk=again.pk)
    assert (again.rest, again.period_to) == ("remitted", written.period_to)
    assert (again.back_because, again.back_by) == ("En bilaga saknas", LATER)
    amounts = {row.year: row.amount_kr for row in again.amounts.all()}
    assert amounts == {2025: 3_000_000, 2026: 0}


def test_a_rest_that_is_tabled_has_a_reason_and_a_day(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="postponed")
    client.force_login(cast.people["registrar"])
    item = story.item(meeting, "Plattform")
    with story.on(story.MEETING_DAY):
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={item.pk}")
    assert "back_by" in page.context["decision_form"].fields
    story.decide(
        cast, meeting, "Plattform", "amended", back_because="En bilaga saknas", back_by=LATER
    )
    clauses = " ".join(_clauses(meeting))
    assert "bordläggningen motiveras med följande: En bilaga saknas" in clauses
    assert "det som inte beviljas ska tas upp igen senast den 22 oktober 2024" in clauses
    settling.signed(cast, meeting)
    (task,) = [t for t in item_tasks(cast.actor("registrar"), LATER) if "Plattform" in t.thing]
    assert task.due == LATER
    assert "Skäl: En bilaga saknas." in task.why


def test_what_is_left_carries_its_year_and_sum_and_can_be_refused(
    cast: Cast, meeting: Meeting
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="remitted")
    settling.signed(cast, meeting)
    again = _later(cast, meeting)
    left = "4\u00a0000\u00a0000\u00a0kr för 2026"
    assert f"Det som inte beviljades är {left}." in story.item(again, "Plattform").background
    story.decide(cast, again, "Plattform", "rejected")
    assert _clauses(again) == [f"avslå ansökan i den del som inte beviljats, {left}."]
    assert _messages(again, codes.OUTCOME_CONTRADICTED) == []


def test_what_is_left_and_put_on_file_is_no_information(
    cast: Cast, meeting: Meeting, application: Application
) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="postponed")
    settling.signed(cast, meeting)
    again = _later(cast, meeting)
    story.decide(cast, again, "Plattform", "noted")
    left = "4\u00a0000\u00a0000\u00a0kr för 2026"
    words = f"lägga ansökan i den del som inte beviljats, {left}, till handlingarna."
    assert _clauses(again) == [words]
    _adjusted(cast, again, LATER)
    application.refresh_from_db()
    steps = thread_of(cast.actor("applicant"), LATER + timedelta(days=9), application=application)
    (decided,) = [step.decision for step in steps if step.decision]
    assert decided.endswith(
        "Det som inte beviljades är lagt till handlingarna utan att något mer beviljades "
        "(den 22 oktober 2024, § 4)."
    )
    assert "Det som inte beviljades" not in [step.label for step in steps]  # nothing is to come


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Riktlinjer", "lägga ärendet till handlingarna."),
        ("konferens", "lägga informationen till handlingarna."),
    ],
)
def test_a_matter_that_is_put_on_file_is_no_information(
    cast: Cast, heading: str, words: str
) -> None:
    opened = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=opened)
    story.decide(cast, opened, heading, "noted")
    proceedings = load_proceedings(Meeting.objects.get(pk=opened.pk))
    item = next(i for i in proceedings.items if heading in i.heading)
    assert proceedings.decided(item).blocks[0].clauses == (words,)


def _tabled_rest(cast: Cast, meeting: Meeting) -> Meeting:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0}, rest="postponed")
    settling.signed(cast, meeting)
    return _later(cast, meeting)


@pytest.mark.parametrize("tabled_again", [False, True])
def test_the_rest_is_not_granted_in_words_that_give_no_money(
    cast: Cast, meeting: Meeting, *, tabled_again: bool
) -> None:
    again = _tabled_rest(cast, meeting)
    if tabled_again:
        story.decide(cast, again, "Plattform", "postponed")
        _adjusted(cast, again, LATER)
        third = story.plan(cast, "", LATER + timedelta(days=30))
        actor, subject = cast.actor("registrar", LATER), story.item(again, "Plattform").pk
        flows.put_on_agenda(
            actor=actor, meeting=third, kind=SubjectKind.EARLIER_ITEM, subject_id=subject
        )
        Meeting.objects.filter(pk=third.pk).update(state=Meeting.State.SUMMONED)
        with story.on(LATER + timedelta(days=30)):
            again = open_meeting(actor=cast.actor("registrar", LATER), meeting=third)
    story.decide(cast, again, "Plattform", "amended", clauses=["bevilja ytterligare 4 000 000 kr"])
    (said,) = _messages(again, codes.REST_GRANTED)
    assert "söks som tillägg" in said
    assert _messages(again, codes.GRANT_WITHOUT_APPLICATION) == []
    told = ["godkänna att den del som inte beviljats söks som tillägg"]
    story.decide(cast, again, "Plattform", "amended", clauses=told)
    assert _messages(again, codes.REST_GRANTED) == []
    proceedings = load_proceedings(Meeting.objects.get(pk=again.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    form = item_panel(proceedings, item)["decision_form"]
    assert "approved" not in dict(form.fields["outcome"].choices)  # type: ignore[attr-defined]
    with pytest.raises(NotPossible, match="söks det som tillägg"):
        story.decide(cast, again, "Plattform", "approved")


def test_a_proposal_of_the_agenda_does_not_grant_the_rest_either(
    cast: Cast, meeting: Meeting
) -> None:
    again = _tabled_rest(cast, meeting)
    item = story.item(again, "Plattform")
    granted = Clause(ClauseKind.PROPOSED, words="bevilja resterande 4 000 000 kr för 2026", key=1)
    item.proposal = [granted.as_dict()]
    item.save()
    story.decide(cast, again, "Plattform", "amended")
    (said,) = _messages(again, codes.REST_GRANTED)
    assert "söks som tillägg" in said


def test_minutes_that_grant_the_rest_in_words_do_not_lock(cast: Cast, meeting: Meeting) -> None:
    again = _tabled_rest(cast, meeting)
    story.decide(cast, again, "Plattform", "amended", clauses=["bevilja ytterligare 4 000 000 kr"])
    with pytest.raises(NotPossible, match="söks som tillägg"):
        _adjusted(cast, again, LATER)
