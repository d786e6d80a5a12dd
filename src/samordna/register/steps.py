"""Opening matters and registering records, for services that have seen who may: no authority here.

Views do not import this module. Numbers come without gap or double.
"""

from __future__ import annotations

from datetime import date

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.actors import Actor
from samordna.parties.numbers import take_number
from samordna.register.models import Matter, Record


@changes
def open_matter(
    *,
    actor: Actor,
    subject: str,
    opened_on: date | None = None,
    responsible_id: int | None = None,
) -> Matter:
    """Open a matter with the next number of its year; journalled.

    Authority is checked by the caller's policy: a matter is always opened for something.
    """
    day = opened_on or clock.today()
    matter = Matter.objects.create(
        association_id=actor.association_id,
        year=day.year,
        serial=take_number(actor.association_id, kind="matter", key=str(day.year)),
        subject=subject[:250],
        opened_on=day,
        responsible_id=responsible_id,
    )
    journal(
        actor=actor,
        verb="open_matter",
        subject=matter,
        after={"number": matter.number, "subject": matter.subject, "opened_on": day},
    )
    return matter


@changes
def register_record(
    *,
    actor: Actor,
    matter: Matter,
    direction: str,
    subject: str,
    dated: date | None = None,
    counterparty: str = "",
    secrecy_ground: str = "",
) -> Record:
    """Register a record in a matter with the next serial number of the matter; journalled."""
    for_change(Matter.objects.all()).get(pk=matter.pk)
    last = matter.records.order_by("-serial").values_list("serial", flat=True).first() or 0
    entry = Record.objects.create(
        association_id=actor.association_id,
        matter=matter,
        serial=last + 1,
        direction=direction,
        dated=dated or clock.today(),
        counterparty=counterparty[:200],
        subject=subject[:250],
        secret=bool(secrecy_ground),
        secrecy_ground=secrecy_ground,
        registered_by_id=actor.person_id,
        registered_at=clock.now(),
    )
    journal(
        actor=actor,
        verb="register_record",
        subject=entry,
        after={
            "matter": matter.number,
            "serial": entry.serial,
            "direction": direction,
            "counterparty": entry.counterparty,
            "subject": entry.subject,
        },
    )
    return entry
