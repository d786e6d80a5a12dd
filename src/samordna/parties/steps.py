"""What meetings do to a mandate. The authority is theirs, and none is asked for here.

Views do not import this module.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samordna.journal.services import journal
from samordna.parties.actors import Actor
from samordna.parties.models import Mandate


@transaction.atomic
def file_mandate(*, actor: Actor, mandate_id: int, filed_on: date, filed_by: str) -> Mandate:
    """Say when and by which paragraph an appointment was put on file; journalled.

    The first filing stands. Raises DoesNotExist.
    """
    locked = Mandate.objects.select_for_update().get(pk=mandate_id)
    if locked.filed_on is None:
        locked.filed_on, locked.filed_by = filed_on, filed_by[:160]
        locked.save(update_fields=["filed_on", "filed_by"])
        after = {"filed_on": filed_on, "filed_by": locked.filed_by}
        journal(actor=actor, verb="file_mandate", subject=locked, after=after)
    return locked
