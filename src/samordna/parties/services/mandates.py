"""Mandates: appointments to bodies, from the decision to the last day."""

from __future__ import annotations

from collections import Counter
from copy import copy
from datetime import date
from typing import Any, Required, TypedDict, Unpack

from django.db.models import Q

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_change
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.changes import mandate_changed, what_holds
from samordna.parties.models import Body, Contact, Mandate, Organisation
from samordna.parties.policies import may_add_to, may_change_people
from samordna.parties.rules import (
    SINGLE_SEATS,
    Position,
    Seat,
    decision_out_of_order,
    ends_before_it_starts,
    seat_of_another,
    seat_taken,
)
from samordna.parties.services.errors import (
    AlreadyGiven,
    DecisionOutOfOrder,
    EndsBeforeItStarts,
    SecondSeat,
    StillUsed,
)
from samordna.parties.steps import contact_with, person_with


class Appointment(TypedDict, total=False):
    """What is said of a seat besides in which body and whose: when it is given and corrected."""

    organisation: Required[Organisation]
    position: Required[str]
    valid_from: Required[date]
    valid_to: date | None
    appointed_by: str
    appointed_on: date | None
    papers_received_on: Required[date | None]
    call_order: int | None
    eligible_as: str
    eligible_to: date | None


#: What is corrected of an appointment afterwards.
EDITABLE = tuple(Appointment.__annotations__)


@changes
def give_mandate(
    *,
    actor: Actor,
    body: Body,
    email: str,
    name: str,
    naming: str = "",
    several: bool = True,
    **said: Unpack[Appointment],
) -> Mandate:
    """Register that somebody was appointed to a body (valärende); journalled.

    Without the paper (``papers_received_on`` None) the person may attend but not decide; a meeting
    of the board puts the appointment on file. Raises Refused, :class:`EndsBeforeItStarts`,
    :class:`DecisionOutOfOrder`, and :class:`AlreadyGiven` to who has a seat in the body, since
    nobody votes twice, and for a second chair; :class:`OtherName` as
    :func:`~samordna.parties.steps.contact_with`; and, where it has not been said that the member
    has ``several`` seats, :class:`SecondSeat`.
    """
    require(may_change_people(actor))
    _check_days(said)
    person = person_with(email=email, name=name)
    require(may_add_to(actor, person))
    contact = contact_with(actor=actor, person=person, name=name, naming=naming)
    first, last = said["valid_from"], said.get("valid_to")
    _seat_free(body, contact, said["position"], first, last)
    if not several and said["position"] != Position.SUBSTITUTE:
        _only_seat(body, said["organisation"], first, last)
    mandate = Mandate.objects.create(
        association_id=actor.association_id, body=body, person=contact.person, **said
    )
    journal(
        actor=actor,
        verb="give_mandate",
        subject=mandate,
        after=mandate_facts(mandate, contact),
    )
    return mandate


def mandate_facts(mandate: Mandate, contact: Contact) -> dict[str, Any]:
    """What the journal says of an appointment that has been registered."""
    return {
        "person": contact.name,
        "position": mandate.position,
        "organisation": mandate.organisation.name,
        "from": mandate.valid_from,
        "to": mandate.valid_to,
        "appointed_by": mandate.appointed_by,
        "appointed_on": mandate.appointed_on,
        "papers_received_on": mandate.papers_received_on,
        "call_order": mandate.call_order,
        "eligible_as": mandate.eligible_as,
        "eligible_to": mandate.eligible_to,
    }


#: What is changed of an appointment also when its words stand in minutes.
STILL_EDITABLE = ("valid_to", "call_order", "eligible_as", "eligible_to")


