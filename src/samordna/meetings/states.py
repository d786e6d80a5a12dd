"""Which step a meeting may take from which state."""

from __future__ import annotations

from samordna.kernel.transitions import Transitions

#: States are those of ``Meeting.State``; they are written out, so that this file needs no Django.
MEETING = Transitions(
    thing="sammanträdet",
    table={
        ("planned", "summon"): "summoned",
        ("summoned", "summon"): "summoned",
        ("summoned", "open"): "in_session",
        ("in_session", "close"): "closed",
        ("closed", "reopen"): "in_session",
        ("closed", "lock"): "signing",
        ("signing", "recall"): "closed",
        ("signing", "adjust"): "adjusted",
        ("adjusted", "post"): "posted",
    },
    state_labels={
        "planned": "Planeras",
        "summoned": "Kallat",
        "in_session": "Pågår",
        "closed": "Avslutat",
        "signing": "För justering",
        "adjusted": "Justerat",
        "posted": "Anslaget",
    },
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
AGENDA_OPEN = frozenset({"planned", "summoned", "in_session"})
#: While the agenda's order and its items may be changed freely.
PLANNING = frozenset({"planned", "summoned"})
#: While presence and decisions may be written: also after the meeting, until the minutes lock.
RECORDING = frozenset({"in_session", "closed"})
#: From when the minutes have been locked.
LOCKED = frozenset({"signing", "adjusted", "posted"})
#: From when the minutes are adjusted.
ADJUSTED = frozenset({"adjusted", "posted"})
