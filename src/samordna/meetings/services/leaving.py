"""What a body that is no quorum leaves, at once: nobody may handle it (KL 6:27)."""

from __future__ import annotations

from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.not_handled import nothing_left
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.locking import in_states, locked_meeting
from samordna.meetings.services.table import treat_item
from samordna.parties.actors import Actor


@changes
def leave_unhandled(*, actor: Actor, meeting: Meeting) -> int:
    """Note of everything that is left at a meeting that is no quorum that it was not handled;
    journalled. Returns of how many items.

    Each gets its paragraph, in the order of the agenda, with *Inget beslut*; what has an outcome
    stands. Raises Refused, and :class:`NotPossible` where the body is a quorum at something that
    is left, where nobody came, and where nothing is left.
    """
    locked = locked_meeting(actor, meeting)
    in_states(locked, frozenset({Meeting.State.IN_SESSION}), "anteckna att inget behandlades")
    left = load_proceedings(locked, attachments=False).beyond_handling
    if not left:
        raise NotPossible(nothing_left(locked.body.in_text))
    for item in left:
        treatment = treat_item(actor=actor, item=item)
        treatment.item.meeting = locked
        save_decision(
            actor=actor,
            treatment=treatment,
            decision={"outcome": Outcome.UNDECIDED},
            revision=treatment.revision,
        )
    after = {"items": [item.heading for item in left]}
    journal(actor=actor, verb="leave_unhandled", subject=locked, after=after)
    return len(left)
