"""Who is there: presence as a default for the meeting, and the exceptions from item to item."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db.models import Max
from django.db.models.deletion import ProtectedError

from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Absence, Adjuster, AgendaItem, Attendee, Meeting
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services.locking import in_states, locked_meeting, locked_row
from samordna.parties.actors import Actor
from samordna.parties.models import Body

_WHAT = "ändra närvaron"


def locked_attendee(actor: Actor, attendee: Attendee) -> Attendee:
    """Lock the meeting, then read the attendee anew. Raises Refused and :class:`NotPossible`."""
    meeting = locked_meeting(actor, attendee.meeting)
    in_states(meeting, RECORDING, _WHAT)
    gone = f"{attendee.name} är redan borttagen från deltagarna."
    fresh = locked_row(Attendee.objects.all(), attendee, gone)
    fresh.meeting = meeting
    return fresh


def _facts(attendee: Attendee) -> dict[str, Any]:
    return {
        "present": attendee.present,
        "by_distance": attendee.by_distance,
        "serves_for": attendee.serves_for_id,
    }


@changes
def set_presence(
    *,
    actor: Actor,
    attendee: Attendee,
    present: bool,
    by_distance: bool = False,
    serves_for: Attendee | None = None,
) -> Attendee:
    """Say whether somebody is there, by distance, and for whom a substitute serves; journalled.

    A substitute whose member is there as well serves when the member is not in the room. Raises
    Refused, and :class:`NotPossible` when the substitute cannot serve for that member.
    """
    locked = locked_attendee(actor, attendee)
    if locked.empty_seat:
        raise NotPossible("Platsen är ledig, och ingen kan vara närvarande på den.")
    if serves_for is not None:
        _check_service(locked, serves_for)
    before = _facts(locked)
    locked.present = present
    locked.by_distance = present and by_distance
    locked.serves_for = serves_for if present else None
    locked.save(update_fields=["present", "by_distance", "serves_for"])
    journal(actor=actor, verb="set_presence", subject=locked, before=before, after=_facts(locked))
    return locked


def _is_substitute(attendee: Attendee) -> bool:
    return attendee.capacity == Attendee.Capacity.SUBSTITUTE


def _check_service(substitute: Attendee, member: Attendee) -> None:
    if not _is_substitute(substitute):
        raise NotPossible(f"{substitute.name} är inte ersättare och kan inte tjänstgöra för någon.")
    if member.meeting_id == substitute.meeting_id and _is_substitute(member):
        raise NotPossible(f"{member.name} är ersättare. Välj en ordinarie ledamot.")
    if member.meeting_id != substitute.meeting_id or not member.is_seat:
        raise NotPossible("Ersättaren måste tjänstgöra för en ledamot i samma organ.")
    _check_same_member(substitute, member)
    taken = (
        Attendee.objects.filter(serves_for=member, present=True).exclude(pk=substitute.pk).first()
    )
    if taken is not None:
        raise NotPossible(f"{taken.name} tjänstgör redan för {member.name}.")


def _check_same_member(substitute: Attendee, member: Attendee) -> None:
    """On the board a substitute steps in only for the *medlem* that appointed them (15 §)."""
    if substitute.meeting.body.kind != Body.Kind.BOARD or substitute.mandate is None:
        return
    own = substitute.mandate.organisation
    wanted = member.seat_of if member.mandate is None else member.mandate.organisation
    if wanted is None:
        raise NotPossible(
            "Det är inte känt vilken medlem den lediga platsen hör till, och en ersättare i "
            "styrelsen går in bara för sin egen medlem (15 § lagen om finansiell samordning)."
        )
    if member.empty_seat and own != wanted:
        raise NotPossible(
            f"{substitute.name} är utsedd av {own.name} och kan inte tjänstgöra på en plats som "
            f"{wanted.name} fyller (15 § lagen om finansiell samordning)."
        )
    if own != wanted:
        raise NotPossible(
            f"{substitute.name} är utsedd av {own.name} och kan inte tjänstgöra för {member.name}, "
            f"som är utsedd av {wanted.name}. En ersättare i styrelsen går in bara för en ledamot "
            "från samma medlem (15 § lagen om finansiell samordning)."
        )


@changes
def set_all_present(*, actor: Actor, meeting: Meeting) -> int:
    """Tick every ordinary member as present; journalled. Returns how many were ticked now."""
    locked = locked_meeting(actor, meeting)
    in_states(locked, RECORDING, _WHAT)
    absent = locked.attendees.filter(
        capacity=Attendee.Capacity.MEMBER, present=False, empty_seat=False
    )
    names = [a.name for a in absent]
    absent.update(present=True)
    journal(actor=actor, verb="set_all_present", subject=locked, after={"present": names})
    return len(names)


@changes
def add_other(
    *, actor: Actor, meeting: Meeting, name: str, organisation_name: str = "", title: str = ""
) -> Attendee:
    """Add somebody without a vote: a presenter, an observer; journalled."""
    locked = locked_meeting(actor, meeting)
    in_states(locked, RECORDING, _WHAT)
    last = locked.attendees.aggregate(last=Max("position"))["last"] or 0
    other = Attendee.objects.create(
        association_id=actor.association_id,
        meeting=locked,
        name=name,
        organisation_name=organisation_name,
        title=title,
        capacity=Attendee.Capacity.OTHER,
        position=last + 1,
        present=True,
    )
    after = {"name": name, "organisation": organisation_name, "title": title}
    journal(actor=actor, verb="add_other", subject=other, after=after)
    return other


@changes
def remove_other(*, actor: Actor, attendee: Attendee) -> None:
    """Take away somebody that the secretary added; journalled. Raises :class:`NotPossible`."""
    locked = locked_attendee(actor, attendee)
    if locked.mandate_id is not None or locked.capacity != Attendee.Capacity.OTHER:
        raise NotPossible(f"{locked.name} hör till organet och kan bara markeras som frånvarande.")
    before = {"meeting": locked.meeting.number, "name": locked.name}
    journal(actor=actor, verb="remove_other", subject=locked, before=before)
    try:
        locked.delete()
    except ProtectedError as error:
        raise NotPossible(f"{locked.name} står i en paragraf och kan inte tas bort.") from error


@changes
def record_absence(
    *,
    actor: Actor,
    attendee: Attendee,
    reason: str,
    from_item: AgendaItem,
    to_item: AgendaItem | None = None,
    at: time | None = None,
) -> Absence:
    """Record that somebody took no part from an item to an item, both counted; journalled.

    Disqualified and abstaining hold for ``from_item`` alone unless ``to_item`` says more; who left
    stayed away to the end; who came late needs the last item missed in ``to_item``.
    Raises Refused and :class:`NotPossible`.
    """
    locked = locked_attendee(actor, attendee)
    if {from_item.meeting_id, (to_item or from_item).meeting_id} != {locked.meeting_id}:
        raise NotPossible("Punkten hör till ett annat sammanträde.")
    if not locked.present:
        raise NotPossible(f"{locked.name} är inte markerad som närvarande.")
    if reason in (Absence.Reason.DISQUALIFIED, Absence.Reason.ABSTAINS) and to_item is None:
        to_item = from_item
    if reason == Absence.Reason.ARRIVED_LATE and to_item is None:
        raise NotPossible("Ange vid vilken punkt personen kom.")
    same = Absence.objects.filter(
        attendee=locked, reason=reason, from_item=from_item, to_item=to_item
    ).first()
    if same is not None:
        return same
    absence = Absence.objects.create(
        association_id=actor.association_id,
        attendee=locked,
        reason=reason,
        from_item=from_item,
        to_item=to_item,
        at=at,
    )
    journal(actor=actor, verb="record_absence", subject=absence, after=_absence_facts(absence))
    return absence


def _absence_facts(absence: Absence) -> dict[str, Any]:
    return {
        "attendee": str(absence.attendee),
        "reason": absence.reason,
        "from_item": absence.from_item.heading,
        "to_item": absence.to_item.heading if absence.to_item else None,
        "at": absence.at,
    }


@changes
def remove_absence(*, actor: Actor, absence: Absence) -> None:
    """Take back an exception from somebody's presence; journalled.

    Raises Refused and :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, absence.attendee.meeting)
    in_states(meeting, RECORDING, _WHAT)
    absences = Absence.objects.select_related("attendee", "from_item", "to_item")
    absence = locked_row(absences, absence, "Undantaget är redan borttaget.")
    before = {"meeting": meeting.number, **_absence_facts(absence)}
    journal(actor=actor, verb="remove_absence", subject=absence, before=before)
    absence.delete()


