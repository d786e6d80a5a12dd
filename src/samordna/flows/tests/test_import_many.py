"""A table of people is written at once: the same rows, journal and letters as one at a time, and no
more queries for each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows.starting import services
from samordna.flows.starting.rows import MOST_ROWS, read_table
from samordna.flows.tests.one_at_a_time import write_row
from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.letters.models import Invitation, Letter
from samordna.meetings.tests.story import on
from samordna.parties.models import Contact, Mandate, Person, RoleAssignment
from samordna.parties.services import many
from samordna.parties.tests.cast import Cast, make_cast
from tests.support.world import undone

DAY = date(2024, 9, 5)
HEAD = (
    "Namn\tE-post\tTelefon\tOrgan\tUppdrag\tRoll\tTitel\tOrganisation\tFrån\tTill\tBeslutsdag\t"
    "Beslutet kom in"
)
#: Somebody new twice, somebody known by another name, a seat of each kind, and a known account.
ROWS = (
    "Maj Mo\tmaj@exempel.se\t018-1\tStyrelsen\tErsättare\t\t\tFK\t2024-01-01\t2027-03-31\t\t"
    "2024-01-02",
    "Maj Mo\tmaj@exempel.se\t018-2\t\t\tSökande\t\tHeby kommun\t2024-01-01",
    "Lasse Lind\tmember@uppsala.exempel.se\t018-3\t\t\tRevisor\t\t\t2024-01-01",
    "Lasse Lind\tmember@uppsala.exempel.se\t\t\t\tEkonom\tControllern\t\t2024-01-01",
    "Vera Vik\tvera@exempel.se\t\tStyrelsen\t2:e vice ordförande\t\t\tAF\t2024-01-01",
    "Bo Bo\tBo@Exempel.se\t\t\t\tFirmatecknare\t\tHeby kommun\t2024-01-01",
    "Utter Udd\toutsider@uppsala.exempel.se\t018-9\t\t\tFirmatecknare\t\tFK\t2024-02-01",
    "Orvar Orre\tchair@uppsala.exempel.se\t018-5\t\t\tSökande\t\tFK\t2024-01-01",
)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association), on(DAY):
        yield cast


def table(count: int) -> str:
    """So many rows of different people, every other with a seat and a phone."""
    letters = "abcdefghij"
    rows = []
    for n in range(count):
        name = f"Nils{letters[n % 10]}{letters[n // 10 % 10]}{letters[n // 100]} Nord"
        seat = f"018-{n}\tStyrelsen\tErsättare\t\t\tFK\t2024-01-01\t\t\t2024-01-02"
        role = "\t\t\tFirmatecknare\t\tHeby kommun\t2024-01-01"
        rows.append(f"{name}\tn{n}@exempel.se\t{seat if n % 2 else role}")
    return "\n".join((HEAD, *rows))


def write_together(cast: Cast, text: str, naming: str) -> None:
    services.import_people(actor=cast.actor("director"), text=text, naming=naming, today=DAY)


def write_alone(cast: Cast, text: str, naming: str) -> None:
    actor = cast.actor("director")
    for row, task in services._try(actor, read_table(text, is_address=str), naming, DAY):
        write_row(actor, row, task, naming)


def told(cast: Cast) -> dict[str, list[Any]]:
    """Everything that a table leaves behind, without keys and moments."""
    mandates = Mandate.objects.order_by("pk")
    roles = RoleAssignment.objects.order_by("pk")
    entries = JournalEntry.objects.order_by("number")
    letters = Letter.objects.order_by("pk")
    contacts = Contact.objects.order_by("person__email")
    return {
        "journal": list(entries.values_list("verb", "subject_label", "before", "after")),
        "actors": list(entries.values_list("actor_kind", "actor_name", "subject_type")),
        "accounts": list(Person.objects.order_by("email").values_list("email", "name")),
        "contacts": list(contacts.values_list("person__email", "name", "email", "phone")),
        "mandates": list(mandates.values_list("person__email", "position", "valid_from")),
        "roles": list(roles.values_list("person__email", "role", "title", "organisation__name")),
        "invited": list(Invitation.objects.order_by("pk").values_list("person__email", flat=True)),
        "letters": list(letters.values_list("kind", "name", "address", "subject", "text", "path")),
        "events": list(letters.values_list("event__verb", "event__subject_label", "about_type")),
    }


@pytest.mark.parametrize("naming", ["keep", "rename"])
def test_many_at_once_leave_what_one_at_a_time_leaves(cast: Cast, naming: str) -> None:
    text = "\n".join((HEAD, *ROWS))
    found = []
    for write in (write_alone, write_together):
        with undone():
            write(cast, text, naming)
            assert verify(cast.association.pk).ok
            found.append(told(cast))
    alone, together = found
    for what, rows in alone.items():
        assert together[what] == rows, what
    assert len(alone["journal"]) >= len(ROWS) and alone["letters"]


@pytest.mark.parametrize("count", [50, MOST_ROWS])
def test_the_queries_are_those_that_write_the_rows(cast: Cast, count: int) -> None:
    """Where it was 25 for each person. Databases take so many values in one statement, so that a
    long table is written in some more of them."""
    text = table(count)
    begun = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        write_together(cast, text, "keep")
    took = time.process_time() - begun
    assert Letter.objects.count() == Invitation.objects.count() == count
    assert Contact.objects.filter(phone__startswith="018-").count() == count // 2
    assert len(captured) <= 40 + count // 5
    # A second and a half is for the longest, and a slow machine beside others.
    assert took < 3


def test_a_seat_that_was_taken_since_the_trial_is_told_at_its_row(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_first(**asked: Any) -> Any:
        Mandate.objects.filter(pk=cast.mandates["member"].pk).update(position="vice2")
        return given(**asked)

    given = many.give_many
    monkeypatch.setattr(services, "give_many", somebody_first)
    with pytest.raises(services.NotImported) as refused:
        write_together(cast, "\n".join((HEAD, ROWS[5], ROWS[4])), "keep")
    rows = refused.value.table.rows
    assert not rows[0].problems
    assert "Lars Lind är 2:e vice ordförande" in rows[1].problems[0]


def test_the_same_row_written_meanwhile_is_said_and_nothing_is_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_first(*asked: Any) -> Any:
        person = Person.objects.get(email="bo@exempel.se")
        Contact.objects.create(association=cast.association, person=person, name="Bo Bo")
        return found

    found: dict[int, Contact] = {}
    monkeypatch.setattr(many, "_known_contacts", somebody_first)
    before = JournalEntry.objects.count()
    with pytest.raises(services.NotImported) as refused:
        write_together(cast, "\n".join((HEAD, ROWS[5])), "keep")
    assert "Någon annan har ändrat" in refused.value.table.problems[-1]
    assert JournalEntry.objects.count() == before
    assert not RoleAssignment.objects.filter(person__email="bo@exempel.se").exists()


def test_an_account_of_another_association_is_the_same_person(cast: Cast) -> None:
    Person.objects.create_user("bo@exempel.se", name="Bosse")
    write_together(cast, "\n".join((HEAD, ROWS[5])), "keep")
    person = Person.objects.get(email="bo@exempel.se")
    assert person.name == "Bosse"
    assert Contact.objects.get(person=person).name == "Bo Bo"
