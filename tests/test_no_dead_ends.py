"""No dead end: each thing in each state that the rules can reach has somebody who moves it on, a
line on *Idag* with a page that opens, and a way out that the office takes alone, journalled.

A state that is added without data beside its transitions fails here, and so does data without rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model, Q
from django.test import Client
from django_scopes import scope

from samordna.flows.standing import EVERY, Thing
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.ground.prepared import Kept
from samordna.journal.models import JournalEntry
from samordna.kernel.standing import Standing, lacking, states_of
from samordna.meetings.tests.story import on
from samordna.parties.actors import Actor, load_actor
from samordna.parties.models import OFFICE_ROLES, Mandate, Person, RoleAssignment
from samordna.parties.services.roles import end_role
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.links import link
from samordna.web.shared import Task
from tests.support.standings import EARLY, MAKERS, MORE, Row
from tests.support.standings.base import Maker
from tests.support.urls import every_url
from tests.support.world import undone

PAIRS = [(thing, state) for thing in EVERY for state in states_of(thing.transitions)]
#: How many there are. A new state is counted here when it has what this file asks of it.
COUNTED = 75

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Idag asks in each state is answered as the same query is that has just been made."""
    kept, proved = Kept.__call__, set()

    def both(self: Kept[Any], *arguments: object) -> list[Any]:
        found = kept(self, *arguments)
        roles = next((one.roles for one in arguments if isinstance(one, Actor)), None)
        if (self, roles) in proved:
            return found
        proved.add((self, roles))
        fresh = self.make(*(getattr(one, "value", one) for one in arguments))
        assert list(map(_told, found)) == list(map(_told, fresh))
        return found

    monkeypatch.setattr(Kept, "__call__", both)


def _told(row: object, above: tuple[int, ...] = ()) -> object:
    """All that was read of a row, and of the rows that were read with it."""
    if not isinstance(row, Model) or id(row) in above:
        return repr(row)
    way = (*above, id(row))
    told = {name: value for name, value in vars(row).items() if name != "_state"}
    return told | {name: _told(one, way) for name, one in row._state.fields_cache.items()}


@pytest.fixture
def cast() -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def _named(pair: Any) -> str:
    return pair.name if isinstance(pair, Thing) else str(pair)


@pytest.mark.parametrize("thing", EVERY, ids=_named)
def test_every_state_says_who_acts_and_what_happens_when_that_person_does_not(
    thing: Thing,
) -> None:
    assert lacking(thing.transitions, thing.standings) == []


def test_every_pair_is_walked_and_counted() -> None:
    assert sorted(MAKERS) == sorted((thing.name, state) for thing, state in PAIRS)
    assert len(PAIRS) == COUNTED


def test_every_page_that_is_named_exists() -> None:
    known = {url.name for url in every_url()}
    pages = {
        page
        for thing in EVERY
        for standing in thing.standings.values()
        for page in (standing.page, *(way.page for way in standing.ways))
        if page
    }
    assert pages <= known


@pytest.mark.parametrize(("thing", "state"), PAIRS, ids=_named)
def test_each_thing_in_each_state_has_a_line_and_a_way_out(
    cast: Cast, client: Client, thing: Thing, state: str
) -> None:
    _is_walked(cast, client, thing, state, MAKERS[thing.name, state])


@pytest.mark.parametrize("name", MORE)
def test_so_has_each_that_is_harder_to_get_out_of(cast: Cast, client: Client, name: str) -> None:
    of, state, maker = MORE[name]
    thing = next(one for one in EVERY if one.name == of)
    assert not thing.standings[state].final
    _is_walked(cast, client, thing, state, maker)


def _is_walked(cast: Cast, client: Client, thing: Thing, state: str, maker: Maker) -> None:
    standing = thing.standings[state]
    with on(EARLY):
        row = maker(cast)
    with on(row.day, 14):
        if standing.final:
            assert not thing.transitions.verbs(state)
            return
        if not standing.rests:
            found = _somebody_has_the_line(cast, client, standing, row)
            with undone():
                _the_director_alone_is_told(cast, found, row)
        _the_office_gets_out_alone(standing, row)


