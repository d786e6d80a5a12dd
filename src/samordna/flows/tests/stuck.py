"""Somebody at the pages of meetings, what waits for them, and signatures, for tests of ways out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.services import (
    sign_and_settle,
)
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.journal.models import JournalEntry
from samordna.meetings.models import Minutes
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def page(cast: Cast, client: Client) -> Any:
    def at(who: str, path: str, data: dict[str, Any] | None = None) -> Any:
        client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
        url = path if path.startswith("/") else f"/uppsala/sammantraden/{path}"
        return client.post(url, data, follow=True) if data is not None else client.get(url)

    return at


def tasks(cast: Cast, who: str, day: date) -> dict[str, Any]:
    with story.on(day):
        return {f"{t.verb} {t.thing}": t for t in tasks_for(cast.actor(who, day), day)}


def sign(cast: Cast, minutes: Minutes, *who: str, day: date = DAY) -> Minutes:
    with story.on(day):
        for name in who:
            signed = sign_and_settle(
                actor=cast.actor(name, day), minutes=Minutes.objects.get(pk=minutes.pk)
            )
    return signed


def last() -> JournalEntry:
    return JournalEntry.objects.latest("number")


def prepared_application(cast: Cast) -> Application:
    from samordna.funding.tests.world import write_application
    from tests.permissions.funding import _prepared as prepared

    with story.on(date(2024, 9, 3)):
        return prepared(cast, write_application(cast))
