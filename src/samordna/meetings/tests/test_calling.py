"""Who is called when a member cannot come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.findings import Severity
from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.table import PresenceForm
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.calling import (
    Answer,
    Substitute,
    calling_list,
    next_called,
    passed_over,
    passed_over_findings,
)
from samordna.meetings.services.presence import set_presence
from samordna.meetings.tests import story
from samordna.meetings.views.panels import PersonRow, people
from samordna.parties.models import Contact, Mandate, Person
from samordna.parties.tests.cast import make_cast

#: Heby has three substitutes in order and one who got none; Tierp has one.
SANNA = Substitute("s", "Sanna Sten", "heby", 1)
ALVA = Substitute("a", "Alva Alm", "heby", 2)
BO = Substitute("b", "Bo Berg", "heby", 3)
NILS = Substitute("n", "Nils Ny", "heby")
TAGE = Substitute("t", "Tage Torn", "tierp", 1)
EVERYBODY = [BO, NILS, TAGE, ALVA, SANNA]


def test_they_are_called_in_the_order_that_was_set_and_the_others_last() -> None:
    assert calling_list(EVERYBODY, "heby") == [SANNA, ALVA, BO, NILS]


def test_nobody_is_called_for_another_members_seat() -> None:
    assert next_called(EVERYBODY, "tierp") == TAGE
    assert next_called(EVERYBODY, "uppsala") is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "s"),
        ({"s": Answer.CANNOT}, "a"),
        ({"s": Answer.CANNOT, "a": Answer.COMES}, "a"),
        ({"s": Answer.CANNOT, "a": Answer.CANNOT, "b": Answer.CANNOT}, "n"),
        (dict.fromkeys("sabn", Answer.CANNOT), None),
    ],
)
def test_the_next_is_the_first_who_has_not_said_no(
    answers: dict[str, Answer], expected: str | None
) -> None:
    asked = [replace(one, answer=answers.get(one.key, one.answer)) for one in EVERYBODY]
    found = next_called(asked, "heby")
    assert (found.key if found else None) == expected


def test_one_who_serves_for_somebody_is_not_called_for_another() -> None:
    serving = [replace(one, serves_for="orvar") if one is SANNA else one for one in EVERYBODY]
    assert next_called(serving, "heby") == ALVA


def test_who_stands_before_and_has_come_is_passed_over() -> None:
    here = [replace(SANNA, answer=Answer.COMES), ALVA, BO, NILS, TAGE]
    assert [one.key for one in passed_over(here, "b")] == ["s"]
    assert passed_over(here, "s") == passed_over(here, "n") == passed_over(here, "x") == []
    seated = [replace(here[0], serves_for="orvar"), *here[1:]]
    assert passed_over(seated, "b") == []


@pytest.mark.parametrize(
    ("there", "serving", "named"),
    [("sb", "b", ["Sanna Sten"]), ("sb", "sb", []), ("b", "b", []), ("sn", "n", []),
     ("sab", "b", ["Sanna Sten", "Alva Alm"]), ("tb", "b", [])],
)  # fmt: skip
def test_who_was_passed_over_is_a_question_and_stops_nothing(
    there: str, serving: str, named: list[str]
) -> None:
    here = [
        replace(
            one,
            answer=Answer.COMES if one.key in there else Answer.NOT_ASKED,
            serves_for="orvar" if one.key in serving else None,
        )
        for one in EVERYBODY
    ]
    found = passed_over_findings(here)
    assert bool(found) is bool(named)
    for finding in found:
        assert finding.message == (
            f"{' och '.join(named)} står före Bo Berg i inkallelseordningen, är här och "
            "tjänstgör inte. Är det rätt ersättare som tjänstgör?"
        )
        assert finding.severity is Severity.WARNING and finding.code not in codes.STOPPING


substitutes = st.lists(
    st.builds(
        Substitute,
        key=st.text("abcdefgh", min_size=1, max_size=3),
        name=st.text(max_size=3),
        member=st.sampled_from(["heby", "tierp"]),
        order=st.none() | st.integers(1, 5),
        answer=st.sampled_from(Answer),
        serves_for=st.none() | st.just("orvar"),
    ),
    unique_by=lambda one: one.key,
)


@given(substitutes)
def test_who_is_called_is_of_the_same_member_and_nobody_free_stands_before(
    everybody: list[Substitute],
) -> None:
    found = next_called(everybody, "heby")
    able = [
        one
        for one in calling_list(everybody, "heby")
        if one.answer is not Answer.CANNOT and one.serves_for is None
    ]
    assert (found is None) is (not able)
    assert found is None or (found.member == "heby" and found == able[0])


@pytest.mark.django_db
def test_a_substitute_on_the_board_serves_only_for_the_same_medlem() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        meeting = story.opened(cast)
        sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
        keeper, lars = story.keeper(cast), story.person(meeting, "Lars")
        with pytest.raises(NotPossible, match="Sanna Sten är utsedd av Tierps kommun"):
            set_presence(actor=keeper, attendee=sanna, present=True, serves_for=lars)
        set_presence(actor=keeper, attendee=sanna, present=True, serves_for=tage)


@pytest.mark.django_db
def test_the_table_says_who_is_next_for_a_member_who_is_not_there() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        meeting = story.opened(cast)
        story.seat(cast, meeting, "Orvar")

        def row(name: str) -> PersonRow:
            rows = people(load_proceedings(meeting))
            return next(one for one in rows if one.attendee.name.startswith(name))

        assert (row("Tage").next_up, row("Lars").next_up, row("Orvar").next_up) == (
            ("Sanna Sten", "", "")
        )
        assert [name for _, name in row("Sanna").members] == ["Tage Torn"]
        sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
        set_presence(actor=story.keeper(cast), attendee=sanna, present=True, serves_for=tage)
        assert row("Tage").next_up == ""


@pytest.mark.django_db
def test_the_table_asks_about_who_was_passed_over_and_lets_the_minutes_be_locked(
    client: Client,
) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        first = cast.mandates["substitute"]
        Mandate.objects.filter(pk=first.pk).update(call_order=1)
        person = Person.objects.create_user("bo@exempel.se", name="Bo Berg")
        Contact.objects.create(association=cast.association, person=person, name="Bo Berg")
        Mandate.objects.create(
            association=cast.association, person=person, body=cast.board,
            position=Mandate.Position.SUBSTITUTE, organisation=first.organisation, call_order=2,
            valid_from=first.valid_from, papers_received_on=first.papers_received_on,
        )  # fmt: skip
        meeting = story.opened(cast)
        story.seat(cast, meeting, "Orvar", "Viola", "Lars", "Sanna")
        keeper, tage = story.keeper(cast), story.person(meeting, "Tage")
        story.decide(cast, meeting, "Riktlinjer")
        item = story.item(meeting, "Riktlinjer")
        bo = story.person(meeting, "Bo")
        client.force_login(cast.people["registrar"])
        said = "Sanna Sten står före Bo Berg i inkallelseordningen, är här och tjänstgör inte."
        drawn = PresenceForm().prints_of(PresenceForm.values_of(bo))
        whole = f"/uppsala/sammantraden/{meeting.number}"
        table = f"{whole}/vid-bordet/"
        with story.on(story.MEETING_DAY):
            ticked = client.post(
                f"{whole}/narvaro/",
                {f"{bo.pk}-ritat": drawn, f"{bo.pk}-present": "on", f"{bo.pk}-serves_for": tage.pk},
                headers={"HX-Request": "true"},
            )  # fmt: skip
            assert said in ticked.content.decode()
            for page in (table, f"{table}?punkt={item.pk}"):
                assert said in client.get(page).content.decode()
            see_over = client.get(f"{whole}/protokoll/")
            assert said in see_over.content.decode()
        proceedings = load_proceedings(meeting)
        assert [f.code for f in proceedings.passed_over] == ["substitute-passed-over"]
        set_presence(actor=keeper, attendee=bo, present=True)
        sanna = story.person(meeting, "Sanna")
        set_presence(actor=keeper, attendee=sanna, present=True, serves_for=tage)
        assert load_proceedings(meeting).passed_over == []