WAITS_FOR_ORGANISATIONS = [pair for pair in PAIRS if pair[0].standings[pair[1]].waits_for]


def test_applications_and_signatures_wait_for_organisations() -> None:
    assert {thing.name for thing, _ in WAITS_FOR_ORGANISATIONS} == {"application", "signature"}


@pytest.mark.parametrize(("thing", "state"), WAITS_FOR_ORGANISATIONS, ids=_named)
def test_an_organisation_that_has_lost_its_last_person_is_told_of_and_gets_another(
    cast: Cast, client: Client, thing: Thing, state: str
) -> None:
    """The line names the organisation and what waits, and its page gives somebody the role."""
    role = thing.standings[state].waits_for
    with on(EARLY):
        row = MAKERS[thing.name, state](cast)
        name = Application.objects.get().name
    with on(row.day, 14):
        held = RoleAssignment.objects.get(role=role, organisation=cast.organisations["heby"])
        assert not _lines_about(cast, held, row.day)
        end_role(
            actor=cast.actor("registrar", row.day),
            assignment=held,
            last_day=row.day - timedelta(days=1),
        )
        (task,) = _lines_about(cast, held, row.day)
        assert name in task.why
        person = cast.people["director"]
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(
            task.url,
            {
                "email": "efter@exempel.se",
                "name": "Efter Trädare",
                "role": role,
                "organisation": cast.organisations["heby"].pk,
                "valid_from": row.day.isoformat(),
            },
        )
        assert answer.status_code == 302
        assert not _lines_about(cast, held, row.day)


def _lines_about(cast: Cast, held: RoleAssignment, day: date) -> list[Task]:
    """What the director is told of an organisation that lacks a role."""
    assert held.organisation is not None
    wanted = f"{held.get_role_display()} för {held.organisation.name}"
    return [task for task in tasks_for(cast.actor("director", day), day) if task.thing == wanted]


def _somebody_has_the_line(
    cast: Cast, client: Client, standing: Standing, row: Row
) -> list[Person]:
    page = link(cast.association.slug, standing.page, **row.arguments)
    found: dict[str, Person] = {}
    lines = []
    for name, person in cast.people.items():
        actor = load_actor(person, cast.association, row.day)
        for task in tasks_for(actor, row.day):
            lines.append(f"{name}: {task.verb} {task.thing} {task.url}")
            if task.verb == standing.task and task.url.partition("?")[0] == page:
                found[name] = person
    assert found, (standing.task, page, lines)
    for person in found.values():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(page, follow=True).status_code == 200
    return list(found.values())


def _the_director_alone_is_told(cast: Cast, found: list[Person], row: Row) -> None:
    """Everybody who was to act, and all of the office but the director, has left: within two months
    the director has a line about it."""
    director = cast.people["director"]
    gone = {"valid_to": row.day - timedelta(days=1)}
    roles = RoleAssignment.objects.exclude(person=director)
    roles.filter(Q(person__in=found) | Q(role__in=OFFICE_ROLES)).update(**gone)
    Mandate.objects.filter(person__in=found).update(**gone)
    later = row.day + timedelta(days=60)
    assert tasks_for(load_actor(director, cast.association, later), later)


def _the_office_gets_out_alone(standing: Standing, row: Row) -> None:
    before = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    assert row.way_out is not None
    row.way_out()
    office = set(
        RoleAssignment.objects.filter(role__in=OFFICE_ROLES).values_list("person_id", flat=True)
    )
    entries = list(JournalEntry.objects.filter(number__gt=before))
    assert {entry.actor_id for entry in entries} <= office
    assert {entry.verb for entry in entries} & {way.verb for way in standing.ways}
