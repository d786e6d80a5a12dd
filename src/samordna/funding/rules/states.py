"""Where an application stands, which step leads where, and the words for it.

Staff and applicants read other words for the same state: the office sees what it has to do, the
applicant sees how far the application has come.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.counting import refused_signatures
from samordna.kernel.transitions import Transitions


class State(Choice):
    """Where an application stands. The label is what the office reads."""

    DRAFT = "draft", "Utkast hos sökanden"
    SIGNING = "signing", "Väntar på underskrifter"
    SUBMITTED = "submitted", "Inkommen, ska registreras"
    REGISTERED = "registered", "Registrerad, bereds"
    PREPARED = "prepared", "Beredd, kan tas upp"
    SCHEDULED = "scheduled", "På föredragningslistan"
    GRANTED = "granted", "Beviljad"
    REJECTED = "rejected", "Avslagen"
    POSTPONED = "postponed", "Bordlagd, tas upp igen"
    WITHDRAWN = "withdrawn", "Återkallad"
    WRITTEN_OFF = "written_off", "Avskriven"


#: What everybody but the office reads.
_OTHERS: Final = {
    State.DRAFT: "Utkast",
    State.SUBMITTED: "Inlämnad till förbundet",
    State.REGISTERED: "Förbundet bereder ansökan",
    State.PREPARED: "Beredd av kansliet",
    # True before the meeting as after it: the outcome is told when the minutes are adjusted.
    State.SCHEDULED: "Hos styrelsen tills protokollet är justerat",
    State.POSTPONED: "Styrelsen har bordlagt ansökan",
}

#: What a granted application is called that got less than it asked for.
IN_PART: Final = "Beviljad till en del"

#: What one is called that the board took up without deciding anything, to the office and others.
LEFT_UNDECIDED: Final = "Lämnad utan beslut, tas upp igen"
_LEFT_TO_OTHERS: Final = "Styrelsen har lämnat ansökan utan beslut"

#: The tone of a state's badge.
_TONES: Final = {
    State.DRAFT: "neutral",
    State.SIGNING: "info",
    State.SUBMITTED: "info",
    State.REGISTERED: "info",
    State.PREPARED: "info",
    State.SCHEDULED: "info",
    State.GRANTED: "success",
    State.REJECTED: "danger",
    State.POSTPONED: "warning",
    State.WITHDRAWN: "neutral",
    State.WRITTEN_OFF: "neutral",
}

#: States in which the application has a matter and its papers stand in the register.
IN_REGISTER: Final = frozenset(
    {
        State.REGISTERED,
        State.PREPARED,
        State.SCHEDULED,
        State.POSTPONED,
        State.GRANTED,
        State.REJECTED,
    }
)
#: States in which the board has, or has had, the office's statement.
BEFORE_THE_BOARD: Final = frozenset(
    {State.SCHEDULED, State.POSTPONED, State.GRANTED, State.REJECTED}
)

#: States in which the board has nothing left to decide, though it decided nothing.
TAKEN_BACK: Final = frozenset({State.WITHDRAWN, State.WRITTEN_OFF})

#: States in which the parties read the office's statement: the board has had it, or its matter is
#: over, and what has been drawn up in it is no working paper any more (TF 2:10).
STATEMENT_READ: Final = BEFORE_THE_BOARD | TAKEN_BACK

#: The outcomes of a decision and the step that each is.
OUTCOMES: Final[dict[str, str]] = {
    State.GRANTED: "grant",
    State.REJECTED: "reject",
    State.POSTPONED: "postpone",
}

APPLICATION: Final = Transitions(
    thing="ansökan",
    table={
        (State.DRAFT, "request_signatures"): State.SIGNING,
        (State.DRAFT, "withdraw"): State.WITHDRAWN,
        (State.DRAFT, "write_off"): State.WRITTEN_OFF,
        (State.SIGNING, "recall"): State.DRAFT,
        (State.SIGNING, "submit"): State.SUBMITTED,
        (State.SIGNING, "write_off"): State.WRITTEN_OFF,
        (State.SUBMITTED, "register"): State.REGISTERED,
        (State.SUBMITTED, "withdraw"): State.WITHDRAWN,
        (State.SUBMITTED, "write_off"): State.WRITTEN_OFF,
        (State.REGISTERED, "complete_statement"): State.PREPARED,
        (State.REGISTERED, "withdraw"): State.WITHDRAWN,
        (State.REGISTERED, "write_off"): State.WRITTEN_OFF,
        (State.PREPARED, "reopen_statement"): State.REGISTERED,
        (State.PREPARED, "schedule"): State.SCHEDULED,
        (State.PREPARED, "withdraw"): State.WITHDRAWN,
        (State.PREPARED, "write_off"): State.WRITTEN_OFF,
        (State.SCHEDULED, "unschedule"): State.PREPARED,
        (State.SCHEDULED, "unschedule_tabled"): State.POSTPONED,
        (State.SCHEDULED, "grant"): State.GRANTED,
        (State.SCHEDULED, "reject"): State.REJECTED,
        (State.SCHEDULED, "postpone"): State.POSTPONED,
        (State.SCHEDULED, "leave_undecided"): State.POSTPONED,
        (State.SCHEDULED, "withdraw"): State.WITHDRAWN,
        (State.POSTPONED, "schedule"): State.SCHEDULED,
        (State.POSTPONED, "reopen_statement"): State.REGISTERED,
        (State.POSTPONED, "withdraw"): State.WITHDRAWN,
        (State.POSTPONED, "write_off"): State.WRITTEN_OFF,
    },
    state_labels={state: state.label for state in State},
    verb_labels={
        "request_signatures": "skicka {} för underskrift",
        "recall": "ta tillbaka {}",
        "submit": "lämna in {}",
        "register": "registrera {}",
        "complete_statement": "färdigställa tjänsteutlåtandet",
        "reopen_statement": "öppna tjänsteutlåtandet igen",
        "schedule": "ta upp {} på föredragningslistan",
        "unschedule": "ta bort {} från föredragningslistan",
        "unschedule_tabled": "ta bort {} från föredragningslistan",
        "grant": "bevilja {}",
        "reject": "avslå {}",
        "postpone": "bordlägga {}",
        "leave_undecided": "lämna {} utan beslut",
        "withdraw": "återkalla {}",
        "write_off": "avskriva {}",
    },
)


class Asked(Choice):
    """Where a signature stands that a version of an application wants."""

    WAITING = "waiting", "Inte underskriven"
    SIGNED = "signed", "Underskriven"
    REFUSED = "refused", "Nekad"
    TAKEN_BACK = "taken_back", "Versionen är återtagen"


SIGNATURE: Final = Transitions(
    thing="underskriften",
    table={
        (Asked.WAITING, "sign"): Asked.SIGNED,
        (Asked.WAITING, "refuse"): Asked.REFUSED,
        (Asked.WAITING, "recall"): Asked.TAKEN_BACK,
        (Asked.REFUSED, "sign"): Asked.SIGNED,
        (Asked.REFUSED, "recall"): Asked.TAKEN_BACK,
    },
    state_labels={state: state.label for state in Asked},
    verb_labels={"sign": "ge {}", "refuse": "neka {}", "recall": "ta tillbaka {}"},
)


class Writing(Choice):
    """Where a statement stands."""

    DRAFT = "draft", "Utkast"
    READY = "ready", "Klart"


STATEMENT: Final = Transitions(
    thing="tjänsteutlåtandet",
    table={
        (Writing.DRAFT, "complete"): Writing.READY,
        (Writing.READY, "reopen"): Writing.DRAFT,
    },
    state_labels={state: state.label for state in Writing},
    verb_labels={"complete": "färdigställa {}", "reopen": "öppna {}"},
)


class CallState(Choice):
    """Where a call stands on a day."""

    COMING = "coming", "Kommande"
    OPEN = "open", "Öppen"
    CLOSED = "closed", "Stängd"


#: The days open and close a call; the office may extend it.
CALL: Final = Transitions(
    thing="utlysningen",
    table={
        (CallState.COMING, "open"): CallState.OPEN,
        (CallState.OPEN, "close"): CallState.CLOSED,
        (CallState.CLOSED, "extend"): CallState.OPEN,
    },
    state_labels={state: state.label for state in CallState},
    verb_labels={"open": "öppna {}", "close": "stänga {}", "extend": "förlänga {}"},
)


def call_state(opens_on: date, closes_on: date, today: date) -> CallState:
    """Where a call stands: open from its first day to its last, both included."""
    if today < opens_on:
        return CallState.COMING
    return CallState.CLOSED if today > closes_on else CallState.OPEN


_CALL_TONES: Final = {
    CallState.COMING: "info",
    CallState.OPEN: "success",
    CallState.CLOSED: "neutral",
}


def call_words(opens_on: date, closes_on: date, today: date) -> tuple[str, str]:
    """The word of where a call stands, and the tone of its badge."""
    state = call_state(opens_on, closes_on, today)
    return state.label, _CALL_TONES[state]


def words_for(
    state: str,
    *,
    is_office: bool,
    remitted_as: str = "",
    refused: int = 0,
    in_part: bool = False,
    undecided: bool = False,
) -> tuple[str, str]:
    """The words of a state for the office or for everybody else, and the tone of the badge.

    ``remitted_as``: the paragraph and day by which the board sent it back, if it has.
    ``refused``: how many signatures of its version have been refused. ``in_part``: less was granted
    than was applied for. ``undecided``: the board did not table it, but decided nothing.
    """
    known = State(state)
    if known == State.SIGNING and refused:
        return refused_signatures(refused), "danger"
    if known == State.REGISTERED and remitted_as:
        return f"Återremitterad {remitted_as}, bereds igen", "warning"
    if known == State.GRANTED and in_part:
        return IN_PART, _TONES[known]
    if known == State.POSTPONED and undecided:
        return LEFT_UNDECIDED if is_office else _LEFT_TO_OTHERS, _TONES[known]
    others = known.label if is_office else _OTHERS.get(known, known.label)
    return others, _TONES[known]
