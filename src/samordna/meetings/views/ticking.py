"""Somebody's presence as two may tick it at once: each box goes by whoever changed it."""

from __future__ import annotations

from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.table import PresenceForm
from samordna.meetings.models import Attendee
from samordna.meetings.queries import loaders
from samordna.meetings.services.presence import locked_attendee, set_presence
from samordna.parties.access import AssociationRequest
from samordna.web.merging import DRAWN, save_merged
from samordna.web.revisions import Stale

NOBODY = "ingen"


def tick(request: AssociationRequest, attendee: Attendee) -> str:
    """Save what was ticked; return why it was not, with what was chosen, or nothing.

    A box that only somebody else has changed since the page was drawn stays as they left it. What
    carries no prints was drawn by no page, and is saved as it is.
    """
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return "Inte sparat. Välj en ledamot i listan."
    try:
        if DRAWN not in request.POST:
            _write(request, attendee, form)
        else:
            save_merged(
                form,
                lambda: PresenceForm.values_of(locked_attendee(request.actor, attendee)),
                lambda: _write(request, attendee, form, needs_presence=True),
            )
    except NotPossible as refusal:
        return str(refusal)
    except Stale as stale:
        return _both(attendee, stale.saved["serves_for"], form.cleaned_data["serves_for"])
    return ""


def _write(
    request: AssociationRequest,
    attendee: Attendee,
    form: PresenceForm,
    *,
    needs_presence: bool = False,
) -> Attendee:
    """``needs_presence``: what was chosen for somebody who is not there is said, not dropped."""
    values = form.cleaned_data
    chosen = {name for name in ("by_distance", "serves_for") if values[name]} - form.untouched
    if needs_presence and chosen and not values["present"]:
        raise NotPossible(
            f"Inte sparat. {attendee.name} är inte markerad som närvarande. Markera det först."
        )
    member = None
    if values["serves_for"]:
        member = loaders.attendee_for_keeping(
            request.actor, attendee.meeting.number, values["serves_for"]
        )
    return set_presence(
        actor=request.actor,
        attendee=attendee,
        present=values["present"],
        by_distance=values["by_distance"],
        serves_for=member,
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
