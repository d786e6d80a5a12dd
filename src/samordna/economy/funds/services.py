"""Writing the key that the members share the funds by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError

from samordna.economy.funds.queries import (
    days_that_stand,
    facts_of,
    key_on,
    revision_of_keys,
    starts_of,
)
from samordna.economy.models import ContributionKey, ContributionShare
from samordna.economy.policies import may_write_contribution_keys
from samordna.economy.rules.contributions import (
    Key,
    NotAKey,
    Payers,
    Share,
    days_resting_on,
    funds,
    new_key_from,
)
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.kernel.money import LARGEST_KR, format_kr
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Organisation
from samordna.web.revisions import Stale

#: Heavier than this no member's weight is: people, kronor and shares all stay below it.
LARGEST_WEIGHT = 10**12

_GROUPS = {
    Organisation.Kind.REGION: Payers.REGIONS,
    Organisation.Kind.MUNICIPALITY: Payers.MUNICIPALITIES,
}


class KeyNotPossible(ValueError):
    """The key cannot be kept as it stands; the message is a Swedish sentence."""


class KeyStands(KeyNotPossible):
    """A plan that stands shows the funds by the key: a new one holds from a later day."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A member region or municipality and its weight in its group."""

    organisation: Organisation
    weight: int


@changes
def save_contribution_key(
    *,
    actor: Actor,
    valid_from: date,
    state_kr: int,
    members: Sequence[Weighed],
    nns_fee_per_mille: int = 0,
    seen: int | None = None,
) -> ContributionKey:
    """Keep what the funds are shared by from a day on, until the next key; journalled.

    ``state_kr`` is the state's allotment in whole kronor, the fee is in whole per mille of the
    funds. A key of the same day is replaced, and the journal holds both. ``seen`` is the
    :func:`~samordna.economy.funds.queries.revision_of_keys` that the actor read. Raises Refused,
    :class:`KeyNotPossible` when the funds cannot be worked out by it, :class:`KeyStands` when a
    plan that has been replaced would show other funds than the board saw, and
    :class:`~samordna.web.revisions.Stale` when somebody else has saved a key since.
    """
    require(may_write_contribution_keys(actor))
    # Two take turns.
    association = for_change(Association.objects.all()).get(pk=actor.association_id)
    if seen is not None and seen != (now := revision_of_keys()):
        raise Stale(now)
    shares = [_share(actor, member) for member in members]
    _check(Key(state_kr, tuple(shares), nns_fee_per_mille), members)
    _nothing_shown_changes(association, valid_from, Key(state_kr, tuple(shares), nns_fee_per_mille))
    key, before = _locked(actor, valid_from)
    key.state_kr, key.nns_fee_per_mille = state_kr, nns_fee_per_mille
    try:
        with change():
            key.save()
    except IntegrityError as error:  # somebody wrote the key of the same day a moment ago
        raise KeyNotPossible(f"Det finns redan en fördelningsnyckel från {valid_from}.") from error
    ContributionShare.objects.bulk_create(
        ContributionShare(
            association_id=actor.association_id,
            key=key,
            position=position,
            group=share.group,
            organisation=member.organisation,
            party=share.party,
            weight=share.weight,
        )
        for position, (member, share) in enumerate(zip(members, shares, strict=True), start=1)
    )
    journal(
        actor=actor,
        verb="save_contribution_key",
        subject=key,
        before=before,
        after=_journalled(key),
    )
    return key


def _nothing_shown_changes(association: Association, valid_from: date, wanted: Key) -> None:
    """Raises :class:`KeyStands` when ``wanted`` would hold on the day of a plan that stands, and
    say something else than the key which holds there. Where no key holds, nothing was shown."""
    resting = days_resting_on(valid_from, starts_of(association), days_that_stand(association))
    held = key_on(association, valid_from)
    if held is None or not resting or facts_of(held) == wanted:
        return
    raise KeyStands(
        f"Planen per {resting[-1]} har ersatts av en nyare. Den står kvar som styrelsen såg den, "
        f"och andelarna i den följer nyckeln från {held.valid_from}. Gör en ny fördelningsnyckel "
        f"som gäller från ett senare år, till exempel från {new_key_from(resting)}."
    )


def _locked(actor: Actor, valid_from: date) -> tuple[ContributionKey, dict[str, Any]]:
    """The key of the day, emptied, with what it held; or a new one."""
    key = (
        for_change(ContributionKey.objects.all())
        .filter(association_id=actor.association_id, valid_from=valid_from)
        .first()
    )
    if key is None:
        return ContributionKey(association_id=actor.association_id, valid_from=valid_from), {}
    before = _journalled(key)
    ContributionShare.objects.filter(key=key).delete()
    return key, before


def _share(actor: Actor, member: Weighed) -> Share:
    organisation = member.organisation
    group = _GROUPS.get(Organisation.Kind(organisation.kind))
    ours = organisation.association_id == actor.association_id and organisation.is_member
    if group is None or not ours:
        raise KeyNotPossible(
            f"{organisation.name} är ingen region eller kommun som är medlem i förbundet."
        )
    return Share(organisation.name, group, member.weight)


def _check(key: Key, members: Sequence[Weighed]) -> None:
    if len({member.organisation.pk for member in members}) != len(members):
        raise KeyNotPossible("En medlem står två gånger i fördelningsnyckeln.")
    if key.state_kr > LARGEST_KR:
        raise KeyNotPossible(f"{format_kr(key.state_kr)} är ett orimligt stort belopp.")
    if key.nns_fee_per_mille > 1000:
        raise KeyNotPossible("Avgiften är högst 1 000 promille.")
    if any(share.weight > LARGEST_WEIGHT for share in key.shares):
        raise KeyNotPossible("En vikt i fördelningsnyckeln är orimligt stor.")
    try:
        funds(key)
    except NotAKey as error:
        raise KeyNotPossible(str(error)) from error


def _journalled(stored: ContributionKey) -> dict[str, Any]:
    key = facts_of(stored)
    return {
        "valid_from": stored.valid_from,
        "state_kr": key.state_kr,
        "nns_fee_per_mille": key.nns_fee_per_mille,
        "shares": [
            {"party": share.party, "group": share.group, "weight": share.weight}
            for share in key.shares
        ],
    }
