"""Somebody with a seat, to invite."""

from __future__ import annotations

from samordna.parties.models import Mandate
from samordna.parties.services.mandates import give_mandate
from samordna.parties.tests.cast import FROM, Cast


def a_seat(cast: Cast, email: str) -> Mandate:
    """A substitute of Heby on the board, whose papers have not come."""
    return give_mandate(
        actor=cast.actor("director"),
        body=cast.board,
        email=email,
        name="Nils Nyström",
        organisation=cast.organisations["heby"],
        position="substitute",
        valid_from=FROM,
        papers_received_on=None,
    )
