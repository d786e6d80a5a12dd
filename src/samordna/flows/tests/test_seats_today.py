"""Idag about the seats: only bodies that decide, many in one line, and terms that run out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.flows.seats_today import mandate_tasks
from samordna.flows.starting.checklist import checklist
from samordna.ground import clock
from samordna.meetings.models import Meeting
from samordna.parties.models import AssociationSetting, Body, Contact, Mandate, Person
from samordna.parties.rules import running_out
from samordna.parties.tests.cast import FROM, make_cast

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


def body_with(cast, slug, rule, number):
    body = Body.objects.create(
        association=cast.association, kind="local_group", slug=slug, name=slug.title()
    )
    AssociationSetting.objects.create(
        association=cast.association, body=body, key="quorum", valid_from=FROM, value={"rule": rule}
    )
    for count in range(number):
        person = Person.objects.create_user(f"{slug}{count}@exempel.se", name=f"{slug} {count}")
        Contact.objects.create(association=cast.association, person=person, name=person.name)
        Mandate.objects.create(
            association=cast.association,
            body=body,
            person=person,
            organisation=cast.organisations["heby"],
            position="member",
            valid_from=FROM,
        )


def said(tasks):
    return [f"{task.verb} {task.thing}" for task in tasks]


def test_no_decision_is_asked_for_in_a_body_that_decides_nothing(cast):
    body_with(cast, "lokus", "none", 5)
    assert said(mandate_tasks(cast.actor("registrar"), DAY)) == []


def test_more_than_three_are_one_line_that_leads_to_them(cast, client, monkeypatch):
    body_with(cast, "samråd", "majority", 3)
    assert len(said(mandate_tasks(cast.actor("registrar"), DAY))) == 3
    body_with(cast, "utskott", "majority", 8)
    [line] = [t for t in mandate_tasks(cast.actor("registrar"), DAY) if t.thing.startswith("8")]
    assert said([line]) == ["Registrera 8 beslut om val, Utskott"]
    monkeypatch.setattr(clock, "today", lambda: DAY)
    client.force_login(cast.people["registrar"])
    page = client.get(line.url).content.decode()
    assert "utskott 7" in page and "Orvar Orre" not in page and "inte har kommit in" in page


def test_a_term_is_told_of_from_sixty_days_before(cast):
    last = DAY + timedelta(days=60)
    Mandate.objects.filter(body=cast.board).update(valid_to=last)
    assert said(mandate_tasks(cast.actor("registrar"), DAY - timedelta(days=1))) == []
    [task] = mandate_tasks(cast.actor("registrar"), DAY)
    assert (task.thing, task.due) == (f"Styrelsen: mandat går ut {last}, 6 uppdrag", last)


def test_who_follows_takes_a_seat_off_the_line():
    seats = [(1, False, FROM, DAY), (1, False, DAY + timedelta(days=1), None), (2, True, FROM, DAY)]
    assert running_out(seats, FROM, DAY) == {DAY: 1}


days = st.integers(0, 400).map(lambda n: FROM + timedelta(days=n))
seats = st.lists(st.tuples(st.integers(1, 3), st.booleans(), days, st.none() | days), max_size=9)


@given(seats)
def test_no_more_run_out_than_end(seats):
    for day, number in running_out(seats, FROM, FROM + timedelta(days=400)).items():
        assert 0 < number <= sum(last == day for *_, last in seats)


def test_a_vacancy_is_a_line_of_its_own_once_the_board_has_met(cast):
    actor, tierp = cast.actor("registrar"), cast.mandates["member_tierp"]
    Mandate.objects.filter(pk=tierp.pk).update(valid_to=DAY - timedelta(days=1))
    assert said(mandate_tasks(actor, DAY)) == []
    [row] = [i for i in checklist(actor, DAY, cast.association) if i.label == "Styrelsen"]
    assert not row.done and not row.begun and "Ingen ledamot för Tierps kommun." in row.why
    Meeting.objects.create(
        association=cast.association,
        body=cast.board,
        number=1,
        held_on=DAY,
        starts_at="09:00",
        opened_at=clock.now(),
    )
    assert said(mandate_tasks(actor, DAY)) == ["Lägg till Ledamot i styrelsen för Tierps kommun"]
    [row] = [i for i in checklist(actor, DAY, cast.association) if i.label == "Styrelsen"]
    assert not row.done and row.begun and "Ingen ledamot för Tierps kommun." in row.why


def seat(cast, party, first, last=None, *, body=None, position="member"):
    person = Person.objects.create_user(f"{party}{first}{position}@exempel.se", name="Nils Ny")
    Contact.objects.create(association=cast.association, person=person, name=person.name)
    return Mandate.objects.create(
        association=cast.association,
        body=body or cast.board,
        person=person,
        organisation=cast.organisations[party],
        position=position,
        valid_from=first,
        valid_to=last,
        papers_received_on=first,
    )


ONE_EMPTY = "Begär nya val till Styrelsen: 1 ledig plats, Tierps kommun"
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def test_one_of_several_seats_of_a_member_is_asked_for_until_somebody_fills_it(cast):
    actor = cast.actor("registrar")
    seat(cast, "tierp", FROM, DAY)
    [before] = mandate_tasks(actor, DAY)
    assert (before.verb, before.due) == ("Begär nya val till", DAY)
    for later in (1, 61, 400):
        [task] = mandate_tasks(actor, DAY + timedelta(days=later))
        assert f"{task.verb} {task.thing}" == ONE_EMPTY and not task.can_wait
    seat(cast, "tierp", DAY + timedelta(days=30))
    assert said(mandate_tasks(actor, TOMORROW)) == []
    assert said(mandate_tasks(actor, DAY + timedelta(days=400))) == []


def test_who_follows_another_of_the_same_member_fills_no_empty_seat(cast):
    seat(cast, "tierp", FROM, YESTERDAY)
    Mandate.objects.filter(pk=cast.mandates["member_tierp"].pk).update(valid_to=TOMORROW)
    seat(cast, "tierp", TOMORROW + timedelta(days=1))
    assert said(mandate_tasks(cast.actor("registrar"), DAY)) == [ONE_EMPTY]


def test_a_seat_that_nobody_is_to_have_is_no_longer_asked_for(cast, client, monkeypatch):
    seat(cast, "tierp", FROM, YESTERDAY)
    actor = cast.actor("registrar")
    [task] = mandate_tasks(actor, DAY)
    assert "ändra antalet ordinarie platser" in task.why
    monkeypatch.setattr(clock, "today", lambda: DAY)
    client.force_login(cast.people["registrar"])
    shown = client.get(task.url).content.decode()
    assert "<h1>Lägg till ledamot i styrelsen för Tierps kommun</h1>" in shown
    form = f"/{cast.association.slug}/forbundet/organ/styrelsen/"
    shown = {field.name: field.value() for field in client.get(form).context["form"]} | {"seats": 5}
    answer = client.post(form, {key: value for key, value in shown.items() if value is not None})
    assert answer.status_code == 302, answer.context["form"].errors
    assert said(mandate_tasks(actor, DAY)) == []


def test_more_seats_than_anybody_has_had_are_asked_for_without_a_member(cast):
    seat(cast, "tierp", FROM, YESTERDAY)
    AssociationSetting.objects.create(
        association=cast.association, body=cast.board, key="seats", valid_from=FROM, value=7
    )
    what = "Begär nya val till Styrelsen: 2 lediga platser, bland dem för Tierps kommun"
    assert said(mandate_tasks(cast.actor("registrar"), DAY)) == [what]


def test_an_empty_seat_of_another_body_is_asked_for_where_it_decides(cast):
    body_with(cast, "lokus", "none", 1)
    Mandate.objects.filter(body__slug="lokus").update(valid_to=YESTERDAY)
    body_with(cast, "utskott", "majority", 2)
    Mandate.objects.filter(body__slug="utskott").update(papers_received_on=FROM)
    gone = Mandate.objects.filter(body__slug="utskott").latest("pk")
    Mandate.objects.filter(pk=gone.pk).update(valid_to=YESTERDAY)
    [task] = mandate_tasks(cast.actor("registrar"), DAY)
    assert f"{task.verb} {task.thing}" == "Begär nya val till Utskott: 1 ledig plats"
    assert "beslutför" in task.why and "Har organet upphört" in task.why


def test_a_body_that_everybody_has_left_is_told_of_until_it_decides_nothing(cast):
    body_with(cast, "utskott", "at_least", 2)
    Mandate.objects.exclude(body=cast.board).update(valid_to=YESTERDAY)
    actor = cast.actor("registrar")
    [task] = mandate_tasks(actor, DAY)
    assert task.thing == "Utskott: 2 lediga platser" and "beslutför" not in task.why
    AssociationSetting.objects.filter(body__slug="utskott").update(value={"rule": "none"})
    assert said(mandate_tasks(actor, DAY)) == []


def test_a_seat_left_empty_for_more_than_a_term_says_nothing(cast):
    seat(cast, "tierp", FROM, DAY)
    assert said(mandate_tasks(cast.actor("registrar"), date(DAY.year + 4, 9, 6))) == []


def test_empty_seats_are_read_with_the_mandates(cast, django_assert_num_queries):
    actor = cast.actor("registrar")
    seat(cast, "tierp", FROM, YESTERDAY)
    with django_assert_num_queries(1):
        assert said(mandate_tasks(actor, DAY)) == [ONE_EMPTY]


def test_only_those_who_keep_the_people_are_told(cast):
    body_with(cast, "utskott", "majority", 8)
    for name in ("economist", "chair", "applicant"):
        assert not list(mandate_tasks(cast.actor(name), DAY))
