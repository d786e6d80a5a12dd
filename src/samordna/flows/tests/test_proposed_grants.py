"""What a preparing committee proposes about an application is what stands before the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.services import put_on_agenda, settle_paragraph
from samordna.flows.thread import thread_of
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.funding.tests.world import write_application
from samordna.kernel.wording.clauses import clauses_of, proposal_of, said
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Minutes
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.texts import texts_of
from samordna.meetings.services.decisions import proposed_amounts
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting, treat_item
from samordna.meetings.steps import follow_proposal
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from tests.permissions.funding import _prepared as prepare
from tests.support.standings.base import EARLY, HELD, office
from tests.support.standings.board import signed
from tests.support.standings.meetings import committee

DAY = HELD
BOARD_DAY = DAY + timedelta(days=14)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


class Prepared:
    """An application that the working committee has taken up, and a coming meeting of the board."""

    def __init__(
        self, cast: Cast, outcome: str, *, part: bool = False, listed: bool = False, **more: object
    ) -> None:
        self.cast = cast
        of_committee = committee(cast)
        with story.on(EARLY):
            self.application = prepare(cast, write_application(cast))
            self.early = story.plan(cast, "", BOARD_DAY)
            meeting = story.plan(of_committee)
            place(cast, meeting, self.application)
            if listed:
                place(cast, self.early, self.application)
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
        with story.on(DAY, 10):
            keeper = story.keeper(cast)
            open_meeting(actor=keeper, meeting=meeting)
            set_all_present(actor=keeper, meeting=meeting)
            adjuster = story.person(meeting, "Viola")
            choose_adjuster(actor=keeper, meeting=meeting, attendee=adjuster)
            self.treatment = story.decide(cast, meeting, "Ansökan", "amended" if part else outcome)
            self.stated = proposed_amounts(self.treatment)
            self.half = {place: kr // 2 for place, kr in self.stated.items()}
            if part:
                more["amounts"] = self.half
            if more:
                story.decide(cast, meeting, "Ansökan", outcome, **more)
            for row in meeting.items.order_by("position"):
                if not row.heading.startswith("Ansökan"):
                    noted = row.kind in (AgendaItem.Kind.INFORMATION, AgendaItem.Kind.FORMAL)
                    story.decide(cast, meeting, row.heading, "noted" if noted else "approved")
            close_meeting(actor=keeper, meeting=meeting, ended_at=story.time(11, 40))
            story.read_words(cast, meeting)
            minutes = lock_minutes(actor=keeper, meeting=meeting)
        signed(of_committee, minutes)
        self.treatment.refresh_from_db()
        self.mark = f"Arbetsutskottet § {self.treatment.paragraph}/2024"

    def on_board(self) -> AgendaItem:
        with story.on(DAY):
            return place(self.cast, self.early, self.application)

    def why(self) -> str:
        with story.on(DAY):
            found = tasks_for(story.keeper(self.cast), DAY)
        return next(t.why for t in found if self.application.name in t.thing)


def place(cast: Cast, meeting: Meeting, application: Application) -> AgendaItem:
    return put_on_agenda(
        actor=office(cast),
        meeting=meeting,
        kind=SubjectKind.APPLICATION,
        subject_id=application.pk,
    )


def kr(amounts: dict[tuple[int, int], int]) -> str:
    return f"{sum(amounts.values()):,}".replace(",", "\u00a0") + "\u00a0kr"


def opened(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    with story.on(BOARD_DAY):
        open_meeting(actor=story.keeper(cast), meeting=meeting)
        set_all_present(actor=story.keeper(cast), meeting=meeting)


def proposal(item: AgendaItem) -> list[str]:
    proceedings = load_proceedings(item.meeting)
    row = next(i for i in proceedings.items if i.pk == item.pk)
    facts = proceedings.facts(row)
    return said(proposal_of(clauses_of(row.proposal), facts), facts)


FOLLOW = "samordna.flows.subjects.application.follow_proposal"


def test_an_item_that_is_taken_off_meanwhile_stops_no_signature(cast: Cast) -> None:
    """Somebody takes the board's item off between its reading and its lock."""

    def gone(*, item: AgendaItem, **told: Any) -> None:
        AgendaItem.objects.filter(pk=item.pk).delete()
        follow_proposal(item=item, **told)

    with patch(FOLLOW, side_effect=gone) as followed:
        prepared = Prepared(cast, "approved", listed=True)
    assert followed.called
    minutes = Minutes.objects.get(meeting=prepared.treatment.item.meeting)
    assert minutes.adjusted_on is not None and not prepared.treatment.not_in_effect


