"""A post that is refused: what was typed in it is shown, with a way to what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path

from samordna.web.held import person_of, texts_of
from samordna.web.posted import has_secret

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class RefusedPost:
    """What was typed in a refused post; ``url``: the page of what it is about, or empty."""

    texts: list[str]
    url: str


def refused_post(request: HttpRequest) -> RefusedPost | None:
    """What the page of a refusal shows of a post, to be copied; None for anything else."""
    if not is_own_post(request) or has_secret(request.POST):
        return None
    lines = getattr(request, "typed_lines", None)
    texts = lines(request) if lines is not None else texts_of(request.POST)
    return RefusedPost(texts, page_of_thing(request.path)) if texts else None


def is_own_post(request: HttpRequest) -> bool:
    """Whether somebody has sent a form of a page that was made for them."""
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not user.is_authenticated:
        return False
    return person_of(request) == str(user.pk)


def typed_as(
    lines: Callable[[Any], list[str]],
) -> Callable[[Callable[Concatenate[Any, P], HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose form is more than its texts: ``lines`` says of a request what was typed in it,
    where it is refused or what it is about is gone."""

    def decorated(view: Callable[Concatenate[Any, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def told(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.typed_lines = lines
            return view(request, *args, **kwargs)

        return told

    return decorated


def lines_of(form: forms.Form) -> list[str]:
    """What was typed in each field of a sent form, with its label; hidden ones and empty ones left
    out."""
    return [
        f"{bound.label}: {value}"
        for bound in form.visible_fields()
        if isinstance(value := bound.value(), str) and (value := value.strip())
    ]


def page_above(path: str) -> str:
    """The nearest page above what an address is about: above the last number in it."""
    parts = path.strip("/").split("/")
    numbers = [place for place, part in enumerate(parts) if part[:1].isdigit()]
    end = numbers[-1] if numbers else len(parts) - 1
    above = ("/" + "/".join(parts[:end]) + "/" for end in range(end, 1, -1))
    return next((one for one in above if is_valid_path(one)), "")


def page_of_thing(path: str) -> str:
    """The nearest page above an address that is a thing's own: it ends with the thing's number."""
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1)]
    things = (one for one in above if one.rstrip("/").rpartition("/")[2].isdigit())
    return next((one for one in things if is_valid_path(one)), "")
