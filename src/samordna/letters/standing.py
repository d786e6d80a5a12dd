"""Where a letter stands, who moves it on, and the ways out that the office has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.standing import Standing, Way, final
from samordna.kernel.transitions import Transitions
from samordna.letters.rules import State

LETTER: Final = Transitions(
    thing="brevet",
    table={
        (State.WAITING, "send"): State.SENT,
        (State.WAITING, "bounce"): State.BOUNCED,
        (State.WAITING, "give_up"): State.FAILED,
        (State.WAITING, "stop"): State.STOPPED,
        (State.WAITING, "gather"): State.GATHERED,
        (State.SENT, "bounce"): State.BOUNCED,
        (State.SENT, "send_again"): State.WAITING,
        (State.BOUNCED, "send_again"): State.WAITING,
        (State.BOUNCED, "hand_over"): State.HANDED,
        (State.FAILED, "send_again"): State.WAITING,
        (State.FAILED, "hand_over"): State.HANDED,
        (State.WAITING, "hand_over"): State.HANDED,
        (State.STOPPED, "hand_over"): State.HANDED,
        (State.STOPPED, "send_again"): State.WAITING,
        (State.HANDED, "send_again"): State.WAITING,
    },
    state_labels={state: state.label for state in State},
    verb_labels={
        "send": "skicka {}",
        "bounce": "ange att {} studsade",
        "give_up": "ge upp försöken att skicka {}",
        "stop": "stoppa {}",
        "gather": "lägga {} i ett samlat brev",
        "send_again": "skicka {} igen",
        "hand_over": "lämna {} på annat sätt",
    },
)

_AGAIN = Way("send_letter_again", "letters:send_again")
_HANDED = Way("hand_letter_over", "letters:hand_over")

_UNREACHED = Standing(
    who="Administratören eller förbundschefen",
    page="letters:letters",
    task="Se över",
    gone="Förbundschefen har samma rad.",
    late="Raden står kvar tills brevet har skickats igen eller lämnats på annat sätt.",
    refuses="Förbundschefen skickar igen eller lämnar beskedet på annat sätt.",
    disqualified="Att skicka ett brev är inget beslut: ingen är jävig.",
    ways=(_AGAIN, _HANDED),
)

LETTER_STANDING: Final[Mapping[str, Standing]] = {
    State.WAITING: Standing(
        rests="Brevet försöks igen av sig självt, med växande väntan.", ways=(_HANDED,)
    ),
    State.SENT: Standing(rests="Brevet har gått.", ways=(_AGAIN,)),
    State.BOUNCED: _UNREACHED,
    State.FAILED: _UNREACHED,
    State.STOPPED: Standing(
        rests="Brevet skickas inte, och varför står på det.", ways=(_AGAIN, _HANDED)
    ),
    State.HANDED: Standing(
        rests="Mottagaren har fått beskedet på annat sätt; hur står på brevet.", ways=(_AGAIN,)
    ),
    State.GATHERED: final("Brevet har gått i dagens samlade brev, som har eget läge."),
}
