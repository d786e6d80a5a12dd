"""Meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F

from bench.landmarks import Landmarks
from bench.pages import Page, latest
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.rules.states import State
from samordna.parties.models import Body


def _meeting(state: State) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.meetings[state]}


def _item(state: State) -> Callable[[Landmarks], dict[str, Any]]:
    return latest(AgendaItem, "pk", "meeting__number", meeting__state=state)


def _treated(marks: Landmarks) -> str:
    """The application that was taken up last at the table, or what was, where none has been. Both
    associations have one: a decision about money asks for more than others."""
    treated = Treatment.objects.filter(item__meeting__number=marks.meetings[State.IN_SESSION])
    order = (F("item__subject_id").desc(nulls_last=True), "-paragraph")
    return f"punkt={treated.order_by(*order)[:1].get().item_id}"


def _treated_alone(marks: Landmarks) -> str:
    """The item about nothing else that was taken up last."""
    treated = Treatment.objects.filter(item__meeting__number=marks.meetings[State.IN_SESSION])
    return f"punkt={treated.filter(item__subject_id=None).latest('paragraph').item_id}"


def _taken_up(marks: Landmarks) -> dict[str, Any]:
    number = marks.meetings[State.IN_SESSION]
    treated = Treatment.objects.filter(item__meeting__number=number)
    return {"number": number, "pk": treated.latest("paragraph").item_id}


def _extract(marks: Landmarks) -> dict[str, Any]:
    minutes = Minutes.objects.select_related("meeting").filter(meeting__state=State.POSTED)
    newest = minutes.latest("locked_at")
    return {"number": newest.meeting.number, "paragraph": newest.last_paragraph}


_planned, _summoned = _meeting(State.PLANNED), _meeting(State.SUMMONED)
_in_session = _meeting(State.IN_SESSION)

PAGES = (
    Page("Meetings", "meetings:meetings", "registrar", "meetings"),
    Page("New meeting", "meetings:new", "registrar", "meetings"),
    Page("Standard agenda", "meetings:standard_agenda", "registrar", Body, latest(Body, "slug")),
    Page("Meeting, planning", "meetings:meeting", "registrar", "meetings", _summoned),
    Page("Meeting, not summoned", "meetings:meeting", "registrar", "meetings", _planned),
    Page("Meeting, read", "meetings:meeting", "chair", "meetings", _summoned),
    Page("Meeting, facts", "meetings:edit", "registrar", "meetings", _planned),
    Page("Meeting, summons", "meetings:summon", "registrar", "meetings", _planned),
    Page("Summons, sent", "meetings:dispatch", "registrar", "meetings", _meeting(State.SUMMONING)),
    Page("New item", "meetings:new_item", "registrar", "meetings", _planned),
    Page("Item", "meetings:edit_item", "registrar", AgendaItem, _item(State.PLANNED)),
    Page(
        "Item, saved",
        "meetings:edit_item",
        "registrar",
        AgendaItem,
        _item(State.PLANNED),
        saves="punkt",
    ),
    Page("Meeting, at the table", "meetings:table", "registrar", "meetings", _in_session),
    Page("No quorum", "meetings:leave_unhandled", "registrar", "meetings", _in_session),
    Page("Item, untaken", "meetings:untake", "registrar", "meetings", _taken_up),
    Page("Paragraphs, new numbers", "meetings:renumber", "registrar", "meetings", _in_session),
    Page(
        "Presence, saved",
        "meetings:table",
        "registrar",
        "meetings",
        _in_session,
        saves="narvarolista",
    ),
    Page(
        "Item at the table", "meetings:table", "registrar", "meetings", _in_session, query=_treated
    ),
    Page(
        "Decision, saved",
        "meetings:table",
        "registrar",
        "meetings",
        _in_session,
        query=_treated,
        saves="beslut",
    ),
    Page(
        "Decision without money, saved",
        "meetings:table",
        "registrar",
        "meetings",
        _in_session,
        query=_treated_alone,
        saves="beslut",
    ),
    Page("Meeting, minutes", "meetings:minutes", "registrar", "meetings", _meeting(State.POSTED)),
    Page("Minutes, adjusted", "meetings:minutes", "registrar", Meeting, _meeting(State.ADJUSTED)),
    Page(
        "Minutes, taken back", "meetings:recall", "registrar", "meetings", _meeting(State.SIGNING)
    ),
    Page("Minutes, extract", "meetings:extract", "registrar", "meetings", _extract),
)
