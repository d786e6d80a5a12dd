"""The parties' shares of the money, the fee to NNS, and the ceiling on savings.

The state pays half of the funds, for Försäkringskassan and Arbetsförmedlingen together; the regions
a quarter and the municipalities a quarter, each group by a key of its own (lag 2003:1210).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samordna.kernel.choices import Choice
from samordna.kernel.money import format_kr, round_half_up, spread


class Payers(Choice):
    """Who pays a part of the funds together; the members of a group share it by their weights."""

    STATE = "state", "Staten"
    REGIONS = "region", "Regioner"
    MUNICIPALITIES = "municipality", "Kommuner"


class NotAKey(ValueError):
    """The shares cannot be worked out; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Share:
    """A member's weight within its group: of weights 3 and 1, the first pays three quarters."""

    party: str
    group: Payers
    weight: int


@dataclass(frozen=True, slots=True)
class Key:
    """What the funds of a year are worked out from: the state's allotment in whole kronor, the
    members' weights, and the fee to NNS in whole per mille of the funds."""

    state_kr: int
    shares: tuple[Share, ...]
    nns_fee_per_mille: int = 0


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one party pays in a year, in whole kronor."""

    party: str
    group: Payers
    amount_kr: int


@dataclass(frozen=True, slots=True)
class Funds:
    """A year's funds in whole kronor: in all, by party, and the fee to NNS."""

    total_kr: int
    parts: tuple[Contribution, ...]
    fee_per_mille: int
    fee_kr: int


@dataclass(frozen=True, slots=True)
class OwnCapital:
    """Saved funds against the ceiling: per mille of the allotment, and kronor left under it."""

    saved_kr: int
    share_per_mille: int
    ceiling_kr: int

    @property
    def room_kr(self) -> int:
        """Kronor left under the ceiling; negative above it."""
        return self.ceiling_kr - self.saved_kr


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A line of the ceiling's table: from a day, for allotments from a size, at most this.

    ``per_mille`` is of the whole allotment; ``at_least_kr`` is a smallest ceiling in kronor.
    """

    valid_from: date
    from_allotment_kr: int
    per_mille: int
    at_least_kr: int = 0


def funds(key: Key) -> Funds:
    """The funds by a key when every party matches what the state has allotted.

    Raises :class:`NotAKey`.
    """
    total_kr = total_from_state(key.state_kr)
    return Funds(
        total_kr,
        tuple(contributions(total_kr, key.shares)),
        key.nns_fee_per_mille,
        nns_fee(total_kr, key.nns_fee_per_mille),
    )


def contributions(total_kr: int, shares: Sequence[Share]) -> list[Contribution]:
    """Divide the year's funds: half the state, a quarter each the regions and municipalities.

    The parts add up to ``total_kr`` to the krona; what does not divide goes to the largest
    remainder, as everywhere (:func:`samordna.kernel.money.spread`). Raises :class:`NotAKey`.
    """
    if total_kr < 0:
        raise NotAKey(f"Medlen kan inte vara {format_kr(total_kr)}.")
    state_kr, region_kr, municipality_kr = spread(total_kr, [2, 1, 1])
    return [
        Contribution(Payers.STATE.label, Payers.STATE, state_kr),
        *_shared(Payers.REGIONS, "regionerna", region_kr, shares),
        *_shared(Payers.MUNICIPALITIES, "kommunerna", municipality_kr, shares),
    ]


def total_from_state(state_kr: int) -> int:
    """The funds in all when every party matches what the state has allotted: twice as much."""
    return 2 * state_kr


def nns_fee(allotment_kr: int, per_mille: int) -> int:
    """The service fee to NNS, in whole kronor: per mille of the year's funds."""
    if allotment_kr < 0 or per_mille < 0:
        raise NotAKey("Avgiften räknas på belopp och promille som inte är negativa.")
    return round_half_up(Decimal(allotment_kr) * per_mille / 1000)


def own_capital(
    saved_kr: int, allotment_kr: int, day: date, table: Sequence[Ceiling]
) -> OwnCapital | None:
    """Saved funds beside the recommended ceiling of a day, or None when the table has no line.

    Of the lines that hold on the day, those of the latest ``valid_from`` make the table, and among
    them the one with the largest ``from_allotment_kr`` that the allotment reaches is taken. Raises
    :class:`NotAKey` for an allotment that is not above zero.
    """
    if allotment_kr <= 0:
        raise NotAKey("Andelen eget kapital räknas på en medelstilldelning över noll.")
    holding = [line for line in table if line.valid_from <= day]
    if not holding:
        return None
    latest = max(line.valid_from for line in holding)
    reached = [
        line
        for line in holding
        if line.valid_from == latest and line.from_allotment_kr <= allotment_kr
    ]
    if not reached:
        return None
    line = max(reached, key=lambda line: line.from_allotment_kr)
    of_allotment_kr = round_half_up(Decimal(allotment_kr) * line.per_mille / 1000)
    return OwnCapital(
        saved_kr=saved_kr,
        share_per_mille=round_half_up(Decimal(saved_kr) * 1000 / allotment_kr),
        ceiling_kr=max(of_allotment_kr, line.at_least_kr),
    )


def _shared(group: Payers, name: str, kr: int, shares: Sequence[Share]) -> list[Contribution]:
    own = [share for share in shares if share.group is group]
    try:
        parts = spread(kr, [share.weight for share in own])
    except ValueError as error:
        raise NotAKey(f"Fördelningsnyckeln för {name} behöver minst en vikt över noll.") from error
    return [Contribution(share.party, group, part) for share, part in zip(own, parts, strict=True)]


def days_resting_on(start: date, starts: Iterable[date], days: Iterable[date]) -> tuple[date, ...]:
    """Which of ``days`` a key from ``start`` holds on, when keys begin at ``starts``: all from its
    first until the next one begins."""
    later = min((other for other in starts if other > start), default=None)
    return tuple(day for day in days if start <= day and (later is None or day < later))


def new_key_from(resting: Sequence[date]) -> date:
    """From which day a new key can hold when plans of ``resting`` days, in order, stand on the one
    there is: the first day of the year after the last of them."""
    return date(resting[-1].year + 1, 1, 1)
