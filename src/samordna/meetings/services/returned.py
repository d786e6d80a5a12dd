"""Items that were to come up again, and never will."""

from __future__ import annotations

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem
from samordna.meetings.policies import may_plan
from samordna.meetings.queries.lists import waiting_items
from samordna.parties.access import require
from samordna.parties.actors import Actor


@changes
def let_item_go(*, actor: Actor, item: AgendaItem, reason: str) -> AgendaItem:
    """Say that an item that was to come up again never will, and why; journalled.

    Raises Refused and :class:`NotPossible`.
    """
    require(may_plan(actor))
    locked = for_change(AgendaItem.objects.all(), of=("self",)).get(pk=item.pk)
    if not reason.strip():
        raise NotPossible("Skriv varför punkten utgår. Skälet står i journalen.")
    if not waiting_items().filter(pk=locked.pk).exists():
        raise NotPossible("Punkten väntar inte på att tas upp.")
    locked.let_go_on, locked.let_go_reason = clock.today(), reason.strip()[:300]
    locked.save(update_fields=["let_go_on", "let_go_reason"])
    after = {"let_go_on": locked.let_go_on, "reason": locked.let_go_reason}
    journal(actor=actor, verb="let_item_go", subject=locked, after=after)
    return locked
