"""A table's rows written by the services that take one at a time: what many at once is held to."""

from __future__ import annotations

from samordna.flows.starting.table import Row
from samordna.flows.starting.trial import Task
from samordna.parties.access import Refused
from samordna.parties.actors import Actor
from samordna.parties.models import Contact
from samordna.parties.services.errors import AlreadyGiven, DecisionOutOfOrder, OtherName, SameName
from samordna.parties.services.mandates import give_mandate
from samordna.parties.services.people import edit_contact
from samordna.parties.services.roles import give_role

#: What a row may be refused with.
REFUSALS = (AlreadyGiven, DecisionOutOfOrder, OtherName, SameName, Refused)


def write_row(actor: Actor, row: Row, task: Task, naming: str) -> None:
    """Write one row. Raises REFUSALS."""
    who = {"actor": actor, "email": row.cell("email"), "name": row.cell("name"), "naming": naming}
    if task.body is not None and task.organisation is not None:
        given = give_mandate(
            **who,  # type: ignore[arg-type]
            body=task.body,
            organisation=task.organisation,
            position=row.position,
            call_order=row.order,
            valid_from=task.valid_from,
            valid_to=row.days["valid_to"],
            appointed_by=row.cell("appointed_by"),
            appointed_on=row.days["appointed_on"],
            papers_received_on=row.days["received_on"],
            eligible_as=row.eligible_as,
            eligible_to=row.days["eligible_to"],
        ).person
    else:
        given = give_role(
            **who,  # type: ignore[arg-type]
            role=task.role,
            organisation=task.organisation,
            title=row.cell("title"),
            valid_from=task.valid_from,
        ).person
    contact = Contact.objects.select_related("person").get(person=given)
    if row.cell("phone") and contact.phone != row.cell("phone"):
        edit_contact(
            actor=actor,
            contact=contact,
            name=contact.name,
            email=contact.address,
            phone=row.cell("phone"),
        )
