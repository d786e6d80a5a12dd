"""Idag tells of a role that soon ends and that nobody has afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django_scopes import scope

from samordna.flows.seats_today import mandate_tasks
from samordna.flows.unattended_today import ROLE_TOLD_BEFORE
from samordna.parties.models import Mandate, RoleAssignment
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.shared import Task

TODAY = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def end(cast: Cast, who: str, days: int) -> RoleAssignment:
    role = RoleAssignment.objects.get(person=cast.people[who])
    role.valid_to = TODAY + timedelta(days=days)
    role.save()
    return role


def lines(cast: Cast, who: str = "director") -> list[str]:
    return [task.thing for task in told(cast, who)]


def told(cast: Cast, who: str = "director") -> list[Task]:
    tasks = mandate_tasks(cast.actor(who), TODAY)
    return [task for task in tasks if task.verb == "Ge någon rollen"]


@pytest.mark.parametrize("who", ["case_officer", "economist", "registrar", "applicant"])
@pytest.mark.parametrize(("days", "number"), [(0, 1), (ROLE_TOLD_BEFORE, 1), (31, 0), (-1, 0)])
def test_from_a_month_before_its_last_day(cast: Cast, who: str, days: int, number: int) -> None:
    role = end(cast, who, days)
    found = told(cast)
    assert len(found) == number
    if found:
        assert found[0].due == role.valid_to and role.name in found[0].why
        assert f"?roll={role.role}" in found[0].url


def test_what_somebody_else_has_afterwards_asks_nothing(cast: Cast) -> None:
    role = end(cast, "case_officer", 10)
    other = RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["economist"],
        role=role.role,
        valid_from=TODAY + timedelta(days=11),
    )
    assert lines(cast) == []
    Mandate.objects.all().delete()
    other.delete()
    assert len(lines(cast)) == 1, "also where there is no mandate to read it with"


def test_the_same_role_for_another_organisation_is_no_help(cast: Cast) -> None:
    role = end(cast, "applicant", 10)
    assert role.organisation is not None
    RoleAssignment.objects.create(
        association=cast.association,
        person=cast.people["economist"],
        role=role.role,
        organisation=cast.organisations["af"],
        valid_from=role.valid_from,
    )
    assert lines(cast) == [f"Sökande för {role.organisation}"]


def test_only_those_who_may_give_it_are_told(cast: Cast) -> None:
    end(cast, "director", 10)
    assert len(lines(cast)) == 1 and lines(cast, "registrar") == []
    end(cast, "case_officer", 10)
    assert lines(cast, "economist") == []
