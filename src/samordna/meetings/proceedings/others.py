"""The other paragraphs of a meeting that are about an application, for the words of an item that is
about none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.others import Other
from samordna.meetings.rules.outcomes import Outcome

if TYPE_CHECKING:
    from samordna.meetings.models import AgendaItem
    from samordna.meetings.proceedings.decisions import Decisions


def others_beside(decisions: Decisions, item: AgendaItem) -> list[Other]:
    """The paragraphs about an application besides that of ``item``, in their order."""
    return [
        _other(decisions, one)
        for one in decisions.treated
        if one.pk != item.pk and decisions.about_money(one)
    ]


def _other(decisions: Decisions, item: AgendaItem) -> Other:
    facts = decisions.facts(item)
    owners = [facts.owner, *facts.owners, *(share.name for share in facts.shares)]
    return Other(
        item.treatment.paragraph,
        facts.name,
        tuple(dict.fromkeys(filter(None, owners))),
        item.matter.number if item.matter else "",
        undecided=item.treatment.outcome == Outcome.UNDECIDED,
        proposes=any(
            block.main and act is Act.PROPOSES for block, act, _ in decisions.blocks(item)
        ),
    )
