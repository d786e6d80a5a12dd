"""Initiatives."""

# ruff: noqa: E501
from __future__ import annotations

from datetime import date

from samordna.initiatives.models import Initiative
from tests.support.things import World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  initiatives:initiatives                  -                       in 404 404 200 200 200 200 200 200 200 200
GET  initiatives:initiative                   initiative              in 404 404 200 404 200 200 200 200 200 200
"""


def make(world: World) -> None:
    """An initiative that runs."""
    Initiative.objects.create(
        association=world.cast.association,
        number=world.first_number,
        name="Vägen in",
        owner=world.cast.organisations["heby"],
        kind="individual",
        period_from=date(2024, 1, 1),
        period_to=date(2025, 12, 31),
    )
    world.things["initiative"] = {"number": world.first_number}
