"""What the services would refuse of a table, row by row, asked of what has been read once.

Nothing is written and nothing is locked, however long the table is: the rules are those that the
services ask (``parties.rules``), and each row is asked as if those above it had been written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from samordna.flows.starting.table import COLUMNS, Differing, Row, There
from samordna.parties.access import Decision
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Body,
    Contact,
    Mandate,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from samordna.parties.naming import Names
from samordna.parties.policies import may_add_to, may_give_role
from samordna.parties.rules import (
    Naming,
    Seat,
    decision_out_of_order,
    ends_before_it_starts,
    role_given,
    same_name,
    seat_of_another,
    seat_taken,
)


@dataclass(frozen=True, slots=True)
class Task:
    """What a row gives somebody: a seat in a body for an organisation, or a role."""

    body: Body | None
    role: str
    organisation: Organisation | None
    valid_from: date


@dataclass
class Known:
    """Whom the association knows, what they have, and who asks; rows that were tried included.

    People are known by the address that they sign in with. ``phones`` has the key and the phone of
    each; ``mandates`` and ``assignments`` hold what is there, and nothing that was only tried.
    """

    actor: Actor
    own_address: str
    names: Names = field(default_factory=Names)
    phones: dict[str, tuple[int, str]] = field(default_factory=dict)
    mandates: dict[tuple[str, int], list[Mandate]] = field(
        default_factory=lambda: defaultdict(list)
    )
    assignments: dict[tuple[str, str, int | None], list[RoleAssignment]] = field(
        default_factory=lambda: defaultdict(list)
    )
    seats: dict[int, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[str, str, int | None], list[tuple[date, date | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def read_known(actor: Actor) -> Known:
    """Read what the trial of a table rests on. Four queries."""
    own = Person.objects.filter(pk=actor.person_id or 0).values_list("email", flat=True).first()
    contacts = list(Contact.objects.values_list("person__email", "name", "pk", "phone"))
    known = Known(actor, own or "", Names.of((address, name) for address, name, *_ in contacts))
    known.phones = {address: (pk, phone) for address, _, pk, phone in contacts}
    for mandate in Mandate.objects.select_related("person", "contact", "organisation"):
        address = mandate.person.email
        known.mandates[address, mandate.body_id].append(mandate)
        known.seats[mandate.body_id].append(_seat(mandate))
    for given in RoleAssignment.objects.select_related("person"):
        what = given.person.email, given.role, given.organisation_id
        known.assignments[what].append(given)
        known.roles[what].append((given.valid_from, given.valid_to))
    return known


def _seat(mandate: Mandate) -> Seat:
    address, first, last = mandate.person.email, mandate.valid_from, mandate.valid_to
    return Seat(address, mandate.name, mandate.position, first, last)


def look_for(known: Known, row: Row, task: Task, naming: str) -> None:
    """Say in a row what is there already of what it gives, and what of that it says otherwise.

    What is there and is another seat of the same person in the body stands in the row's way.
    """
    address = row.cell("email").lower()
    if task.body is not None:
        _look_for_seat(known, row, task, address)
    elif task.role:
        party = task.organisation.pk if task.organisation else None
        last = row.days["valid_to"]
        given = next(
            (
                one
                for one in known.assignments[address, task.role, party]
                if one.valid_from == task.valid_from
                or (one.valid_to is None and (last is None or last >= one.valid_from))
            ),
            None,
        )
        if given is not None:
            until = f" till {given.valid_to}" if given.valid_to else ""
            words = f"{given.get_role_display()} från {given.valid_from}{until}"
            told = {"title": given.title, "valid_from": given.valid_from}
            ends = _differing(row, {"valid_to": given.valid_to})
            there = _there("parties:edit_role", given.pk, words, _differing(row, told))
            row.there = replace(there, differs=(*there.differs, *ends), last_day_differs=bool(ends))
    if row.there is not None:
        _look_at_person(known, row, address, naming)


def _look_for_seat(known: Known, row: Row, task: Task, address: str) -> None:
    assert task.body is not None
    wanted = Seat(address, "", row.position, task.valid_from, row.days["valid_to"])
    held = [m for m in known.mandates[address, task.body.pk] if _seat(m).meets(wanted)]
    for mandate in sorted(held, key=lambda one: one.valid_from, reverse=True):
        until = f" till {mandate.valid_to}" if mandate.valid_to else ""
        words = (
            f"{mandate.get_position_display()} i {task.body.in_text} för "
            f"{mandate.organisation.name} från {mandate.valid_from}{until}"
        )
        there = There("parties:edit_mandate", mandate.pk, words)
        if mandate.position != row.position or mandate.organisation != task.organisation:
            row.in_the_way = there
            continue
        told = {
            "order": mandate.call_order,
            "valid_from": mandate.valid_from,
            "valid_to": mandate.valid_to,
            "appointed_by": mandate.appointed_by,
            "appointed_on": mandate.appointed_on,
            "received_on": mandate.papers_received_on,
            "eligible_as": mandate.get_eligible_as_display(),
            "eligible_to": mandate.eligible_to,
        }
        row.there = _there(there.page, there.pk, words, _differing(row, told))
        return


def _there(page: str, pk: int, words: str, differs: tuple[Differing, ...]) -> There:
    return There(page, pk, words, differs, task_differs=bool(differs))


def _differing(row: Row, told: Mapping[str, object]) -> tuple[Differing, ...]:
    """What the row's cells say otherwise; an empty one says nothing."""
    found = []
    for column, value in told.items():
        if column in row.days:
            said: object = row.days[column]
        elif column == "order":
            said = row.order
        else:
            said = row.read.get(column) or row.cell(column)
        there = "" if value is None else str(value)
        if said not in (None, "") and str(said) != there:
            found.append(Differing(COLUMNS[column][0], there or "–", str(said)))
    return tuple(found)


