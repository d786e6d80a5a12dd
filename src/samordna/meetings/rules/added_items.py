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


def without_added(clauses: Sequence[Clause], heading: str) -> list[Clause]:
    """The clauses without the heading of an item that was added and is taken off again."""
    return [_without_one(clause, heading) if _is_plain(clause) else clause for clause in clauses]


def _with_one(clause: Clause, heading: str) -> Clause:
    first, _, added = bare_clause(clause.words).partition(_WITH)
    return _naming(clause, first, [*_QUOTED.findall(added), _told(heading)])


def _without_one(clause: Clause, heading: str) -> Clause:
    first, _, added = bare_clause(clause.words).partition(_WITH)
    names = _QUOTED.findall(added)
    if (told := _told(heading)) not in names:
        return clause
    names.remove(told)
    return _naming(clause, first, names)


def _told(heading: str) -> str:
    # A heading is nobody's place for facts, and quotes within it would end it.
    return heading.strip().translate(str.maketrans("{}”", "()’"))


def _naming(clause: Clause, first: str, names: Sequence[str]) -> Clause:
    with_these = f"{_WITH}{listed([f'”{name}”' for name in names])}" if names else ""
    return replace(clause, words=f"{first}{with_these}")
