"""Founding an association, and giving and ending roles and mandates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.journal.queries import entries_about, verify
from samordna.parties.access import Refused
from samordna.parties.actors import load_actor
from samordna.parties.models import (
    Association,
    AssociationSetting,
    Body,
    Mandate,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from samordna.parties.services import errors, founding, mandates, organisations, roles
from samordna.parties.settings import DEFAULTS, setting
from samordna.parties.tests.cast import Cast, make_cast

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def give(cast: Cast, **changes: object) -> RoleAssignment:
    values = {
        "actor": cast.actor("registrar"),
        "email": "ny@exempel.se",
        "name": "Nya Nord",
        "role": Role.CASE_OFFICER,
        "organisation": None,
        "title": "",
        "valid_from": DAY,
    }
    return roles.give_role(**{**values, **changes})  # type: ignore[arg-type]


class TestFounding:
    def found(self, slug: str = "sundsvall") -> tuple[Association, Person]:
        return founding.found_association(
            slug=slug,
            name=f"Samordningsförbundet {slug.title()}",
            director_email="Chef@Exempel.se",
            director_name="Cesar Chef",
            today=DAY,
        )

    def test_an_association_has_a_board_and_a_director(self, db: None) -> None:
        association, person = self.found()
        with scope(association=association):
            actor = load_actor(person, association, DAY)
            assert actor.has(Role.DIRECTOR)
            assert person.email == "chef@exempel.se" and not person.has_usable_password()
            assert Body.objects.get().kind == Body.Kind.BOARD
            verbs = [e.verb for e in JournalEntry.objects.all()]
            assert verbs == ["found_association", "give_role"]
            assert verify(association.pk).ok

    def test_a_taken_address_is_said(self, db: None) -> None:
        self.found()
        with pytest.raises(ValueError, match="upptagen"):
            self.found()
        assert Association.objects.count() == 1

    @pytest.mark.parametrize(
        "slug", ["konto", "demo", "static", "komponenter", "Sundsvall", "med mellanslag", "å", ""]
    )
    def test_an_address_that_cannot_be_is_said(self, db: None, slug: str) -> None:
        with pytest.raises(ValueError, match=f"”{slug}”"):
            self.found(slug)
        assert not Association.objects.exists()

    def test_a_known_person_may_lead_a_second_one(self, db: None) -> None:
        assert self.found()[1] == self.found("harnosand")[1]


class TestRoles:
    def test_a_new_person_gets_an_account_without_password(self, cast: Cast) -> None:
        made = give(cast)
        assert made.person.email == "ny@exempel.se" and not made.person.has_usable_password()
        [entry] = entries_about(made)
        assert entry.after == {
            "person": "Nya Nord",
            "role": "case_officer",
            "from": "2024-09-05",
        }

    def test_a_known_person_keeps_the_account(self, cast: Cast) -> None:
        made = give(cast, email=" Member@Uppsala.exempel.se ", name="lars  LIND")
        assert made.person == cast.people["member"]
        assert made.name == "Lars Lind"

    def test_the_same_role_is_not_given_twice(self, cast: Cast) -> None:
        give(cast)
        with pytest.raises(errors.AlreadyGiven, match="Nya Nord har redan"):
            give(cast, valid_from=date(2025, 1, 1))

    def test_a_role_for_two_organisations(self, cast: Cast) -> None:
        for party in ("heby", "tierp"):
            give(cast, role=Role.APPLICANT, organisation=cast.organisations[party])
        assert RoleAssignment.objects.filter(person__email="ny@exempel.se").count() == 2

    def test_an_ended_role_can_be_given_again(self, cast: Cast) -> None:
        made = give(cast)
        registrar = cast.actor("registrar")
        ended = roles.end_role(actor=registrar, assignment=made, last_day=date(2024, 9, 30))
        assert ended.valid_to == date(2024, 9, 30)
        assert entries_about(made).last().after == {"valid_to": "2024-09-30"}
        assert give(cast, valid_from=date(2024, 11, 1)).pk != made.pk

    def test_a_role_never_ends_before_it_begins(self, cast: Cast) -> None:
        made = give(cast)
        with pytest.raises(errors.EndsBeforeItStarts, match="2024-09-05"):
            roles.end_role(
                actor=cast.actor("registrar"), assignment=made, last_day=date(2024, 9, 4)
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleAssignment.objects.filter(pk=made.pk).update(valid_to=date(2024, 9, 4))

    @pytest.mark.parametrize("who", ["economist", "case_officer", "chair", "applicant", "auditor"])
    def test_others_change_nothing(self, cast: Cast, who: str) -> None:
        actor = cast.actor(who)
        with pytest.raises(Refused, match="Bara administratören"):
            give(cast, actor=actor)
        with pytest.raises(Refused):
            roles.end_role(actor=actor, assignment=RoleAssignment.objects.first(), last_day=DAY)
        with pytest.raises(Refused):
            mandates.end_mandate(actor=actor, mandate=cast.mandates["member"], last_day=DAY)
        with pytest.raises(Refused):
            mandates.receive_papers(actor=actor, mandate=cast.mandates["member"], received_on=DAY)
        with pytest.raises(Refused):
            organisations.add_organisation(
                actor=actor, name="X", short_name="X", kind="other", is_member=False
            )
        assert not JournalEntry.objects.exists()

    def test_the_journal_says_for_whom_somebody_signs(self, cast: Cast) -> None:
        made = give(cast, role=Role.SIGNATORY, organisation=cast.organisations["heby"])
        assert entries_about(made).get().after["organisation"] == "Heby kommun"

    def test_a_role_begun_and_ended_the_same_day_is_not_begun_again_that_day(
        self, cast: Cast
    ) -> None:
        made = give(cast)
        roles.end_role(actor=cast.actor("registrar"), assignment=made, last_day=DAY)
        with pytest.raises(errors.AlreadyGiven):
            give(cast)

    @pytest.mark.parametrize("who", ["registrar", "director"])
    def test_nobody_gives_themselves_a_role(self, cast: Cast, who: str) -> None:
        with pytest.raises(Refused, match="sig själv"):
            give(
                cast,
                actor=cast.actor(who),
                email=cast.people[who].email,
                role=Role.SIGNATORY,
                organisation=cast.organisations["heby"],
            )

    def test_nobody_brings_an_ended_role_of_their_own_back(self, cast: Cast) -> None:
        own = RoleAssignment.objects.create(
            association=cast.association,
            person=cast.people["registrar"],
            role=Role.AUDITOR,
            valid_from=date(2023, 1, 1),
            valid_to=date(2023, 12, 31),
        )
        with pytest.raises(Refused, match="sig själv"):
            roles.end_role(actor=cast.actor("registrar"), assignment=own, last_day=date(2099, 1, 1))

    def test_only_the_director_makes_a_director_and_ends_one(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="förbundschef"):
            give(cast, role=Role.DIRECTOR)
        standing = RoleAssignment.objects.get(role=Role.DIRECTOR)
        with pytest.raises(Refused, match="förbundschef"):
            roles.end_role(actor=cast.actor("registrar"), assignment=standing, last_day=DAY)
        assert give(cast, actor=cast.actor("director"), role=Role.DIRECTOR).valid_to is None


class TestMandates:
    def test_nobody_sits_twice_in_a_body(self, cast: Cast) -> None:
        made = self.give(cast)
        with pytest.raises(errors.AlreadyGiven, match="redan ett uppdrag"):
            self.give(cast)
        mandates.end_mandate(actor=cast.actor("registrar"), mandate=made, last_day=DAY)
        with pytest.raises(errors.AlreadyGiven):
            self.give(cast)

    def test_nobody_seats_themselves(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="sig själv"):
            mandates.give_mandate(
                actor=cast.actor("registrar"),
                body=cast.board,
                email=cast.people["registrar"].email,
                name="Ragnhild Rask",
                organisation=cast.organisations["tierp"],
                position=Mandate.Position.MEMBER,
                valid_from=DAY,
                papers_received_on=DAY,
            )

    def give(self, cast: Cast, papers: date | None = None) -> Mandate:
        return mandates.give_mandate(
            actor=cast.actor("registrar"),
            body=cast.board,
            email="ny@exempel.se",
            name="Nya Nord",
            organisation=cast.organisations["tierp"],
            position=Mandate.Position.SUBSTITUTE,
            valid_from=DAY,
            papers_received_on=papers,
        )

    def test_an_appointment_waits_for_its_paper(self, cast: Cast) -> None:
        made = self.give(cast)
        with scope(association=cast.association):
            assert made.papers_received_on is None
            mandates.receive_papers(actor=cast.actor("registrar"), mandate=made, received_on=DAY)
            assert Mandate.objects.get(pk=made.pk).papers_received_on == DAY
        assert [e.verb for e in entries_about(made)] == ["give_mandate", "receive_papers"]

    @pytest.mark.parametrize(
        ("made", "came", "said"),
        [
            (date(2024, 9, 3), date(2024, 9, 2), "innan det fattades"),
            (date(2024, 9, 3), date(2024, 9, 6), "efter i dag"),
            (None, date(2024, 9, 6), "efter i dag"),
        ],
    )
    def test_a_decision_comes_in_when_it_has_been_made_and_not_tomorrow(
        self, cast: Cast, made: date | None, came: date, said: str
    ) -> None:
        given, registrar = self.give(cast), cast.actor("registrar")
        with (
            patch.object(clock, "today", lambda: DAY),
            pytest.raises(errors.DecisionOutOfOrder, match=said),
        ):
            mandates.receive_papers(
                actor=registrar, mandate=given, received_on=came, appointed_on=made
            )
        with (
            patch.object(clock, "today", lambda: DAY),
            pytest.raises(errors.DecisionOutOfOrder, match=said),
        ):
            mandates.give_mandate(
                actor=registrar,
                body=cast.board,
                email="annan@exempel.se",
                name="Annan Ask",
                organisation=cast.organisations["tierp"],
                position=Mandate.Position.MEMBER,
                valid_from=DAY,
                appointed_on=made,
                papers_received_on=came,
            )

    def test_a_mandate_ends_after_its_last_day(self, cast: Cast) -> None:
        made = self.give(cast, DAY)
        registrar = cast.actor("registrar")
        mandates.end_mandate(actor=registrar, mandate=made, last_day=DAY)
        assert not load_actor(made.person, cast.association, date(2024, 9, 6)).seats
        with pytest.raises(errors.EndsBeforeItStarts, match="2024-09-05"):
            mandates.end_mandate(actor=registrar, mandate=made, last_day=date(2024, 9, 1))


class TestOrganisations:
    def add(self, cast: Cast, name: str) -> Organisation:
        return organisations.add_organisation(
            actor=cast.actor("registrar"),
            name=name,
            short_name=name,
            kind=Organisation.Kind.MUNICIPALITY,
            is_member=True,
        )

    def test_an_organisation_is_added_once(self, cast: Cast) -> None:
        made = self.add(cast, "Knivsta kommun")
        assert entries_about(made).get().verb == "add_organisation"
        with pytest.raises(errors.AlreadyGiven, match="Knivsta kommun finns redan"):
            self.add(cast, "Knivsta kommun")


class TestSettings:
    def test_the_value_of_a_day(self, cast: Cast) -> None:
        for day, value in ((date(2024, 1, 1), 1), (date(2025, 1, 1), 3)):
            AssociationSetting.objects.create(
                association=cast.association, key="minimum_parties", valid_from=day, value=value
            )
        found = [
            setting(cast.association, "minimum_parties", day)
            for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
        ]
        assert found == [DEFAULTS["minimum_parties"], 1, 1, 3]

    def test_a_setting_that_does_not_exist(self, cast: Cast) -> None:
        with pytest.raises(KeyError):
            setting(cast.association, "no_such", DAY)
