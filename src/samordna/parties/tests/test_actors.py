"""Who somebody is in an association on a day: roles, seats and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import scope

from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor, load_actor, system_actor
from samordna.parties.models import Association, Mandate, Person, Role, RoleAssignment
from samordna.parties.policies import may_change_people, may_read_journal, may_see_people
from samordna.parties.queries import associations_of
from samordna.parties.tests.cast import Cast, make_cast, make_stranger

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def period(cast: Cast, who: str, first: date, last: date | None) -> None:
    rows = RoleAssignment if who not in cast.mandates else Mandate
    rows.objects.filter(person=cast.people[who]).update(valid_from=first, valid_to=last)


class TestByDate:
    @pytest.mark.parametrize(
        ("first", "last", "holds"),
        [
            (date(2024, 9, 6), None, False),
            (date(2024, 9, 5), None, True),
            (date(2024, 1, 1), date(2024, 9, 4), False),
            (date(2024, 1, 1), date(2024, 9, 5), True),
            (date(2024, 9, 5), date(2024, 9, 5), True),
        ],
    )
    @pytest.mark.parametrize("who", ["director", "member"])
    def test_a_role_and_a_seat_hold_from_their_first_day_to_their_last(
        self, cast: Cast, who: str, first: date, last: date | None, holds: bool
    ) -> None:
        period(cast, who, first, last)
        actor = cast.actor(who, DAY)
        assert actor.is_insider is holds
        assert (actor.is_office or actor.has_seat) is holds

    def test_one_query(self, cast: Cast, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(1):  # type: ignore[operator]
            load_actor(cast.people["director"], cast.association, DAY)

    def test_the_sql_is_made_once_and_answers_for_each_person_and_association(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = make_cast("enkoping")
        before = cast.actor("director", DAY)
        monkeypatch.setattr(SQLCompiler, "as_sql", _none_is_made)
        assert cast.actor("director", DAY) == before
        assert cast.actor("economist", DAY).roles == {Role.ECONOMIST}
        assert cast.actor("director", date(1990, 1, 1)).roles == frozenset()
        for here, there in ((cast, other), (other, cast)):
            stranger = load_actor(there.people["director"], here.association, DAY)
            assert not stranger.is_insider
            assert load_actor(here.people["director"], here.association, DAY).is_office


def _none_is_made(*_: object, **__: object) -> None:
    raise AssertionError("SQL was made anew")


class TestWhat:
    def test_the_director_has_the_whole_offices_roles_but_not_others(self, cast: Cast) -> None:
        director = cast.actor("director")
        assert director.has(Role.REGISTRAR) and director.has(Role.ECONOMIST)
        assert not director.has(Role.AUDITOR) and not director.has(Role.APPLICANT)
        assert not cast.actor("registrar").has(Role.DIRECTOR)

    def test_applicants_and_signatories_act_for_their_organisation_only(self, cast: Cast) -> None:
        heby, af = cast.organisations["heby"].pk, cast.organisations["af"].pk
        applicant, signatory = cast.actor("applicant"), cast.actor("partner_signatory")
        assert (applicant.applicant_for, applicant.signatory_for) == ({heby}, frozenset())
        assert (signatory.applicant_for, signatory.signatory_for) == (frozenset(), {af})

    def test_seats_say_position_and_party(self, cast: Cast) -> None:
        seat = cast.actor("chair").seat_in(cast.board.pk)
        assert seat is not None and seat.position == Mandate.Position.CHAIR
        assert seat.organisation_id == cast.organisations["region"].pk
        assert cast.actor("director").seat_in(cast.board.pk) is None
        substitute = cast.actor("substitute").seat_in(cast.board.pk)
        assert substitute is not None and substitute.position == Mandate.Position.SUBSTITUTE

    def test_labels_for_the_frame_are_swedish_and_said_once(self, cast: Cast) -> None:
        for _ in range(2):
            RoleAssignment.objects.create(
                association=cast.association,
                person=cast.people["chair"],
                role=Role.SIGNATORY,
                organisation=cast.organisations["region" if not _ else "heby"],
                valid_from=DAY,
            )
        assert cast.actor("chair").role_labels == ("Firmatecknare", "Ordförande")

    def test_an_outsider_is_nobody(self, cast: Cast) -> None:
        actor = cast.actor("outsider")
        assert not (actor.is_insider or actor.is_office or actor.has_seat)

    def test_the_system_may_what_the_director_may_and_is_nobody(self, cast: Cast) -> None:
        actor = system_actor(cast.association)
        assert actor.is_insider and actor.has(Role.DIRECTOR) and actor.person_id is None

    def test_a_role_elsewhere_is_none_here(self, cast: Cast) -> None:
        frank = make_stranger(cast)
        assert not load_actor(frank, cast.association, DAY).is_insider
        other = Association.objects.get(slug="ornskoldsvik")
        with scope(association=other):
            assert load_actor(frank, other, DAY).is_office


def test_ones_own_associations_by_name(cast: Cast) -> None:
    frank = make_stranger(cast)
    assert [a.slug for a in associations_of(frank, DAY)] == ["ornskoldsvik"]
    RoleAssignment.objects.create(
        association=cast.association, person=frank, role=Role.AUDITOR, valid_from=DAY
    )
    # …förbundet i Örnsköldsvik before …förbundet Uppsala: capitals do not count.
    assert [a.slug for a in associations_of(frank, DAY)] == ["ornskoldsvik", "uppsala"]
    assert associations_of(cast.people["outsider"], DAY) == []
    period(cast, "member", date(2020, 1, 1), date(2024, 9, 4))
    assert associations_of(cast.people["member"], DAY) == []


@pytest.mark.parametrize(
    ("who", "sees", "changes", "reads_journal"),
    [
        ("director", True, True, True),
        ("registrar", True, True, True),
        ("case_officer", True, False, True),
        ("economist", True, False, True),
        ("auditor", False, False, True),
        ("chair", False, False, False),
        ("applicant", False, False, False),
        ("owner_signatory", False, False, False),
    ],
)
def test_policies(cast: Cast, who: str, sees: bool, changes: bool, reads_journal: bool) -> None:
    actor = cast.actor(who)
    expected = {
        may_see_people: sees,
        may_change_people: changes,
        may_read_journal: reads_journal,
    }
    for policy, allowed in expected.items():
        found, reason = policy(actor)
        assert found is allowed
        assert bool(reason) is not allowed
        if not allowed:
            with pytest.raises(Refused, match=reason):
                require(policy(actor))


def test_mail_addresses_are_kept_in_one_way(db: None) -> None:
    person = Person.objects.create_user("Anna.Lind@Exempel.SE", name="Anna Lind")
    assert person.email == "anna.lind@exempel.se"
    assert not person.has_usable_password()
    assert not person.is_staff
    assert isinstance(Actor("person", 1, person.pk, person.name), Actor)
