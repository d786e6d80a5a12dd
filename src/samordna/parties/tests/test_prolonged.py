"""Whoever is prolonged past a last day takes no seat and no role that has been given meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.parties.access import Refused
from samordna.parties.models import Body, Mandate, Role, RoleAssignment
from samordna.parties.services import errors
from samordna.parties.services.mandates import (
    EDITABLE,
    edit_mandate,
    end_mandate,
    give_mandate,
    receive_papers,
)
from samordna.parties.services.many import NotGiven, Seated, Wanted, give_many
from samordna.parties.services.roles import edit_role, end_role
from samordna.parties.tests.cast import FROM, make_cast
from samordna.web.tests.drawn import send

DAY = date(2024, 9, 5)
ENDED = date(2024, 3, 31)
LATER = date(2024, 12, 31)


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    made = make_cast()
    with scope(association=made.association):
        yield made


def _seat(cast, who, position, first, last=None):
    return Mandate.objects.create(
        association=cast.association,
        body=cast.board,
        person=cast.people[who],
        organisation=cast.organisations["region"],
        position=position,
        valid_from=first,
        valid_to=last,
    )


def _end(cast, mandate, last_day, who="registrar"):
    return end_mandate(actor=cast.actor(who), mandate=mandate, last_day=last_day)


def _two_in_turn(cast):
    """The chair until March, and the one who came after."""
    end_mandate(actor=cast.actor("registrar"), mandate=cast.mandates["chair"], last_day=ENDED)
    return _seat(cast, "auditor", "chair", date(2024, 4, 1))


def test_a_chair_is_not_prolonged_into_the_days_of_the_next(cast):
    _two_in_turn(cast)
    with pytest.raises(errors.AlreadyGiven, match="Rut Rehn är ordförande"):
        _end(cast, cast.mandates["chair"], LATER)
    cast.mandates["chair"].refresh_from_db()
    assert cast.mandates["chair"].valid_to == ENDED
    assert JournalEntry.objects.filter(verb="end_mandate").count() == 1


def test_nobody_is_prolonged_into_days_when_they_have_another_seat(cast):
    member = cast.mandates["member"]
    _end(cast, member, ENDED)
    _seat(cast, "member", "substitute", date(2024, 4, 1))
    with pytest.raises(errors.AlreadyGiven, match="Lars Lind har redan ett uppdrag"):
        _end(cast, member, LATER)


def test_a_seat_that_nobody_has_taken_is_prolonged_and_one_taken_is_shortened(cast):
    member = cast.mandates["member"]
    _end(cast, member, ENDED)
    assert _end(cast, member, LATER).valid_to == LATER
    _two_in_turn(cast)
    earlier = date(2024, 2, 29)
    assert _end(cast, cast.mandates["chair"], earlier).valid_to == earlier


def test_the_page_says_at_the_day_whose_the_chair_is(cast, client):
    _two_in_turn(cast)
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/personer/uppdrag/{cast.mandates['chair'].pk}/avsluta/"
    answer = send(client, url, last_day="2024-12-31")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Rut Rehn är ordförande" in page and 'value="2024-12-31"' in page


def _auditor(cast, first, last):
    return RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["auditor"],
        role=Role.AUDITOR,
        valid_from=first,
        valid_to=last,
    )


def test_a_role_that_has_been_given_again_is_not_prolonged(cast, client):
    ended = _auditor(cast, date(2020, 1, 1), date(2022, 12, 31))
    with pytest.raises(errors.AlreadyGiven, match="Rut Rehn har redan rollen"):
        end_role(actor=cast.actor("registrar"), assignment=ended, last_day=LATER)
    client.force_login(cast.people["registrar"])
    answer = send(client, f"/uppsala/personer/roll/{ended.pk}/avsluta/", last_day="2024-12-31")
    assert answer.status_code == 200 and "Rut Rehn har redan rollen" in answer.content.decode()
    RoleAssignment.objects.filter(person=cast.people["auditor"], valid_to=None).delete()
    again = end_role(actor=cast.actor("registrar"), assignment=ended, last_day=LATER)
    assert again.valid_to == LATER


def test_nobody_lets_a_role_of_their_own_begin_earlier_or_be_for_another(cast):
    own = RoleAssignment.objects.get(person=cast.people["registrar"])
    registrar, title = cast.actor("registrar"), "Registrator"

    def edit(first, organisation=None):
        return edit_role(
            actor=registrar,
            assignment=own,
            organisation=organisation,
            title=title,
            valid_from=first,
        )

    with pytest.raises(Refused, match="sig själv"):
        edit(date(2023, 3, 31))
    with pytest.raises(Refused, match="sig själv"):
        edit(FROM, cast.organisations["heby"])
    own.refresh_from_db()
    assert (own.valid_from, own.organisation, own.title) == (FROM, None, "")
    assert edit(FROM).title == title


def test_a_role_may_be_of_a_single_day_and_of_no_less(cast):
    ended = _auditor(cast, date(2020, 1, 1), date(2022, 12, 31))

    def begin(first):
        return edit_role(
            actor=cast.actor("registrar"),
            assignment=ended,
            organisation=None,
            title="",
            valid_from=first,
        )

    with pytest.raises(errors.EndsBeforeItStarts, match="2022-12-31"):
        begin(date(2023, 1, 1))
    assert begin(date(2022, 12, 31)).valid_from == date(2022, 12, 31)


def test_nobody_prolongs_corrects_or_completes_their_own_seat(cast, client):
    own = _seat(cast, "registrar", "member", FROM, ENDED)
    registrar = cast.actor("registrar")
    values = {name: getattr(own, name) for name in EDITABLE}
    with pytest.raises(Refused, match="sig själv"):
        edit_mandate(actor=registrar, mandate=own, **values)
    with pytest.raises(Refused, match="sig själv"):
        receive_papers(actor=registrar, mandate=own, received_on=DAY)
    with pytest.raises(Refused, match="sig själv"):
        _end(cast, own, LATER)
    client.force_login(cast.people["registrar"])
    answer = send(client, f"/uppsala/personer/uppdrag/{own.pk}/avsluta/", last_day="2024-12-31")
    assert answer.status_code == 200 and "sig själv" in answer.content.decode()
    own.refresh_from_db()
    assert (own.valid_to, own.papers_received_on) == (ENDED, None)
    # Who leaves earlier than was said takes nothing.
    assert _end(cast, own, date(2024, 2, 1)).valid_to == date(2024, 2, 1)


def _given(cast, **changed):
    return give_mandate(
        **{
            "actor": cast.actor("registrar"),
            "body": cast.board,
            "email": "ny@exempel.se",
            "name": "Nils Nyström",
            "organisation": cast.organisations["fk"],
            "position": "member",
            "valid_from": DAY,
            "papers_received_on": None,
            "several": False,
            **changed,
        }
    )


def test_no_appointment_ends_before_it_begins(cast, client):
    with pytest.raises(errors.EndsBeforeItStarts, match="slutar före den dag det börjar"):
        _given(cast, valid_to=date(2024, 9, 4))
    with pytest.raises(errors.SecondSeat):  # a single day is no such fault
        _given(cast, valid_to=DAY)
    assert not Mandate.objects.filter(person__email="ny@exempel.se").exists()


def test_nor_in_a_table_of_many(cast):
    """The words are those of one at a time, and not that somebody else was there first."""
    seat = Seated(body=cast.board, position="member")
    wanted = Wanted(
        email="ny@exempel.se",
        name="Nils Nyström",
        phone="",
        organisation=cast.organisations["fk"],
        valid_from=DAY,
        valid_to=date(2024, 9, 4),
        seat=seat,
    )
    with pytest.raises(NotGiven, match="slutar före den dag det börjar"):
        give_many(actor=cast.actor("registrar"), wanted=[wanted], naming="")


def test_what_is_not_said_of_an_appointment_stays_as_it_was(cast):
    own = _given(cast, position="substitute", call_order=2, appointed_by="Försäkringskassan")
    edited = edit_mandate(
        actor=cast.actor("registrar"),
        mandate=own,
        organisation=cast.organisations["af"],
        position="substitute",
        valid_from=DAY,
        papers_received_on=DAY,
    )
    assert (edited.call_order, edited.appointed_by) == (2, "Försäkringskassan")
    assert edited.organisation == cast.organisations["af"] and edited.papers_received_on == DAY


class TestASecondSeatIsAskedAbout:
    """Where a board gives each member one ordinary seat, and only of seats at the same time."""

    def test_not_where_some_member_has_two(self, cast):
        _seat(cast, "auditor", "member", FROM)  # the region's second seat
        assert _given(cast).pk

    def test_not_after_a_seat_that_has_ended(self, cast):
        _end(cast, cast.mandates["member"], date(2024, 9, 4))
        assert _given(cast).pk

    def test_on_the_last_day_of_a_seat(self, cast):
        _end(cast, cast.mandates["member"], DAY)
        with pytest.raises(errors.SecondSeat, match="Lars Lind"):
            _given(cast)

    def test_an_earlier_seat_of_two_counts_for_nothing(self, cast):
        """Last year's two seats of the region say nothing of this year's board."""
        _seat(cast, "auditor", "member", FROM, date(2024, 9, 4))
        with pytest.raises(errors.SecondSeat, match="Lars Lind"):
            _given(cast)

    def test_not_before_a_seat_that_begins_when_this_one_has_ended(self, cast):
        Mandate.objects.filter(pk=cast.mandates["member"].pk).update(valid_from=LATER)
        assert _given(cast, valid_to=date(2024, 12, 30)).pk

    def test_on_its_first_day(self, cast):
        Mandate.objects.filter(pk=cast.mandates["member"].pk).update(valid_from=LATER)
        with pytest.raises(errors.SecondSeat, match="Lars Lind"):
            _given(cast, valid_to=LATER)

    def test_not_in_another_body_than_the_board(self, cast):
        Body.objects.filter(pk=cast.board.pk).update(kind=Body.Kind.WORKING_COMMITTEE)
        cast.board.refresh_from_db()
        assert _given(cast).pk

    def test_not_of_a_substitute(self, cast):
        assert _given(cast, position="substitute").pk
