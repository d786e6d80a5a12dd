"""Where an application stands, which step leads where, and the words for it.

Staff and applicants read other words for the same state: the office sees what it has to do, the
applicant sees how far the application has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samordna.kernel.transitions import Transitions

DRAFT: Final = "draft"
SIGNING: Final = "signing"
SUBMITTED: Final = "submitted"
REGISTERED: Final = "registered"
PREPARED: Final = "prepared"
SCHEDULED: Final = "scheduled"
GRANTED: Final = "granted"
REJECTED: Final = "rejected"
POSTPONED: Final = "postponed"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class StateWords:
    """What the office and what the applicant read, and the tone of the badge."""

    staff: str
    applicant: str
    tone: str


WORDS: Final[dict[str, StateWords]] = {
    DRAFT: StateWords("Utkast hos sökanden", "Utkast", "neutral"),
    SIGNING: StateWords("Väntar på underskrifter", "Väntar på underskrifter", "info"),
    SUBMITTED: StateWords("Inkommen, ska registreras", "Inlämnad till förbundet", "info"),
    REGISTERED: StateWords("Registrerad, bereds", "Förbundet bereder ansökan", "info"),
    PREPARED: StateWords("Beredd, kan tas upp", "Beredd av kansliet", "info"),
    SCHEDULED: StateWords("På föredragningslistan", "Styrelsen ska ta upp ansökan", "info"),
    GRANTED: StateWords("Beviljad", "Beviljad", "success"),
    REJECTED: StateWords("Avslagen", "Avslagen", "danger"),
    POSTPONED: StateWords("Bordlagd, tas upp igen", "Styrelsen har bordlagt ansökan", "warning"),
    WITHDRAWN: StateWords("Återkallad", "Återkallad", "neutral"),
}

#: States in which the association has the application: it has been submitted and stands.
RECEIVED: Final = frozenset({SUBMITTED, REGISTERED, PREPARED, SCHEDULED, POSTPONED})
#: States in which the application has a matter and its papers stand in the register.
IN_REGISTER: Final = frozenset({REGISTERED, PREPARED, SCHEDULED, POSTPONED, GRANTED, REJECTED})
#: States in which the board has, or has had, the office's statement.
BEFORE_THE_BOARD: Final = frozenset({SCHEDULED, POSTPONED, GRANTED, REJECTED})

#: The outcomes of a decision and the step that each is.
OUTCOMES: Final = {GRANTED: "grant", REJECTED: "reject", POSTPONED: "postpone"}

APPLICATION: Final = Transitions(
    thing="ansökan",
    table={
        (DRAFT, "request_signatures"): SIGNING,
        (DRAFT, "withdraw"): WITHDRAWN,
        (SIGNING, "recall"): DRAFT,
        (SIGNING, "submit"): SUBMITTED,
        (SUBMITTED, "register"): REGISTERED,
        (SUBMITTED, "withdraw"): WITHDRAWN,
        (REGISTERED, "complete_statement"): PREPARED,
        (REGISTERED, "withdraw"): WITHDRAWN,
        (PREPARED, "reopen_statement"): REGISTERED,
        (PREPARED, "schedule"): SCHEDULED,
        (PREPARED, "withdraw"): WITHDRAWN,
        (SCHEDULED, "unschedule"): PREPARED,
        (SCHEDULED, "grant"): GRANTED,
        (SCHEDULED, "reject"): REJECTED,
        (SCHEDULED, "postpone"): POSTPONED,
        (SCHEDULED, "withdraw"): WITHDRAWN,
        (POSTPONED, "schedule"): SCHEDULED,
        (POSTPONED, "reopen_statement"): REGISTERED,
        (POSTPONED, "withdraw"): WITHDRAWN,
    },
    state_labels={state: words.staff for state, words in WORDS.items()},
    verb_labels={
        "request_signatures": "skicka för underskrift",
        "recall": "ta tillbaka",
        "submit": "lämna in",
        "register": "registrera",
        "complete_statement": "färdigställa tjänsteutlåtandet för",
        "reopen_statement": "öppna tjänsteutlåtandet igen för",
        "schedule": "ta upp på föredragningslistan",
        "unschedule": "ta bort från föredragningslistan",
        "grant": "bevilja",
        "reject": "avslå",
        "postpone": "bordlägga",
        "withdraw": "återkalla",
    },
)


def words_for(state: str, *, is_office: bool) -> tuple[str, str]:
    """The words of a state for the office or for everybody else, and the tone of the badge."""
    words = WORDS[state]
    return (words.staff if is_office else words.applicant), words.tone
