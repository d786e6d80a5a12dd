"""Whether what a letter says still holds. Rooms above answer, and say so when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samordna.letters.models import Letter

#: Takes the letter, in its association's scope; answers with a Swedish sentence, empty when it
#: still holds.
Ask = Callable[["Letter"], str]

_asked: list[Ask] = []


def provide(ask: Ask) -> None:
    """Say who knows; what was said before no longer holds."""
    _asked[:] = [ask]


def why_untrue(letter: Letter) -> str:
    """Why a letter no longer holds and is not to be sent; empty when it does."""
    return next((reason for ask in _asked if (reason := ask(letter))), "")
