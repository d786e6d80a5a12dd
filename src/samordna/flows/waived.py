"""An application that is withdrawn when the board has decided it, or tabled it or sent it back, and
the minutes are not adjusted.

The decision was made at the meeting, and stands as it is minuted. Whoever applied has waived it: it
is put into no effect, and the letters, the pages and the thread say so in these words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.kernel.dates import format_long
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.rules.states import PLANNING
from samordna.web.shared import ThreadStep

#: What has happened to an application that is not to be decided.
ENDED = "Ansökan är återkallad eller avskriven."
#: What whoever keeps the agenda does with an application that is gone before it is decided.
TAKEN_BACK_ADVICE = "Ta bort punkten före sammanträdet, eller välj ”Inget beslut” vid bordet"


def what_to_do(meeting: Meeting, treatment: Treatment | None) -> str:
    """The same, by how far the meeting has come: nothing is struck from an agenda at the table."""
    if meeting.state in PLANNING:
        return TAKEN_BACK_ADVICE
    if treatment is None:
        return "Ta upp punkten vid bordet och välj ”Inget beslut”"
    return f"Den är redan tagen upp: välj ”Inget beslut” i § {treatment.paragraph} vid bordet"


def no_effect(paragraph: int, state: str, day: date | None, *, decides: bool = True) -> str:
    """What a paragraph comes to whose application was withdrawn, or written off, afterwards:
    ``decides`` is the board, another body has only proposed."""
    by = "återkallades" if state == State.WITHDRAWN else "avskrevs"
    on = f" den {format_long(day)}" if day else ""
    said = (
        f"Beslutet i § {paragraph} får ingen verkan"
        if decides
        else f"Förslaget i § {paragraph} tas inte upp av styrelsen"
    )
    return f"{said}: ansökan {by}{on}, efter sammanträdet."


def ended(application: Application, steps: Sequence[ThreadStep]) -> list[ThreadStep]:
    """The thread of what was withdrawn or written off: what happened until then, and the end.
    Nothing more comes of what the board had decided, or had left open."""
    last, state = application.settled_on, State(application.state)
    before = [s for s in steps if s.state == "done" and not (last and s.day and s.day > last)]
    said = {s: no_effect(s.decided, state, last) for s in before if s.decided is not None}
    told = [replace(step, appeal=said.get(step, "")) for step in before]
    note = next(reversed(said.values()), "").partition(":")[0]
    return [*told, ThreadStep(state.label, "done", last, note=note)]
