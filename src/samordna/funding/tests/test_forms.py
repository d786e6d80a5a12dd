"""The forms of applications: chosen among the ready ones, and changed by new versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.models import FormVersion
from samordna.funding.rules.form import parse_form
from samordna.funding.services.forms import ReadyForm, ready_forms
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast, make_cast

FORMS = "/uppsala/utlysningar/formular/"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["director"])
    return client


@pytest.mark.parametrize("ready", ready_forms(), ids=lambda ready: ready.key)
def test_every_ready_form_is_a_form(ready: object) -> None:
    parse_form(ready.definition)  # type: ignore[attr-defined]


def test_there_are_several_to_choose_among() -> None:
    assert [ready.name for ready in ready_forms()] == [
        "Ansökan om medel",
        "Kort ansökan",
        "Utförlig ansökan",
    ]


def test_a_form_is_chosen_once(director: Client) -> None:
    page = director.get("/uppsala/utlysningar/ny/").content.decode()
    assert "Välj ett formulär" in page and FORMS in page
    for _ in range(2):
        assert director.post(f"{FORMS}valj/", {"formular": "kort-ansokan"}).status_code == 302
    assert FormVersion.objects.get().name == "Kort ansökan"
    assert "Välj ett formulär" not in director.get("/uppsala/utlysningar/ny/").content.decode()
    page = director.get(FORMS).content.decode()
    assert 'value="kort-ansokan"' not in page and 'value="utforlig-ansokan"' in page


@pytest.mark.parametrize("ready", ready_forms(), ids=lambda ready: ready.key)
def test_the_local_group_is_asked_about_where_there_is_one(
    director: Client, cast: Cast, ready: ReadyForm
) -> None:
    """An association without local groups demands no answer about them of its applicants."""
    asks = ready.asks_of_local_group

    def about_groups(posted: dict[str, str]) -> list[str]:
        FormVersion.objects.all().delete()
        director.post(f"{FORMS}valj/", {"formular": ready.key, **posted})
        questions = parse_form(FormVersion.objects.get().definition).questions
        return [question.key for question in questions if question.key.startswith("lokal_grupp")]

    def asked() -> str:
        FormVersion.objects.all().delete()
        page = director.get(FORMS).content.decode()
        return "".join(re.findall(r'value="(ja|nej)" checked', page))

    assert about_groups({}) == about_groups({"lokala_grupper": "nej"}) == []
    both = ["lokal_grupp", "lokal_grupp_dag"] if asks else []
    assert about_groups({"lokala_grupper": "ja"}) == both
    assert set(re.findall("ja|nej", asked())) == {"nej"}
    Body.objects.create(
        association=cast.association, kind="local_group", slug="lokus-heby", name="Lokus Heby"
    )
    assert set(re.findall("ja|nej", asked())) == {"ja"}


def test_no_ready_form_demands_what_not_all_associations_have() -> None:
    for ready in ready_forms():
        for question in parse_form(ready.without_local_group()).questions:
            assert "lokal grupp" not in f"{question.label} {question.help}".lower()
            assert "samverkansgrupp" not in question.label.lower()


def test_a_change_is_a_new_version(director: Client) -> None:
    director.post(f"{FORMS}valj/", {"formular": "kort-ansokan"})
    first = FormVersion.objects.get()
    posted = {"name": first.name, "valid_from": "2025-01-01"}
    for question in parse_form(first.definition).questions:
        posted[f"{question.key}-label"] = question.label
        posted[f"{question.key}-help"] = question.help
    posted["behov-label"], posted["antal_totalt-label"] = "Vad är problemet?", ""
    assert director.post(f"{FORMS}{first.pk}/", posted).status_code == 302
    second = FormVersion.objects.get(version=2)
    labels = [question.label for question in parse_form(second.definition).questions]
    assert labels[0] == "Vad är problemet?" and len(labels) == 6
    first.refresh_from_db()
    assert len(list(parse_form(first.definition).questions)) == 7


def test_a_form_without_questions_is_refused(director: Client) -> None:
    director.post(f"{FORMS}valj/", {"formular": "kort-ansokan"})
    form = FormVersion.objects.get()
    page = director.post(f"{FORMS}{form.pk}/", {"name": "Tomt", "valid_from": "2025-01-01"})
    assert "inga avsnitt" in page.content.decode()
    assert FormVersion.objects.count() == 1
