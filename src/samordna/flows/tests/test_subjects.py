"""An appointment and the previous minutes go on an agenda, and the adjusted minutes file them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows import services as flows
from samordna.journal.queries import entries_about
from samordna.kernel.wording.clauses import Facts, clauses_of, said
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Attendee, Meeting, Minutes
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.lists import offers_for
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.planning import MeetingDetails, edit_meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting, open_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Mandate
from samordna.parties.services.mandates import end_mandate, give_mandate, receive_papers
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2024, 9, 12), date(2024, 11, 28)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def appointed(cast: Cast) -> Mandate:
    """Åsa Ask, whom the regional council has chosen; the decision came in two days later."""
    return give_mandate(
        actor=cast.actor("registrar"),
        body=cast.board,
        email="asa.ask@region.exempel.se",
        name="Åsa Ask",
        organisation=cast.organisations["region"],
        position=Mandate.Position.MEMBER,
        valid_from=date(2024, 9, 1),
        valid_to=date(2027, 3, 31),
        appointed_by="Regionfullmäktige",
        appointed_on=date(2024, 8, 28),
        papers_received_on=date(2024, 8, 30),
    )


def _place(cast: Cast, meeting: Meeting, kind: SubjectKind, pk: int) -> AgendaItem:
    return flows.put_on_agenda(
        actor=cast.actor("registrar"), meeting=meeting, kind=kind, subject_id=pk
    )


def _open(cast: Cast, meeting: Meeting, day: date) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    keeper = cast.actor("registrar", day)
    with story.on(day):
        opened = open_meeting(actor=keeper, meeting=meeting)
        set_all_present(actor=keeper, meeting=opened)
        viola = story.person(opened, "Viola")
        choose_adjuster(actor=keeper, meeting=opened, attendee=viola)
    return opened


def _adjusted(cast: Cast, meeting: Meeting, day: date) -> Minutes:
    keeper = cast.actor("registrar", day)
    with story.on(day, 12):
        close_meeting(actor=keeper, meeting=meeting)
        minutes = lock_minutes(actor=keeper, meeting=meeting)
    with story.on(day + timedelta(days=5)):
        for who in ("registrar", "chair", "vice_chair"):
            fresh = Minutes.objects.get(pk=minutes.pk)
            flows.sign_and_settle(actor=cast.actor(who, day), minutes=fresh)
    return Minutes.objects.get(pk=minutes.pk)


def _move(actor: Actor, meeting: Meeting, day: date) -> Meeting:
    details = MeetingDetails(
        held_on=day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        mode=meeting.mode,
        hindrance_contact=meeting.hindrance_contact,
        proposed_adjustment_on=None,
        secretary=meeting.secretary,
    )
    return edit_meeting(actor=actor, meeting=meeting, details=details)


def _offered(meeting: Meeting, kind: SubjectKind) -> list[int]:
    return [row.pk for offers in offers_for(meeting) if offers.kind == kind for row in offers.rows]


class TestAppointments:
    def test_it_is_offered_and_says_who_was_appointed_by_whom_and_when(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        assert _offered(meeting, SubjectKind.APPOINTMENT) == [appointed.pk]
        item = _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        assert item.heading == "Valärende: Åsa Ask, ledamot i styrelsen"
        assert item.background == (
            "Regionfullmäktige har den 28 augusti 2024 utsett Åsa Ask till ledamot i styrelsen för "
            "Region Uppsala, från den 1 september 2024 till och med den 31 mars 2027. Beslutet kom "
            "in den 30 augusti 2024."
        )
        assert said(clauses_of(item.proposal), Facts()) == ["lägga valärendet till handlingarna"]
        assert _offered(meeting, SubjectKind.APPOINTMENT) == []
        with pytest.raises(NotPossible, match="Valet av Åsa Ask står redan"):
            _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)

    @pytest.mark.parametrize("outcome", ["approved", "noted"])
    def test_the_adjusted_paragraph_puts_it_on_file(
        self, cast: Cast, appointed: Mandate, outcome: str
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        meeting = _open(cast, meeting, FIRST)
        story.decide(cast, meeting, "Val av justerare")
        treatment = story.decide(cast, meeting, "Valärende", outcome)
        assert decided_words(treatment) == ["lägga valärendet till handlingarna"]
        appointed.refresh_from_db()
        assert appointed.filed_on is None
        _adjusted(cast, meeting, FIRST)
        appointed.refresh_from_db()
        assert appointed.filed_on == FIRST + timedelta(days=5)
        assert appointed.filed_by == f"Styrelsen § {treatment.paragraph}/2024"
        assert entries_about(appointed).last().verb == "file_mandate"
        later = story.plan(cast, "", SECOND)
        assert _offered(later, SubjectKind.APPOINTMENT) == []
        filed = f"redan lagt till handlingarna: Styrelsen § {treatment.paragraph}/2024, justerat"
        with pytest.raises(NotPossible, match=filed):
            _place(cast, later, SubjectKind.APPOINTMENT, appointed.pk)

    def test_tabled_it_waits_for_another_meeting(self, cast: Cast, appointed: Mandate) -> None:
        meeting = story.plan(cast, "", FIRST)
        later = story.plan(cast, "", SECOND)
        _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        assert _offered(later, SubjectKind.APPOINTMENT) == []  # it stands on an agenda
        meeting = _open(cast, meeting, FIRST)
        story.decide(cast, meeting, "Val av justerare")
        treatment = story.decide(cast, meeting, "Valärende", "postponed")
        assert decided_words(treatment) == ["bordlägga valärendet till ett kommande sammanträde"]
        _adjusted(cast, meeting, FIRST)
        appointed.refresh_from_db()
        assert appointed.filed_on is None
        assert _offered(later, SubjectKind.APPOINTMENT) == [appointed.pk]

    def test_it_stands_on_one_coming_agenda(self, cast: Cast, appointed: Mandate) -> None:
        """An old tab of another meeting puts nothing on file a second time."""
        meeting = story.plan(cast, "", FIRST)
        later = story.plan(cast, "", SECOND)
        _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        with pytest.raises(NotPossible) as refused:
            _place(cast, later, SubjectKind.APPOINTMENT, appointed.pk)
        assert str(refused.value) == (
            "Valet av Åsa Ask står redan på föredragningslistan för styrelsen den "
            "12 september 2024."
        )
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)
        with pytest.raises(NotPossible, match="protokollet är inte justerat än"):
            _place(cast, later, SubjectKind.APPOINTMENT, appointed.pk)

    def test_a_decision_that_comes_after_the_meeting_is_not_put_on_file_by_it(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        Mandate.objects.filter(pk=appointed.pk).update(papers_received_on=date(2024, 9, 13))
        meeting = story.plan(cast, "", FIRST)
        assert _offered(meeting, SubjectKind.APPOINTMENT) == []
        with pytest.raises(NotPossible, match="kom in den 13 september 2024, efter sammanträdet"):
            _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        later = story.plan(cast, "", SECOND)
        assert _offered(later, SubjectKind.APPOINTMENT) == [appointed.pk]

    def test_the_board_cannot_change_what_a_member_has_chosen(
        self, cast: Cast, appointed: Mandate, client: Any
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        item = _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        meeting = _open(cast, meeting, FIRST)
        with pytest.raises(NotPossible, match="det kan inte ändras"):
            story.decide(cast, meeting, "Valärende", "amended")
        story.decide(cast, meeting, "Valärende", "")
        client.force_login(cast.people["registrar"])
        with story.on(FIRST):
            page = client.get(f"/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}")
        offered = page.context["decision_form"].fields["outcome"].choices
        assert [value for value, _ in offered] == [
            "approved", "postponed", "noted", "undecided",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"filed_on": date(2024, 9, 2), "filed_by": "Styrelsen § 1/2024"}, "§ 1/2024"),
            ({"valid_to": date(2024, 9, 5)}, "Uppdraget för Åsa Ask slutar den 5 september 2024,"),
            ({"papers_received_on": date(2024, 9, 20)}, "kom in den 20 september 2024, efter"),
            ({"appointed_on": date(2024, 8, 27)}, "Regionfullmäktige har den 27 augusti 2024"),
        ],
    )
    def test_what_became_of_it_meanwhile_is_said_when_planning_at_the_table_and_in_the_minutes(
        self, cast: Cast, appointed: Mandate, client: Any, changed: dict[str, Any], said: str
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        item = _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        client.force_login(cast.people["registrar"])

        def page(address: str = "") -> str:
            with story.on(FIRST):
                answer = client.get(f"/uppsala/sammantraden/1/{address}").content.decode()
            return " ".join(html.unescape(answer).split())

        assert "Punkter att se över" not in page()
        Mandate.objects.filter(pk=appointed.pk).update(**changed)
        assert said in page()
        meeting = _open(cast, meeting, FIRST)
        assert with_whole_days(said) in page(f"vid-bordet/?punkt={item.pk}")
        story.decide(cast, meeting, "Valärende", "noted")
        assert with_whole_days(said) in page(f"vid-bordet/?punkt={item.pk}")
        found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
        assert [said in f.message for f in found if f.code == "subject-changed"] == [True]

    def test_its_text_follows_the_mandate_until_the_summons_has_gone_out(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        registrar, meeting = cast.actor("registrar"), story.plan(cast, "", FIRST)
        item = _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        before = meeting.agenda_changed_at
        decided = {"received_on": date(2024, 9, 2), "appointed_on": date(2024, 8, 27)}
        receive_papers(actor=registrar, mandate=appointed, **decided)
        end_mandate(actor=registrar, mandate=appointed, last_day=date(2026, 12, 31))
        item.refresh_from_db()
        assert item.background == (
            "Regionfullmäktige har den 27 augusti 2024 utsett Åsa Ask till ledamot i styrelsen för "
            "Region Uppsala, från den 1 september 2024 till och med den 31 december 2026. Beslutet "
            "kom in den 2 september 2024."
        )
        assert item.revision == 2
        assert [e.verb for e in entries_about(item)] == ["add_item", "edit_item", "edit_item"]
        meeting.refresh_from_db()
        assert meeting.agenda_changed_at is not None and before is not None
        assert meeting.agenda_changed_at > before
        assert remarks_on(meeting, [item]) == {}
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
        told = item.background
        receive_papers(actor=registrar, mandate=appointed, received_on=date(2024, 9, 3))
        item.refresh_from_db()
        assert item.background == told
        assert "kom in den 3 september 2024" in remarks_on(meeting, [item])[item.pk]

    def test_a_text_that_somebody_has_worded_stays(self, cast: Cast, appointed: Mandate) -> None:
        registrar, meeting = cast.actor("registrar"), story.plan(cast, "", FIRST)
        item = _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        AgendaItem.objects.filter(pk=item.pk).update(background="Åsa Ask är ny.")
        receive_papers(actor=registrar, mandate=appointed, received_on=date(2024, 9, 2))
        item.refresh_from_db()
        assert item.background == "Åsa Ask är ny."
        assert "Där står: Regionfullmäktige" in remarks_on(meeting, [item])[item.pk]

    def test_a_meeting_is_not_moved_before_the_decision_came_in(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        with pytest.raises(NotPossible, match=r"efter sammanträdet\. Ta bort punkten först"):
            _move(cast.actor("registrar"), meeting, date(2024, 8, 29))
        assert _move(cast.actor("registrar"), meeting, date(2024, 8, 30)).held_on < FIRST

    def test_the_filing_of_an_ended_mandate_is_shown_among_people(
        self, cast: Cast, appointed: Mandate, client: Any
    ) -> None:
        Mandate.objects.filter(pk=appointed.pk).update(
            valid_to=date(2024, 9, 10), filed_on=FIRST, filed_by="Styrelsen § 7/2024"
        )
        client.force_login(cast.people["registrar"])
        for day, shown in ((SECOND, True), (date(2026, 1, 2), False)):
            with story.on(day):
                people = client.get("/uppsala/personer/").content.decode()
            assert ("Avslutade uppdrag" in people) is shown
            assert ("Till handlingarna: Styrelsen § 7/2024" in people) is shown

    def test_the_board_cannot_refuse_what_a_member_has_chosen(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        meeting = _open(cast, meeting, FIRST)
        with pytest.raises(NotPossible, match="det kan inte avslås"):
            story.decide(cast, meeting, "Valärende", "rejected")

    def test_without_the_paper_it_is_not_put_on_file_and_the_person_attends_without_a_vote(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        Mandate.objects.filter(pk=appointed.pk).update(papers_received_on=None)
        meeting = story.plan(cast, "", FIRST)
        assert _offered(meeting, SubjectKind.APPOINTMENT) == []
        with pytest.raises(NotPossible, match="har inte kommit in"):
            _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
        opened = _open(cast, meeting, FIRST)
        assert story.person(opened, "Åsa").capacity == Attendee.Capacity.OTHER
        receive_papers(actor=cast.actor("registrar"), mandate=appointed, received_on=FIRST)
        later = story.plan(cast, "", SECOND)
        assert _offered(later, SubjectKind.APPOINTMENT) == [appointed.pk]

    def test_a_preparing_body_and_another_associations_key_put_nothing_on_file(
        self, cast: Cast, appointed: Mandate
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        with pytest.raises(NotPossible, match="finns inte"):
            _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk + 1000)
        Body.objects.update(kind=Body.Kind.WORKING_COMMITTEE)
        meeting = Meeting.objects.get(pk=meeting.pk)
        assert _offered(meeting, SubjectKind.APPOINTMENT) == []
        with pytest.raises(NotPossible, match="av styrelsen"):
            _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)

    def test_with_a_click_from_the_planning_page_to_the_paragraph_on_the_person(
        self, cast: Cast, appointed: Mandate, client: Any
    ) -> None:
        meeting = story.plan(cast, "", FIRST)
        client.force_login(cast.people["registrar"])
        with story.on(date(2024, 9, 5)):
            page = client.get("/uppsala/sammantraden/1/").content.decode()
            assert "Valärenden att lägga till handlingarna" in page
            answer = client.post(
                "/uppsala/sammantraden/1/lagg-till/",
                {"slag": "appointment", "valda": appointed.pk},
                follow=True,
            ).content.decode()
        assert "Ett valärende ligger nu på föredragningslistan." in answer  # it has no papers
        assert "Valärende: Åsa Ask" in answer
        meeting = _open(cast, Meeting.objects.get(pk=meeting.pk), FIRST)
        story.decide(cast, meeting, "Val av justerare")
        treatment = story.decide(cast, meeting, "Valärende", "noted")
        _adjusted(cast, meeting, FIRST)
        with story.on(SECOND):
            people = client.get("/uppsala/personer/").content.decode()
        assert f"Till handlingarna: Styrelsen § {treatment.paragraph}/2024" in people

    @pytest.mark.parametrize("chosen", [{}, {"slag": "appointment"}, {"slag": "x", "valda": "1"}])
    def test_nothing_chosen_is_said(self, cast: Cast, client: Any, chosen: dict[str, str]) -> None:
        meeting = story.plan(cast, "", FIRST)
        client.force_login(cast.people["registrar"])
        answer = client.post("/uppsala/sammantraden/1/lagg-till/", chosen, follow=True)
        assert "Kryssa för minst ett" in answer.content.decode()
        assert not meeting.items.exclude(subject_id=None).exists()


def _queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_page_asks_no_more_for_nineteen_items_about_something(
    cast: Cast, appointed: Mandate, client: Any
) -> None:
    """The planning page, and the minutes: as many queries for one appointment as for nineteen."""
    meeting = story.plan(cast, "", FIRST)
    _place(cast, meeting, SubjectKind.APPOINTMENT, appointed.pk)
    client.force_login(cast.people["registrar"])
    address = "/uppsala/sammantraden/1/"
    with story.on(date(2024, 9, 5)):
        _queries(client, address)
        few = _queries(client, address)
    for number in range(18):
        extra = Mandate.objects.get(pk=appointed.pk)
        extra.pk = None
        extra.person = cast.people["director"]
        extra.valid_from = date(2024, 9, 1) + timedelta(days=number)
        extra.save()
        _place(cast, meeting, SubjectKind.APPOINTMENT, extra.pk)
    with story.on(date(2024, 9, 5)):
        assert _queries(client, address) == few <= 12
