"""Meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page
from samordna.meetings.rules.states import State


def _meeting(state: State) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.meetings[state]}


PAGES = (
    Page("Meetings", "meetings:meetings", "registrar", "meetings"),
    Page(
        "Meeting, planning", "meetings:meeting", "registrar", "meetings", _meeting(State.SUMMONED)
    ),
    Page(
        "Meeting, at the table",
        "meetings:table",
        "registrar",
        "meetings",
        _meeting(State.IN_SESSION),
    ),
    Page("Meeting, minutes", "meetings:minutes", "registrar", "meetings", _meeting(State.POSTED)),
)
