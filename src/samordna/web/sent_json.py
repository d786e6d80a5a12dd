"""JSON that a form carries in a hidden field: whatever was sent, reading it raises nothing."""

from __future__ import annotations

import json
from typing import Any


def read_json(text: str | None, longest: int) -> Any:
    """What a field holds as JSON; None for what is longer than ``longest`` characters or cannot be
    read, such as brackets in brackets without end, and numbers that no number holds."""
    if not text or len(text) > longest:
        return None
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(text: str) -> Any:
    """No page of ours sends fractions, infinities or what is not a number."""
    raise ValueError(text[:40])
