"""Who is told that a letter has gone out. Rooms above say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samordna.letters.models import Letter

#: Takes the letter, in the transaction that says that it was sent, in its association's scope.
Follow = Callable[["Letter"], None]

_following: list[Follow] = []


def provide(follow: Follow) -> None:
    """Say what follows a sent letter; what was said before no longer holds."""
    _following[:] = [follow]


def letter_sent(letter: Letter) -> None:
    """Tell what follows that a letter has gone out."""
    for follow in _following:
        follow(letter)
