"""The *Medel* of an association on a day: the parties' shares and the fee."""

from __future__ import annotations

from datetime import date

from samordna.economy.models import ContributionKey, ContributionShare
from samordna.economy.rules.contributions import Funds, Key, NotAKey, Payers, Share, funds
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


def keys_saved(association: Association) -> list[tuple[ContributionKey, Funds | None]]:
    """Every contribution key with what each member pays by it, the latest first. Two queries."""
    stored = ContributionKey.objects.filter(association_id=association.pk)
    return [(one, _funds(one)) for one in stored.order_by("-valid_from").prefetch_related("shares")]


def _funds(stored: ContributionKey) -> Funds | None:
    shares = sorted(stored.shares.all(), key=lambda share: share.position)
    parts = tuple(Share(one.party, Payers(one.group), one.weight) for one in shares)
    try:
        return funds(Key(stored.state_kr, parts, stored.nns_fee_per_mille))
    except NotAKey:
        return None


def key_to_begin_with(association: Association, day: date) -> ContributionKey | None:
    """The key that holds on a day, or the first that comes after it. At most two queries."""
    coming = ContributionKey.objects.filter(association_id=association.pk, valid_from__gt=day)
    return key_on(association, day) or coming.order_by("valid_from").first()
