"""Opening and closing matters by hand."""

from __future__ import annotations

from typing import Any

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import NumberSeries
from samordna.parties.services.errors import NumbersGiven
from samordna.parties.steps import start_series
from samordna.register.models import Matter, SkippedNumbers
from samordna.register.policies import (
    may_add_record,
    may_register,
    may_reopen,
    may_set_first_number,
)
from samordna.register.steps import open_matter


@changes
def open_matter_by_hand(*, actor: Actor, subject: str) -> Matter:
    """Open a matter that no other step opens. Raises Refused to those who may not register."""
    require(may_register(actor))
    return open_matter(actor=actor, subject=subject)


@changes
def set_first_number(*, actor: Actor, year: int, first: int, seen: int | None = None) -> None:
    """Say with which number the matters of a year begin; journalled.

    ``seen`` is the next number as the actor read it. Raises Refused, NumbersGiven when a matter of
    the year has its number, and Stale when somebody else has said another meanwhile.
    """
    require(may_set_first_number(actor))
    start_series(
        actor=actor,
        kind="matter",
        key=str(year),
        first=first,
        what=f"{year}:{{}}",
        way_out="Ska diariet gå vidare vid ett senare nummer, hoppa över numren däremellan.",
        seen=seen,
    )


@changes
def skip_numbers(*, actor: Actor, year: int, following: int, reason: str) -> SkippedNumbers:
    """Let the next matter of a year get a later number, with a reason; journalled.

    The numbers between stand in the register as a gap with the reason: numbers that have been given
    stay, since they stand in papers that have left the house. Raises Refused, and NumbersGiven for
    a number that is not later than the next one.
    """
    require(may_set_first_number(actor))
    series = _locked_series(actor, year)
    if following <= series.last + 1:
        raise NumbersGiven(
            f"Nästa nummer är {year}:{series.last + 1}. Skriv ett högre: nummer som har getts "
            "ligger fast, eftersom de står i handlingar."
        )
    gap = SkippedNumbers.objects.create(
        association_id=actor.association_id,
        year=year,
        first=series.last + 1,
        last=following - 1,
        reason=reason,
        noted_on=clock.today(),
    )
    series.last = following - 1
    series.save(update_fields=["last"])
    after = {"numbers": str(gap), "next": f"{year}:{following}", "reason": reason}
    journal(actor=actor, verb="skip_numbers", subject=gap, after=after)
    return gap


def _locked_series(actor: Actor, year: int) -> NumberSeries:
    known: dict[str, Any] = {
        "association_id": actor.association_id,
        "kind": "matter",
        "key": str(year),
    }
    NumberSeries.objects.get_or_create(**known)
    return for_change(NumberSeries.objects.all()).get(**known)


@changes
def close_matter(*, actor: Actor, matter: Matter) -> Matter:
    """Close a matter today; journalled. Raises Refused to others and when it is closed already."""
    locked = for_change(Matter.objects.all()).get(pk=matter.pk)
    require(may_add_record(actor, locked))
    locked.closed_on = clock.today()
    locked.save(update_fields=["closed_on"])
    journal(actor=actor, verb="close_matter", subject=locked, after={"closed_on": locked.closed_on})
    return locked


@changes
def reopen_matter(*, actor: Actor, matter: Matter) -> Matter:
    """Open a closed matter again; journalled. Raises Refused to others and when it is open."""
    locked = for_change(Matter.objects.all()).get(pk=matter.pk)
    require(may_reopen(actor, locked))
    before = {"closed_on": locked.closed_on}
    locked.closed_on = None
    locked.save(update_fields=["closed_on"])
    journal(actor=actor, verb="reopen_matter", subject=locked, before=before, after={})
    return locked
