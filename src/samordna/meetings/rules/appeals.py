"""Which paragraphs can be appealed: what only prepares or puts into effect cannot (KL 13:2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.sentences import listed

#: Instead of a last day to appeal, where no paragraph can be appealed.
NOTHING_TO_APPEAL: Final = "Kan inte överklagas: inget i protokollet avgör ett ärende"


def may_be_tried(decides: Mapping[int, bool]) -> bool:
    """Whether any paragraph can be appealed, or none has been read. ``decides``: whether each
    paragraph decides something, by its number."""
    return not decides or any(decides.values())


def not_to_be_appealed(decides: Mapping[int, bool]) -> str:
    """The sentence about the paragraphs that cannot be appealed, for the notice board and the
    certificate alike; empty where all can. ``decides`` as for :func:`may_be_tried`."""
    marks = [f"§ {number}" for number, does in decides.items() if not does]
    if not marks:
        return ""
    what = "Protokollet" if not may_be_tried(decides) else listed(marks)
    so = ", och" if may_be_tried(decides) else ". Det"
    return f"{what} avgör inget ärende{so} kan inte överklagas (13 kap. 2 § kommunallagen)."
