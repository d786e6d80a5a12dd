"""What the services would refuse of a table, row by row, asked of what has been read once.

Nothing is written and nothing is locked, however long the table is: the rules are those that the
services ask (``parties.rules``), and each row is asked as if those above it had been written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from samordna.flows.starting.rows import Row
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
    role_given,
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

    People are known by the address that they sign in with.
    """

    actor: Actor
    own_address: str
    names: Names = field(default_factory=Names)
    seats: dict[int, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[str, str, int | None], list[tuple[date, date | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def read_known(actor: Actor) -> Known:
    """Read what the trial of a table rests on. Four queries."""
    own = Person.objects.filter(pk=actor.person_id or 0).values_list("email", flat=True).first()
    names = Names.of(Contact.objects.values_list("person__email", "name"))
    known = Known(actor, own or "", names)
    for mandate in Mandate.objects.select_related("person", "contact"):
        known.seats[mandate.body_id].append(
            Seat(
                mandate.person.email,
                mandate.name,
                mandate.position,
                mandate.valid_from,
                mandate.valid_to,
            )
        )
    roles = RoleAssignment.objects.values_list(
        "person__email", "role", "organisation_id", "valid_from", "valid_to"
    )
    for address, role, organisation, first, last in roles:
        known.roles[address, role, organisation].append((first, last))
    return known


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
    if reason := _taken(known, address, name, row, task):
        return [(reason, "")]
    known.names.written(address, row.cell("name"), naming)
    return []


def refusals(known: Known, row: Row, task: Task, naming: str, today: date) -> list[tuple[str, str]]:
    """Everything that hinders a row whatever seats and roles there are."""
    address = row.cell("email").lower()
    reasons = (
        (_may(known, address, task), ""),
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


def _taken(known: Known, address: str, name: str, row: Row, task: Task) -> str:
    """Why the seat or the role cannot be given; where it can, it is from now on."""
    if task.body is not None:
        wanted = Seat(address, name, row.position, task.valid_from, row.days["valid_to"])
        seats = known.seats[task.body.pk]
        if not (reason := seat_taken(wanted, seats, task.body.in_text)):
            seats.append(wanted)
        return reason
    party = task.organisation.pk if task.organisation else None
    given, label = known.roles[address, task.role, party], Role(task.role).label.lower()
    if not (reason := role_given(name, label, task.valid_from, given)):
        given.append((task.valid_from, None))
    return reason