def test_what_the_boards_item_cannot_follow_is_told_and_tried_again(cast: Cast) -> None:
    with patch(FOLLOW, side_effect=NotPossible("Punkten ändras av någon annan.")):
        prepared = Prepared(cast, "approved", listed=True)
    minutes = Minutes.objects.get(meeting=prepared.treatment.item.meeting)
    assert minutes.adjusted_on is not None
    assert prepared.treatment.not_in_effect == "Punkten ändras av någon annan."
    with story.on(DAY):
        settle_paragraph(actor=story.keeper(cast), treatment=prepared.treatment)
    prepared.treatment.refresh_from_db()
    assert not prepared.treatment.not_in_effect
    assert prepared.early.items.get(subject_id=prepared.application.pk).proposed_in


def test_the_boards_item_says_what_the_committee_proposes(cast: Cast, client: Client) -> None:
    prepared = Prepared(cast, "amended", part=True, rest="rejected")
    less, all_kr = kr(prepared.half), kr(prepared.stated)
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        url = f"/uppsala/sammantraden/{prepared.early.number}/"
        offer = client.get(url).content.decode()
    assert f"{prepared.mark}: {less}" in offer.partition('id="ta-upp-application"')[2]
    assert f"{prepared.mark} den 12 september 2024 föreslår {less}. Beredd" in prepared.why()
    item = prepared.on_board()
    assert item.proposed_in == prepared.treatment
    told = item.background
    assert told.startswith("Arbetsutskottet föreslog den 12 september 2024, § ")
    lines = told.partition(":\n")[2].splitlines()
    quoted = [line for line in lines if line.startswith("att ")]
    assert len(quoted) == len(prepared.treatment.proposes) > 1
    assert [line[-6:] == ", samt" for line in quoted[-2:]] == [True, False]
    assert quoted[-1].endswith(".")
    assert less in told and "avslå ansökan i övrigt" in told
    assert f"Tjänsteutlåtandet föreslår {all_kr}." in told
    assert any(less in text for text in proposal(item))
    assert not any(all_kr in text for text in proposal(item))
    steps = {s.label: s for s in thread_of(office(cast), DAY, application=prepared.application)}
    step = steps[f"Arbetsutskottet § {prepared.treatment.paragraph}"]
    part = f"beviljas till en del, {less} av sökta 600\u00a0000\u00a0kr"
    assert step.note == f"Förslag till styrelsen: {part}"


def test_as_proposed_is_as_the_committee_proposed(cast: Cast) -> None:
    prepared = Prepared(cast, "amended", part=True, rest="rejected")
    item = prepared.on_board()
    opened(cast, item.meeting)
    treatment = story.decide(cast, item.meeting, "Ansökan", "approved")
    found = {(a.organisation_id, a.year): a.amount_kr for a in treatment.amounts.all()}
    assert found == prepared.half
    assert treatment.rest == "rejected"
    story.decide(cast, item.meeting, "Ansökan", "postponed")
    treatment = story.decide(cast, item.meeting, "Ansökan", "amended")
    found = {(a.organisation_id, a.year): a.amount_kr for a in treatment.amounts.all()}
    assert found == prepared.half and treatment.rest == "rejected"
    treatment = story.decide(cast, item.meeting, "Ansökan", "amended", amounts=prepared.stated)
    found = {(a.organisation_id, a.year): a.amount_kr for a in treatment.amounts.all()}
    assert found == prepared.stated


