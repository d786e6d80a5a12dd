"""People of an association out of a table: tried in full first, and written all at once."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from samordna.flows.starting.rows import Row, Table, read_table
from samordna.journal.services import only_tried
from samordna.kernel.dates import NotADate
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Contact, Organisation, Role
from samordna.parties.policies import may_change_people
from samordna.parties.rules import Naming, same_name
from samordna.parties.services.errors import AlreadyGiven, DecisionOutOfOrder, OtherName, SameName
from samordna.parties.services.mandates import give_mandate
from samordna.parties.services.people import edit_contact
from samordna.parties.services.roles import give_role

#: What a row may be refused with by the services that write it.
REFUSALS = (AlreadyGiven, DecisionOutOfOrder, OtherName, SameName, Refused, NotADate)

_ROLES = {
    **{role.label.casefold(): role.value for role in Role},
    "registrator": Role.REGISTRAR.value,
    "handläggare": Role.CASE_OFFICER.value,
    "processtödjare": Role.CASE_OFFICER.value,
    "chef": Role.DIRECTOR.value,
}
_FOR_AN_ORGANISATION = frozenset({Role.APPLICANT, Role.SIGNATORY})


class NotImported(Exception):
    """Some row has a problem; nothing was written. ``table`` says which."""

    def __init__(self, table: Table) -> None:
        super().__init__("Inget är sparat. Rätta raderna och försök igen.")
        self.table = table


def try_people(*, actor: Actor, text: str, naming: str, today: date) -> Table:
    """Read a table and try to write every row; nothing stays written. Raises Refused.

    What the services refuse is said row by row, as it would be when written.
    """
    require(may_change_people(actor))
    table = read_table(text, is_address=is_address)
    with only_tried():
        _write(actor, table, naming, today)
    return table


@transaction.atomic
def import_people(*, actor: Actor, text: str, naming: str, today: date) -> Table:
    """Read a table and write all its rows; each person and task journalled as when written alone.

    All or nothing. ``naming`` (a :class:`Naming`) says which name holds for an address that is
    known under another. Raises Refused and :class:`NotImported`.
    """
    require(may_change_people(actor))
    table = read_table(text, is_address=is_address)
    _write(actor, table, naming, today)
    if not table.ready:
        raise NotImported(table)
    return table


def is_address(text: str) -> bool:
    """Whether a text is a mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _write(actor: Actor, table: Table, naming: str, today: date) -> None:
    bodies = {body.name.casefold(): body for body in Body.objects.all()}
    parties: dict[str, Organisation] = {}
    for organisation in Organisation.objects.all():
        parties[organisation.short_name.casefold()] = organisation
    for organisation in Organisation.objects.all():
        parties[organisation.name.casefold()] = organisation
    known = {
        contact.person.email: contact.name for contact in Contact.objects.select_related("person")
    }
    for row in table.rows:
        found = _found(row, bodies, parties)
        if row.problems:
            continue
        held = known.get(row.cell("email").casefold())
        if held is not None and not same_name(held, row.cell("name")):
            which = "namnet byts" if naming == Naming.RENAME else "namnet behålls"
            row.notes.append(f"Adressen hör redan till {held}; {which}.")
        try:
            with transaction.atomic():
                _write_row(actor, row, found, naming, today)
        except REFUSALS as refusal:
            row.problems.append(str(refusal))


def _found(
    row: Row, bodies: dict[str, Body], parties: dict[str, Organisation]
) -> tuple[Body | None, str, Organisation | None]:
    """The body, the role and the organisation that the row's words name."""
    body = bodies.get(row.cell("body").casefold())
    if row.cell("body") and body is None:
        known = ", ".join(body.name for body in bodies.values())
        row.problems.append(f"Organet ”{row.cell('body')[:60]}” finns inte. Här finns {known}.")
    role = _ROLES.get(row.cell("role").casefold(), "")
    if row.cell("role") and not role:
        known = ", ".join(choice.label.lower() for choice in Role)
        row.problems.append(f"Rollen ”{row.cell('role')[:60]}” finns inte. Skriv {known}.")
    organisation = parties.get(row.cell("organisation").casefold())
    if row.cell("organisation") and organisation is None:
        row.problems.append(
            f"Organisationen ”{row.cell('organisation')[:60]}” finns inte. Lägg till den först, "
            "eller skriv dess namn som det står under Organisationer."
        )
    elif row.is_mandate and organisation is not None and not organisation.is_member:
        row.problems.append(f"{organisation.name} är inte medlem i förbundet och utser ingen.")
    elif role in _FOR_AN_ORGANISATION and organisation is None:
        row.problems.append("Skriv organisationen som personen företräder.")
    return body, role, organisation


def _write_row(
    actor: Actor,
    row: Row,
    found: tuple[Body | None, str, Organisation | None],
    naming: str,
    today: date,
) -> None:
    body, role, organisation = found
    who = {"actor": actor, "email": row.cell("email"), "name": row.cell("name"), "naming": naming}
    first = row.days["valid_from"] or today
    if body is not None and organisation is not None:
        given = give_mandate(
            **who,  # type: ignore[arg-type]
            body=body,
            organisation=organisation,
            position=row.position,
            call_order=row.order,
            valid_from=first,
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
            role=role,
            organisation=organisation,
            title=row.cell("title"),
            valid_from=first,
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
