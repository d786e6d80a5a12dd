"""Links inside an association: every such URL starts with the association's slug."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

if TYPE_CHECKING:
    from django.http import HttpRequest


def link(where: HttpRequest | str, name: str, **kwargs: Any) -> str:
    """The URL of a named page in the association of a request, or of a slug.

    Raises NoReverseMatch for a name that does not exist.
    """
    slug = where if isinstance(where, str) else where.association.slug  # type: ignore[attr-defined]
    place = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return _reversed(place, name, slug, tuple(kwargs.items()))


@lru_cache(maxsize=10_000)
def _reversed(
    place: tuple[str, str], name: str, slug: str, arguments: tuple[tuple[str, Any], ...]
) -> str:
    """The URL, remembered: a page has up to some hundreds, nearly all the same as last time."""
    return reverse(name, urlconf=place[0], kwargs={"association": slug, **dict(arguments)})


def own_address() -> str:
    """Where the installation is, for links in letters and on paper, without a slash at the end.

    SAMORDNA_ADDRESS; without it the first of SAMORDNA_HOSTS, and on one's own computer the usual
    port.
    """
    if settings.SAMORDNA_ADDRESS:
        return str(settings.SAMORDNA_ADDRESS)
    if settings.SAMORDNA_DEMONSTRATION or not settings.ALLOWED_HOSTS:
        return "http://127.0.0.1:8000"
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