@changes
def choose_adjuster(
    *, actor: Actor, meeting: Meeting, attendee: Attendee, item: AgendaItem | None = None
) -> Adjuster:
    """Choose who adjusts the minutes, or only one item of them; journalled.

    Whoever was chosen for the same before gives way. Raises Refused and :class:`NotPossible`.
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, RECORDING, "välja justerare")
    if attendee.meeting_id != locked.pk or (item is not None and item.meeting_id != locked.pk):
        raise NotPossible("Justeraren och punkten måste höra till sammanträdet.")
    if attendee.capacity == Attendee.Capacity.OTHER or attendee.person_id is None:
        raise NotPossible(f"{attendee.name} har inte rösträtt och kan inte justera protokollet.")
    earlier = Adjuster.objects.filter(meeting=locked, item=item)
    before = {"adjusters": [str(a) for a in earlier.select_related("attendee")]}
    earlier.delete()
    chosen = Adjuster.objects.create(
        association_id=actor.association_id, meeting=locked, attendee=attendee, item=item
    )
    after = {"adjuster": attendee.name, "item": item.heading if item else None}
    journal(actor=actor, verb="choose_adjuster", subject=chosen, before=before, after=after)
    return chosen


@changes
def remove_adjuster(*, actor: Actor, adjuster: Adjuster) -> None:
    """Take back the choice of an adjuster; journalled. Raises Refused and :class:`NotPossible`."""
    locked = locked_meeting(actor, adjuster.meeting)
    in_states(locked, RECORDING, "ändra valet av justerare")
    adjusters = Adjuster.objects.select_related("attendee", "item")
    adjuster = locked_row(adjusters, adjuster, "Valet av justerare är redan ändrat.")
    before = {
        "meeting": locked.number,
        "adjuster": str(adjuster),
        "item": adjuster.item.heading if adjuster.item else None,
    }
    journal(actor=actor, verb="remove_adjuster", subject=adjuster, before=before)
    adjuster.delete()
