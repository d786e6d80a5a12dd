"""The register."""

from __future__ import annotations

from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page


def _matter(marks: Landmarks) -> dict[str, Any]:
    year, serial = marks.matter
    return {"year": year, "serial": serial}


PAGES = (
    Page("Register", "register:matters", "registrar", "matters"),
    Page("Register, searched", "register:matters", "registrar", "matters", query="q=kompassen"),
    Page("New matter", "register:new_matter", "registrar", "matters"),
    Page("First number", "register:first_number", "registrar", "matters"),
    Page("Matter", "register:matter", "registrar", "matters", _matter),
)
