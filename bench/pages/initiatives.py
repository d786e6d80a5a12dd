"""Initiatives."""

from __future__ import annotations

from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page


def _initiative(marks: Landmarks) -> dict[str, Any]:
    return {"number": marks.initiative}


PAGES = (
    Page("Initiatives", "initiatives:initiatives", "economist", "initiatives"),
    Page("Initiative", "initiatives:initiative", "economist", "initiatives", _initiative),
)
