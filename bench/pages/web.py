"""Pages outside every association that show nothing of any."""

from __future__ import annotations

from bench.pages import ANYONE, Page
from samordna.parties.models import Mandate

PAGES = (Page("Components", "web:components", ANYONE, Mandate, outside=True),)
