"""Kom igång: what an association lacks is seen in its data, in one query."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.starting.checklist import checklist
from samordna.flows.starting.steps import STEPS
from samordna.funding.services.forms import choose_form, ready_forms
from samordna.ground import clock
from samordna.letters.models import Invitation
from samordna.meetings.services.standard_agenda import save_standard_agenda
from samordna.parties.actors import Actor, load_actor
from samordna.parties.models import (
    Association,
    Body,
    Contact,
    Mandate,
    Organisation,
    Person,
    RoleAssignment,
)
from samordna.parties.services.association import DETAILS, edit_association
from samordna.parties.services.founding import found_association
from samordna.parties.services.organisations import add_organisation
from samordna.parties.tests.cast import make_cast
from samordna.web.shared import ChecklistItem
from samordna.web.tests.drawn import forms_of


@pytest.fixture
def founded(db: None) -> Iterator[tuple[Association, Person]]:
    association, person = found_association(
        slug="nytt",
        name="Samordningsförbundet Nytt",
        director_email="disa@exempel.se",
        director_name="Disa Dal",
        today=clock.today(),
    )
    with scope(association=association):
        yield association, person


def director(founded: tuple[Association, Person]) -> Actor:
    return load_actor(founded[1], founded[0], clock.today())


def association_of(actor: Actor) -> Association:
    return Association.objects.get(pk=actor.association_id)


def done(actor: Actor) -> set[str]:
    return {
        item.label for item in checklist(actor, clock.today(), association_of(actor)) if item.done
    }


def test_a_new_association_has_nothing(founded: tuple[Association, Person]) -> None:
    actor = director(founded)
    assert done(actor) == set()
    assert len(checklist(actor, clock.today(), association_of(actor))) == len(STEPS)


def test_what_is_done_is_seen_in_the_data(
    founded: tuple[Association, Person], django_assert_num_queries: object
) -> None:
    actor = director(founded)
    values = dict.fromkeys(DETAILS, "Uppgift")
    edit_association(actor=actor, notice_counts_from="own", valid_from=date(2024, 1, 1), **values)
    assert done(actor) == {"Förbundets uppgifter"}
    for kind in ("fk", "af", "region", "municipality"):
        add_organisation(
            actor=actor,
            name=kind,
            short_name=kind,
            kind=kind,
            is_member=True,
            notice_board_email="anslag@exempel.se",
        )
    choose_form(actor=actor, ready=ready_forms()[0], valid_from=date(2024, 1, 1))
    here = association_of(actor)
    with django_assert_num_queries(1):  # type: ignore[operator]
        items = checklist(actor, clock.today(), here)
    assert {item.label for item in items if item.done} == {
        "Förbundets uppgifter",
        "Medlemmarna",
        "Medlemmarnas anslagstavlor",
        "Formulär för ansökningar",
    }


def test_the_director_meets_it_on_idag_and_every_page_of_it_opens(
    founded: tuple[Association, Person], client: Client
) -> None:
    client.force_login(founded[1])
    page = client.get("/nytt/idag/").content.decode()
    assert "Kom igång" in page and "Ta en kopp kaffe" not in page
    for item in checklist(director(founded), clock.today(), founded[0]):
        assert f'href="{item.url}"' in client.get("/nytt/kom-igang/").content.decode()
        assert client.get(item.url).status_code == 200, item.url


@pytest.mark.django_db
def test_every_link_opens_for_whoever_sees_it() -> None:
    """The registrar sees the list, but the key by which the members share is the economist's."""
    cast = make_cast()
    client = Client()
    client.force_login(cast.people["registrar"])
    with scope(association=cast.association):
        actor = load_actor(cast.people["registrar"], cast.association, clock.today())
        items = checklist(actor, clock.today(), cast.association)
    assert [item.label for item in items if not item.url] == ["Fördelningsnyckel"]
    for item in items:
        assert not item.url or client.get(item.url).status_code == 200
    assert "Fördelningsnyckel" in client.get("/uppsala/kom-igang/").content.decode()


def test_the_question_is_put_into_sql_once_and_answered_for_each(
    founded: tuple[Association, Person],
) -> None:
    """Each *Idag* of the office asks it; made anew each time it was half of the page's work."""
    cast = make_cast()
    today, calls = clock.today(), 0
    first = checklist(director(founded), today, founded[0])
    registrar = cast.actor("registrar")

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        other = checklist(registrar, today, cast.association)
    finally:
        sys.setprofile(None)
    assert not any(item.done for item in first)
    assert any(item.done for item in other)
    assert calls < 2_500


@pytest.mark.django_db
def test_the_board_is_there_when_each_member_has_a_substitute_too() -> None:
    """A member has at least one ledamot and one ersättare; who lacks one is named."""
    cast = make_cast()

    def board() -> ChecklistItem:
        items = checklist(cast.actor("registrar"), clock.today(), association_of(actor))
        return next(item for item in items if item.label == "Styrelsen")

    with scope(association=cast.association):
        actor = cast.actor("registrar")
        told = board()
        assert not told.done and "Ingen ersättare för " in told.why
        for number, party in enumerate(Organisation.objects.filter(is_member=True)):
            person = Person.objects.create_user(f"e{number}@exempel.se", name=f"E {number}")
            contact = Contact.objects.create(
                association=cast.association, person=person, name=person.name
            )
            Mandate.objects.create(
                association=cast.association,
                body=cast.board,
                person=contact.person,
                organisation=party,
                position="substitute",
                valid_from=date(2024, 1, 1),
            )
        told = board()
        assert "Ingen ersättare" not in told.why and told.done is ("Ingen" not in told.why)


