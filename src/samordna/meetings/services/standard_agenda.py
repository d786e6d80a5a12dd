"""What stands on every new agenda of a body, from a day on."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction

from samordna.meetings.policies import may_plan
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Body
from samordna.parties.services.association import save_setting


class StandardItem(TypedDict):
    """An item of the template: ``proposal`` has a clause for each string."""

    heading: str
    kind: str
    proposal: list[str]


@transaction.atomic
def save_standard_agenda(
    *, actor: Actor, body: Body, items: list[StandardItem], valid_from: date
) -> None:
    """Let these items stand on every new agenda of a body from a day; journalled.

    Meetings that are planned already keep theirs. Raises Refused.
    """
    require(may_plan(actor))
    Body.objects.select_for_update().get(pk=body.pk)
    save_setting(actor=actor, key="standard_agenda", value=items, valid_from=valid_from, body=body)
