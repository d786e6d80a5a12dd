"""What is added to the agenda while the meeting is going on, in the paragraph that settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from samordna.ground.locking import for_change
from samordna.journal.services import journal
from samordna.kernel.wording.clauses import Clause, clauses_of, kept
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.rules.added_items import with_added, without_added
from samordna.meetings.rules.blocks import blocks_of, kept_blocks
from samordna.parties.actors import Actor

Follow = Callable[[Sequence[Clause], str], list[Clause]]


def propose_addition(actor: Actor, meeting: Meeting, added: AgendaItem) -> None:
    """Let the item that settles the agenda be proposed with what was ``added``, unless its outcome
    has been chosen: then it is decided. Journalled; the caller has locked the meeting."""
    if meeting.state == Meeting.State.IN_SESSION:
        _follow(actor, meeting, added, with_added)


def withdraw_addition(actor: Actor, meeting: Meeting, gone: AgendaItem) -> None:
    """Let the agenda be proposed without what was added. Journalled; the caller has locked the
    meeting. Raises :class:`NotPossible` where the paragraph has been decided with it."""
    for treatment in Treatment.objects.filter(item__meeting=meeting, item__subject_id=None):
        clauses = [clause for block in blocks_of(treatment.blocks) for clause in block.clauses]
        if treatment.outcome and without_added(clauses, gone.heading) != clauses:
            raise NotPossible(
                f"Föredragningslistan är fastställd med tillägg av ”{gone.heading}”, i § "
                f"{treatment.paragraph}. Ta upp punkten, eller ändra den paragrafen först."
            )
    _follow(actor, meeting, gone, without_added)


def _follow(actor: Actor, meeting: Meeting, about: AgendaItem, follow: Follow) -> None:
    """Write anew what settles the agenda, in what is planned and in what is not decided."""
    rows = for_change(Treatment.objects.filter(item__meeting=meeting))
    treatments = {row.item_id: row for row in rows}
    for item in meeting.items.filter(subject_id=None).exclude(pk=about.pk):
        treatment = treatments.get(item.pk)
        planned = clauses_of(item.proposal)
        proposal = follow(planned, about.heading)
        if proposal == planned or (treatment is not None and treatment.outcome):
            continue
        before, item.proposal = {"proposal": item.proposal}, kept(proposal)
        item.save(update_fields=["proposal"])
        after = {"proposal": item.proposal}
        journal(actor=actor, verb="edit_item", subject=item, before=before, after=after)
        if treatment is None:
            continue
        blocks = [
            replace(block, clauses=tuple(follow(block.clauses, about.heading)))
            if block.main
            else block
            for block in blocks_of(treatment.blocks)
        ]
        treatment.blocks = kept_blocks(blocks)
        treatment.save(update_fields=["blocks"])
