"""Which step a meeting may take from which state."""

from __future__ import annotations

from datetime import date
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.counting import refused_signatures
from samordna.kernel.transitions import Transitions


class State(Choice):
    """How far a meeting has come."""

    PLANNED = "planned", "Planeras"
    SUMMONING = "summoning", "Kallelsen skickas"
    SUMMONED = "summoned", "Kallat"
    IN_SESSION = "in_session", "Pågår"
    CLOSED = "closed", "Avslutat"
    SIGNING = "signing", "För justering"
    ADJUSTED = "adjusted", "Justerat"
    POSTED = "posted", "Anslaget"
    CANCELLED = "cancelled", "Inställt"


class Dispatch(Choice):
    """How a summons has gone out."""

    LETTERS = "letters", "Med e-post från Samordna"
    MAIL = "mail", "Med e-post från ett annat program"
    POST = "post", "Med posten"
    HAND = "hand", "Lämnad för hand"


MEETING = Transitions(
    thing="sammanträdet",
    table={
        (State.PLANNED, "summon"): State.SUMMONING,
        (State.SUMMONING, "summon"): State.SUMMONING,
        (State.SUMMONED, "summon"): State.SUMMONING,
        (State.SUMMONING, "dispatch"): State.SUMMONED,
        (State.PLANNED, "open"): State.IN_SESSION,
        (State.SUMMONING, "open"): State.IN_SESSION,
        (State.SUMMONED, "open"): State.IN_SESSION,
        (State.PLANNED, "cancel"): State.CANCELLED,
        (State.SUMMONING, "cancel"): State.CANCELLED,
        (State.SUMMONED, "cancel"): State.CANCELLED,
        (State.IN_SESSION, "close"): State.CLOSED,
        (State.IN_SESSION, "cancel"): State.CANCELLED,
        (State.CLOSED, "reopen"): State.IN_SESSION,
        (State.CLOSED, "lock"): State.SIGNING,
        (State.SIGNING, "recall"): State.CLOSED,
        (State.SIGNING, "adjust"): State.ADJUSTED,
        (State.ADJUSTED, "post"): State.POSTED,
    },
    state_labels={state: state.label for state in State},
    verb_labels={
        "summon": "skapa kallelse till {}",
        "dispatch": "skicka kallelsen",
        "open": "öppna {}",
        "cancel": "ställa in {}",
        "close": "avsluta {}",
        "reopen": "återuppta {}",
        "lock": "låsa protokollet",
        "recall": "återta protokollet",
        "adjust": "justera protokollet",
        "post": "anslå protokollet",
    },
)

#: While the agenda may still be changed; at the table things are added, but nothing is moved.
AGENDA_OPEN = frozenset({State.PLANNED, State.SUMMONING, State.SUMMONED, State.IN_SESSION})
#: While the agenda's order and its items may be changed freely.
PLANNING = frozenset({State.PLANNED, State.SUMMONING, State.SUMMONED})
#: When the meeting may be opened at once; one without a summons asks how its body was called.
TO_OPEN = frozenset({State.SUMMONING, State.SUMMONED})
#: While those who have been called wait for the meeting.
CALLING = TO_OPEN
#: While presence and decisions may be written: also after the meeting, until the minutes lock.
RECORDING = frozenset({State.IN_SESSION, State.CLOSED})
#: From when the minutes have been locked.
LOCKED = frozenset({State.SIGNING, State.ADJUSTED, State.POSTED})
#: From when the minutes are adjusted.
ADJUSTED = frozenset({State.ADJUSTED, State.POSTED})
#: What such a meeting has on its agenda is free for another: it was settled, or never came up.
OVER = frozenset({*ADJUSTED, State.CANCELLED})


class ItemState(Choice):
    """Where an item of an agenda stands that is about nothing besides itself."""

    PLANNED = "planned", "På föredragningslistan"
    TREATED = "treated", "Har en paragraf"
    RETURNED = "returned", "Ska tas upp igen"
    TAKEN_UP = "taken_up", "Står på en ny föredragningslista"
    PROPOSED = "proposed", "Föreslagen för styrelsen"
    SETTLED = "settled", "Avgjord"
    LET_GO = "let_go", "Utgår"


