"""Every named URL of the product, as the resolver has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class NamedUrl:
    """A URL pattern: its full name, and the keyword arguments that its address takes."""

    name: str
    arguments: frozenset[str]

    @property
    def in_association(self) -> bool:
        """Whether the address begins with an association."""
        return "association" in self.arguments


def every_url(urlconf: str = "samordna.config.urls") -> list[NamedUrl]:
    """Every URL pattern of a URLconf. Raises ValueError for one without a name."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", frozenset()))


def _walk(patterns: Any, namespace: str, arguments: frozenset[str]) -> Iterator[NamedUrl]:
    for pattern in patterns:
        own = arguments | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, own)
        elif isinstance(pattern, URLPattern):
            if not pattern.name:
                raise ValueError(f"{pattern.pattern} has no name")
            yield NamedUrl(f"{namespace}{pattern.name}", own)
