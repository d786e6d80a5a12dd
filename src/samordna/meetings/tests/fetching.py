"""The pages of a meeting, as people of the cast fetch them and send their forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

Fetch = Callable[..., Any]


def pages_of(cast: Cast, client: Client) -> Fetch:
    """``page("registrar", "vid-bordet/", {...})``: a page of meeting 1 by somebody of the cast."""

    signed_in: list[str] = []

    def fetch(who: str, path: str = "", data: dict[str, Any] | None = None, **extra: Any) -> Any:
        if signed_in != [who]:  # signing in takes queries of its own
            client.force_login(cast.people[who])
            signed_in[:] = [who]
        url = path if path.startswith("/") else f"/uppsala/sammantraden/1/{path}"
        with story.on(extra.pop("day", story.MEETING_DAY)):
            if data is None:
                return client.get(url, **extra)
            return client.post(url, data, follow=extra.pop("follow", True), **extra)

    return fetch


def text_of(response: Any) -> str:
    """What a page says, with ordinary blanks in its amounts."""
    text: str = response.content.decode()
    return text.replace("\u00a0", " ")
