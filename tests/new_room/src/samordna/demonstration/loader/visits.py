"""A visit before the meeting."""

from __future__ import annotations

from datetime import date

from samordna.visits.services import receive

from samordna.demonstration.loader.stage import UPPSALA, Chapter, Stage, at


def come_and_see(stage: Stage) -> None:
    """The neighbours come to see how it is done."""
    receive(
        actor=stage.be("Petra Lindahl"),
        guest="Granby kommun",
        held_on=date(2024, 8, 28),
        text="De såg hur beslutsutrymmet räknas.",
    )


CHAPTERS = (Chapter(UPPSALA, at(2024, 8, 28), come_and_see),)
