"""What an association calls its people: no name is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.journal.queries import entries_about
from samordna.parties.access import Refused
from samordna.parties.models import Contact, Person, Role, RoleAssignment
from samordna.parties.queries import mandates_now_or_later, roles_now_or_later
from samordna.parties.services import errors, mandates, roles
from samordna.parties.services.people import edit_contact
from samordna.parties.tests.cast import Cast, make_cast, make_stranger

DAY = date(2024, 9, 5)
ROLE = {"role": Role.CASE_OFFICER, "organisation": None, "title": "", "valid_from": DAY}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def lars(cast: Cast) -> Contact:
    return Contact.objects.get(person=cast.people["member"])


class TestAnAddressOfAnotherName:
    def give(self, cast: Cast, naming: str = "") -> RoleAssignment:
        return roles.give_role(
            actor=cast.actor("registrar"),
            email="member@uppsala.exempel.se",
            name="Lars Lindgren",
            naming=naming,
            **ROLE,  # type: ignore[arg-type]
        )

    def test_is_said_and_nothing_is_written(self, cast: Cast) -> None:
        with pytest.raises(errors.OtherName, match="hör redan till Lars Lind") as error:
            self.give(cast)
        assert (error.value.known, error.value.given) == ("Lars Lind", "Lars Lindgren")
        assert not RoleAssignment.objects.filter(person=cast.people["member"]).exists()
        assert lars(cast).name == "Lars Lind"

    def test_the_known_name_may_stay(self, cast: Cast) -> None:
        assert self.give(cast, "keep").name == "Lars Lind"

    def test_the_new_name_may_take_its_place_and_is_journalled(self, cast: Cast) -> None:
        assert self.give(cast, "rename").name == "Lars Lindgren"
        [entry] = entries_about(lars(cast))
        assert (entry.before, entry.after) == ({"name": "Lars Lind"}, {"name": "Lars Lindgren"})

    def test_is_said_for_mandates_too(self, cast: Cast) -> None:
        with pytest.raises(errors.OtherName, match="hör redan till Frida Falk"):
            mandates.give_mandate(
                actor=cast.actor("registrar"),
                body=cast.board,
                email="director@uppsala.exempel.se",
                name="Frida Fors",
                organisation=cast.organisations["fk"],
                position="substitute",
                valid_from=DAY,
                papers_received_on=None,
            )

    def test_the_page_asks_and_keeps_what_was_typed(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.people["registrar"])
        posted = {
            "name": "Lars Lindgren",
            "email": "member@uppsala.exempel.se",
            "role": "auditor",
            "valid_from": "2024-09-05",
        }
        page = client.post("/uppsala/personer/ny-roll/", posted).content.decode()
        assert "Lars Lind, som förut" in page and "Lars Lindgren, byt namnet" in page
        assert 'value="Lars Lindgren"' in page
        answer = client.post("/uppsala/personer/ny-roll/", {**posted, "naming": "rename"})
        assert answer.status_code == 302
        assert lars(cast).name == "Lars Lindgren"


class TestTwoAssociations:
    def test_each_calls_a_person_its_own(self, cast: Cast) -> None:
        frank = make_stranger(cast)
        given = roles.give_role(
            actor=cast.actor("registrar"),
            email=frank.email,
            name="Frank Forsén",
            **ROLE,  # type: ignore[arg-type]
        )
        assert given.name == "Frank Forsén"
        assert cast.actor("stranger").name == "Frank Forsén"
        frank.refresh_from_db()
        assert frank.name == "Frank Fors"
        other = Contact._base_manager.exclude(association=cast.association).get(person=frank)
        assert other.name == "Frank Fors"


class TestCorrecting:
    def test_name_address_and_telephone(self, cast: Cast) -> None:
        edit_contact(
            actor=cast.actor("registrar"),
            contact=lars(cast),
            name="Lars Lindh",
            email="lars@exempel.se",
            phone="018-00 00 00",
        )
        contact = lars(cast)
        assert contact.address == "lars@exempel.se"
        assert cast.actor("member").name == "Lars Lindh"
        assert Person.objects.get(pk=contact.person_id).email == "member@uppsala.exempel.se"
        [entry] = entries_about(contact)
        assert entry.before == {"name": "Lars Lind", "email": "", "phone": ""}

    def test_the_address_of_the_account_is_no_address_of_its_own(self, cast: Cast) -> None:
        values = {"name": "Lars Lind", "email": "Member@uppsala.exempel.se", "phone": ""}
        edit_contact(actor=cast.actor("registrar"), contact=lars(cast), **values)
        assert lars(cast).email == "" and not entries_about(lars(cast)).exists()

    def test_others_correct_nothing(self, cast: Cast) -> None:
        with pytest.raises(Refused):
            edit_contact(
                actor=cast.actor("chair"), contact=lars(cast), name="X", email="", phone=""
            )

    def test_names_cost_no_queries_of_their_own(
        self, cast: Cast, django_assert_num_queries: object
    ) -> None:
        actor = cast.actor("registrar")
        with django_assert_num_queries(2):  # type: ignore[operator]
            names = [m.name for m in mandates_now_or_later(actor, DAY)]
            names += [r.name for r in roles_now_or_later(actor, DAY)]
        assert "Lars Lind" in names and "Frida Falk" in names

    def test_somebody_without_a_contact_is_called_what_the_account_is(self, cast: Cast) -> None:
        lars(cast).delete()
        assert "Lars Lind" in [m.name for m in mandates_now_or_later(cast.actor("registrar"), DAY)]


class TestTheOnlyDirector:
    def test_cannot_end_the_role(self, cast: Cast) -> None:
        own = RoleAssignment.objects.get(role=Role.DIRECTOR)
        with pytest.raises(errors.LastDirector, match="enda förbundschef"):
            roles.end_role(actor=cast.actor("director"), assignment=own, last_day=DAY)

    def test_can_when_a_successor_follows_without_a_gap(self, cast: Cast) -> None:
        own = RoleAssignment.objects.get(role=Role.DIRECTOR)
        director = cast.actor("director")
        values = {**ROLE, "role": Role.DIRECTOR, "valid_from": date(2024, 10, 1)}
        roles.give_role(actor=director, email="ny@exempel.se", name="Nya Nord", **values)  # type: ignore[arg-type]
        with pytest.raises(errors.LastDirector):
            roles.end_role(actor=director, assignment=own, last_day=date(2024, 9, 29))
        roles.end_role(actor=director, assignment=own, last_day=date(2024, 9, 30))
        successor = RoleAssignment.objects.get(role=Role.DIRECTOR, valid_to=None)
        with pytest.raises(errors.LastDirector, match="Nya Nord"):
            roles.end_role(actor=director, assignment=successor, last_day=date(2025, 1, 1))


class TestTwoInOneChair:
    def give(
        self, cast: Cast, position: str, valid_from: date, valid_to: date | None = None
    ) -> None:
        mandates.give_mandate(
            actor=cast.actor("registrar"),
            body=cast.board,
            email=f"{position}.{valid_from}@exempel.se",
            name=f"Nya Nord {position} {valid_from}",
            organisation=cast.organisations["fk"],
            position=position,
            valid_from=valid_from,
            valid_to=valid_to,
            papers_received_on=None,
        )

    @pytest.mark.parametrize("position", ["chair", "vice1"])
    def test_is_refused(self, cast: Cast, position: str) -> None:
        with pytest.raises(errors.AlreadyGiven, match="bara en"):
            self.give(cast, position, DAY)
        with pytest.raises(errors.AlreadyGiven, match="bara en"):  # overlaps by a day
            self.give(cast, position, date(2020, 1, 1), date(2023, 4, 1))

    def test_one_after_the_other_is_not(self, cast: Cast) -> None:
        self.give(cast, "chair", date(2020, 1, 1), date(2023, 3, 31))
        self.give(cast, "vice2", DAY)
        self.give(cast, "member", DAY)

    def test_nor_by_a_correction(self, cast: Cast) -> None:
        row = cast.mandates["member"]
        values = {name: getattr(row, name) for name in mandates.EDITABLE}
        with pytest.raises(errors.AlreadyGiven, match="Orvar Orre är ordförande"):
            mandates.edit_mandate(
                actor=cast.actor("registrar"), mandate=row, **{**values, "position": "chair"}
            )
        late = {**values, "valid_to": date(2024, 12, 31)}
        edited = mandates.edit_mandate(actor=cast.actor("registrar"), mandate=row, **late)
        assert edited.valid_to == date(2024, 12, 31)
        [entry] = entries_about(row)
        assert (entry.verb, entry.after["valid_to"]) == ("edit_mandate", "2024-12-31")


class TestNames:
    """Journal and signatures show the name: nobody takes another's, and nobody their own."""

    def test_the_registrar_does_not_take_the_directors_name(self, cast: Cast) -> None:
        actor = cast.actor("registrar")
        own = Contact.objects.get(person=cast.people["registrar"])
        with pytest.raises(Refused, match="sitt eget namn"):
            edit_contact(actor=actor, contact=own, name="Frida Falk", email="", phone="")
        edit_contact(actor=actor, contact=own, name=own.name, email="", phone="018-10 10 10")

    def test_nobody_is_called_as_somebody_else_here(self, cast: Cast) -> None:
        elin = Contact.objects.get(person=cast.people["economist"])
        with pytest.raises(errors.SameName, match="Frida Falk"):
            edit_contact(
                actor=cast.actor("registrar"), contact=elin, name="frida  falk", email="", phone=""
            )

    def test_nor_is_somebody_new(self, cast: Cast) -> None:
        with pytest.raises(errors.SameName, match=r"director@uppsala\.exempel\.se"):
            roles.give_role(
                actor=cast.actor("director"),
                email="annan@exempel.se",
                name="Frida Falk",
                role="economist",
                organisation=None,
                title="",
                valid_from=DAY,
            )
