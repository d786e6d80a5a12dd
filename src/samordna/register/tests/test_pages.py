"""The pages of the register."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.tests.foreign_files import plain
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Matter, Record
from samordna.register.steps import open_matter, register_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def registrar(client: Client, cast: Cast) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def a_matter(cast: Cast, subject: str = "Revision") -> Matter:
    with scope(association=cast.association):
        return open_matter(actor=cast.actor("registrar"), subject=subject)


def address(matter: Matter, tail: str = "") -> str:
    return f"/uppsala/diarium/{matter.year}-{matter.serial}/{tail}"


def test_a_matter_is_opened_and_stands_in_the_list(registrar: Client, cast: Cast) -> None:
    answer = registrar.post("/uppsala/diarium/nytt/", {"subject": "Upphandling av revisor"})
    assert answer.status_code == 302
    assert "Upphandling av revisor" in text_of(registrar, answer["Location"])
    assert "Upphandling av revisor" in text_of(registrar, "/uppsala/diarium/")


def test_an_empty_register_says_so_and_a_search_without_answer_says_that(
    registrar: Client, cast: Cast
) -> None:
    assert "Diariet har inga ärenden ännu." in text_of(registrar, "/uppsala/diarium/")
    assert "stämmer med sökningen" in text_of(registrar, "/uppsala/diarium/?q=x")


def test_an_empty_subject_is_an_error_in_the_page(registrar: Client, cast: Cast) -> None:
    answer = registrar.post("/uppsala/diarium/nytt/", {"subject": "  "})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    with scope(association=cast.association):
        assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("called", "served"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("Rapport.PDF", "Rapport.PDF"),
        ("x.html", "x.html.pdf"),
        ("x", "x.pdf"),
    ],
)
def test_a_paper_is_registered_with_its_pdf_and_read_back(
    registrar: Client, cast: Cast, called: str, served: str
) -> None:
    matter = a_matter(cast)
    pdf = plain("Rapport")
    answer = registrar.post(
        f"/uppsala/handlingar/ny/{matter.year}-{matter.serial}/",
        {
            "direction": "in",
            "dated": "2024-09-05",
            "subject": "Revisionsrapport",
            "counterparty": "Revisor Rehn",
            "file": SimpleUploadedFile(called, pdf, "application/pdf"),
        },
    )
    assert answer.status_code == 302
    page = text_of(registrar, address(matter))
    assert "Revisionsrapport" in page and "Revisor Rehn" in page
    with scope(association=cast.association):
        version = Record.objects.get().versions.get()
    back = registrar.get(f"/uppsala/handlingar/{version.pk}/")
    assert back.content == pdf
    assert back["Content-Type"] == "application/pdf"
    assert back["Content-Disposition"] == f'inline; filename="{served}"'


def test_an_empty_file_is_refused_and_what_was_typed_stays(registrar: Client, cast: Cast) -> None:
    matter = a_matter(cast)
    answer = registrar.post(
        f"/uppsala/handlingar/ny/{matter.year}-{matter.serial}/",
        {
            "direction": "in",
            "dated": "2024-09-05",
            "subject": "Revisionsrapport",
            "counterparty": "Revisor Rehn",
            "file": SimpleUploadedFile("rapport.pdf", b"", "application/pdf"),
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Filen rapport.pdf är tom." in page and 'value="Revisionsrapport"' in page
    with scope(association=cast.association):
        assert not Record.objects.exists()


def test_an_incoming_paper_came_from_somebody(registrar: Client, cast: Cast) -> None:
    matter = a_matter(cast)
    answer = registrar.post(
        f"/uppsala/handlingar/ny/{matter.year}-{matter.serial}/",
        {"direction": "in", "dated": "2024-09-05", "subject": "Brev"},
    )
    assert "Skriv vem handlingen kom från" in answer.content.decode()


def test_a_matter_is_closed_once(registrar: Client, cast: Cast) -> None:
    matter = a_matter(cast)
    assert registrar.post(address(matter, "avsluta/")).status_code == 302
    page = text_of(registrar, address(matter))
    assert "är avslutat" in page and "avsluta/" not in page
    assert registrar.post(address(matter, "avsluta/")).status_code == 403


@pytest.mark.parametrize("query", ["?q=%00", "?ar=20x4", "?ar=9999", "?sida=x", "?q=2024:99999999"])
def test_odd_questions_are_answered(registrar: Client, cast: Cast, query: str) -> None:
    text_of(registrar, f"/uppsala/diarium/{query}")


@pytest.mark.parametrize(
    "text", ["2024:17", "\x00", "x" * 5000, "<script>alert(1)</script>", "2024:99999999999999999"]
)
def test_odd_subjects_never_break_a_page(registrar: Client, cast: Cast, text: str) -> None:
    answer = registrar.post("/uppsala/diarium/nytt/", {"subject": text})
    assert answer.status_code in (200, 302)
    assert registrar.get("/uppsala/diarium/", {"q": text}).status_code == 200
    assert "<script>alert" not in text_of(registrar, "/uppsala/diarium/")


@pytest.mark.parametrize("who", ["registrar", "auditor"])
def test_few_queries_whatever_the_number_of_rows(
    client: Client,
    cast: Cast,
    who: str,
    django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:
    client.force_login(cast.people[who])
    matter = a_matter(cast)

    def fill(count: int) -> None:
        with scope(association=cast.association):
            for _ in range(count):
                open_matter(actor=cast.actor("registrar"), subject="Ärende")
                register_record(
                    actor=cast.actor("registrar"),
                    matter=matter,
                    direction=Record.Direction.INTERNAL,
                    subject="Anteckning",
                )

    for path in ("/uppsala/diarium/", address(matter)):
        fill(3)
        with django_assert_max_num_queries(12) as few:
            text_of(client, path)
        fill(27)
        with django_assert_num_queries(len(few)):
            text_of(client, path)
