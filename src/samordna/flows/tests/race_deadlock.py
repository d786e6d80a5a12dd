"""Two who change what belongs together in the same moment: run by ``test_deadlock`` in a process of
its own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

TURNS = 12


def main() -> None:
    """Race, and print what each was told as JSON: "ok", or the name of what was raised."""
    django.setup()
    told = {"signing": _signing(), "agenda": _agenda(), "details": _details()}
    print(json.dumps(told))


def _told(*work: Callable[[], None]) -> list[str]:
    """Do all at once; what each was told."""
    from samordna.parties.tests.racing import at_once

    def one(number: int) -> str:
        work[number]()
        return "ok"

    return [str(told).partition(":")[0] for told in at_once(one, len(work))]


def _signing() -> list[str]:
    """The last adjuster signs while the applicant withdraws, a little earlier or later."""
    from django.db import transaction
    from django_scopes import scope

    from samordna.flows import services as flows
    from samordna.flows.tests import settling
    from samordna.funding.services.drafting import withdraw_application
    from samordna.meetings.services.minutes import lock_minutes
    from samordna.meetings.services.table import close_meeting
    from samordna.meetings.tests import story
    from samordna.parties.tests.cast import make_cast

    told = []
    for turn in range(4):
        cast = make_cast(f"signing-{turn}")
        with scope(association=cast.association):
            with transaction.atomic():
                application = settling.prepared(cast)
                meeting = settling.on_the_agenda(cast, application)
            story.decide(cast, meeting, "Plattform")
            story.decide(cast, meeting, "Övriga", "noted")
            with story.on(story.MEETING_DAY):
                close_meeting(actor=cast.actor("registrar"), meeting=meeting)
                minutes = lock_minutes(actor=cast.actor("registrar"), meeting=meeting)
            with story.on(date(2024, 9, 16)):
                for who in ("registrar", "chair"):
                    minutes = flows.sign_and_settle(actor=cast.actor(who), minutes=minutes)

        def sign(cast: Any = cast, minutes: Any = minutes) -> None:
            with scope(association=cast.association):
                flows.sign_and_settle(actor=cast.actor("vice_chair"), minutes=minutes)

        def withdraw(cast: Any = cast, application: Any = application, turn: int = turn) -> None:
            time.sleep(0.05 * (turn + 1))
            with scope(association=cast.association):
                withdraw_application(actor=cast.actor("applicant"), application=application)

        with story.on(date(2024, 9, 16)):
            told += _told(sign, withdraw)
    return told


def _item(heading: str) -> Any:
    return {
        "heading": heading,
        "kind": "information",
        "presenter": "",
        "background": "",
        "proposal": [],
    }


def _agenda() -> list[str]:
    """One puts an application on the agenda while two add items to it."""
    from django.db import transaction
    from django_scopes import scope

    from samordna.flows.tests import settling
    from samordna.meetings.services.planning import add_item
    from samordna.meetings.tests import story
    from samordna.parties.tests.cast import make_cast

    told = []
    for turn in range(3):
        cast = make_cast(f"agenda-{turn}")
        with scope(association=cast.association), transaction.atomic():
            application = settling.prepared(cast)
            meeting = story.plan(cast, "")

        def put(cast: Any = cast, application: Any = application, meeting: Any = meeting) -> None:
            with scope(association=cast.association):
                settling.place(cast.actor("registrar"), application, meeting)

        def add(cast: Any = cast, meeting: Any = meeting) -> None:
            with scope(association=cast.association):
                for number in range(6):
                    add_item(
                        actor=cast.actor("director"), meeting=meeting, details=_item(f"P{number}")
                    )

        told += _told(put, add, add)
    return told


def _details() -> list[str]:
    """One adds items to an agenda while another edits the association that they belong to."""
    from django.db import transaction
    from django_scopes import scope

    from samordna.meetings.services.planning import add_item
    from samordna.meetings.tests import story
    from samordna.parties.services.association import DETAILS, edit_association
    from samordna.parties.tests.cast import make_cast

    cast = make_cast("details")
    with scope(association=cast.association), transaction.atomic():
        meeting = story.plan(cast, "")

    def add() -> None:
        with scope(association=cast.association):
            for number in range(TURNS):
                add_item(actor=cast.actor("director"), meeting=meeting, details=_item(f"P{number}"))

    def edit() -> None:
        details: Any = {name: getattr(cast.association, name) for name in DETAILS}
        with scope(association=cast.association):
            for number in range(TURNS):
                edit_association(
                    actor=cast.actor("registrar"),
                    notice_counts_from="own",
                    valid_from=date(2024, 9, 5),
                    **{**details, DETAILS[-1]: f"Plats {number}"},
                )

    return _told(add, edit)


if __name__ == "__main__":
    main()
