"""What can go wrong in this room, as exceptions with Swedish sentences."""

from __future__ import annotations

from collections.abc import Mapping


class NotAttached(ValueError):
    """Files that may not be attached, by their place among those that were sent: why, in Swedish.
    None of them is attached.
    """

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


class NotPossible(ValueError):
    """The step cannot be taken as things stand; the message is a Swedish sentence.

    Where items of the agenda stand in the way, ``items`` says what each of them lacks, by its key.
    """

    def __init__(self, said: str, items: Mapping[int, str] | None = None) -> None:
        super().__init__(said)
        self.items = dict(items or {})
