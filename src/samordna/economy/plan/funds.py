"""The *Medel* of an association on a day: the parties' shares, the fee and the ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samordna.economy.rules.contributions import (
    Contribution,
    NotAKey,
    contributions,
    nns_fee,
    total_from_state,
)
from samordna.parties.models import Association
from samordna.parties.settings import setting


@dataclass(frozen=True, slots=True)
class Funds:
    """A year's funds in whole kronor: in all, by party, and the fee to Nationella rådet."""

    total_kr: int
    parts: tuple[Contribution, ...]
    fee_per_mille: int
    fee_kr: int


def funds_of(association: Association, day: date) -> Funds | None:
    """The funds by the setting ``contribution_keys`` on a day, or None without one. One query.

    The setting holds ``state_kr``, ``regions`` and ``municipalities`` (party to weight), and
    ``nns_fee_per_mille``. One that cannot be worked out gives None: the page of a plan must not
    fail because of it.
    """
    keys: Any = setting(association, "contribution_keys", day)
    if not keys:
        return None
    try:
        total_kr = total_from_state(int(keys["state_kr"]))
        per_mille = int(keys.get("nns_fee_per_mille", 0))
        return Funds(
            total_kr,
            tuple(contributions(total_kr, keys["regions"], keys["municipalities"])),
            per_mille,
            nns_fee(total_kr, per_mille),
        )
    except (KeyError, TypeError, ValueError, NotAKey):
        return None
