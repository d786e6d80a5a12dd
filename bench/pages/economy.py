"""The decision space."""

from __future__ import annotations

from bench.pages import Page

PAGES = (Page("Decision space", "economy:decision_space", "economist", "applications"),)
