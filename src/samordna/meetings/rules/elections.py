"""Elections: most votes first, a lot at a tie, never the chair's vote (KL 5 kap.)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samordna.kernel.sentences import listed
from samordna.meetings.rules.voting import DecidedBy


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """The outcome of an election. ``tied`` are those among whom a lot must be drawn."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    decided_by: DecidedBy
    sentence: str


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


@dataclass(frozen=True, slots=True)
class Election:
    """An election by closed ballot: the votes of each candidate, the seats, and where a lot was
    drawn who it gave and who drew it."""

    counts: tuple[tuple[str, int], ...]
    seats: int = 1
    drawn: tuple[str, ...] = ()
    drawn_by: str = ""

    @property
    def slip(self) -> str:
        """What is wrong or missing, as a Swedish sentence; empty if nothing."""
        names = [name for name, _ in self.counts]
        if len(set(names)) < len(names):
            return "En kandidat står två gånger i valet."
        if len(names) < self.seats:
            return f"Valet gäller {self.seats} platser men har {len(names)} kandidater."
        tied = count_election(dict(self.counts), self.seats).tied
        if not tied:
            return "Ingen lott behövdes, men en är antecknad." if self.drawn else ""
        among = listed(tied)
        if not self.drawn:
            return f"Lika röstetal mellan {among}: dra lott och anteckna vem lotten gav."
        try:
            self.result  # noqa: B018
        except ValueError:
            return f"Lotten ska ge den eller dem som fattas, bland {among}."
        return "" if self.drawn_by else "Anteckna vem som drog lotten."

    @property
    def result(self) -> ElectionResult:
        """Who was elected. Raises ValueError as :func:`count_election`."""
        return count_election(dict(self.counts), self.seats, self.drawn)

    @property
    def elected(self) -> tuple[str, ...]:
        """Who was elected, nobody while something is wrong or missing."""
        return () if self.slip else self.result.elected

    @property
    def sentences(self) -> list[str]:
        """The election as the minutes tell it: the votes, the lot with who drew it, the result."""
        votes = ", ".join(f"{name} {count}" for name, count in self.counts)
        told = [f"Valet skedde med slutna sedlar. Röster: {votes}."]
        if self.slip:
            return told
        if self.drawn:
            tied = count_election(dict(self.counts), self.seats).tied
            drawer = f"{self.drawn_by[:1].upper()}{self.drawn_by[1:]}"  # it begins the sentence
            told.append(
                f"Lika röstetal mellan {listed(tied)}. {drawer} drog lott, som gav "
                f"{listed(self.drawn)}."
            )
        return told

    def as_dict(self) -> dict[str, Any]:
        """The election as a row keeps it."""
        return {
            "counts": [list(pair) for pair in self.counts],
            "seats": self.seats,
            "drawn": list(self.drawn),
            "drawn_by": self.drawn_by,
        }


def election_of(kept: Mapping[str, Any]) -> Election | None:
    """The election that a row keeps; None where there was none."""
    if not kept.get("counts"):
        return None
    return Election(
        counts=tuple((str(name), int(count)) for name, count in kept["counts"]),
        seats=kept["seats"],
        drawn=tuple(kept["drawn"]),
        drawn_by=kept["drawn_by"],
    )
