"""Kom igång, the import of people, and the steps that cross rooms."""

from __future__ import annotations

from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page, latest
from bench.seed.parties import Ground
from samordna.meetings.models import AgendaItem, MinutesSigner, Treatment
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.states import State
from samordna.parties.models import Mandate


def seed(ground: Ground) -> None:
    """A paragraph of adjusted minutes that could not be put into effect, and one tabled."""
    treated = Treatment.objects.filter(item__meeting__state=State.POSTED, item__subject_id=None)
    first, second = treated.order_by("-pk").values_list("pk", flat=True)[:2]
    Treatment.objects.filter(pk=first).update(not_in_effect="Det som behövs saknas.")
    Treatment.objects.filter(pk=second).update(outcome=Outcome.POSTPONED)


def _to_sign(marks: Landmarks) -> dict[str, Any]:
    return {"number": marks.meetings[State.SIGNING]}


_planned = latest(AgendaItem, "meeting__number", meeting__state=State.PLANNED)
_signer = latest(
    MinutesSigner, "pk", "minutes__meeting__number", minutes__meeting__state=State.SIGNING
)
_tabled = latest(AgendaItem, "pk", "meeting__number", treatment__outcome=Outcome.POSTPONED)


def _failed(marks: Landmarks) -> dict[str, Any]:
    row = Treatment.objects.exclude(not_in_effect="").select_related("item__meeting").latest("pk")
    return {"number": row.item.meeting.number, "paragraph": row.paragraph}


PAGES = (
    Page("Kom igång", "flows:get_started", "director", Mandate),
    Page("Importing people", "flows:import_people", "director", Mandate),
    Page("Importing people, template", "flows:import_sample", "director", Mandate),
    Page("Minutes, signing", "flows:sign_minutes", "registrar", "meetings", _to_sign),
    Page("Minutes, not signing", "flows:refuse_minutes", "registrar", "meetings", _to_sign),
    Page("Minutes, another signer", "flows:replace_signer", "registrar", "meetings", _signer),
    Page("Meeting, cancelled", "flows:cancel_meeting", "registrar", "meetings", _planned),
    Page("Item that comes back", "flows:returned_item", "registrar", "meetings", _tabled),
    Page("Paragraph not in effect", "flows:effect", "registrar", "meetings", _failed),
)
