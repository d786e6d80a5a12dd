"""Elections: most votes first, a lot at a tie, never the chair's vote (KL 5 kap.)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samordna.meetings.rules.voting import DecidedBy


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
