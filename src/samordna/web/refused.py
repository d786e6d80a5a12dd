"""A post that is refused: what was typed in it is shown, with a way to what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import is_valid_path

from samordna.web.held import person_of, texts_of
from samordna.web.posted import has_secret


@dataclass(frozen=True, slots=True)
class RefusedPost:
    """What was typed in a refused post; ``url``: the page of what it is about, or empty."""

    texts: list[str]
    url: str


def refused_post(request: HttpRequest) -> RefusedPost | None:
    """What the page of a refusal shows of a post, to be copied; None for anything else."""
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not user.is_authenticated:
        return None
    if person_of(request) != str(user.pk) or has_secret(request.POST):
        return None
    texts = texts_of(request.POST)
    return RefusedPost(texts, page_of_thing(request.path)) if texts else None


def page_of_thing(path: str) -> str:
    """The nearest page above an address that is a thing's own: it ends with the thing's number."""
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1)]
    things = (one for one in above if one.rstrip("/").rpartition("/")[2].isdigit())
    return next((one for one in things if is_valid_path(one)), "")
