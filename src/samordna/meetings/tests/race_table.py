"""Two secretaries at one table, run by ``test_concurrency`` in a process of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

ITEMS = 24
THREADS = 8


def main() -> None:
    """Race, and print what happened as JSON."""
    django.setup()
    from django_scopes import scope

    from samordna.meetings.models import Treatment
    from samordna.meetings.tests import story
    from samordna.parties.tests.cast import make_cast

    cast = make_cast("kapplopp")
    with scope(association=cast.association):
        agenda = "\n".join(f"beslut Ärende {n:02}" for n in range(ITEMS - 3))
        meeting = story.opened(cast, agenda)
        same = _same_items(cast, meeting)
        rows = list(Treatment.objects.order_by("paragraph").values_list("paragraph", "item_id"))
        stale = _same_paragraph(cast, meeting)
    print(json.dumps({"seen": same, "rows": rows, "stale": stale, "items": ITEMS}))


@contextmanager
def _as(cast: Any, name: str) -> Iterator[Any]:
    from django_scopes import scope

    from samordna.meetings.tests.story import MEETING_DAY

    with scope(association=cast.association):
        yield cast.actor(name, MEETING_DAY)


def _same_items(cast: Any, meeting: Any) -> list[Any]:
    """Everybody takes up every item, each in an order of their own; what each was told."""
    from samordna.meetings.models import AgendaItem
    from samordna.meetings.services.table import treat_item
    from samordna.parties.tests.racing import at_once

    keys = list(meeting.items.values_list("pk", flat=True))

    def work(number: int) -> dict[str, int]:
        order = random.Random(number).sample(keys, len(keys))  # noqa: S311
        told = {}
        with _as(cast, "registrar" if number % 2 else "director") as actor:
            for key in order:
                item = AgendaItem.objects.select_related("meeting").get(pk=key)
                told[str(key)] = treat_item(actor=actor, item=item).paragraph
        return told

    return at_once(work, THREADS)


def _same_paragraph(cast: Any, meeting: Any) -> list[Any]:
    """Everybody saves the same paragraph as it was read at the same revision."""
    from samordna.meetings.models import Treatment
    from samordna.meetings.services.decisions import save_decision
    from samordna.parties.tests.racing import at_once
    from samordna.web.revisions import Stale

    def work(number: int) -> str:
        with _as(cast, "registrar" if number % 2 else "director") as actor:
            treatment = Treatment.objects.select_related("item__meeting").get(paragraph=1)
            try:
                save_decision(
                    actor=actor, treatment=treatment, decision={"claims": str(number)}, revision=0
                )
            except Stale:
                return "stale"
            return "saved"

    return at_once(work, THREADS)


if __name__ == "__main__":
    main()
