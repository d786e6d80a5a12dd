"""``samordna demo`` lets anybody be anyone, so it serves nothing but what it loaded itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import management

from samordna.cli import demo, main
from samordna.parties.models import Association, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that ran; none runs here, and nothing is served."""
    ran: list[str] = []
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "samordna.config.settings.test")
    monkeypatch.setattr(management, "call_command", lambda name, **_: ran.append(name))
    monkeypatch.setattr(demo, "_serve", lambda port: ran.append("serve"))
    return ran


def _association() -> Any:
    # The address is the demonstration's, and the association is not.
    return Association.objects.create(slug="uppsala", name="Eget", short_name="Eget")


def _person() -> Any:
    return Person.objects.create(email="eget@exempel.se", name="Egen Person")


@pytest.mark.parametrize("arguments", [[], ["--load-only"]])
@pytest.mark.parametrize("somebodys", [_association, _person])
def test_a_database_that_is_somebody_elses_is_refused_and_left_as_it_is(
    done: list[str], capsys: pytest.CaptureFixture[str], somebodys: Any, arguments: list[str]
) -> None:
    somebodys()
    assert main(["demo", *arguments]) == 2
    assert "innehåller annat än demonstrationens data" in capsys.readouterr().err
    assert done == []
