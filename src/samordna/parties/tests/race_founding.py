"""Associations founded by several at once: run by ``test_founding_race`` in its own process."""

from __future__ import annotations

import json
from datetime import date

import django

THREADS = 4


def main() -> None:
    """Race for an address, and for a name, and print what each was told as JSON."""
    django.setup()
    from samordna.parties.models import Association
    from samordna.parties.services.founding import found_association
    from samordna.parties.tests.racing import at_once

    def found(slug: str, name: str, number: int) -> str:
        association, _ = found_association(
            slug=slug,
            name=name,
            director_email=f"chef{number}@exempel.se",
            director_name=f"Chef {number}",
            today=date(2024, 9, 5),
        )
        return association.slug

    address = at_once(lambda n: found("samma", f"Förbundet {n}", n), THREADS)
    name = at_once(lambda n: found(f"plats-{n}", "Förbundet Norr", n), THREADS)
    made = Association.objects.count()
    print(json.dumps({"address": address, "name": name, "made": made}))


if __name__ == "__main__":
    main()
