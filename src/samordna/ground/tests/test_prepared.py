"""Queries whose SQL is kept: it is made once a shape, and every value is that of who asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from samordna.ground.prepared import Kept, Key, Keys, SlotList
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Association,
    Contact,
    Mandate,
    Organisation,
    Role,
    RoleAssignment,
)
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


class Counted:
    """A query, and how often it has been made."""

    def __init__(self, make: Any) -> None:
        self.times = 0

        def counted(*arguments: Any) -> QuerySet[Any, Any]:
            self.times += 1
            found: QuerySet[Any, Any] = make(*arguments)
            return found

        self.ask: Kept[Any] = Kept(counted)


def _with_another() -> tuple[Cast, Cast]:
    return make_cast(), make_cast(slug="annat")


def test_it_is_made_once_and_answers_each_association_with_its_own() -> None:
    kept = Counted(lambda: Organisation.objects.order_by("pk"))
    for cast in _with_another():
        with scope(association=cast.association):
            assert kept.ask() == list(Organisation.objects.order_by("pk"))
            assert {one.association_id for one in kept.ask()} == {cast.association.pk}
    assert kept.times == 1


def test_without_a_scope_it_raises_and_where_scopes_are_disabled_it_finds_all() -> None:
    casts = _with_another()
    kept = Counted(lambda: Organisation.objects.order_by("pk"))
    with scope(association=casts[0].association):
        kept.ask()
    with pytest.raises(ScopeError):
        kept.ask()
    with scopes_disabled():
        assert {one.association_id for one in kept.ask()} == {c.association.pk for c in casts}


def test_days_and_moments_are_values_and_days_can_be_moved() -> None:
    cast = make_cast()

    def ending(today: date, moment: datetime) -> QuerySet[RoleAssignment]:
        soon = Q(valid_to__range=(today - timedelta(days=1), today + timedelta(days=30)))
        return RoleAssignment.objects.filter(soon, contact__came_in_at__lt=moment).order_by("pk")

    kept = Counted(ending)
    with scope(association=cast.association):
        role = RoleAssignment.objects.exclude(contact=None).select_related("contact").earliest("pk")
        RoleAssignment.objects.filter(pk=role.pk).update(valid_to=DAY)
        moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
        assert role.contact is not None
        Contact.objects.filter(pk=role.contact.pk).update(came_in_at=moment)
        later = moment + timedelta(seconds=1)
        for moved, found in ((-31, []), (-30, [role]), (0, [role]), (1, [role]), (2, [])):
            assert kept.ask(DAY + timedelta(days=moved), later) == found
        assert kept.ask(DAY, moment) == []
    assert kept.times == 1


def _own(actor: Actor) -> QuerySet[Organisation]:
    if not actor.applicant_for and not actor.signatory_for:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        pk__in=actor.applicant_for | actor.signatory_for, association_id=actor.association_id
    ).order_by("pk")


def _actor(cast: Cast, applicant: set[int], signatory: set[int]) -> Actor:
    return Actor(
        "person",
        cast.association.pk,
        cast.people["director"].pk,
        "",
        applicant_for=frozenset(applicant),
        signatory_for=frozenset(signatory),
    )


def test_an_actor_has_any_number_of_organisations_in_the_same_query() -> None:
    cast = make_cast()
    kept = Counted(_own)
    with scope(association=cast.association):
        keys = list(Organisation.objects.order_by("pk").values_list("pk", flat=True)[:3])
        for applicant, signatory in (
            ({keys[0]}, {keys[1]}),
            (set(keys[:2]), {keys[2]}),
            ({keys[0]}, {keys[0]}),
        ):
            found = kept.ask(_actor(cast, applicant, signatory))
            assert [one.pk for one in found] == sorted(applicant | signatory)
        assert kept.times == 1
        assert [one.pk for one in kept.ask(_actor(cast, set(), {keys[1]}))] == [keys[1]]
        assert kept.times == 2


def test_what_can_find_nothing_asks_nothing() -> None:
    cast = make_cast()
    kept = Counted(_own)
    with scope(association=cast.association), CaptureQueriesContext(connection) as asked:
        assert kept.ask(_actor(cast, set(), set())) == []
    assert len(asked) == 0


def test_bodies_are_asked_for_by_their_keys() -> None:
    cast = make_cast()
    kept = Counted(lambda actor: Mandate.objects.filter(body__in=actor.bodies).order_by("pk"))
    with scope(association=cast.association):
        chair = cast.actor("chair")
        assert chair.bodies
        assert kept.ask(chair) == list(Mandate.objects.filter(body__in=chair.bodies).order_by("pk"))


@pytest.mark.parametrize(
    "look",
    [
        lambda actor, today, key: today < DAY,
        lambda actor, today, key: today.year,
        lambda actor, today, key: datetime.combine(today, datetime.min.time()),
        lambda actor, today, key: 3 in actor.applicant_for,
        lambda actor, today, key: list(actor.applicant_for),
        lambda actor, today, key: actor.seat_in(3),
        lambda actor, today, key: [seat.body_id for seat in actor.seats],
        lambda actor, today, key: key > 3,
        lambda actor, today, key: key == 3,
        lambda actor, today, key: actor.person_id != 3,
        lambda actor, today, key: today == DAY,
        lambda actor, today, key: int(key),
    ],
)
def test_a_value_that_is_looked_at_raises(look: Any) -> None:
    """What depended on it would stay in the SQL and answer everybody else."""
    cast = make_cast()

    def make(actor: Actor, today: date, key: Any) -> QuerySet[Organisation]:
        look(actor, today, key)
        return Organisation.objects.all()

    with scope(association=cast.association):
        actor = cast.actor("chair")
        applicant = _actor(cast, {1}, set())
        with pytest.raises((TypeError, AttributeError, NotImplementedError)):
            for one in (actor, applicant):
                Counted(make).ask(one, DAY, Key(5))


def test_what_is_fetched_beside_the_rows_is_fetched() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        kept = Counted(lambda: Organisation.objects.prefetch_related("units").order_by("pk"))
        with CaptureQueriesContext(connection) as asked:
            found = kept.ask()
            assert [list(one.units.all()) for one in found] == [[] for _ in found]
    assert len(asked) == 2


def test_a_slug_is_a_value() -> None:
    first, second = _with_another()
    kept = Counted(lambda slug: Association.objects.filter(slug=slug))
    for cast in (first, second):
        assert kept.ask(Key(cast.association.slug)) == [cast.association]
    assert kept.times == 1


def test_other_arguments_make_another_query() -> None:
    cast = make_cast()
    kept = Counted(
        lambda most, role: RoleAssignment.objects.filter(role=role).order_by("pk")[:most]
    )
    with scope(association=cast.association):
        for most, role in ((1, Role.DIRECTOR), (5, Role.DIRECTOR), (5, Role.APPLICANT)):
            rows = RoleAssignment.objects.filter(role=role).order_by("pk")[:most]
            assert kept.ask(most, role) == list(rows)
    assert kept.times == 3


def test_sets_of_keys_can_be_joined() -> None:
    joined = SlotList("a") | SlotList("b")
    given = {"a": {3, 1}, "b": {1, 2}}
    assert joined.filled(given, connection) in ("[1, 2, 3]", [1, 2, 3])
    assert (frozenset() | SlotList("b")).filled(given, connection) in ("[1, 2]", [1, 2])


def test_keys_are_values_however_many_there_are() -> None:
    cast = make_cast()
    kept = Counted(lambda pks: Organisation.objects.filter(pk__in=pks).order_by("pk"))
    every = list(Organisation._base_manager.order_by("pk").values_list("pk", flat=True))
    with scope(association=cast.association):
        for pks in ([], every[:1], every[:3], {*every}):
            assert kept.ask(Keys(pks)) == list(
                Organisation.objects.filter(pk__in=pks).order_by("pk")
            )
    assert kept.times == 1
