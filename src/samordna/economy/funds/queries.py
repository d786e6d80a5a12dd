"""The *Medel* of an association on a day: the parties' shares and the fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samordna.economy.models import ContributionKey, ContributionShare, EconomicPlan
from samordna.economy.rules.contributions import (
    Funds,
    Key,
    NotAKey,
    Payers,
    Share,
    days_resting_on,
    funds,
    new_key_from,
)
from samordna.parties.models import Association
from samordna.web.revisions import revision_of


def funds_of(association: Association, day: date) -> Funds | None:
    """The funds by the contribution key of a day, or None without one. At most two queries.

    A key without shares gives None too: nothing is shown from its day.
    """
    stored = key_on(association, day)
    if stored is None:
        return None
    try:
        return funds(facts_of(stored))
    except NotAKey:
        return None


def key_on(association: Association, day: date) -> ContributionKey | None:
    """The contribution key that holds on a day. One query."""
    return (
        ContributionKey.objects.filter(association_id=association.pk, valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )


def facts_of(stored: ContributionKey) -> Key:
    """A stored key as the rules take it. One query."""
    shares = stored.shares.order_by("position").values_list("party", "group", "weight")
    return Key(
        stored.state_kr,
        tuple(Share(party, Payers(group), weight) for party, group, weight in shares),
        stored.nns_fee_per_mille,
    )


def revision_of_keys() -> int:
    """What stands of every key of the open scope, as a number. Two queries."""
    names = ("pk", "valid_from", "state_kr", "nns_fee_per_mille")
    keys = list(ContributionKey.objects.order_by("pk").values_list(*names))
    shares = ContributionShare.objects.order_by("key_id", "position")
    weights = list(shares.values_list("key_id", "organisation_id", "party", "weight"))
    return revision_of([keys, weights])


@dataclass(frozen=True, slots=True)
class SavedKey:
    """A key, what each member pays by it, and the days of the plans that stand on it."""

    key: ContributionKey
    funds: Funds | None
    resting: tuple[date, ...]

    @property
    def new_from(self) -> date:
        """From which day a new key can hold instead of changing one that plans stand on."""
        return new_key_from(self.resting)


def keys_saved(association: Association) -> list[SavedKey]:
    """Every contribution key, the latest first. Three queries."""
    stored = ContributionKey.objects.filter(association_id=association.pk)
    keys = list(stored.order_by("-valid_from").prefetch_related("shares"))
    starts, days = [key.valid_from for key in keys], days_that_stand(association)
    return [
        SavedKey(key, _funds(key), days_resting_on(key.valid_from, starts, days)) for key in keys
    ]


def _funds(stored: ContributionKey) -> Funds | None:
    shares = sorted(stored.shares.all(), key=lambda share: share.position)
    parts = tuple(Share(one.party, Payers(one.group), one.weight) for one in shares)
    try:
        return funds(Key(stored.state_kr, parts, stored.nns_fee_per_mille))
    except NotAKey:
        return None


def starts_of(association: Association) -> list[date]:
    """From which days the contribution keys hold, in order. One query."""
    keys = ContributionKey.objects.filter(association_id=association.pk).order_by("valid_from")
    return list(keys.values_list("valid_from", flat=True))


def days_that_stand(association: Association) -> list[date]:
    """The days of the plans that a later plan has replaced, in order: they are kept as the board
    saw them, and so are the funds that they show. One query."""
    days = EconomicPlan.objects.filter(association_id=association.pk).order_by("as_of")
    return list(days.values_list("as_of", flat=True))[:-1]


def key_to_begin_with(association: Association, day: date) -> ContributionKey | None:
    """The key that holds on a day, or the first that comes after it. At most two queries."""
    coming = ContributionKey.objects.filter(association_id=association.pk, valid_from__gt=day)
    return key_on(association, day) or coming.order_by("valid_from").first()
