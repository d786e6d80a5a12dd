"""Kom igång."""

from __future__ import annotations

from bench.pages import Page
from samordna.parties.models import Mandate

PAGES = (Page("Kom igång", "flows:get_started", "director", Mandate),)
