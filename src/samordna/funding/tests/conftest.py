"""The cast in an open scope, on a fixed day: 5 September 2024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.models import Application
from samordna.funding.tests.browsing import Browser
from samordna.funding.tests.world import make_application, make_call
from samordna.ground import clock
from samordna.parties.tests.cast import Cast, make_cast

NOW = datetime(2024, 9, 5, 7, 30, tzinfo=UTC)


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The shared cast of Uppsala, with the association's scope open."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def browser(cast: Cast) -> Browser:
    """Sign somebody of the cast in."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def path(cast: Cast) -> str:
    """The address of a section with long answers, in an application of the applicant's."""
    make_application(cast, make_call(cast))
    application = Application.objects.get()
    section = next(s for s in application.form.definition["sections"] if s.get("questions"))
    return f"/uppsala/ansokningar/1/skriv/{section['key']}/"
