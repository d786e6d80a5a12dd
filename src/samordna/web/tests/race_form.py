"""The same form from eight places at once, run by ``test_form_race`` in a process of its own."""

from __future__ import annotations

import json
import os

import django

THREADS = 8


def main() -> None:
    """Race, and print what happened as JSON."""
    os.environ["SAMORDNA_HOSTS"] = "testserver"
    django.setup()
    from django.test import Client
    from django_scopes import scope

    from samordna.parties.tests.cast import make_cast
    from samordna.parties.tests.racing import at_once
    from samordna.register.models import Matter
    from samordna.web.held import ONCE
    from samordna.web.once import new_key

    cast = make_cast("kapplopp")
    path = "/kapplopp/diarium/nytt/"
    sent = {"subject": "Buller", ONCE: new_key()}
    clients = [Client() for _ in range(THREADS)]
    for client in clients:
        client.force_login(
            cast.people["director"], backend="django.contrib.auth.backends.ModelBackend"
        )
    told = at_once(lambda number: clients[number].post(path, sent)["Location"], THREADS)
    with scope(association=cast.association):
        print(json.dumps({"told": told, "matters": Matter.objects.count()}))


if __name__ == "__main__":
    main()
