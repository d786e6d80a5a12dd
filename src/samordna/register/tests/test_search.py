"""What one remembers of a record finds its matter: who sent it, what it is about, its file."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.models import Document, DocumentVersion
from samordna.documents.steps import store_file
from samordna.ground import clock
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Matter, Record
from samordna.register.queries import matters_for
from samordna.register.steps import open_matter, register_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    actor = cast.actor("registrar")
    with scope(association=cast.association):
        open_matter(actor=actor, subject="Upphandling av revisor")
        made = open_matter(actor=actor, subject="Samverkan om unga")
        for sender, subject in (("Ångströms Åkeri", "Fråga"), ("Région Norr", "Svar på remiss")):
            record = register_record(
                actor=actor,
                matter=made,
                direction=Record.Direction.IN,
                dated=date(2024, 9, 5),
                counterparty=sender,
                subject=subject,
            )
        DocumentVersion.objects.create(
            association=cast.association,
            document=Document.objects.create(
                association=cast.association, kind="attachment", title="Svar"
            ),
            number=1,
            file=store_file(cast.association.pk, b"PK", "application/zip"),
            filename="Yttrande_Önskemål.xlsx",
            record=record,
            created_at=clock.now(),
        )
        return made


def found(cast: Cast, text: str) -> list[str]:
    with scope(association=cast.association):
        return [one.subject for one in matters_for(cast.actor("registrar"), text=text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ångström",
        "angstroms akeri",
        "REGION NORR",
        "remiss",
        "önskemål.xlsx",
        "onske",
        unicodedata.normalize("NFD", "Ångström"),
        "Ång\u00adström",
        "på\u200b remiss",
        "unga",
    ],
)
def test_a_matter_is_found_by_what_its_records_say(cast: Cast, matter: Matter, text: str) -> None:
    assert found(cast, text) == ["Samverkan om unga"]


@pytest.mark.parametrize("text", ["%", "_x", "Region Syd", "xlsm"])
def test_what_no_record_says_finds_nothing(cast: Cast, matter: Matter, text: str) -> None:
    assert found(cast, text) == []


def test_a_number_finds_its_matter_alone_however_it_is_copied(cast: Cast, matter: Matter) -> None:
    for text in (matter.number, f"\u200b{matter.number}\u200e", f"{matter.year} : {matter.serial}"):
        assert found(cast, text) == ["Samverkan om unga"]


def test_the_row_says_which_record_was_found(
    client: Client, cast: Cast, matter: Matter, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.people["registrar"])
    with django_assert_max_num_queries(12):
        page = client.get("/uppsala/diarium/", {"q": "remiss"}).content.decode()
    assert "Handling 2: Svar på remiss, Région Norr" in page
    assert "Upphandling" not in page
    page = client.get("/uppsala/diarium/", {"q": "unga"}).content.decode()
    assert "Samverkan om unga" in page and "Handling 1:" not in page
