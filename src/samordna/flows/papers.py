"""Who else than the office may read a paper, by its kind.

A rule answers with a ``Q`` over ``DocumentVersion``: the same for one paper as for a list of them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from samordna.documents.kinds import every_kind
from samordna.economy.kinds import PaperKind as OfEconomy
from samordna.economy.policies import economic_information
from samordna.funding.kinds import PaperKind as OfFunding
from samordna.funding.queries import papers as funding
from samordna.meetings.kinds import PaperKind as OfMeetings
from samordna.meetings.queries import papers as meetings
from samordna.parties.actors import Actor

#: Of a paper whose kind stands in several lines, each line is a way to read it.
RULES: tuple[tuple[frozenset[str], Callable[[Actor | None], Q]], ...] = (
    (frozenset({OfFunding.APPLICATION}), funding.signed_applications),
    (frozenset({OfFunding.BUDGET}), funding.budgets),
    (frozenset({OfFunding.STATEMENT}), funding.statements),
    (frozenset({OfEconomy.ECONOMY}), economic_information),
    (frozenset({OfMeetings.SUMMONS}), meetings.summonses),
    (frozenset({OfMeetings.MINUTES}), meetings.minutes),
    (frozenset({OfMeetings.MINUTES, OfMeetings.NOTICE}), meetings.posted),
    (frozenset(dict(every_kind())), meetings.attached),
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
