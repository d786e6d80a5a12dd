"""Who else than the office may read a paper, by its kind.

A rule answers with a ``Q`` over ``DocumentVersion``: the same for one paper as for a list of them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from samordna.documents.models import Document
from samordna.economy.policies import economic_information
from samordna.funding.queries import papers as funding
from samordna.meetings.queries import papers as meetings
from samordna.parties.actors import Actor

Kind = Document.Kind

#: Of a paper whose kind stands in several lines, each line is a way to read it.
RULES: tuple[tuple[frozenset[str], Callable[[Actor | None], Q]], ...] = (
    (frozenset({Kind.APPLICATION}), funding.signed_applications),
    (frozenset({Kind.BUDGET}), funding.budgets),
    (frozenset({Kind.STATEMENT}), funding.statements),
    (frozenset({Kind.ECONOMY}), economic_information),
    (frozenset({Kind.SUMMONS}), meetings.summonses),
    (frozenset({Kind.MINUTES}), meetings.minutes),
    (frozenset({Kind.MINUTES, Kind.NOTICE}), meetings.posted),
    (frozenset(Kind), meetings.attached),
)


def readable(actor: Actor | None, kind: str = "") -> Q:
    """The papers that a rule lets somebody read: all of them, or those of a kind. None: the public.

    With a kind it holds for papers of that kind alone.
    """
    found = Q(pk__in=())
    for kinds, rule in RULES:
        if kind in kinds:
            found |= rule(actor)
        elif not kind:
            found |= Q(document__kind__in=sorted(kinds)) & rule(actor)
    return found