ITEM = Transitions(
    thing="punkten",
    table={
        (ItemState.PLANNED, "treat"): ItemState.TREATED,
        (ItemState.PLANNED, "cancel"): ItemState.RETURNED,
        (ItemState.PLANNED, "leave"): ItemState.RETURNED,
        (ItemState.TREATED, "untake"): ItemState.PLANNED,
        (ItemState.TREATED, "decide"): ItemState.SETTLED,
        (ItemState.TREATED, "table"): ItemState.RETURNED,
        (ItemState.TREATED, "propose"): ItemState.PROPOSED,
        (ItemState.RETURNED, "take_up"): ItemState.TAKEN_UP,
        (ItemState.RETURNED, "let_go"): ItemState.LET_GO,
        (ItemState.PROPOSED, "take_up"): ItemState.TAKEN_UP,
        (ItemState.PROPOSED, "let_go"): ItemState.LET_GO,
    },
    state_labels={state: state.label for state in ItemState},
    verb_labels={
        "treat": "ta upp {}",
        "untake": "ångra att {} togs upp",
        "cancel": "ställa in sammanträdet",
        "leave": "lämna {} ohunnen",
        "decide": "avgöra {}",
        "table": "skjuta upp {}",
        "propose": "föreslå styrelsen att besluta om {}",
        "take_up": "lägga {} på en ny föredragningslista",
        "let_go": "låta {} utgå",
    },
)


class VersionState(Choice):
    """Where a locked version of the minutes stands."""

    LOCKED = "locked", "Låst för justering"
    TAKEN_BACK = "taken_back", "Återtagen"
    ADJUSTED = "adjusted", "Justerad"
    FILED = "filed", "Lagd till handlingarna"


MINUTES = Transitions(
    thing="protokollet",
    table={
        (VersionState.LOCKED, "recall"): VersionState.TAKEN_BACK,
        (VersionState.LOCKED, "adjust"): VersionState.ADJUSTED,
        (VersionState.ADJUSTED, "file"): VersionState.FILED,
    },
    state_labels={state: state.label for state in VersionState},
    verb_labels={
        "recall": "återta {}",
        "adjust": "justera {}",
        "file": "lägga {} till handlingarna",
    },
)


class SignerState(Choice):
    """Where a signature stands that locked minutes want."""

    WAITING = "waiting", "Väntar"
    REFUSED = "refused", "Nekad"
    SIGNED = "signed", "Underskrivet"
    REPLACED = "replaced", "Ersatt i en ny version"
    NOT_WANTED = "not_wanted", "Versionen är återtagen"
    VOID = "void", "Given på en återtagen version"


SIGNER = Transitions(
    thing="underskriften",
    table={
        (SignerState.WAITING, "sign"): SignerState.SIGNED,
        (SignerState.WAITING, "refuse"): SignerState.REFUSED,
        (SignerState.WAITING, "replace"): SignerState.REPLACED,
        (SignerState.WAITING, "recall"): SignerState.NOT_WANTED,
        (SignerState.REFUSED, "sign"): SignerState.SIGNED,
        (SignerState.REFUSED, "replace"): SignerState.REPLACED,
        (SignerState.REFUSED, "recall"): SignerState.NOT_WANTED,
        (SignerState.SIGNED, "recall"): SignerState.VOID,
    },
    state_labels={state: state.label for state in SignerState},
    verb_labels={
        "sign": "ge {}",
        "refuse": "neka {}",
        "replace": "ersätta {}",
        "recall": "återta protokollet",
    },
)


class EffectState(Choice):
    """Where the effect stands of a paragraph about something: what it grants, refuses, files."""

    AWAITED = "awaited", "Protokollet är inte justerat"
    FAILED = "failed", "Kunde inte verkställas"
    DONE = "done", "Verkställd"
    ASIDE = "aside", "Avslutad för hand"


