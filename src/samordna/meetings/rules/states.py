"""Which step a meeting may take from which state."""

from __future__ import annotations

from samordna.kernel.choices import Choice
from samordna.kernel.transitions import Transitions


class State(Choice):
    """How far a meeting has come."""

    PLANNED = "planned", "Planeras"
    SUMMONED = "summoned", "Kallat"
    IN_SESSION = "in_session", "Pågår"
    CLOSED = "closed", "Avslutat"
    SIGNING = "signing", "För justering"
    ADJUSTED = "adjusted", "Justerat"
    POSTED = "posted", "Anslaget"


MEETING = Transitions(
    thing="sammanträdet",
    table={
        (State.PLANNED, "summon"): State.SUMMONED,
        (State.SUMMONED, "summon"): State.SUMMONED,
        (State.SUMMONED, "open"): State.IN_SESSION,
        (State.IN_SESSION, "close"): State.CLOSED,
        (State.CLOSED, "reopen"): State.IN_SESSION,
        (State.CLOSED, "lock"): State.SIGNING,
        (State.SIGNING, "recall"): State.CLOSED,
        (State.SIGNING, "adjust"): State.ADJUSTED,
        (State.ADJUSTED, "post"): State.POSTED,
    },
    state_labels={state: state.label for state in State},
    verb_labels={
        "summon": "skapa kallelse till",
        "open": "öppna",
        "close": "avsluta",
        "reopen": "återuppta",
        "lock": "låsa protokollet för",
        "recall": "återta protokollet för",
        "adjust": "justera",
        "post": "anslå",
    },
)

#: While the agenda may still be changed; at the table things are added, but nothing is moved.
AGENDA_OPEN = frozenset({State.PLANNED, State.SUMMONED, State.IN_SESSION})
#: While the agenda's order and its items may be changed freely.
PLANNING = frozenset({State.PLANNED, State.SUMMONED})
#: While presence and decisions may be written: also after the meeting, until the minutes lock.
RECORDING = frozenset({State.IN_SESSION, State.CLOSED})
#: From when the minutes have been locked.
LOCKED = frozenset({State.SIGNING, State.ADJUSTED, State.POSTED})
#: From when the minutes are adjusted.
ADJUSTED = frozenset({State.ADJUSTED, State.POSTED})
