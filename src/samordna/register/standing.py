"""Where matters and records stand, and the ways out that the office has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.standing import Standing, Way, final
from samordna.kernel.transitions import Transitions


class MatterState(Choice):
    """Where a matter stands."""

    OPEN = "open", "Öppet"
    CLOSED = "closed", "Avslutat"


MATTER: Final = Transitions(
    thing="ärendet",
    table={
        (MatterState.OPEN, "close"): MatterState.CLOSED,
        (MatterState.CLOSED, "reopen"): MatterState.OPEN,
    },
    state_labels={state: state.label for state in MatterState},
    verb_labels={"close": "avsluta {}", "reopen": "öppna {} igen"},
)

MATTER_STANDING: Final[Mapping[str, Standing]] = {
    MatterState.OPEN: Standing(
        rests="Ärendet är öppet så länge det som det gäller pågår; det har egna rader.",
        ways=(Way("close_matter", "register:close"),),
    ),
    MatterState.CLOSED: Standing(
        rests="Avslutat. Kommer något in efteråt öppnas det igen.",
        ways=(Way("reopen_matter", "register:reopen"),),
    ),
}


class RecordState(Choice):
    """A record stands as it was registered."""

    REGISTERED = "registered", "Registrerad"


RECORD: Final = Transitions(
    thing="handlingen",
    table={},
    state_labels={state: state.label for state in RecordState},
    verb_labels={},
)

RECORD_STANDING: Final[Mapping[str, Standing]] = {
    RecordState.REGISTERED: final("En registrerad handling står kvar som den är."),
}
