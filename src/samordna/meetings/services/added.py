"""What is added to the agenda while the meeting is going on, in the paragraph that settles it."""

from __future__ import annotations

from dataclasses import replace

from samordna.ground.locking import for_change
from samordna.journal.services import journal
from samordna.kernel.wording.clauses import clauses_of, kept
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.rules.added_items import with_added
from samordna.meetings.rules.blocks import blocks_of, kept_blocks
from samordna.parties.actors import Actor


def propose_addition(actor: Actor, meeting: Meeting, added: AgendaItem) -> None:
    """Let the item that settles the agenda be proposed with what was ``added``, unless its outcome
    has been chosen: then it is decided. Journalled; the caller has locked the meeting."""
    if meeting.state != Meeting.State.IN_SESSION:
        return
    rows = for_change(Treatment.objects.filter(item__meeting=meeting))
    treatments = {row.item_id: row for row in rows}
    for item in meeting.items.filter(subject_id=None).exclude(pk=added.pk):
        treatment = treatments.get(item.pk)
        planned = clauses_of(item.proposal)
        proposal = with_added(planned, added.heading)
        if proposal == planned or (treatment is not None and treatment.outcome):
            continue
        before, item.proposal = {"proposal": item.proposal}, kept(proposal)
        item.save(update_fields=["proposal"])
        after = {"proposal": item.proposal}
        journal(actor=actor, verb="edit_item", subject=item, before=before, after=after)
        if treatment is None:
            continue
        blocks = [
            replace(block, clauses=tuple(with_added(block.clauses, added.heading)))
            if block.main
            else block
            for block in blocks_of(treatment.blocks)
        ]
        treatment.blocks = kept_blocks(blocks)
        treatment.save(update_fields=["blocks"])
