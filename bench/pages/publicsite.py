"""What anyone may see."""

from __future__ import annotations

from typing import Any

from bench.landmarks import Landmarks
from bench.pages import ANYONE, Page, latest
from samordna.funding.models import Call


def _notice(marks: Landmarks) -> dict[str, Any]:
    return {"pk": marks.notice}


_call = latest(Call, "number")
PAGES = (
    Page("Associations, public", "public_root:home", ANYONE, "initiatives", outside=True),
    Page("Accessibility, public", "publicsite:accessibility", ANYONE, "initiatives"),
    Page("Association, public", "publicsite:association", ANYONE, "initiatives"),
    Page("Call, public", "publicsite:call", ANYONE, Call, _call),
    Page("Notice board, public", "publicsite:board", ANYONE, "notices"),
    Page("Notice, public", "publicsite:notice", ANYONE, "notices", _notice),
    Page("Minutes, public", "publicsite:minutes_archive", ANYONE, "notices"),
    Page("Initiatives, public", "publicsite:initiatives", ANYONE, "initiatives"),
)
