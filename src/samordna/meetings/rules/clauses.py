"""How a decision is worded: its lead and its att-clauses, and words that mix two kinds of act."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samordna.kernel.money import amounts_in

_LEADING_ATT = re.compile(r"^(?:[-–•*]\s*)?(?:att\b[\s:]*)+", re.IGNORECASE)
#: Blanks that may become one: a hard space holds an amount together, and stays.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_LAST_WORD = re.compile(r"\b(?:och|samt)$", re.IGNORECASE)
_PROPOSES = re.compile(r"\bföreslå(?:r|s)\b", re.IGNORECASE)
_GRANTS = re.compile(r"\b(?:bevilja|tilldela|anslå|utbetala)s?\b", re.IGNORECASE)
_APPROVES = re.compile(
    r"\b(?:bifalla|bifalls|bifall till|tillstyrka|tillstyrks|godkänna|godkänns|avsätta|avsätts"
    r"|finansiera|finansieras|enligt (?:förslag|ansökan|tjänsteutlåtande))",
    re.IGNORECASE,
)
_OF_AN_APPLICATION = re.compile(r"\bansök(?:an|ning)", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\batt\s|\b(?:inte|ej|icke)\s+$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s+(?:inte|ej|icke)\b", re.IGNORECASE)
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
    """Return a clause without ”att” before it and without the punctuation after it.

    Hard spaces stay.
    """
    bare = _LEADING_ATT.sub("", _BLANKS.sub(" ", text).strip())
    # Not by one pattern: tried from every place in some thousand commas, it takes minutes.
    return _LAST_WORD.sub("", bare).rstrip(" \u00a0\u202f,;.")


def same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two lists of clauses say the same, whatever their spaces and punctuation."""
    return _words(one) == _words(other)


def _words(clauses: Iterable[str]) -> list[str]:
    return [words for clause in clauses if (words := " ".join(bare_clause(clause).split()))]


def grants(clause: str) -> bool:
    """Return whether a clause grants an application: ”bevilja …”, ”bifalla ansökan”.

    Not what it asks somebody to do or presupposes: ”uppdra åt kansliet att bevilja …”.
    """
    if _says(_GRANTS, clause):
        return True
    of_it = bool(_OF_AN_APPLICATION.search(clause) or amounts_in(clause))
    return of_it and _says(_APPROVES, clause) and "avsl" not in clause.lower()


def approves(clause: str) -> bool:
    """Return whether a clause grants or says yes in other words: ”godkänna förslaget”."""
    return grants(clause) or _says(_APPROVES, clause)


def _says(pattern: re.Pattern[str], clause: str) -> bool:
    bare = bare_clause(clause)
    found = pattern.search(bare)
    return (
        found is not None
        and not _NOT_BEFORE.search(bare[: found.start()])
        and not _NOT_AFTER.match(bare[found.end() :])
    )


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
