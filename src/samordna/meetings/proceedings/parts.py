"""A paragraph that grants a part, as its minutes tell it, for who has not loaded the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from samordna.kernel.wording.clauses import Facts, said
from samordna.meetings.models import Treatment
from samordna.meetings.proceedings.amounts import part_clauses
from samordna.meetings.proceedings.decisions import decided_facts, facts_of, outcome_of
from samordna.meetings.proceedings.left import back_clauses, rest_clauses, tells_of_rest
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.rules.blocks import blocks_of


def rest_untold(treatment: Treatment) -> bool:
    """Whether a part is granted and nothing is said of the rest."""
    if treatment.rest or not treatment.in_part:
        return False
    facts, outcome = facts_of(treatment), outcome_of(treatment)
    standing = [c for block in blocks_of(treatment.blocks) for c in block.standing(outcome)]
    return not tells_of_rest(said(standing, facts), facts.years)


def part_words(treatment: Treatment, told: Sequence[str]) -> list[str]:
    """That a part was granted, and what became of the rest."""
    proposed = proposed_facts([treatment.item]).get(treatment.item.pk, Facts())
    facts = decided_facts(treatment, proposed)
    outcome, blocks = outcome_of(treatment), blocks_of(treatment.blocks)
    beside = said([c for b in blocks if not b.main for c in b.standing(outcome)], facts)
    texts = [*told, *beside]
    made = [*part_clauses(treatment, texts), *rest_clauses(treatment, facts, proposed, texts)]
    return [clause.words for clause in [*made, *back_clauses(treatment, texts)]]