@pytest.mark.django_db
def test_signatories_are_there_when_each_member_has_one() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        actor = cast.actor("registrar")

        def told() -> ChecklistItem:
            items = checklist(actor, clock.today(), association_of(actor))
            return next(item for item in items if item.label.startswith("Firmatecknare"))

        assert not told().done and told().begun
        assert told().why.endswith(
            "Ingen firmatecknare för Försäkringskassan, Region Uppsala och Tierps kommun."
        )
        for party in ("fk", "region", "tierp"):
            RoleAssignment.objects.create(
                association=cast.association,
                person=cast.people["owner_signatory"],
                role="signatory",
                organisation=cast.organisations[party],
                valid_from=date(2024, 1, 1),
            )
        assert told().done


@pytest.mark.parametrize("told_by", ["notice_board", "notice_board_url", "notice_board_email"])
def test_a_members_board_is_told_of_by_any_of_three_and_who_lacks_one_is_named(
    founded: tuple[Association, Person], told_by: str
) -> None:
    actor = director(founded)

    def boards() -> ChecklistItem:
        items = checklist(actor, clock.today(), association_of(actor))
        return next(item for item in items if item.label == "Medlemmarnas anslagstavlor")

    def add(name: str, kind: str, **board: str) -> Organisation:
        return add_organisation(
            actor=actor, name=name, short_name=name, kind=kind, is_member=True, **board
        )

    add("Försäkringskassan", "fk")  # posts nothing, and is not asked for
    assert not boards().done
    add("Region Nytt", "region", **{told_by: "anslag@nytt.exempel.se"})
    assert boards().done
    bare = add("Nytorps kommun", "municipality")
    told = boards()
    assert not told.done and told.why.endswith("Ingen anslagstavla för Nytorps kommun.")
    assert told.url == f"/nytt/organisationer/{bare.pk}/andra/"


def test_idag_and_kom_igang_count_alike(
    founded: tuple[Association, Person], client: Client
) -> None:
    client.force_login(founded[1])
    counted = re.compile(r"\b(\d+) av (\d+)\b")
    sums = {
        match.groups()
        for page in ("idag", "kom-igang")
        for match in counted.finditer(client.get(f"/nytt/{page}/").content.decode())
    }
    assert len(sums) == 1


@pytest.mark.django_db
def test_where_nobody_has_been_invited_the_invitations_are_not_done() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        items = checklist(cast.actor("director"), clock.today(), cast.association)
        (invited,) = [item for item in items if item.label == "Inbjudningarna"]
        assert not invited.done
        assert not Invitation.objects.exists()


def test_the_founders_own_invitation_is_not_the_invitations(
    founded: tuple[Association, Person],
) -> None:
    """The founder came in with one: it says nothing of whether anybody else has been invited."""
    association, founder = founded
    actor = director(founded)

    def invite(person: Person) -> None:
        now = clock.now()
        Invitation.objects.create(
            association=association, person=person, made_at=now, valid_until=now, used_at=now
        )
        Contact.objects.filter(person=person).update(came_in_at=now)

    invite(founder)
    assert "Inbjudningarna" not in done(actor)
    other = Person.objects.create_user("nils@exempel.se", name="Nils Nord")
    Contact.objects.create(association=association, person=other, name=other.name)
    invite(other)
    assert "Inbjudningarna" in done(actor)


@pytest.mark.django_db
def test_a_member_that_appoints_no_substitute_is_not_asked_for_one(client: Client) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        actor = cast.actor("registrar")

        def why() -> str:
            items = checklist(actor, clock.today(), association_of(actor))
            return next(item.why for item in items if item.label == "Styrelsen")

        fk = cast.organisations["fk"]
        Mandate.objects.filter(organisation=fk, position="substitute").delete()
        assert "Försäkringskassan" in why() and "kryssa i det på organisationens sida" in why()
        client.force_login(cast.people["registrar"])
        page = f"/uppsala/organisationer/{fk.pk}/andra/"
        sent = max(forms_of(client.get(page).content.decode()), key=len)
        assert client.post(page, sent | {"no_substitute": "on"}).status_code == 302
        assert "Ingen ersättare för Försäkringskassan" not in why()
        shown = client.get(f"/uppsala/organisationer/{fk.pk}/").content.decode()
        assert "medlem i förbundet utan ersättare i styrelsen" in shown


@pytest.mark.django_db
def test_what_an_association_may_also_have_is_told_and_holds_nothing_back() -> None:
    """The logo, other bodies, the standing items, and the members' numbers."""
    cast = make_cast()
    labels = {"Logotypen", "Andra organ", "Stående punkter", "Medlemmarnas nummer"}
    with scope(association=cast.association):
        actor = cast.actor("registrar")

        def told() -> dict[str, ChecklistItem]:
            items = checklist(actor, clock.today(), association_of(actor))
            return {item.label: item for item in items if item.label in labels}

        first = told()
        assert set(first) == labels
        assert not any(item.done or item.needed for item in first.values())
        numbers = first["Medlemmarnas nummer"].why
        assert "Inget organisationsnummer för Arbetsförmedlingen" in numbers
        assert "Inget bankgiro eller plusgiro för Heby kommun, Region Uppsala och" in numbers
        Organisation.objects.update(organisation_number="212000-1234", bankgiro="123-4567")
        Association.objects.update(logo_sha256="0" * 64)
        Body.objects.create(
            association=cast.association,
            kind=Body.Kind.WORKING_COMMITTEE,
            slug="au",
            name="Arbetsutskottet",
            numbering=Body.Numbering.YEAR,
        )
        save_standard_agenda(
            actor=cast.actor("director"),
            body=cast.board,
            items=[{"heading": "Öppnande", "kind": "formal", "proposal": []}],
            valid_from=date(2024, 1, 1),
        )
        assert all(item.done for item in told().values())
