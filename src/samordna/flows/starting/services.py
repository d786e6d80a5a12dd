"""People of an association out of a table: tried in full first, and written all at once.

The trial asks of what has been read (``trial.py``): it writes nothing and holds nobody up. What it
lets through is written by a service (``parties.services.many``), which asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samordna.flows.starting.rows import read_table
from samordna.flows.starting.table import Row, Table
from samordna.flows.starting.trial import Task, look_for, read_known, refusals, try_row
from samordna.journal.changes import changes
from samordna.kernel.ordering import name_key
from samordna.kernel.sentences import listed
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Organisation, Role
from samordna.parties.policies import goes_with, may_change_people
from samordna.parties.rules import Naming, plain_name, same_name, same_noun
from samordna.parties.services.many import Meanwhile, NotGiven, Seated, Wanted, give_many

#: Words of the house. What many are called where they work, as *chef*, is no role: it would make
#: somebody at a party one of the office.
_ROLES = {
    **{role.label.casefold(): role.value for role in Role},
    "registrator": Role.REGISTRAR.value,
    "processtödjare": Role.CASE_OFFICER.value,
}


class NotImported(Exception):
    """Some row has a problem; nothing was written. ``table`` says which."""

    def __init__(self, table: Table) -> None:
        stopped = table.problems or table.faulty or not table.rows
        super().__init__(
            "Inget är sparat. Rätta raderna och försök igen."
            if stopped
            else "Inget nytt att spara: det som står i tabellen finns redan."
        )
        self.table = table


def try_people(
    *, actor: Actor, text: str, naming: str, today: date, without: Collection[int] = ()
) -> Table:
    """Read a table and say of every row whether it can be written. Raises Refused. Six queries.

    What the services would refuse is said row by row, as it would be when written. ``without`` are
    the numbers of the rows that are left out.
    """
    require(may_change_people(actor))
    table = read_table(text, is_address=is_address, without=without)
    _try(actor, table, naming, today)
    return table


@changes
def import_people(
    *, actor: Actor, text: str, naming: str, today: date, without: Collection[int] = ()
) -> Table:
    """Read a table and write all its rows; each person and task journalled as when written alone.

    All or nothing, but for the rows ``without`` (their numbers), and what is there already.
    ``naming`` (a :class:`Naming`) says which name holds for an address that is known under another.
    Raises Refused and :class:`NotImported`.
    """
    require(may_change_people(actor))
    table = read_table(text, is_address=is_address, without=without)
    tasks = _try(actor, table, naming, today)
    if not table.ready:
        raise NotImported(table)
    wanted = [_wanted(row, task) for row, task in tasks]
    try:
        give_many(actor=actor, wanted=wanted, naming=naming)
    except NotGiven as refusal:  # somebody has changed something since the trial
        tasks[refusal.place][0].wrong(str(refusal))
        raise NotImported(table) from refusal
    except Meanwhile as refusal:
        table.problems.append(str(refusal))
        raise NotImported(table) from refusal
    return table


def is_address(text: str) -> bool:
    """Whether a text is a mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _try(actor: Actor, table: Table, naming: str, today: date) -> list[tuple[Row, Task]]:
    """Say in each row what is wrong with it; returns what those that can be written give."""
    bodies = list(Body.objects.all())
    organisations = list(Organisation.objects.all())
    parties: dict[str, set[Organisation]] = {}
    for party in organisations:
        for name in (party.name, party.short_name):
            parties.setdefault(plain_name(name), set()).add(party)
    known = read_known(actor)
    tasks = []
    for row in table.rows:
        if row.out:
            continue
        body, role, organisation = _found(row, bodies, parties)
        task = Task(body, role, organisation, row.days["valid_from"] or today)
        if row.problems:
            # The rest that can be said is said too: nobody corrects the same row twice.
            if row.cell("email") and row.cell("name"):
                for reason, column in refusals(known, row, task, naming, today):
                    row.wrong(reason, column)
            continue
        held = known.names.called.get(row.cell("email").lower())
        if held is not None and not same_name(held, row.cell("name")):
            which = "namnet byts" if naming == Naming.RENAME else "namnet behålls"
            row.notes.append(f"Adressen hör redan till {held}; {which}.")
        look_for(known, row, task, naming)
        if row.there is not None:
            continue
        for reason, column in try_row(known, row, task, naming, today):
            row.wrong(reason, column)
        tasks.append((row, task))
    return tasks


