"""The product's one clock. Read it once, at the edge; rules are given ``today``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


@lru_cache(maxsize=4)
def _clock(path: str) -> Callable[[], datetime]:
    clock: Callable[[], datetime] = import_string(path)
    return clock


def now() -> datetime:
    """The present moment, aware. In the demonstration it is the demonstration's own."""
    return _clock(settings.SAMORDNA_CLOCK)()


def today() -> date:
    """The present day in Sweden."""
    return timezone.localtime(now()).date()
