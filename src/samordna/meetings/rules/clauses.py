"""How a decision is set: its lead and its att-clauses, and words that mix two kinds of act."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samordna.kernel.wording.clauses import bare_clause
from samordna.meetings.rules.blocks import Act

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


def decision_lead(body: str, act: Act = Act.DECIDES, proposes_to: str = "styrelsen") -> str:
    """Return the words above the clauses.

    ``body`` and ``proposes_to`` are in the definite form. ”Styrelsen beslutar”, or for a body that
    prepares ”Arbetsutskottet föreslår styrelsen besluta”; ”Styrelsen informerar”. Where nothing was
    decided the words stand alone.
    """
    subject = body[:1].upper() + body[1:]
    return {
        Act.DECIDES: f"{subject} beslutar",
        Act.PROPOSES: f"{subject} föreslår {proposes_to} besluta",
        Act.INFORMS: f"{subject} informerar",
        Act.NOTHING: f"{subject} fattar inget beslut i ärendet.",
    }[act]


def leads_decision(lead: str) -> bool:
    """Return whether words above clauses are those of a decision, whatever the body was called when
    they were locked."""
    return lead.endswith(" beslutar")


def leads_information(lead: str) -> bool:
    """Return whether words above clauses are those of information, as above."""
    return lead.endswith(" informerar")


def proposes(text: str) -> bool:
    """Return whether a text proposes (”föreslår”, ”föreslås”) rather than decides.

    The infinitive does not count: ”att uppdra åt kansliet att föreslå en plan” is a decision.
    """
    return bool(_PROPOSES.search(text))


def proposes_twice(text: str) -> bool:
    """Return whether a clause of a proposal proposes once more: ”föreslå styrelsen att bevilja”."""
    return bool(re.match(r"föreslå\b", bare_clause(text), re.IGNORECASE))


def decides(text: str) -> bool:
    """Return whether a text decides (”beslutar”, ”beslutade”); ”föreslår styrelsen besluta” does
    not."""
    return bool(_DECIDES.search(text))
