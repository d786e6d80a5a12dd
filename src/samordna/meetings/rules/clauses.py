"""How a decision is worded: its lead and its att-clauses, and words that mix two kinds of act."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LEADING_ATT = re.compile(r"^(?:[-–•*]\s*)?(?:att\b[\s:]*)+", re.IGNORECASE)
_LAST_WORD = re.compile(r"\b(?:och|samt)$", re.IGNORECASE)
_PROPOSES = re.compile(r"\bföreslå(?:r|s)\b", re.IGNORECASE)
_DECIDES = re.compile(r"\bbeslut(?:ar|ade|as|ades)\b", re.IGNORECASE)


def with_endings(clauses: Iterable[str]) -> list[str]:
    """Return the clauses as they stand below the lead, one a line, empty ones left out.

    Whoever sets them puts ”att” before each. All end with a comma but the last, which ends with a
    full stop, and the last but one has ”samt”: ``a,`` ``b, samt`` ``c.``
    """
    bare = [clause for raw in clauses if (clause := bare_clause(raw))]
    endings = [","] * len(bare)
    endings[-2:] = [", samt", "."] if len(bare) > 1 else ["."] * len(bare)
    return [f"{clause}{ending}" for clause, ending in zip(bare, endings, strict=True)]


def bare_clause(text: str) -> str:
    """Return a clause without ”att” before it and without the punctuation after it."""
    bare = _LEADING_ATT.sub("", " ".join(text.split()))
    # Not by one pattern: tried from every place in some thousand commas, it takes minutes.
    return _LAST_WORD.sub("", bare).rstrip(" ,;.")


def decision_lead(body: str, proposes_to: str | None = None) -> str:
    """Return the words above the clauses.

    ``body`` and ``proposes_to`` are in the definite form. ”Styrelsen beslutar”, or for a body that
    prepares ”Arbetsutskottet föreslår styrelsen besluta”.
    """
    subject = body[:1].upper() + body[1:]
    if proposes_to is None:
        return f"{subject} beslutar"
    return f"{subject} föreslår {proposes_to} besluta"


def proposes(text: str) -> bool:
    """Return whether a text proposes (”föreslår”, ”föreslås”) rather than decides.

    The infinitive does not count: ”att uppdra åt kansliet att föreslå en plan” is a decision.
    """
    return bool(_PROPOSES.search(text))


def decides(text: str) -> bool:
    """Return whether a text decides (”beslutar”, ”beslutade”); ”föreslår styrelsen besluta” does
    not."""
    return bool(_DECIDES.search(text))
