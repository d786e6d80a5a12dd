"""The day of the benchmarks, so that every run has the same data and the same things waiting."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

MOMENT = datetime(2026, 9, 10, 9, 30, tzinfo=ZoneInfo("Europe/Stockholm"))


def now() -> datetime:
    """The moment at which every page of a run is read."""
    return MOMENT
