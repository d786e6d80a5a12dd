"""Rows of before, carried over to what the models are now, and back."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scope

from samordna.ground.going_back import WouldLose
from samordna.kernel.money import with_hard_spaces
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.tests import carried_clauses, story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import make_cast
from samordna.parties.tests.racing import fresh_database, run_race


@pytest.fixture(scope="module")
def carried(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What each item was about: after the migrations, and when they were taken back."""
    folder = tmp_path_factory.mktemp("carried")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.meetings.tests.carried_over")


def test_an_item_about_an_application_has_it_as_its_subject(carried: dict[str, Any]) -> None:
    pks = carried["pks"]
    assert carried["now"][str(pks["first"])] == ["application", pks["application"], pks["matter"]]
    assert carried["now"][str(pks["plain"])] == ["", None, None]


def test_of_two_items_about_one_application_the_treated_one_is_about_it(
    carried: dict[str, Any],
) -> None:
    pks = carried["pks"]
    assert carried["now"][str(pks["treated"])] == ["application", pks["application"], pks["matter"]]
    assert carried["now"][str(pks["again"])] == ["", None, pks["matter"]]


def test_the_way_back_gives_the_application_again(carried: dict[str, Any]) -> None:
    pks = carried["pks"]
    assert carried["back"][str(pks["first"])] == pks["application"]
    assert carried["back"][str(pks["plain"])] is None


def test_the_way_back_is_refused_while_an_item_is_about_what_had_no_place(
    carried: dict[str, Any],
) -> None:
    assert "vilka valärenden och protokoll som punkter handlar om" in carried["refused"]


def _go_back(app: str, name: str) -> None:
    """What stands last in a migration, and so is the first to be taken back."""
    migration = import_module(f"samordna.{app}.migrations.{name}").Migration
    migration.operations[-1].reverse_code(apps, SimpleNamespace(connection=connection))


@pytest.mark.django_db
def test_the_way_back_is_refused_while_minutes_are_filed_or_appointments_written() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        minutes = story.locked(cast)
        _go_back("meetings", "0002_subject")
        _go_back("parties", "0002_appointment")
        minutes.filed_by = Treatment.objects.first()
        minutes.save(update_fields=["filed_by"])
        with pytest.raises(WouldLose, match=r"protokoll till handlingarna .*\(rader: 1\)"):
            _go_back("meetings", "0002_subject")
        mandate = Mandate.objects.order_by("pk")[0]
        for field, value in [
            ("appointed_by", "Kommunfullmäktige"),
            ("appointed_on", date(2024, 8, 28)),
            ("filed_on", date(2024, 9, 28)),
            ("filed_by", "Styrelsen § 4/2024"),
        ]:
            earlier = getattr(mandate, field)
            Mandate.objects.filter(pk=mandate.pk).update(**{field: value})
            with pytest.raises(WouldLose, match="vem som har utsett"):
                _go_back("parties", "0002_appointment")
            Mandate.objects.filter(pk=mandate.pk).update(**{field: earlier})


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["in_session", "signing"])
def test_what_was_put_on_file_before_it_had_words_says_so_unless_locked(state: str) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        meeting = story.opened(cast)
        row = story.decide(cast, meeting, "Övriga", "noted")
        row.blocks[0]["clauses"] = [c for c in row.blocks[0]["clauses"] if c["when"] != "noted"]
        row.save(update_fields=["blocks"])
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        say = import_module("samordna.meetings.migrations.0025_filed_says_so").say
        for _ in range(2):
            say(apps, SimpleNamespace(connection=connection))
        row.refresh_from_db()
        words = [] if state == "signing" else ["lägga informationen till handlingarna"]
        assert decided_words(row) == words


@pytest.fixture(scope="module")
def clauses(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What paragraphs said before, as data, and again as texts."""
    folder = tmp_path_factory.mktemp("clauses")
    with django_db_blocker.unblock(), fresh_database(folder) as url:
        return run_race(url, "samordna.meetings.tests.carried_clauses")


def _with_hard_spaces(rows: list[list[str]]) -> list[list[str]]:
    return [[with_hard_spaces(text) for text in texts] for texts in rows]


def test_every_paragraph_says_what_it_said(clauses: dict[str, Any]) -> None:
    before = [texts for _, _, _, texts, _ in carried_clauses.PARAGRAPHS]
    before[-1] = []  # without an outcome it had no words
    assert clauses["now"] == _with_hard_spaces(before)
    assert clauses["back"] == _with_hard_spaces(before)
    assert clauses["proposal"] == clauses["statement"] == carried_clauses.PROPOSAL


def test_only_what_the_product_would_not_have_written_is_somebodys_own(
    clauses: dict[str, Any],
) -> None:
    assert clauses["edited"][:4] == [[], [], [], []]
    assert clauses["edited"][4] == ["", "avslå ansökan", "tacka sökanden"]
    assert "bevilja den." in clauses["edited"][5]
    assert clauses["edited"][6] == []


def test_the_way_back_is_refused_while_a_block_says_what_the_body_did(
    clauses: dict[str, Any],
) -> None:
    assert "vad organet gör i paragrafers block" in clauses["refused"]
