"""A paper that another room has brought with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class OwnPaper(ABC):
    """A paper of a room's own, with its title and the template that sets it.

    ``template`` is named from ``src/samordna``: ``visits/visit.typ``. It imports
    ``/documents/pdf/templates/own.typ``, which has the house's look and the paper's values.
    """

    template: ClassVar[str]
    association: str
    dnr: str = ""

    @property
    @abstractmethod
    def title(self) -> str:
        """The title of the file, shown in its header and by its reader."""