def _found(
    row: Row, bodies: list[Body], parties: dict[str, set[Organisation]]
) -> tuple[Body | None, str, Organisation | None]:
    """The body, the role and the organisation that the row's words name."""
    body = _body_called(row.cell("body"), bodies)
    if row.cell("body") and body is None:
        known = ", ".join(body.name for body in bodies)
        row.wrong(f"Organet ”{row.cell('body')[:60]}” finns inte. Här finns {known}.", "body")
    role = _ROLES.get(row.cell("role").casefold(), "")
    if row.cell("role") and not role:
        known = ", ".join(choice.label.lower() for choice in Role)
        row.wrong(f"Rollen ”{row.cell('role')[:60]}” finns inte. Skriv {known}.", "role")
    named = parties.get(plain_name(row.cell("organisation")), set())
    organisation = next(iter(named)) if len(named) == 1 else None
    if len(named) > 1:
        known = listed(sorted((party.name for party in named), key=name_key))
        row.wrong(
            f"”{row.cell('organisation')[:60]}” kan vara {known}. Skriv det som skiljer dem, eller "
            "ta bort den som lades in två gånger.",
            "organisation",
        )
    elif row.cell("organisation") and organisation is None:
        row.unknown_organisation = True
        row.wrong(f"Organisationen ”{row.cell('organisation')[:60]}” finns inte.", "organisation")
    elif row.is_mandate and organisation is not None and not organisation.is_member:
        row.wrong(
            f"{organisation.name} är inte medlem i förbundet och utser ingen.", "organisation"
        )
    elif role and not row.is_mandate:
        fits, why = goes_with(role, organisation)
        if not fits:
            row.wrong(why, "organisation")
    row.read |= {
        "body": body.name if body else "",
        "role": Role(role).label if role else "",
        "organisation": organisation.name if organisation else "",
    }
    return body, role, organisation


#: What a body is also called, whatever its name, where there is one of its kind.
_KINDS = {
    "styrelse": Body.Kind.BOARD,
    "förbundsstyrelse": Body.Kind.BOARD,
    "arbetsutskott": Body.Kind.WORKING_COMMITTEE,
    "au": Body.Kind.WORKING_COMMITTEE,
    "medlemssamråd": Body.Kind.COUNCIL,
    "beredningsgrupp": Body.Kind.PREPARING_GROUP,
}


def _body_called(text: str, bodies: list[Body]) -> Body | None:
    """The one body that the words name: by its name, by its name in the other form (*styrelse*,
    *styrelsen*), or by its kind. None where no body is, or several are."""
    said = plain_name(text)
    if not said:
        return None
    kind = next((kind for word, kind in _KINDS.items() if same_noun(word, said)), None)
    ways: tuple[Callable[[Body], bool], ...] = (
        lambda body: plain_name(body.name) == said,
        lambda body: same_noun(plain_name(body.name), said),
        lambda body: body.kind == kind,
    )
    found = ([body for body in bodies if way(body)] for way in ways)
    return next((some[0] for some in found if len(some) == 1), None)


def _wanted(row: Row, task: Task) -> Wanted:
    """What a row asks for, as the service takes it."""
    seat = None
    if task.body is not None:
        seat = Seated(
            body=task.body,
            position=row.position,
            call_order=row.order,
            appointed_by=row.cell("appointed_by"),
            appointed_on=row.days["appointed_on"],
            papers_received_on=row.days["received_on"],
            eligible_as=row.eligible_as,
            eligible_to=row.days["eligible_to"],
        )
    return Wanted(
        email=row.cell("email"),
        name=row.cell("name"),
        phone=row.cell("phone"),
        organisation=task.organisation,
        valid_from=task.valid_from,
        valid_to=row.days["valid_to"],
        seat=seat,
        role=task.role if seat is None else "",
        title=row.cell("title") if seat is None else "",
    )
