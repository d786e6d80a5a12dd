"""The fields of a post that is kept: whether a page asks for them, and what is never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

#: A field whose name has one of these as a word of its own: ``new_password1`` is a secret,
#: ``secretary`` and ``postcode`` are none.
_SECRET = re.compile(
    r"(?:^|[_-])(?:pass(?:word|code|phrase)?|losenord|credential|secret|otp|code|codes)\d*(?:[_-]|$)",
    re.IGNORECASE,
)


class Reading(QueryDict):
    """Fields that know whether a page has asked for any of them."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.asked = True
        return super().getlist(key, default)


def has_secret(names: Iterable[str]) -> bool:
    """Whether any field is a password or a code by its name."""
    return any(_SECRET.search(name) for name in names)
