"""Idag about the organisations that something waits for, and that have nobody to do it."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows.today import tasks_for
from samordna.flows.unattended_today import unattended_tasks
from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.world import make_application, make_call, submit, write_application
from samordna.initiatives.models import Initiative
from samordna.meetings.models import Meeting
from samordna.meetings.tests.story import on
from samordna.parties.models import Mandate, Role, RoleAssignment
from samordna.parties.tests.cast import make_cast
from samordna.web.links import link

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association), on(DAY):
        yield made


def leave(cast, *names):
    """Their last day was yesterday."""
    people = [cast.people[name] for name in names]
    RoleAssignment.objects.filter(person__in=people).update(valid_to=date(2024, 9, 4))


def said(cast, who="registrar", day=DAY):
    return {task.thing: task.why for task in unattended_tasks(cast.actor(who, day), day)}


def test_nobody_is_told_while_everybody_is_there(cast):
    write_application(cast)
    assert said(cast) == {}


@pytest.mark.parametrize("who", ["registrar", "director"])
def test_a_draft_whose_last_applicant_has_left(cast, who):
    write_application(cast)
    leave(cast, "applicant")
    why = (
        "Ansökan Samordnat stöd är inte inskickad, och ingen är sökande. Kansliet kan också "
        "avskriva den"
    )
    assert said(cast, who) == {"Sökande för Heby kommun": why}


def test_who_ends_the_last_role_reads_first_what_nobody_does_then(cast, client):
    write_application(cast)
    registrar = cast.people["registrar"]
    client.force_login(registrar, backend="django.contrib.auth.backends.ModelBackend")
    last = RoleAssignment.objects.get(person=cast.people["applicant"])
    page = link("uppsala", "parties:end_role", pk=last.pk)
    said = client.get(page).content.decode()
    assert "Sixten Sand är den enda som är sökande för Heby kommun." in said
    assert "Ansökan Samordnat stöd är inte inskickad, och ingen är sökande." in said
    again = RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["chair"],
        role=Role.APPLICANT,
        organisation=cast.organisations["heby"],
        valid_from=DAY,
    )
    assert "den enda" not in client.get(page).content.decode()
    again.delete()
    Application.objects.update(state=State.WITHDRAWN)
    assert "den enda" not in client.get(page).content.decode()


def test_only_those_who_give_roles_are_told(cast):
    write_application(cast)
    leave(cast, "applicant")
    for who in ("economist", "case_officer", "auditor", "member", "owner_signatory"):
        assert said(cast, who) == {}


def test_a_closed_account_is_nobody(cast):
    write_application(cast)
    person = cast.people["applicant"]
    person.is_active = False
    person.save()
    assert set(said(cast)) == {"Sökande för Heby kommun"}


def test_what_is_sent_and_undecided_waits_for_somebody_to_tell(cast):
    application = submit(cast, write_application(cast))
    leave(cast, "applicant")
    assert said(cast) == {}, "the signatory is told what becomes of it"
    leave(cast, "owner_signatory")
    (why,) = said(cast).values()
    assert why.startswith("Ansökan Samordnat stöd är inte avgjord, och ingen får veta")
    Application.objects.filter(pk=application.pk).update(state=State.WRITTEN_OFF)
    assert said(cast) == {}


def test_an_initiative_that_is_not_over_waits_for_its_owner(cast):
    Initiative.objects.create(
        association=cast.association,
        number=1,
        name="Vägen in",
        owner=cast.organisations["heby"],
        kind="individual",
        period_from=date(2024, 1, 1),
        period_to=date(2024, 12, 31),
    )
    assert said(cast) == {}
    leave(cast, "applicant", "owner_signatory")
    why = "Insatsen Vägen in är beviljad, och ingen företräder den som äger insatsen"
    assert said(cast) == {"Sökande för Heby kommun": why}
    assert said(cast, day=date(2025, 1, 1)) == {}, "it is over"


def test_a_party_is_told_of_once_with_what_presses_most(cast):
    application = write_application(cast)
    leave(cast, "partner_signatory")
    request = {"actor": cast.actor("applicant"), "application": application}
    RoleAssignment.objects.filter(role=Role.SIGNATORY).update(valid_to=None)
    request_signatures(**request)
    write_application(cast, name="Utkastet")
    write_application(cast, name="Ännu ett")
    leave(cast, "partner_signatory", "applicant")
    found = said(cast)
    assert found["Firmatecknare för Arbetsförmedlingen"].startswith(
        "Ansökan Samordnat stöd väntar på underskrift"
    )
    assert found["Sökande för Heby kommun"].startswith("Ansökan Utkastet och 1 till är inte")
    assert len(found) == 2


def test_another_association_is_not_told(cast):
    write_application(cast)
    leave(cast, "applicant")
    other = make_cast("annan")
    with scope(association=other.association):
        assert said(other) == {}


def test_it_is_one_query_whatever_the_number(cast):
    for _ in range(2):
        leave(cast, "applicant", "owner_signatory", "partner_signatory")
        call = make_call(cast)
        for _ in range(10):
            make_application(cast, call)
        actor = cast.actor("registrar")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(list(unattended_tasks(actor, DAY))) == 3
        assert len(asked) == 1


def test_a_board_that_has_nobody_left_is_told_of(cast):
    """The last mandate of all has ended: there is still a line with every member."""
    Meeting.objects.create(
        association=cast.association,
        number=1,
        body=cast.board,
        held_on=date(2024, 5, 7),
        starts_at=time(9, 0),
        state=Meeting.State.ADJUSTED,
        opened_at="2024-05-07T09:00:00Z",
    )
    Mandate.objects.update(valid_to=date(2024, 9, 4))
    things = [task.thing for task in tasks_for(cast.actor("director"), DAY)]
    [line] = [thing for thing in things if thing.startswith("Ledamöter i styrelsen för ")]
    assert all(one.name in line for one in cast.organisations.values() if one.is_member)
