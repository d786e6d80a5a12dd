"""The list of who is there as two may tick it at once: each box goes by whoever changed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.table import PresenceForm
from samordna.meetings.models import Attendee, Meeting
from samordna.meetings.services.presence import locked_attendee, set_presence
from samordna.parties.access import AssociationRequest
from samordna.web.merging import DRAWN, is_touched, save_merged
from samordna.web.revisions import Stale

NOBODY = "ingen"
GONE = "Inte sparat. Personen är borttagen från deltagarna."


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Why somebody's row was not saved, and what is shown in it: what was sent, or what is saved
    where that is None."""

    why: str
    sent: Mapping[str, Any] | None = None


#: Whoever's row was ticked, by key, with why it was not saved; None where it was.
Ticked = Mapping[int, Unsaved | None]

People = Mapping[int, Attendee]


def tick_list(request: AssociationRequest, meeting: Meeting) -> Ticked:
    """Save every row that was ticked, each by itself: one that cannot be saved keeps no other.

    A box that only somebody else has changed since the page was drawn stays as they left it.
    """
    people = {a.pk: a for a in meeting.attendees.order_by("position")}
    sent = [pk for name in request.POST if (pk := _row_of(name)) is not None]
    forms = {pk: PresenceForm(request.POST, prefix=str(pk)) for pk in sent}
    touched = {pk: form for pk, form in forms.items() if not form.is_valid() or is_touched(form)}
    ticked: dict[int, Unsaved | None] = {}
    # Who no longer serves for somebody comes before who does so now.
    for pk in sorted(touched, key=lambda pk: bool(touched[pk].cleaned_data.get("serves_for"))):
        if pk not in people:
            ticked[pk] = Unsaved(GONE)
            continue
        people[pk].meeting = meeting
        ticked[pk] = _tick(request, people, people[pk], touched[pk])
    return ticked


def _row_of(name: str) -> int | None:
    """Whose row the prints with a name are of; None for another field."""
    key, _, field = name.partition("-")
    known = field == DRAWN and key.isascii() and key.isdecimal() and len(key) < 19
    return int(key) if known else None


def _tick(
    request: AssociationRequest, people: People, attendee: Attendee, form: PresenceForm
) -> Unsaved | None:
    if not form.is_valid() or (form.cleaned_data["serves_for"] or attendee.pk) not in people:
        return Unsaved("Inte sparat. Välj en ledamot i listan.")
    sent = dict(form.cleaned_data)
    try:
        save_merged(
            form,
            lambda: PresenceForm.values_of(locked_attendee(request.actor, attendee)),
            lambda: _write(request, people, attendee, form),
        )
    except NotPossible as refusal:
        return Unsaved(str(refusal), sent)
    except Stale as stale:
        return Unsaved(_both(attendee, stale.saved["serves_for"], form.cleaned_data["serves_for"]))
    return None


def _write(
    request: AssociationRequest, people: People, attendee: Attendee, form: PresenceForm
) -> Attendee:
    """What was chosen for somebody who is not there is said, not dropped."""
    values = form.cleaned_data
    chosen = {name for name in ("by_distance", "serves_for") if values[name]} - form.untouched
    if chosen and not values["present"]:
        raise NotPossible(
            f"Inte sparat. {attendee.name} är inte markerad som närvarande. Markera det först."
        )
    return set_presence(
        actor=request.actor,
        attendee=attendee,
        present=values["present"],
        by_distance=values["by_distance"],
        serves_for=people.get(values["serves_for"] or 0),
    )


def _both(attendee: Attendee, saved: int | None, chosen: int | None) -> str:
    """What stands and what was chosen, where both have chosen for whom a substitute serves."""
    keys = [key for key in (saved, chosen) if key]
    people = Attendee.objects.filter(meeting_id=attendee.meeting_id, pk__in=keys)
    names = dict(people.values_list("pk", "name"))
    return (
        f"Någon annan har sparat under tiden. {attendee.name} tjänstgör nu för "
        f"{names.get(saved or 0, NOBODY)}. Du valde {names.get(chosen or 0, NOBODY)}. Välj igen om "
        "det ska gälla."
    )