@changes
def edit_mandate(*, actor: Actor, mandate: Mandate, **said: Unpack[Appointment]) -> Mandate:
    """Correct an appointment; journalled.

    Of one that has been put on file only ``STILL_EDITABLE`` is changed: its words stand in minutes.
    Raises Refused, also to who would change their own seat, :class:`AlreadyGiven`,
    :class:`DecisionOutOfOrder` and :class:`EndsBeforeItStarts`.
    """
    require(may_change_people(actor))
    for_change(Body.objects.all()).get(pk=mandate.body_id)
    locked = (
        for_change(Mandate.objects.all(), of=("self",))
        .select_related("person", "contact", "organisation", "body")
        .get(pk=mandate.pk)
    )
    require(may_add_to(actor, locked.person))
    _check_days(said)
    before = {name: getattr(locked, name) for name in EDITABLE}
    after = {**before, **said}
    if (
        locked.filed_on is not None
        and {**before, **{name: after[name] for name in STILL_EDITABLE}} != after
    ):
        raise AlreadyGiven(
            f"Valet av {locked.name} är lagt till handlingarna genom {locked.filed_by}, och dess "
            "ord står fast. Bara den sista dagen, ordningen och valbarheten ändras."
        )
    position, first, last = after["position"], after["valid_from"], after["valid_to"]
    _seat_free(locked.body, locked, position, first, last, but=locked.pk)
    earlier = copy(locked)
    for name, value in after.items():
        setattr(locked, name, value)
    locked.save(update_fields=EDITABLE)
    journal_change(
        actor=actor,
        verb="edit_mandate",
        subject=locked,
        before={**before, "organisation": before["organisation"].name},
        after={**after, "organisation": said["organisation"].name},
    )
    mandate_changed(actor, earlier, locked)
    return locked


def _seat_free(
    body: Body,
    who: Contact | Mandate,
    position: str,
    valid_from: date,
    valid_to: date | None,
    *,
    but: int | None = None,
) -> None:
    """The seat is free by :func:`~samordna.parties.rules.seat_taken`.

    The body is locked: two forms sent at once take turns. ``but`` is the mandate that is changed.
    Raises :class:`AlreadyGiven`.
    """
    for_change(Body.objects.all()).get(pk=body.pk)
    rival = Q(person_id=who.person_id)
    if position in SINGLE_SEATS:
        rival |= Q(position=position)
    rivals = Mandate.objects.filter(rival, body=body).exclude(pk=but or 0)
    held = [
        Seat(one.person_id, one.name, one.position, one.valid_from, one.valid_to)
        for one in rivals.select_related("person", "contact")
    ]
    wanted = Seat(who.person_id, who.name, position, valid_from, valid_to)
    if reason := seat_taken(wanted, held, body.in_text):
        field = "position" if seat_of_another(wanted, held) else ""
        raise AlreadyGiven(reason, field=field)


def _only_seat(
    body: Body, organisation: Organisation, valid_from: date, valid_to: date | None
) -> None:
    """On a board that gives each member one seat, a second at once is asked about.

    Raises :class:`SecondSeat`.
    """
    if body.kind != Body.Kind.BOARD:
        return
    ordinary = Mandate.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=valid_from), body=body
    ).exclude(position=Position.SUBSTITUTE)
    if valid_to is not None:
        ordinary = ordinary.filter(valid_from__lte=valid_to)
    held = list(ordinary.select_related("person", "contact"))
    own = [one for one in held if one.organisation_id == organisation.pk]
    each = Counter(one.organisation_id for one in held)
    if own and max(each.values()) == 1:
        raise SecondSeat(
            f"{organisation.name} har redan en ordinarie plats i {body.in_text}: {own[0].name}. "
            "Ska personen ersätta den, avsluta det uppdraget först. Kryssa i rutan om medlemmen "
            "ska ha flera platser."
        )


def _check_days(said: Appointment) -> None:
    if reason := ends_before_it_starts(said["valid_from"], said.get("valid_to")):
        raise EndsBeforeItStarts(reason)
    _check_order(said.get("appointed_on"), said["papers_received_on"])


def _check_order(appointed_on: date | None, received_on: date | None) -> None:
    if reason := decision_out_of_order(
        appointed_on=appointed_on, received_on=received_on, today=clock.today()
    ):
        raise DecisionOutOfOrder(reason)


