"""A meeting from its plan to the day its notice may come down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from django_scopes import scope

from samordna.kernel.transitions import IllegalTransition
from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.decision import DecisionForm
from samordna.meetings.forms.table import AdjusterForm, ItemAbsenceForm, ItemAdjusterForm
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.notices import post_notice, take_down_notice
from samordna.meetings.services.planning import add_item, move_item
from samordna.meetings.services.presence import (
    choose_adjuster,
    record_absence,
    set_all_present,
    set_presence,
)
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import (
    close_meeting,
    open_meeting,
    reopen_meeting,
    treat_item,
)
from samordna.meetings.steps import remove_item, sign_minutes
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.revisions import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_new_items_stand_before_the_closing_formal_ones(cast: Cast) -> None:
    meeting = story.plan(cast)
    assert [f"{i.position} {i.heading}" for i in meeting.items.all()] == [
        "1 Val av justerare och justeringstid",
        "2 Fastställande av föredragningslistan",
        "3 Riktlinjer för resor",
        "4 Internkontrollplan",
        "5 Nationell konferens",
        "6 Övriga frågor",
    ]


def test_items_move_and_leave_no_gap(cast: Cast) -> None:
    meeting = story.plan(cast)
    actor = cast.actor("registrar")
    move_item(actor=actor, item=story.item(meeting, "Nationell"), up=True)
    move_item(actor=actor, item=story.item(meeting, "Val av"), up=True)
    remove_item(actor=actor, item=story.item(meeting, "Riktlinjer"))
    assert [f"{i.position} {i.heading}" for i in meeting.items.all()] == [
        "1 Val av justerare och justeringstid",
        "2 Fastställande av föredragningslistan",
        "3 Nationell konferens",
        "4 Internkontrollplan",
        "5 Övriga frågor",
    ]


def test_the_summons_may_be_made_again(cast: Cast) -> None:
    meeting = story.plan(cast)
    actor = cast.actor("registrar")
    with story.on(date(2024, 9, 4)):
        send_summons(actor=actor, meeting=meeting)
        add_item(actor=actor, meeting=meeting, details={"heading": "Extra ärende"})
        again = send_summons(actor=actor, meeting=meeting)
    assert again.state == Meeting.State.SUMMONING
    assert again.summons.number == 2
    assert again.matter.subject == "Sammanträde styrelsen 2024-09-12"
    # What nobody has got yet stands nowhere in the register.
    assert not again.matter.records.exists()


def test_only_those_who_keep_meetings_plan_them(cast: Cast) -> None:
    meeting = story.plan(cast)
    for name in ("case_officer", "economist", "chair", "auditor", "applicant"):
        with pytest.raises(Refused):
            add_item(actor=cast.actor(name), meeting=meeting, details={"heading": "Ett ärende"})


def test_a_meeting_does_not_open_before_its_day(cast: Cast) -> None:
    meeting = story.plan(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state="summoned")
    with story.on(date(2024, 9, 11)), pytest.raises(NotPossible, match="2024-09-12"):
        open_meeting(actor=cast.actor("registrar"), meeting=meeting)


def test_two_meetings_of_a_body_never_mix_their_paragraphs(cast: Cast) -> None:
    first = story.opened(cast)
    with pytest.raises(NotPossible, match="Avsluta det först"):
        story.opened(cast)
    story.decide_all(cast, first)
    close_meeting(actor=story.keeper(cast), meeting=first)
    second = story.opened(cast)
    story.decide(cast, second, "Val av")
    with pytest.raises(NotPossible, match="§ 7"):
        reopen_meeting(actor=story.keeper(cast), meeting=first)


def test_paragraphs_follow_the_order_in_which_items_are_taken_up(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Val av")
    story.decide(cast, meeting, "Internkontroll")
    story.decide(cast, meeting, "Riktlinjer")
    again = treat_item(actor=story.keeper(cast), item=story.item(meeting, "Internkontroll"))
    assert again.paragraph == 2
    numbers = Treatment.objects.order_by("paragraph").values_list("paragraph", "item__heading")
    assert list(numbers) == [
        (1, "Val av justerare och justeringstid"),
        (2, "Internkontrollplan"),
        (3, "Riktlinjer för resor"),
    ]


def test_paragraphs_run_through_the_term_where_the_body_numbers_so(cast: Cast) -> None:
    cast.board.numbering, cast.board.term_starts = "term", date(2023, 4, 1)
    cast.board.save()
    first = story.opened(cast)
    story.decide_all(cast, first)
    close_meeting(actor=story.keeper(cast), meeting=first)
    Meeting.objects.filter(pk=first.pk).update(held_on=date(2023, 12, 7))
    second = story.opened(cast)
    assert story.decide(cast, second, "Val av").paragraph == 7
    cast.board.numbering = "year"
    cast.board.save()
    assert story.decide(cast, second, "Riktlinjer").paragraph == 1


def test_an_appointed_member_without_papers_attends_but_does_not_decide(cast: Cast) -> None:
    cast.mandates["member"].papers_received_on = None
    cast.mandates["member"].save()
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Lars")
    story.decide(cast, meeting, "Val av")
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    quorum = proceedings.quorum(proceedings.items[0])
    assert quorum is not None
    assert (quorum.serving, quorum.members, quorum.reached) == (2, 5, False)
    paper = minutes_paper(proceedings)
    assert [p.name for p in paper.deciding] == ["Orvar Orre", "Viola Vik"]
    others = [f"{p.name}, {p.role}" for p in paper.others]
    # Ragnhild opened the meeting and keeps its minutes.
    assert others == ["Lars Lind, ledamot, valet inte anmält", "Ragnhild Rask, administratör"]


def test_a_stale_save_shows_both_texts(cast: Cast) -> None:
    meeting = story.opened(cast)
    treatment = story.decide(cast, meeting, "Riktlinjer", claims="Lars yrkar bifall")
    with pytest.raises(Stale) as caught:
        save_decision(
            actor=story.keeper(cast),
            treatment=treatment,
            decision={"claims": "Alva yrkar avslag"},
            revision=0,
        )
    assert caught.value.saved["claims"] == "Lars yrkar bifall"
    treatment.refresh_from_db()
    assert treatment.claims == "Lars yrkar bifall"


def test_refusal_takes_the_granting_words_away_but_not_what_somebody_wrote(cast: Cast) -> None:
    meeting = story.opened(cast)
    refused = story.decide(cast, meeting, "Riktlinjer", "rejected")
    sent_back = ["återremittera planen"]
    own = story.decide(cast, meeting, "Internkontroll", "rejected", clauses=sent_back)
    assert decided_words(refused) == ["avslå förslaget att godkänna riktlinjer för resor"]
    assert decided_words(own) == sent_back


def test_the_meeting_does_not_close_while_an_outcome_is_missing(cast: Cast) -> None:
    meeting = story.opened(cast)
    treat_item(actor=story.keeper(cast), item=story.item(meeting, "Val av"))
    with pytest.raises(NotPossible, match="§ 1"):
        close_meeting(actor=story.keeper(cast), meeting=meeting)


def test_the_minutes_tell_who_was_there_paragraph_by_paragraph(cast: Cast) -> None:
    """Alva leaves at 11.00 after § 3, Viola has jäv in § 3, Sanna serves for Tage."""
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva")
    set_presence(
        actor=actor, attendee=story.person(meeting, "Lars"), present=True, by_distance=True
    )
    set_presence(
        actor=actor,
        attendee=story.person(meeting, "Sanna"),
        present=True,
        serves_for=story.person(meeting, "Tage"),
    )
    choose_adjuster(actor=actor, meeting=meeting, attendee=story.person(meeting, "Viola"))
    choose_adjuster(
        actor=actor,
        meeting=meeting,
        attendee=story.person(meeting, "Lars"),
        item=story.item(meeting, "Riktlinjer"),
    )
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Viola"),
        reason="disqualified",
        from_item=story.item(meeting, "Riktlinjer"),
    )
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Alva"),
        reason="left",
        from_item=story.item(meeting, "Internkontroll"),
        at=time(11),
    )
    story.decide_all(cast, meeting)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    paper = minutes_paper(proceedings)

    assert [f"{p.name} {p.presence} {p.serving_for}".strip() for p in paper.deciding] == [
        "Orvar Orre",
        "Viola Vik §§\u00a01–2 och 4–6",
        "Lars Lind på distans",
        "Alva Alm §§\u00a01–3",
        "Sanna Sten  Tage Torn",
    ]
    assert paper.paragraphs[2].presence == (
        "Viola Vik var jävig och deltog varken i handläggningen eller beslutet i §\u00a03.",
        "Styrelsen utser Lars Lind att justera §\u00a03.",
    )
    assert paper.paragraphs[3].presence == (
        "Alva Alm lämnade sammanträdet kl. 11.00 och deltog inte i §§\u00a04–6.",
    )
    assert [f"{s.role} {s.name} {s.paragraphs}" for s in paper.signatories] == [
        "Sekreterare Ragnhild Rask §§\u00a01–6",
        "Ordförande Orvar Orre §§\u00a01–6",
        "Justerare Viola Vik §§\u00a01–2 och 4–6",
        "Justerare Lars Lind §\u00a03",
    ]
    assert not proceedings.findings


def test_jav_of_the_chair_gives_the_paragraph_to_the_vice_chair(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    set_all_present(actor=actor, meeting=meeting)
    choose_adjuster(actor=actor, meeting=meeting, attendee=story.person(meeting, "Viola"))
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Orvar"),
        reason="disqualified",
        from_item=story.item(meeting, "Riktlinjer"),
    )
    story.decide_all(cast, meeting)
    close_meeting(actor=actor, meeting=meeting)
    with pytest.raises(NotPossible, match="Viola Vik ledde §\u00a03"):
        lock_minutes(actor=actor, meeting=meeting)
    choose_adjuster(
        actor=actor,
        meeting=meeting,
        attendee=story.person(meeting, "Lars"),
        item=story.item(meeting, "Riktlinjer"),
    )
    minutes = lock_minutes(actor=actor, meeting=meeting)
    assert [str(s) for s in minutes.signers.all()] == [
        "Ragnhild Rask, sekreterare §§\u00a01–6",
        "Orvar Orre, ordförande §§\u00a01–2 och 4–6",
        "Viola Vik, ordförande §\u00a03",
        "Viola Vik, justerare §§\u00a01–2 och 4–6",
        "Lars Lind, justerare §\u00a03",
    ]


def test_only_who_could_do_it_is_offered(cast: Cast) -> None:
    meeting, actor = story.opened(cast), story.keeper(cast)
    set_all_present(actor=actor, meeting=meeting)
    set_presence(actor=actor, attendee=story.person(meeting, "Sanna"), present=True)
    item = story.item(meeting, "Internkontroll")
    for name, reason, since in (("Viola", "disqualified", item), ("Lars", "left", item)):
        record_absence(
            actor=actor, attendee=story.person(meeting, name), reason=reason, from_item=since
        )
    story.decide(cast, meeting, "Val av justerare")  # where Lars still was
    story.decide(cast, meeting, "Internkontroll")
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if i.pk == item.pk)

    def offered(form: Any, field: str) -> set[str]:
        labels = (label for _, label in form[field].field.widget.choices)
        return {label.split()[0] for label in labels}

    leads = offered(DecisionForm(proceedings, item, None), "chaired_by")
    assert leads == {"Enligt", "Orvar", "Alva", "Tage"}
    assert offered(ItemAbsenceForm(proceedings, at=item), "attendee") == {
        "Välj", "Orvar", "Alva", "Tage",
    }  # fmt: skip
    # Orvar leads the item.
    alone = ItemAdjusterForm(proceedings, at=item)
    assert offered(alone, "attendee") == {"Välj", "Alva", "Tage"}
    # Who was chosen before it was known stands until another is.
    viola = ItemAdjusterForm(proceedings, at=item, attendee=story.person(meeting, "Viola").pk)
    assert "Viola" in offered(viola, "attendee")
    assert "Sanna" not in offered(AdjusterForm(proceedings), "attendee")
    assert "Lars" in offered(AdjusterForm(proceedings), "attendee")


def test_a_substitute_takes_over_when_the_member_leaves(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    set_all_present(actor=actor, meeting=meeting)
    set_presence(
        actor=actor,
        attendee=story.person(meeting, "Sanna"),
        present=True,
        serves_for=story.person(meeting, "Tage"),
    )
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Tage"),
        reason="left",
        from_item=story.item(meeting, "Nationell"),
        at=time(11, 30),
    )
    story.decide_all(cast, meeting)
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    assert paper.paragraphs[4].presence == (
        "Tage Torn lämnade sammanträdet kl. 11.30 och deltog inte i §§\u00a05–6.",
        "Sanna Sten tjänstgjorde i stället för Tage Torn vid §§\u00a05–6.",
    )


def test_a_tie_is_settled_by_the_chair_and_jav_has_no_vote(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    set_all_present(actor=actor, meeting=meeting)
    ids = {name: str(story.person(meeting, name).pk) for name in ("Orvar", "Viola", "Lars", "Alva")}
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Tage"),
        reason="disqualified",
        from_item=story.item(meeting, "Riktlinjer"),
    )
    votes = {ids["Orvar"]: "yes", ids["Viola"]: "yes", ids["Lars"]: "no", ids["Alva"]: "no"}
    story.decide(cast, meeting, "Riktlinjer", votes=votes)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    result = proceedings.vote_of(proceedings.items[0])
    assert result is not None
    assert result.sentence == (
        "2 ja och 2 nej: ja-propositionen, bifall till förslaget, vann med ordförandens "
        "utslagsröst."
    )
    votes[str(story.person(meeting, "Tage").pk)] = "no"
    story.decide(cast, meeting, "Internkontroll")
    treatment = Treatment.objects.select_related("item__meeting").get(paragraph=1)
    save_decision(
        actor=actor, treatment=treatment, revision=treatment.revision, decision={"votes": votes}
    )
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    assert "vote-without-right" in {f.code for f in proceedings.findings}


def test_lost_quorum_is_found_for_the_paragraph_it_was_lost_at(cast: Cast) -> None:
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva")
    choose_adjuster(actor=actor, meeting=meeting, attendee=story.person(meeting, "Viola"))
    record_absence(
        actor=actor,
        attendee=story.person(meeting, "Alva"),
        reason="left",
        from_item=story.item(meeting, "Nationell"),
    )
    story.decide_all(cast, meeting)
    found = [f for f in load_proceedings(meeting).findings if f.code == "quorum-lacking"]
    # § 6, Övriga frågor, decides nothing and may stand.
    assert [f.where.field for f in found] == ["§\u00a05"]


def test_what_is_put_on_file_under_any_heading_is_told_in_the_minutes(cast: Cast) -> None:
    meeting = story.opened(cast)
    for heading in ("Övriga", "Nationell"):
        story.decide(cast, meeting, heading, "noted")
        said = load_proceedings(meeting).decided(story.item(meeting, heading))
        assert [(block.lead, block.clauses) for block in said.blocks] == [
            ("Styrelsen beslutar", ("lägga informationen till handlingarna.",))
        ]


def test_minutes_are_taken_back_with_a_reason_until_all_have_signed(cast: Cast) -> None:
    minutes = story.locked(cast)
    actor = story.keeper(cast)
    with pytest.raises(NotPossible, match="varför"):
        recall_minutes(actor=actor, minutes=minutes, reason=" ")
    with pytest.raises(Refused):
        recall_minutes(actor=cast.actor("chair"), minutes=minutes, reason="Fel i § 2")
    recall_minutes(actor=actor, minutes=minutes, reason="Fel i § 2")
    again = lock_minutes(actor=actor, meeting=minutes.meeting)
    assert (again.number, again.paper.number) == (2, 2)
    with story.on(date(2024, 9, 16)):
        with pytest.raises(NotPossible, match="Läs den senaste versionen"):
            sign_minutes(actor=actor, minutes=minutes)
        assert not minutes.signers.exclude(signature=None).exists()
        sign_minutes(actor=actor, minutes=again)
        with pytest.raises(NotPossible, match="redan skrivit under"):
            sign_minutes(actor=actor, minutes=again)
        with pytest.raises(Refused):
            sign_minutes(actor=cast.actor("member"), minutes=again)
        for name in ("chair", "vice_chair"):
            sign_minutes(actor=cast.actor(name), minutes=again)
        with pytest.raises(IllegalTransition):
            recall_minutes(actor=actor, minutes=again, reason="För sent")


def test_adjusted_posted_and_taken_down_on_the_days_of_the_law(cast: Cast) -> None:
    """M 2024-09-12, J 2024-09-16, A 2024-09-17 gives L 2024-10-08 and down 2024-10-09."""
    minutes = story.locked(cast)
    actor = story.keeper(cast)
    with story.on(date(2024, 9, 16)):
        for name in ("registrar", "chair", "vice_chair"):
            minutes = sign_minutes(actor=cast.actor(name), minutes=minutes)
    assert minutes.adjusted_on == date(2024, 9, 16)
    with story.on(date(2024, 9, 17)):
        notice = post_notice(actor=actor, minutes=minutes)
    assert notice.appeal_last_day == date(2024, 10, 8)
    assert notice.take_down_earliest == date(2024, 10, 9)
    with story.on(date(2024, 10, 8)), pytest.raises(NotPossible, match="tidigast 2024-10-09"):
        take_down_notice(actor=actor, notice=notice)
    with story.on(date(2024, 10, 9)):
        down = take_down_notice(actor=actor, notice=notice)
    assert down.taken_down_on == date(2024, 10, 9)
    assert minutes.meeting.state != Meeting.State.POSTED  # the row in hand is older than the notice
    with pytest.raises(IllegalTransition):
        post_notice(actor=actor, minutes=minutes)
