"""What the board's paragraph about an application grants each party of what it applied for."""

from __future__ import annotations

from samordna.funding.models import Application
from samordna.kernel.wording.granted import Granted
from samordna.meetings.models import Treatment
from samordna.meetings.proceedings.decisions import facts_of
from samordna.meetings.rules.outcomes import GRANTING
from samordna.meetings.subjects import SubjectKind, handler_of


def granted_by(application: Application, treatment: Treatment | None) -> Granted | None:
    """What a paragraph grants; None where it grants nothing. Three queries at most."""
    if treatment is None or treatment.outcome not in GRANTING:
        return None
    sought = handler_of(SubjectKind.APPLICATION).sought_by_party([application.pk])
    shares = facts_of(treatment).shares
    return Granted(application.owner.name, shares, sought.get(application.pk, {}))
