"""Votes and elections: simple majority, the chair's vote at a tie, lots in elections (KL 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Vote(StrEnum):
    """How one person voted."""

    YES = "yes"
    NO = "no"
    ABSTAINS = "abstains"


class DecidedBy(StrEnum):
    """What settled a vote or an election."""

    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    CHAIR = "chair"
    LOT = "lot"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The outcome of a vote between yes and no. ``carried`` is None when nothing settled it."""

    carried: bool | None
    yes: int
    no: int
    abstaining: int
    decided_by: DecidedBy
    sentence: str


def count_vote(votes: Mapping[str, Vote], chair: str | None) -> VoteResult:
    """Count a vote by name: the simple majority of yes and no decides, at a tie the chair's vote.

    ``votes`` maps a person's key to the vote, ``chair`` is the key of who chairs the item. A tie in
    which the chair abstained, or a vote that nobody cast, settles nothing.
    """
    yes = sum(1 for vote in votes.values() if vote is Vote.YES)
    no = sum(1 for vote in votes.values() if vote is Vote.NO)
    abstaining = len(votes) - yes - no
    carried, decided_by = _settle(yes, no, votes.get(chair) if chair else None)
    counts = f"{yes} ja, {no} nej och {abstaining} som avstår"
    return VoteResult(
        carried, yes, no, abstaining, decided_by, f"{counts}: {_words(carried, decided_by)}."
    )


def _settle(yes: int, no: int, chairs_vote: Vote | None) -> tuple[bool | None, DecidedBy]:
    if not yes and not no:
        return None, DecidedBy.NOTHING
    if yes != no:
        alone = not yes or not no
        return yes > no, DecidedBy.UNANIMITY if alone else DecidedBy.MAJORITY
    if chairs_vote in (Vote.YES, Vote.NO):
        return chairs_vote is Vote.YES, DecidedBy.CHAIR
    return None, DecidedBy.NOTHING


def _words(carried: bool | None, decided_by: DecidedBy) -> str:
    if carried is None:
        return "omröstningen avgör inte frågan"
    outcome = "bifall" if carried else "avslag"
    if decided_by is DecidedBy.CHAIR:
        return f"{outcome} med ordförandens utslagsröst"
    return outcome


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """The outcome of an election. ``tied`` are those among whom a lot must be drawn."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    decided_by: DecidedBy
    sentence: str

    @property
    def needs_lot(self) -> bool:
        """Return whether a lot must be drawn before the election is settled."""
        return bool(self.tied)


def count_election(
    counts: Mapping[str, int], seats: int = 1, drawn: tuple[str, ...] = ()
) -> ElectionResult:
    """Count an election: most votes first; a tie about the last seats is settled by lot.

    The chair's vote never decides an election. ``counts`` maps a name to votes, since the ballots
    are secret. ``drawn`` are the names that the lot gave, once drawn. Raises ValueError when there
    are fewer names than seats, or when the lot names somebody it was not about.
    """
    if seats < 1 or len(counts) < seats:
        raise ValueError("fewer names than seats")
    order = sorted(counts, key=lambda name: -counts[name])
    last_in = counts[order[seats - 1]]
    safe = tuple(name for name in order if counts[name] > last_in)
    about = tuple(name for name in order if counts[name] == last_in)
    left = seats - len(safe)
    if len(about) == left:
        elected = (*safe, *about)
        return ElectionResult(elected, (), DecidedBy.MAJORITY, f"Valda: {', '.join(elected)}.")
    if not drawn:
        sentence = f"Lika röstetal mellan {', '.join(about)}: lottning avgör."
        return ElectionResult(safe, about, DecidedBy.LOT, sentence)
    if len(set(drawn)) != left or len(drawn) != left or set(drawn) - set(about):
        raise ValueError("the lot was not drawn among those who were tied")
    elected = (*safe, *drawn)
    return ElectionResult(
        elected, (), DecidedBy.LOT, f"Valda: {', '.join(elected)}, efter lottning."
    )
