"""Markup that Python writes: what stands many times on a page is an f-string, not a template.

Every value that a person has typed goes through :func:`escaped`; the whole is then a SafeString.
"""

from __future__ import annotations

import html
from typing import Any

from django.utils.functional import Promise


def escaped(value: Any) -> str:
    """A value as markup: what is not markup already is escaped.

    Does what ``conditional_escape`` does, without its detours: it is called thousands of times.
    """
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))
