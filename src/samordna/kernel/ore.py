"""Öre: the exact amounts of payments. Everything else is whole kronor (:mod:`.money`).

An :class:`Ore` adds up with other öre only, so that kronor never get among them by mistake; the way
between them is :meth:`Ore.of_kr` and :meth:`Ore.to_kr`, which is where the rounding is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samordna.kernel.money import (
    LARGEST_KR,
    LONGEST_TYPED,
    MINUS,
    NBSP,
    NotAnAmount,
    format_number,
    read_number,
    round_half_up,
    spread,
)


@dataclass(frozen=True, order=True, slots=True)
class Ore:
    """An amount in whole öre, hundredths of a krona. ``count`` is what a database keeps.

    Raises TypeError for anything but an ``int``: a float has lost öre already.
    """

    count: int

    def __post_init__(self) -> None:
        if type(self.count) is not int:
            raise TypeError(f"öre are counted in whole numbers, not {self.count!r}")

    @classmethod
    def of_kr(cls, kr: int) -> Ore:
        """Whole kronor in öre."""
        return cls(kr * 100)

    @classmethod
    def total(cls, amounts: Iterable[Ore]) -> Ore:
        """The sum of amounts; nothing at all is 0 öre."""
        return cls(sum(amount.count for amount in amounts))

    def to_kr(self) -> int:
        """Whole kronor, halves away from zero: 50 öre are a krona, also below zero.

        A sum is rounded and not its parts, or kronor would come and go with the number of parts.
        """
        return round_half_up(Decimal(self.count) / 100)

    def __add__(self, other: Ore) -> Ore:
        return Ore(self.count + other.count) if isinstance(other, Ore) else NotImplemented

    def __sub__(self, other: Ore) -> Ore:
        return Ore(self.count - other.count) if isinstance(other, Ore) else NotImplemented

    def __neg__(self) -> Ore:
        return Ore(-self.count)

    def __bool__(self) -> bool:
        return self.count != 0

    def __str__(self) -> str:
        """``1 234,50 kr``, with both decimals, hard spaces and a real minus sign."""
        kronor, rest = divmod(abs(self.count), 100)
        sign = MINUS if self.count < 0 else ""
        return f"{sign}{format_number(kronor)},{rest:02d}{NBSP}kr"

    def split(self, parts: int) -> list[Ore]:
        """Divide into equal parts that add up: 100 kr in three is 33,33, 33,33 and 33,34.

        Raises ValueError unless there is at least one part.
        """
        return self.spread([1] * parts)

    def spread(self, weights: Sequence[int]) -> list[Ore]:
        """Divide by weights so that the parts add up, as :func:`samordna.kernel.money.spread`.

        Raises ValueError when there is no positive weight or one is negative.
        """
        return [Ore(part) for part in spread(self.count, weights)]


def parse_ore(text: str) -> Ore:
    """Read an amount with öre as people write it: ``1 234,50``, ``1234:50``, ``-1 234,5 kr``.

    Everything that :func:`samordna.kernel.money.parse_kr` takes, read by the same entrance; nothing
    is rounded. Raises :class:`NotAnAmount` with a Swedish sentence, also for parts of an öre.
    """
    if len(text) > LONGEST_TYPED:
        raise NotAnAmount("Texten är för lång för ett belopp.")
    number, says_tkr, _ = read_number(text, colon=True)
    count = number * (100_000 if says_tkr else 100)
    if count != count.to_integral_value():
        raise NotAnAmount(f"”{text.strip()}” har fler decimaler än öre. Skriv högst två.")
    if abs(count) > LARGEST_KR * 100:
        raise NotAnAmount(f"{Ore(int(count))} är ett orimligt stort belopp.")
    return Ore(int(count))
