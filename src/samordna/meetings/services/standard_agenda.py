"""What stands on every new agenda of a body, from a day on."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.meetings.policies import may_plan
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import AssociationSetting, Body
from samordna.parties.services.association import save_setting
from samordna.web.revisions import Stale, revision_of


class StandardItem(TypedDict):
    """An item of the template: ``proposal`` has a clause for each string."""

    heading: str
    kind: str
    proposal: list[str]


@changes
def save_standard_agenda(
    *,
    actor: Actor,
    body: Body,
    items: list[StandardItem],
    valid_from: date,
    seen: int | None = None,
) -> None:
    """Let these items stand on every new agenda of a body from a day; journalled.

    Meetings that are planned already keep theirs. ``seen`` is the :func:`revision` that the actor
    read. Raises Refused, and :class:`~samordna.web.revisions.Stale` when somebody else has saved
    another template since.
    """
    require(may_plan(actor))
    for_change(Body.objects.all()).get(pk=body.pk)
    if seen is not None and seen != (now := revision(body)):
        raise Stale(now)
    save_setting(actor=actor, key="standard_agenda", value=items, valid_from=valid_from, body=body)


def revision(body: Body) -> int:
    """What stands of every template of a body, as a number. One query."""
    rows = AssociationSetting.objects.filter(key="standard_agenda", body=body).order_by("pk")
    return revision_of(list(rows.values_list("valid_from", "value")))
