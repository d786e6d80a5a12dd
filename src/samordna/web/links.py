"""Links inside an association: every such URL starts with the association's slug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest


def link(where: HttpRequest | str, name: str, **kwargs: Any) -> str:
    """The URL of a named page in the association of a request, or of a slug.

    Raises NoReverseMatch for a name that does not exist.
    """
    slug = where if isinstance(where, str) else where.association.slug  # type: ignore[attr-defined]
    return reverse(name, kwargs={"association": slug, **kwargs})
