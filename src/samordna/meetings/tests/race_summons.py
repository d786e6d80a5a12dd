"""The first summons of a meeting, made by several at once: run by ``test_summons_race`` in a
process of its own."""

from __future__ import annotations

import json

import django

THREADS = 3


def main() -> None:
    """Race, and print what happened as JSON."""
    django.setup()
    from django_scopes import scope

    from samordna.meetings.models import Meeting
    from samordna.meetings.services.summons import send_summons
    from samordna.meetings.tests.story import MEETING_DAY, on, plan
    from samordna.parties.tests.cast import make_cast
    from samordna.parties.tests.racing import at_once
    from samordna.register.models import Matter

    cast = make_cast("kapplopp")
    with scope(association=cast.association):
        meeting = plan(cast)

    def work(number: int) -> str:
        with scope(association=cast.association):
            actor = cast.actor("registrar" if number % 2 else "director")
            found = Meeting.objects.get(pk=meeting.pk)
            return str(send_summons(actor=actor, meeting=found).state)

    with on(MEETING_DAY):
        told = [str(one) for one in at_once(work, THREADS)]
    with scope(association=cast.association):
        print(json.dumps({"told": told, "matters": Matter.objects.count()}))


if __name__ == "__main__":
    main()
