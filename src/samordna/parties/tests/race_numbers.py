"""A race for numbers, run by ``test_numbers`` in a process of its own."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import django


class GaveItBack(Exception):
    """What happens to a transaction that took a number and then failed."""


def main() -> None:
    """Race, and print what happened as JSON."""
    django.setup()
    from django_scopes import scope

    from samordna.parties.models import Association

    association = Association.objects.create(slug="kapplopp", name="Kapplöpningsförbundet")
    with scope(association=association):
        report = {"many": _many(association), "waiting": _waiting(association)}
    print(json.dumps(report))


def _many(association: Any) -> dict[str, Any]:
    """Eight at once take twenty-five numbers each; every fifth transaction fails at the end."""
    from django.db import transaction
    from django_scopes import scope

    from samordna.parties.models import NumberSeries
    from samordna.parties.numbers import take_number
    from samordna.parties.tests.racing import at_once

    def work(_number: int) -> list[int]:
        taken = []
        with scope(association=association):
            for turn in range(25):
                try:
                    with transaction.atomic():
                        number = take_number(association, kind="matter", key="2024")
                        if turn % 5 == 4:
                            raise GaveItBack
                except GaveItBack:
                    continue
                taken.append(number)
        return taken

    results = at_once(work, 8)
    last = NumberSeries.objects.get(kind="matter", key="2024").last
    return {"taken": results, "last": last}


def _waiting(association: Any) -> dict[str, Any]:
    """The first connection holds a number; the second waits, and gets it when the first fails."""
    from django.db import connection, transaction
    from django_scopes import scope

    from samordna.parties.numbers import take_number

    holding, got = threading.Event(), {}

    def second() -> None:
        with scope(association=association):
            holding.wait()
            with transaction.atomic():
                got["number"] = take_number(association, kind="paragraph", key="1:2024")
        connection.close()

    waiter = threading.Thread(target=second)
    waiter.start()
    try:
        with transaction.atomic():
            first = take_number(association, kind="paragraph", key="1:2024")
            holding.set()
            time.sleep(0.5)
            waited = not got
            raise GaveItBack
    except GaveItBack:
        pass
    waiter.join()
    return {"first": first, "waited": waited, "second": got["number"]}


if __name__ == "__main__":
    main()
