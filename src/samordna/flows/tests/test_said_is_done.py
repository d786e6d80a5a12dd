"""A paragraph does what it says: who decides, who adjusts, and what a grant is limited to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from samordna.flows.tests import settling
from samordna.funding.models import Application, ProposedAmount, Statement
from samordna.initiatives.models import Grant
from samordna.kernel.wording.clauses import kept
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.elections import Election
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.presence import choose_adjuster, set_presence
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    return settling.on_the_agenda(cast, application)


@pytest.fixture
def committee(cast: Cast) -> Cast:
    """The body is an arbetsutskott: it prepares for the board."""
    cast.board.kind, cast.board.name = Body.Kind.WORKING_COMMITTEE, "Arbetsutskottet"
    cast.board.save()
    return cast


def _codes(meeting: Meeting) -> set[str]:
    return {f.code for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings}


def _lead(meeting: Meeting) -> str:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    return proceedings.decided(item).blocks[0].lead


def _with_act(treatment: Treatment, outcome: str, act: str, texts: list[str]) -> dict[str, object]:
    return {"blocks": [{**story.rewritten(treatment, outcome, texts), "act": act}]}


def _lock(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        lock_minutes(actor=story.keeper(cast), meeting=meeting)


# Who decides --------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["approved", "amended", "rejected", "remitted"])
def test_what_the_board_settles_another_body_only_proposes(
    committee: Cast, meeting: Meeting, outcome: str
) -> None:
    treatment = story.decide(committee, meeting, "Plattform", outcome)
    assert _lead(meeting) == "Arbetsutskottet föreslår styrelsen besluta"
    assert codes.DECIDED_FOR_THE_BOARD not in _codes(meeting)
    texts = [line.text for line in story.shown_in(treatment)]
    more = _with_act(treatment, outcome, "decides", texts)
    story.decide(committee, meeting, "Plattform", outcome, **more)
    story.decide(committee, meeting, "Övriga", "noted")
    assert codes.DECIDED_FOR_THE_BOARD in _codes(meeting)
    with pytest.raises(NotPossible, match="beslutar det som styrelsen avgör"):
        _lock(committee, meeting)


def test_a_committee_tables_its_own_treatment(committee: Cast, meeting: Meeting) -> None:
    story.decide(committee, meeting, "Plattform", "postponed")
    story.decide(committee, meeting, "Övriga", "noted")
    assert _lead(meeting) == "Arbetsutskottet beslutar"
    _lock(committee, meeting)


def test_a_block_of_its_own_may_not_grant_either(committee: Cast, meeting: Meeting) -> None:
    treatment = story.decide(committee, meeting, "Plattform", add_block="decides")
    draft = {"key": 2, "act": "decides", "shown": [], "typed": ["bevilja Plattform 500 000 kr"]}
    story.decide(committee, meeting, "Plattform", blocks=[draft])
    assert codes.DECIDED_FOR_THE_BOARD in _codes(meeting)
    draft["typed"] = ["uppdra åt kansliet att komplettera underlaget"]
    Treatment.objects.filter(pk=treatment.pk).update(blocks=treatment.blocks)
    story.decide(committee, meeting, "Plattform", blocks=[draft])
    assert codes.DECIDED_FOR_THE_BOARD not in _codes(meeting)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Val av ombud", "föreslår styrelsen besluta"),
        ("Val av ledamöter i styrgruppen", "föreslår styrelsen besluta"),
        ("Val av vice ordförande i styrelsen", "föreslår styrelsen besluta"),
        ("Val av vice ordförande", "beslutar"),
        ("Val av mötesordförande", "beslutar"),
        ("Val av justerare för § 3", "beslutar"),
    ],
)
@pytest.mark.parametrize("ballot", [True, False])
def test_a_committee_elects_only_for_itself(
    committee: Cast, meeting: Meeting, heading: str, lead: str, *, ballot: bool
) -> None:
    item = add_item(
        actor=story.keeper(committee),
        meeting=meeting,
        details={"heading": heading, "kind": "election"},
    )
    election = Election((("Viola Vik", 3),), 1).as_dict()
    more = {"election": election} if ballot else {"clauses": ["utse Viola Vik"]}
    treatment = story.decide(committee, meeting, heading, "approved", **more)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    row = next(i for i in proceedings.items if i.pk == item.pk)
    (block,) = proceedings.decided(row).blocks
    assert block.lead == f"Arbetsutskottet {lead}"
    proposed = proceedings.proposed_to_board(row)
    assert bool(proposed) is (lead != "beslutar")
    # To table it is its own to decide all the same.
    story.decide(committee, meeting, heading, "postponed", election={}, clauses=None)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    row = next(i for i in proceedings.items if i.pk == item.pk)
    assert treatment.pk and proceedings.decided(row).blocks[0].lead == "Arbetsutskottet beslutar"


def test_a_board_elects_for_the_association(cast: Cast, meeting: Meeting) -> None:
    details = {"heading": "Val av ombud", "kind": "election"}
    add_item(actor=story.keeper(cast), meeting=meeting, details=details)
    story.decide(cast, meeting, "Val av ombud", "approved", clauses=["utse Viola Vik till ombud"])
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    row = next(i for i in proceedings.items if i.heading == "Val av ombud")
    assert proceedings.decided(row).blocks[0].lead == "Styrelsen beslutar"


# Who adjusts --------------------------------------------------------------------------------------

_VIOLA = "utse {} att jämte ordföranden justera protokollet"


def _elects(meeting: Meeting) -> list[str]:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if i.heading.startswith("Val av"))
    return [
        c.rstrip(".,").removesuffix(", samt") for c in proceedings.decided(item).blocks[0].clauses
    ]


@pytest.mark.parametrize(
    ("words", "stops"),
    [
        ("utse Tage Tall att jämte ordföranden justera protokollet", True),
        ("utse Tage att jämte ordföranden justera protokollet", True),
        ("välja Ludvig Nyman till justerare", True),
        ("utse en justerare", False),
        ("tacka för visat intresse", False),
    ],
)
def test_who_the_text_elects_is_who_adjusts(
    cast: Cast, meeting: Meeting, words: str, stops: bool
) -> None:
    viola = story.person(meeting, "Viola").name
    story.decide(cast, meeting, "Val av", clauses=[words])
    assert (codes.ADJUSTER_CONTRADICTED in _codes(meeting)) is stops
    assert _elects(meeting)[:2] == [words, _VIOLA.format(viola)]
    story.decide(cast, meeting, "Val av", clauses=[_VIOLA.format(viola)])
    assert codes.ADJUSTER_CONTRADICTED not in _codes(meeting)
    assert _elects(meeting).count(_VIOLA.format(viola)) == 1


def test_who_a_ballot_elects_is_who_adjusts(cast: Cast, meeting: Meeting) -> None:
    viola, tage = (story.person(meeting, name).name for name in ("Viola", "Tage"))
    ballot = {"counts": [[tage, 3], [viola, 2]], "seats": 1, "drawn": [], "drawn_by": ""}
    story.decide(cast, meeting, "Val av", election=ballot)
    assert codes.ADJUSTER_CONTRADICTED not in _codes(meeting)
    assert _elects(meeting)[0] == _VIOLA.format(tage)
    story.decide(cast, meeting, "Val av", election={**ballot, "counts": [[tage, 1], [viola, 4]]})
    assert codes.ADJUSTER_CONTRADICTED not in _codes(meeting)
    assert _elects(meeting)[0] == _VIOLA.format(viola)


def test_who_adjusts_one_paragraph_stands_in_it(cast: Cast, meeting: Meeting) -> None:
    viola, tage = (story.person(meeting, name) for name in ("Viola", "Tage"))
    story.decide(cast, meeting, "Val av", clauses=[_VIOLA.format(viola.name)])
    choose_adjuster(
        actor=story.keeper(cast), meeting=meeting, attendee=tage, item=story.item(meeting, "Platt")
    )
    story.decide(cast, meeting, "Plattform")
    assert not any(tage.name in clause for clause in _elects(meeting))
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    told = [p.number for p in paper.paragraphs if any(tage.name in line for line in p.presence)]
    assert told == [3]
    assert codes.ADJUSTER_CONTRADICTED not in _codes(meeting)


# The granted period -------------------------------------------------------------------------------


@pytest.fixture
def dated(cast: Cast, application: Application) -> Meeting:
    """The proposal tells the period that is applied for: 2025 and 2026."""
    clauses = [
        replace(settling.CLAUSES[0], words=f"{settling.CLAUSES[0].words} från {{from}} till {{to}}")
    ]
    statement = Statement.objects.get(application=application)
    statement.clauses = kept([*clauses, *settling.CLAUSES[1:]])
    statement.save()
    Application.objects.filter(pk=application.pk).update(
        period_from=date(2025, 1, 1), period_to=date(2026, 12, 31)
    )
    return settling.on_the_agenda(cast, application)


def test_the_granted_period_is_the_decided_one(cast: Cast, dated: Meeting, client: Client) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, dated, "Plattform", "amended", amounts={(heby, 2026): 0})
    assert codes.PERIOD_WITHOUT_AMOUNT in _codes(dated)
    client.force_login(cast.people["registrar"])
    item = story.item(dated, "Plattform")
    page = f"/uppsala/sammantraden/{dated.number}/"
    with story.on(story.MEETING_DAY):
        form = client.get(f"{page}vid-bordet/?punkt={item.pk}").context["decision_form"]
        sent = {b.html_name: "" if b.value() is None else b.value() for b in form}
        assert sent["period_to"] == "2026-12-31"
        client.post(f"{page}punkt/{item.pk}/beslut/", {**sent, "period_to": "2025-12-31"})
    said = decided_words(Treatment.objects.get(item=item))[0]
    assert said.endswith("från 1 januari 2025 till 31 december 2025")
    assert codes.PERIOD_WITHOUT_AMOUNT not in _codes(dated)
    story.decide(cast, dated, "Övriga", "noted")
    settling.signed(cast, dated)
    initiative = Grant.objects.get().initiative
    assert (initiative.period_from, initiative.period_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert Grant.objects.get().conditions[0] == said


def test_no_money_outside_the_period(cast: Cast, dated: Meeting) -> None:
    short = {"period_to": date(2025, 12, 31)}
    story.decide(cast, dated, "Plattform", "amended", **short)
    story.decide(cast, dated, "Övriga", "noted")
    assert codes.AMOUNT_OUTSIDE_PERIOD in _codes(dated)
    with pytest.raises(NotPossible, match="beviljar belopp för 2026, men perioden är"):
        _lock(cast, dated)
    with pytest.raises(NotPossible, match="Perioden kan inte börja"):
        story.decide(cast, dated, "Plattform", "amended", period_to=date(2024, 12, 31))
    # Granted as proposed, the period is the one applied for.
    treatment = story.decide(cast, dated, "Plattform", "approved", **short)
    assert treatment.period_to is None
    assert codes.AMOUNT_OUTSIDE_PERIOD not in _codes(dated)


# What is written beside the outcome ---------------------------------------------------------------


def test_the_rule_of_payment_is_said_where_it_is_decided(cast: Cast, meeting: Meeting) -> None:
    story.decide(cast, meeting, "Plattform", clauses=settling.GRANTED[:2])
    story.decide(cast, meeting, "Övriga", "noted")
    with pytest.raises(NotPossible, match="säger inte hur medlen betalas ut, men regeln är"):
        _lock(cast, meeting)
    story.decide(cast, meeting, "Plattform", restore_block=1)
    assert codes.PAYOUT_UNSAID not in _codes(meeting)
    own = [*settling.GRANTED[:2], "medlen rekvireras varje kvartal"]
    story.decide(cast, meeting, "Plattform", clauses=own)
    assert codes.PAYOUT_UNSAID not in _codes(meeting)


def test_a_line_stands_only_at_the_outcome_it_was_written_in(cast: Cast, meeting: Meeting) -> None:
    reason = "skälet är att medlen inte räcker"
    story.decide(cast, meeting, "Plattform", "rejected")
    refused = story.decide(
        cast, meeting, "Plattform", "rejected", clauses=["avslå ansökan", reason]
    )
    assert decided_words(refused) == ["avslå ansökan", reason]
    assert decided_words(story.decide(cast, meeting, "Plattform")) == settling.GRANTED
    # The same line, written anew at another outcome, is another line.
    tabled = "bordlägga ansökan till ett kommande sammanträde"
    story.decide(cast, meeting, "Plattform", "postponed")
    both = story.decide(cast, meeting, "Plattform", "postponed", clauses=[tabled, reason])
    assert decided_words(both) == [tabled, reason]
    again = story.decide(cast, meeting, "Plattform", "rejected")
    assert decided_words(again) == ["avslå ansökan", reason]


def test_with_a_change_where_nothing_is_changed_is_told(cast: Cast, meeting: Meeting) -> None:
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended")
    assert codes.NOTHING_CHANGED in _codes(meeting)
    moved = {(heby, 2025): 4_000_000, (heby, 2026): 3_000_000}  # the same sum
    story.decide(cast, meeting, "Plattform", "amended", amounts=moved)
    assert codes.NOTHING_CHANGED not in _codes(meeting)
    story.decide(cast, meeting, "Plattform", "approved")
    story.decide(cast, meeting, "Plattform", "amended", payout_rule="final")
    assert codes.NOTHING_CHANGED not in _codes(meeting)
    assert codes.NOTHING_CHANGED not in codes.STOPPING


def test_a_grant_of_nothing_is_told_in_its_paragraph(cast: Cast, meeting: Meeting) -> None:
    heby = cast.organisations["heby"].pk
    nothing = {(heby, 2025): 0, (heby, 2026): 0}
    story.decide(cast, meeting, "Plattform", "amended", amounts=nothing)
    assert codes.GRANTS_NOTHING in _codes(meeting)


def test_nothing_is_not_granted_as_proposed(cast: Cast, meeting: Meeting) -> None:
    application = next(
        item.subject_id for item in meeting.items.all() if "Plattform" in item.heading
    )
    ProposedAmount.objects.filter(statement__application=application).update(amount_kr=0)
    story.decide(cast, meeting, "Plattform", "postponed")
    with pytest.raises(NotPossible, match="Förslaget är 0 kr"):
        story.decide(cast, meeting, "Plattform", "approved")
    assert story.decide(cast, meeting, "Plattform", "rejected").outcome == "rejected"


def test_tabled_without_a_quorum_the_minutes_say_why(cast: Cast, meeting: Meeting) -> None:
    story.decide(cast, meeting, "Plattform", "postponed")
    story.decide(cast, meeting, "Övriga", "undecided")
    told = minutes_paper(load_proceedings(meeting)).paragraphs
    assert told[2].presence == ()
    for name in ("Lars", "Alva", "Tage"):
        gone = story.person(meeting, name)
        set_presence(actor=story.keeper(cast), attendee=gone, present=False)
    told = minutes_paper(load_proceedings(meeting)).paragraphs
    assert told[2].presence == (
        "Styrelsen var inte beslutför: 2 av 5 tjänstgjorde, och minst 3 krävdes.",
    )
    # Under ”Övriga frågor” nothing was decided, and it is said as under every other heading.
    (nothing,) = told[3].decisions
    assert told[3].presence == ()
    assert (nothing.intro, nothing.items) == ("Styrelsen fattar inget beslut i ärendet.", ())


def test_nobody_is_chosen_before_somebody_chooses(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    client.force_login(cast.people["registrar"])
    item = story.item(meeting, "Plattform")
    page = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(story.MEETING_DAY):
        shown = client.get(f"{page}vid-bordet/?punkt={item.pk}").content.decode()
        begun = re.findall(
            r'<select name="attendee"[^>]*>\s*<option value=""( selected)?>Välj …', shown
        )
        assert len(begun) == 2
        sent = {"item": item.pk, "tillbaka": item.pk, "attendee": "", "reason": "disqualified"}
        jav = client.post(f"{page}franvaro/", sent).content.decode()
        adjuster = client.post(f"{page}justerare/", sent).content.decode()
    assert "Välj vem det gäller." in jav
    assert "Välj vem som ska justera." in adjuster