def test_a_refusal_is_what_is_proposed(cast: Cast) -> None:
    prepared = Prepared(cast, "rejected")
    assert f"{prepared.mark} den 12 september 2024 föreslår avslag" in prepared.why()
    item = prepared.on_board()
    assert proposal(item) == ["avslå ansökan"]
    opened(cast, item.meeting)
    with pytest.raises(NotPossible, match="Förslaget är att avslå"):
        story.decide(cast, item.meeting, "Ansökan", "approved")
    assert story.decide(cast, item.meeting, "Ansökan", "rejected").outcome == "rejected"
    # The board may grant all the same, and writes how much.
    granted = story.decide(cast, item.meeting, "Ansökan", "amended", amounts=prepared.stated)
    assert sum(a.amount_kr for a in granted.amounts.all()) == sum(prepared.stated.values())


def test_what_the_committee_tabled_is_said_so(cast: Cast) -> None:
    prepared = Prepared(
        cast, "postponed", back_because="budgeten saknas", back_by=date(2024, 10, 1)
    )
    why = prepared.why()
    assert why.startswith(f"{prepared.mark} den 12 september 2024: bordlagd")
    assert "Skäl: budgeten saknas" in why and "1 oktober 2024" in why
    assert "Lägg den på styrelsens" not in why
    assert prepared.on_board().proposed_in is None


def test_nothing_is_sent_of_a_proposal(cast: Cast) -> None:
    prepared = Prepared(cast, "approved")
    assert prepared.treatment.informed == ""
    item = prepared.on_board()
    opened(cast, item.meeting)
    treatment = treat_item(actor=story.keeper(cast), item=item)
    assert treatment.informed == "Heby kommun, Arbetsförmedlingen"


def test_an_item_that_the_board_has_already_follows(cast: Cast) -> None:
    prepared = Prepared(cast, "amended", part=True, listed=True)
    item = AgendaItem.objects.get(meeting=prepared.early, subject_id=prepared.application.pk)
    assert item.proposed_in == prepared.treatment
    assert item.background.startswith("Arbetsutskottet föreslog den 12 september 2024, § ")
    assert any(kr(prepared.half) in text for text in proposal(item))


def test_a_statement_made_anew_stands_instead(cast: Cast) -> None:
    prepared = Prepared(cast, "amended", part=True)
    statement = prepared.application.statement
    statement.ready_on = DAY + timedelta(days=3)
    statement.save(update_fields=["ready_on"])
    item = prepared.on_board()
    assert item.proposed_in is None
    assert not item.background.startswith("Arbetsutskottet")


def test_a_part_is_proposed_with_every_year_of_each_owner(cast: Cast) -> None:
    """Nothing is proposed for 2026, and the board reads so in the paragraph, on its own agenda and
    in the thread."""
    real = story.decide

    def of_one_year(*where: Any, **more: Any) -> Any:
        if "amounts" in more:
            more["amounts"] = {(o, y): kr * (y == 2025) for (o, y), kr in more["amounts"].items()}
        return real(*where, **more)

    with patch.object(story, "decide", of_one_year):
        prepared = Prepared(cast, "amended", part=True)
    part = "175\u00a0000\u00a0kr av sökta 600\u00a0000\u00a0kr"
    af = "75\u00a0000\u00a0kr för 2025 och inget för 2026"
    heby = "100\u00a0000\u00a0kr för 2025 och inget för 2026"
    proposes = prepared.treatment.proposes
    assert f"Arbetsförmedlingen får {af}" in proposes and f"Heby kommun får {heby}" in proposes
    item = prepared.on_board()
    assert f"att Heby kommun får {heby}," in item.background
    told = texts_of([item])[0].by[0]
    assert told == (
        f"{prepared.mark} den 12 september 2024 föreslår att ansökan beviljas till en del, {part}: "
        f"Heby kommun {heby}; Arbetsförmedlingen {af}."
    )
    thread = thread_of(office(cast), DAY, application=prepared.application)
    notes = [step.note for step in thread]
    assert f"Förslag till styrelsen: beviljas till en del, {part}" in notes
