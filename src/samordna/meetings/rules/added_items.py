"""The clause that settles the agenda, with what is added to it at the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import ALWAYS, Clause, bare_clause

_SETTLES = re.compile(
    r"^(?:fastställ|godkänn)\w*\b.*\b(?:föredragningslist|dagordning)\w*", re.IGNORECASE
)
_WITH = " med tillägg av "
_QUOTED = re.compile(r"”([^”]*)”")


def with_added(clauses: Sequence[Clause], heading: str) -> list[Clause]:
    """The clauses, the one that settles the agenda with the heading of an item that was added:
    ”fastställa föredragningslistan med tillägg av ”Medel till Plattform””.

    Words that somebody has written at the table stand as they are, and so do those that speak of
    changes in words of their own.
    """
    return [_with_one(clause, heading) if _is_plain(clause) else clause for clause in clauses]


def _is_plain(clause: Clause) -> bool:
    if clause.edited or clause.when not in ("", ALWAYS):
        return False
    first, _, added = bare_clause(clause.words).partition(_WITH)
    changed = re.search(r"\b(?:tillägg|ändring)\w*", _QUOTED.sub("", first), re.IGNORECASE)
    return bool(_SETTLES.match(first)) and changed is None and (not added or "”" in added)


def _with_one(clause: Clause, heading: str) -> Clause:
    first, _, added = bare_clause(clause.words).partition(_WITH)
    # A heading is nobody's place for facts, and quotes within it would end it.
    told = heading.strip().translate(str.maketrans("{}”", "()’"))
    names = [*_QUOTED.findall(added), told]
    return replace(clause, words=f"{first}{_WITH}{listed([f'”{name}”' for name in names])}")