def _look_at_person(known: Known, row: Row, address: str, naming: str) -> None:
    """What the row says otherwise of who it is: a telephone number, and a name that is to hold."""
    assert row.there is not None
    pk, phone = known.phones[address]
    called = known.names.called[address]
    found = []
    if naming == Naming.RENAME and not same_name(called, row.cell("name")):
        found.append(Differing(COLUMNS["name"][0], called, row.cell("name")))
    if row.cell("phone") and row.cell("phone") != phone:
        found.append(Differing(COLUMNS["phone"][0], phone or "–", row.cell("phone")))
    if found:
        differs = (*row.there.differs, *found)
        row.there = replace(row.there, differs=differs, person=pk)


def try_row(known: Known, row: Row, task: Task, naming: str, today: date) -> list[tuple[str, str]]:
    """Why a row cannot be written, as the service that would write it says; empty when it can.
    Each reason has the column that it is about, where it is about one.

    A row that can counts as written when the next one is tried.
    """
    address = row.cell("email").lower()
    if reasons := refusals(known, row, task, naming, today):
        return reasons
    held = known.names.called.get(address)
    name = held if held is not None and naming != Naming.RENAME else row.cell("name")
    if taken := _taken(known, address, name, row, task):
        return [taken]
    known.names.written(address, row.cell("name"), naming)
    return []


def refusals(known: Known, row: Row, task: Task, naming: str, today: date) -> list[tuple[str, str]]:
    """Everything that hinders a row whatever seats and roles there are."""
    address = row.cell("email").lower()
    reasons = (
        (_may(known, address, task), ""),
        (_ends(row, task), "valid_to"),
        (_order(row, task, today), "appointed_on"),
        (_name(known, address, row.cell("name"), naming), "name"),
    )
    return [(reason, column) for reason, column in reasons if reason]


def _may(known: Known, address: str, task: Task) -> str:
    decisions: list[Decision] = []
    if task.role:
        decisions.append(may_give_role(known.actor, task.role))
    if address == known.own_address:
        decisions.append(may_add_to(known.actor, Person(pk=known.actor.person_id)))
    return next((reason for allowed, reason in decisions if not allowed), "")


def _ends(row: Row, task: Task) -> str:
    """Where no first day stands in the row it begins today; a row with both has been asked."""
    if row.days["valid_from"] is not None:
        return ""
    last = row.days["valid_to"]
    return ends_before_it_starts(task.valid_from, last, is_role=not row.is_mandate)


def _order(row: Row, task: Task, today: date) -> str:
    if task.body is None:
        return ""
    return decision_out_of_order(
        appointed_on=row.days["appointed_on"], received_on=row.days["received_on"], today=today
    )


def _name(known: Known, address: str, name: str, naming: str) -> str:
    """Nobody else here has the name that would be written."""
    refused = known.names.refused(address, name, naming)
    return "" if refused is None else str(refused)


def _taken(known: Known, address: str, name: str, row: Row, task: Task) -> tuple[str, str] | None:
    """Why the seat or the role cannot be given, and the column that it is about; where it can, it
    is from now on."""
    if task.body is not None:
        wanted = Seat(address, name, row.position, task.valid_from, row.days["valid_to"])
        seats = known.seats[task.body.pk]
        if reason := seat_taken(wanted, seats, task.body.in_text):
            return reason, "position" if seat_of_another(wanted, seats) else ""
        seats.append(wanted)
        return None
    party = task.organisation.pk if task.organisation else None
    last = row.days["valid_to"]
    given, label = known.roles[address, task.role, party], Role(task.role).label.lower()
    if reason := role_given(name, label, task.valid_from, given, last=last):
        return reason, ""
    given.append((task.valid_from, last))
    return None
