"""What may be chosen in a decision, by what is proposed.

Where that is not to grant, nothing is called by the proposal alone: ”förslaget” would mean two
opposite things."""

from __future__ import annotations

from collections.abc import Collection

from samordna.meetings.rules.outcomes import Outcome, named_outcome
from samordna.meetings.rules.voting import Stand, stands_for


def outcome_choices(
    proposed: Outcome | None, now: str, impossible: Collection[str]
) -> list[tuple[str, str]]:
    """The outcomes, without those that the subject cannot have. ``now`` is the chosen one."""
    return [
        (outcome.value, named_outcome(outcome, proposed))
        for outcome in Outcome
        if outcome.value not in impossible
        and (proposed is None or outcome is not Outcome.APPROVED or now == outcome)
    ]


def stand_choices(proposed: Outcome | None, now: str) -> list[tuple[str, str]]:
    """What yes or no may stand for; what it stands for ``now`` is kept."""
    stands = dict.fromkeys([*stands_for(proposed), *([Stand(now)] if now else [])])
    return [("", "–"), *((stand.value, stand.label) for stand in stands)]
