"""A new plan and a contribution key saved in the same moment: run by ``test_plan_race`` in a
process of its own."""

from __future__ import annotations

import json
import threading
import time
from datetime import date
from typing import Any

import django

DAY = date(2024, 1, 1)


def main() -> None:
    """Race, and print what happened as JSON."""
    django.setup()
    from samordna.parties.tests.cast import make_cast

    cast = make_cast()
    _key(cast, 2_517_000)
    plan_of(cast, date(2024, 3, 1))
    print(json.dumps({"told": _race(cast), "shown": _shown(cast)}))


def plan_of(cast: Any, day: date) -> None:
    """A plan of the day with the first rows and no amounts."""
    from django_scopes import scope

    from samordna.economy.plan.services import FIRST_ROWS, save_plan

    with scope(association=cast.association):
        save_plan(
            actor=cast.actor("economist"),
            as_of=day,
            title="Plan",
            first_year=day.year,
            preliminary_years=2,
            opening_kr=0,
            reserve_kr=0,
            rows=FIRST_ROWS,
        )


def _key(cast: Any, state_kr: int) -> None:
    from django_scopes import scope

    from samordna.economy.funds.services import Weighed, save_contribution_key

    with scope(association=cast.association):
        save_contribution_key(
            actor=cast.actor("economist"),
            valid_from=DAY,
            state_kr=state_kr,
            members=[Weighed(cast.organisations[name], 1) for name in ("region", "heby")],
            nns_fee_per_mille=0,
        )


def _race(cast: Any) -> str:
    """A newer plan lets the one before stand; a key that changes what it shows comes meanwhile."""
    from django.db import connection, transaction

    told = ["saved"]

    def write_key() -> None:
        try:
            _key(cast, 1_000_000)
        except Exception as error:  # the test decides
            told[0] = type(error).__name__
        finally:
            connection.close()

    other = threading.Thread(target=write_key)
    with transaction.atomic():
        plan_of(cast, date(2024, 9, 1))
        other.start()
        time.sleep(1.5)  # time enough to be saved, unless it waits
    other.join()
    return told[0]


def _shown(cast: Any) -> int:
    """What the plan that stands shows of the state's share."""
    from django_scopes import scope

    from samordna.economy.funds.queries import funds_of

    with scope(association=cast.association):
        found = funds_of(cast.association, date(2024, 3, 1))
    return next(part.amount_kr for part in found.parts if part.party == "Staten")


if __name__ == "__main__":
    main()
