"""Study visits."""

# ruff: noqa: E501
from __future__ import annotations

from samordna.visits.services import receive

from tests.support.things import TODAY, World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  visits:visits                            -                       in 404 404 200 200 200 200 200 200 200 200
GET  visits:visit                             visit                   in 404 404 200 200 200 200 200 200 200 200
GET  documents:version                        paper_of_visit         404 404 404 200 200 200 200 200 200 200 200
"""


def make(world: World) -> None:
    """A visit with its report."""
    world.begin_numbers("visit")
    actor = world.cast.actor("registrar", TODAY)
    made = receive(actor=actor, guest="Granby kommun", held_on=TODAY, text=f"Om {world.slug}.")
    world.things["visit"] = {"number": made.number}
    world.things["paper_of_visit"] = {"pk": made.report_id}