@changes
def end_mandate(*, actor: Actor, mandate: Mandate, last_day: date) -> Mandate:
    """End a mandate after a last day, or prolong one that has a last day already; journalled.

    Raises Refused, :class:`EndsBeforeItStarts`, and :class:`AlreadyGiven` for one prolonged into
    days when the seat is another's, or the person has another.
    """
    require(may_change_people(actor))
    for_change(Body.objects.all()).get(pk=mandate.body_id)
    locked = (
        for_change(Mandate.objects.all(), of=("self",))
        .select_related("person", "contact", "body")
        .get(pk=mandate.pk)
    )
    prolonged = locked.valid_to is not None and last_day > locked.valid_to
    if prolonged:
        require(may_add_to(actor, locked.person))
    if last_day < locked.valid_from:
        raise EndsBeforeItStarts(f"Uppdraget började {locked.valid_from}. Välj en senare dag.")
    if prolonged:
        first, position = locked.valid_from, locked.position
        _seat_free(locked.body, locked, position, first, last_day, but=locked.pk)
    earlier = copy(locked)
    before = {"valid_to": locked.valid_to}
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    journal(
        actor=actor, verb="end_mandate", subject=locked, before=before, after={"valid_to": last_day}
    )
    mandate_changed(actor, earlier, locked)
    return locked


def why_mandate_stays(mandate: Mandate) -> str:
    """Why a mandate is ended and not taken away; empty for one that can be taken away."""
    if mandate.filed_on is not None:
        return (
            f"Valet av {mandate.name} är lagt till handlingarna genom {mandate.filed_by}. Avsluta "
            "uppdraget i stället."
        )
    return what_holds(mandate)


@changes
def remove_mandate(*, actor: Actor, mandate: Mandate, reason: str) -> None:
    """Take away a mandate that never should have been entered; the journal keeps it and why.

    Raises Refused, and :class:`StillUsed` for one that has been put on file, stands on an agenda or
    has been at a meeting: that one ends.
    """
    require(may_change_people(actor))
    locked = (
        for_change(Mandate.objects.all(), of=("self",))
        .select_related("person", "contact", "organisation", "body")
        .get(pk=mandate.pk)
    )
    if held := why_mandate_stays(locked):
        raise StillUsed(held)
    before = {name: getattr(locked, name) for name in EDITABLE}
    before |= {
        "person": locked.name,
        "body": locked.body.name,
        "organisation": locked.organisation.name,
    }
    journal(
        actor=actor,
        verb="remove_mandate",
        subject=locked,
        before=before,
        after={"reason": reason},
    )
    locked.delete()


@changes
def receive_papers(
    *,
    actor: Actor,
    mandate: Mandate,
    received_on: date,
    appointed_by: str = "",
    appointed_on: date | None = None,
) -> Mandate:
    """Register that the decision about an appointment has come in; journalled.

    From that day the person decides. Raises Refused, also to who would seat themselves,
    :class:`DecisionOutOfOrder`, and :class:`AlreadyGiven` for an appointment that has been put on
    file: its words stand.
    """
    require(may_change_people(actor))
    locked = (
        for_change(Mandate.objects.all(), of=("self",))
        .select_related("person", "contact")
        .get(pk=mandate.pk)
    )
    require(may_add_to(actor, locked.person))
    if locked.filed_on is not None:
        raise AlreadyGiven(f"Valet av {locked.name} är redan lagt till handlingarna.")
    names = ("papers_received_on", "appointed_by", "appointed_on")
    before = {name: getattr(locked, name) for name in names}
    _check_order(appointed_on or locked.appointed_on, received_on)
    earlier = copy(locked)
    locked.papers_received_on = received_on
    locked.appointed_by = appointed_by or locked.appointed_by
    locked.appointed_on = appointed_on or locked.appointed_on
    locked.save(update_fields=names)
    after = {name: getattr(locked, name) for name in names}
    journal(actor=actor, verb="receive_papers", subject=locked, before=before, after=after)
    mandate_changed(actor, earlier, locked)
    return locked