EFFECT = Transitions(
    thing="beslutet",
    table={
        (EffectState.AWAITED, "settle"): EffectState.DONE,
        (EffectState.AWAITED, "fail"): EffectState.FAILED,
        (EffectState.FAILED, "settle"): EffectState.DONE,
        (EffectState.FAILED, "set_aside"): EffectState.ASIDE,
    },
    state_labels={state: state.label for state in EffectState},
    verb_labels={
        "settle": "verkställa {}",
        "fail": "lämna {} overkställt",
        "set_aside": "avsluta {} för hand",
    },
)


class NoticeState(Choice):
    """Where a notice stands on the association's own board."""

    HANGING = "hanging", "Anslaget"
    DOWN_EARLY = "down_early", "Nedtaget innan tiden har löpt ut"
    DOWN = "down", "Nedtaget"


NOTICE = Transitions(
    thing="anslaget",
    table={
        (NoticeState.HANGING, "take_down"): NoticeState.DOWN,
        # What was learnt of a member's board afterwards: the time had not run out.
        (NoticeState.HANGING, "learn"): NoticeState.DOWN_EARLY,
        (NoticeState.DOWN_EARLY, "post_again"): NoticeState.HANGING,
    },
    state_labels={state: state.label for state in NoticeState},
    verb_labels={
        "take_down": "ta ned {}",
        "learn": "ange att {} togs ned för tidigt",
        "post_again": "sätta upp {} igen",
    },
)


class BoardState(Choice):
    """Where a notice stands on a member's board."""

    AWAITED = "awaited", "Har inte anslagit"
    UP = "up", "Anslaget hos medlemmen"
    EARLY = "early", "Nedtaget för tidigt hos medlemmen"
    ASIDE = "aside", "Väntas inte in"
    DOWN = "down", "Nedtaget hos medlemmen"


BOARD = Transitions(
    thing="anslaget hos medlemmen",
    table={
        (BoardState.AWAITED, "post"): BoardState.UP,
        (BoardState.AWAITED, "set_aside"): BoardState.ASIDE,
        (BoardState.UP, "take_down"): BoardState.DOWN,
        (BoardState.UP, "take_down_early"): BoardState.EARLY,
        (BoardState.EARLY, "post_again"): BoardState.UP,
        (BoardState.EARLY, "set_aside"): BoardState.ASIDE,
    },
    state_labels={state: state.label for state in BoardState},
    verb_labels={
        "post": "sätta upp {}",
        "set_aside": "sluta vänta på {}",
        "take_down": "ta ned {}",
        "take_down_early": "ange att {} togs ned för tidigt",
        "post_again": "sätta upp {} igen",
    },
)


_TONES: Final = {
    State.PLANNED: "neutral",
    State.SUMMONING: "warning",
    State.SUMMONED: "info",
    State.IN_SESSION: "warning",
    State.CLOSED: "info",
    State.SIGNING: "warning",
    State.ADJUSTED: "success",
    State.POSTED: "success",
    State.CANCELLED: "neutral",
}


def words_for(
    state: str, *, taken_down: bool = False, must_go_up_again: bool = False, refused: int = 0
) -> tuple[str, str]:
    """The word of where a meeting stands, and the tone of its badge.

    ``taken_down``: its notice hangs on the board no longer; ``must_go_up_again``: though the time
    for appeal has not run out. ``refused``: how many signatures of its locked minutes have been.
    """
    known = State(state)
    if refused and known == State.SIGNING:
        return refused_signatures(refused), "danger"
    if taken_down and known == State.POSTED:
        return ("Ska anslås igen", "warning") if must_go_up_again else ("Nedtaget", _TONES[known])
    return known.label, _TONES[known]


def moved_words(summoned_to: date | None, held_on: date) -> str:
    """That a meeting has been moved since its members were called; empty where it has not been."""
    return "" if summoned_to in (None, held_on) else f"Flyttat från {summoned_to}"
