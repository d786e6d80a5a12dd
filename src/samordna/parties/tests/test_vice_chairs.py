"""One vice chair is called ”vice ordförande”, two are ”1:e” and ”2:e”, wherever they are named."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.letters.models import Letter
from samordna.meetings.models import Meeting
from samordna.meetings.papers.summons import member_seats, summons_paper
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.services.table import open_meeting
from samordna.parties.actors import load_actor
from samordna.parties.models import Mandate
from samordna.parties.rules import POSITION_CHOICES, Position, title_of_seat
from samordna.parties.services.mandates import give_mandate
from samordna.parties.tests.cast import FROM, make_cast

DAY = date(2024, 9, 12)


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    made = make_cast()
    with scope(association=made.association):
        yield made


def _second(cast, **more):
    return give_mandate(
        actor=cast.actor("registrar"),
        body=cast.board,
        email="andre@exempel.se",
        name="Anders Asp",
        organisation=cast.organisations["region"],
        position="vice2",
        valid_from=FROM,
        papers_received_on=FROM,
        **more,
    )


def _only(cast):
    return Mandate.objects.get(pk=cast.mandates["vice_chair"].pk)


def test_the_word_of_a_seat():
    assert title_of_seat("vice1", is_one_of_two=False) == "Vice ordförande"
    assert title_of_seat("vice2", is_one_of_two=False) == "Vice ordförande"
    assert title_of_seat("vice1", is_one_of_two=True) == "1:e vice ordförande"
    assert title_of_seat("chair", is_one_of_two=False) == "Ordförande"
    assert [key for key, _ in POSITION_CHOICES] == [choice.value for choice in Position]


def test_who_sits_at_another_time_makes_nobody_first(cast):
    assert _only(cast).title == "Vice ordförande"
    second = _second(cast)
    assert (_only(cast).title, second.title) == ("1:e vice ordförande", "2:e vice ordförande")
    Mandate.objects.filter(pk=cast.mandates["vice_chair"].pk).update(valid_to=date(2024, 12, 31))
    Mandate.objects.filter(pk=second.pk).update(valid_from=date(2025, 1, 1))
    assert _only(cast).title == "Vice ordförande"
    assert Mandate.objects.get(pk=second.pk).title == "Vice ordförande"


@pytest.mark.parametrize("two", [False, True])
def test_page_frame_summons_minutes_and_letter_say_it_alike(cast, client, two):
    word = "1:e vice ordförande" if two else "Vice ordförande"
    if two:
        _second(cast)
    actor = load_actor(cast.people["vice_chair"], cast.association, DAY)
    assert word in actor.role_labels
    client.force_login(cast.people["registrar"])
    page = client.get("/uppsala/personer/").content.decode()
    assert f">{word}" in page.replace("<div>", ">") and ("1:e vice" in page) is two
    mandates = mandates_on(cast.board, DAY)
    said = " ".join(seat.ordinary for seat in member_seats(mandates))
    assert f"Viola Vik, {word.lower()}" in said
    meeting = Meeting.objects.create(
        association=cast.association, body=cast.board, number=1, held_on=DAY, starts_at="09:00"
    )
    meeting.refresh_from_db()
    assert any(word.lower() in seat.ordinary for seat in summons_paper(meeting).members)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    meeting.refresh_from_db()
    open_meeting(actor=cast.actor("registrar"), meeting=meeting)
    assert meeting.attendees.get(name="Viola Vik").title == word


def test_the_letter_to_an_only_vice_chair_says_no_number(cast):
    Mandate.objects.filter(pk=cast.mandates["vice_chair"].pk).update(valid_to=date(2024, 1, 31))
    give_mandate(
        actor=cast.actor("registrar"),
        body=cast.board,
        email="ny@exempel.se",
        name="Nils Nyström",
        organisation=cast.organisations["heby"],
        position="vice1",
        valid_from=date(2024, 2, 1),
        papers_received_on=FROM,
    )
    text = Letter.objects.filter(address="ny@exempel.se").latest("pk").text
    assert "ice ordförande i" in text and "1:e" not in text


def test_a_list_of_titles_costs_one_query(cast, django_assert_num_queries):
    _second(cast)
    with django_assert_num_queries(1):
        assert len([m.title for m in mandates_on(cast.board, DAY)]) >= 6
