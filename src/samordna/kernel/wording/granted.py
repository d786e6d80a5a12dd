"""What is granted in words made of data: by year, and what each party gets of what it applied for.

Minutes, agendas, letters and pages take their words from here. All sums are whole kronor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samordna.kernel.money import format_kr, part_of_kr
from samordna.kernel.ordering import party_key
from samordna.kernel.sentences import listed
from samordna.kernel.wording.shares import Share


def by_year(sums: Iterable[tuple[int, int]], empty: Sequence[int] = ()) -> str:
    """Sums by year, as (year, kronor), and the years that get nothing: ”75 000 kr för 2025, 25 000
    kr för 2026 och inget för 2027”."""
    told = [f"{format_kr(kr)} för {year}" for year, kr in sums]
    return listed([*told, *(f"inget för {year}" for year in empty)])


@dataclass(frozen=True, slots=True)
class Granted:
    """What is granted, or proposed: ``shares`` by party and year, and ``sought`` what each party
    applied for in all, by name; empty where that is not known. ``owner`` is the *insatsägare*."""

    owner: str
    shares: Sequence[Share]
    sought: Mapping[str, int] = field(default_factory=dict)

    @property
    def kr(self) -> int:
        """All of it."""
        return sum(share.kr for share in self.shares)

    @property
    def parties(self) -> list[str]:
        """Who gets or has applied for money, the owner first."""
        names = {share.name for share in self.shares if share.kr}
        names |= {name for name, kr in self.sought.items() if kr}
        return sorted(names, key=lambda name: party_key(name, self.owner))

    def of_years(self) -> str:
        """The whole by year, as a sentence; empty where it is of one year."""
        sums = self._by_year(self.shares)
        return f"Av det är {by_year(sums)}." if len(sums) > 1 else ""

    def of_parties(self, names: Iterable[str] = (), verb: str = "får") -> list[str]:
        """What each party gets, a sentence for each; those of ``names`` alone where any are given.
        None where one party has it all."""
        parties, wanted = self.parties, set(names)
        if len(parties) < 2:
            return []
        return [self._of(name, verb) for name in parties if not wanted or name in wanted]

    def _of(self, name: str, verb: str) -> str:
        own = self._by_year(share for share in self.shares if share.name == name)
        kr, sought = sum(kr for _, kr in own), self.sought.get(name, 0)
        said = f"{name} {verb} {_of_sought(kr, sought)}"
        if len(own) > 1:
            return f"{said}: {by_year(own)}."
        several = len(self._by_year(self.shares)) > 1
        return f"{said}, allt för {own[0][0]}." if own and several else f"{said}."

    @staticmethod
    def _by_year(shares: Iterable[Share]) -> list[tuple[int, int]]:
        found: dict[int, int] = {}
        for share in shares:
            if share.kr:
                found[share.year] = found.get(share.year, 0) + share.kr
        return sorted(found.items())


def _of_sought(kr: int, sought: int) -> str:
    if not kr:
        return f"inget av sökta {format_kr(sought)}" if sought else "inget"
    if not sought:
        return format_kr(kr)
    if kr == sought:
        return f"de sökta {format_kr(kr)}"
    if kr > sought:
        return f"{format_kr(kr)}, mer än de sökta {format_kr(sought)}"
    return part_of_kr(kr, sought)
