"""Markup that Python writes: what stands many times on a page is an f-string, not a template.

Every value that a person has typed goes through :func:`escaped`; the whole is then a SafeString.
"""

from __future__ import annotations

import html
import re
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from samordna.kernel.dates import MONTHS

#: A day in figures, or a day and its month: what is never divided over two lines.
_DAY = re.compile(rf"\b(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}} (?:{'|'.join(MONTHS)}))\b")
#: A paragraph with its sign: § 77/2024, 10 §.
_PARAGRAPH = re.compile(r"§§? [0-9]+(?:/[0-9]{4})?|\b[0-9]+(?::[0-9]+)? §")


def escaped(value: Any) -> str:
    """A value as markup: what is not markup already is escaped.

    Does what ``conditional_escape`` does, without its detours: it is called thousands of times.
    """
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def with_whole_days(value: Any) -> SafeString:
    """A text as markup, in which no day is divided over two lines.

    The words are as they were, so that they can be copied and searched for.
    """
    return SafeString(_DAY.sub(r'<span class="whole">\g<0></span>', escaped(value)))


def with_whole_marks(value: Any) -> SafeString:
    """A text as markup, in which neither a day nor a § and its number is divided over two lines."""
    return SafeString(_PARAGRAPH.sub(r'<span class="whole">\g<0></span>', with_whole_days(value)))
