"""The title of a page with errors begins with ”Fel: ”, whatever form it is."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django_scopes import scope

from samordna.meetings.tests import story
from samordna.parties.tests.cast import make_cast
from samordna.web.middleware import ErrorTitleMiddleware


def _title(answer: HttpResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(found[1].split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/uppsala/organisationer/ny/", "Ny organisation"),
        ("/uppsala/forbundet/nytt-organ/", "Nytt organ"),
        ("/uppsala/diarium/forsta-numret/", "Första diarienumret"),
        ("/uppsala/sammantraden/nytt/", ""),
    ],
)
def test_a_form_with_errors_says_so_first_and_one_without_does_not(
    client: Client, url: str, heading: str
) -> None:
    client.force_login(make_cast().people["registrar"])
    assert not _title(client.get(url)).startswith("Fel:")
    assert _title(client.post(url, {"skickat": "1"})).startswith(f"Fel: {heading}")


@pytest.mark.django_db
def test_what_could_not_be_done_is_said_in_the_title_too(client: Client) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        story.plan(cast)
    client.force_login(cast.people["registrar"])
    page = "/uppsala/sammantraden/1/"
    assert not _title(client.get(page)).startswith("Fel:")
    answer = client.post(f"{page}lagg-till/", {"slag": "application"}, follow=True)
    assert _title(answer).startswith("Fel: ")
    said = re.search(r'<div class="callout danger"([^>]*)>', answer.content.decode())
    assert said and said[1].strip() == 'tabindex="-1" data-error-summary'


@pytest.mark.django_db
def test_signing_in_wrongly_says_so_too(client: Client) -> None:
    answer = client.post("/konto/logga-in/", {"login": "nej@exempel.se", "password": "fel"})
    assert _title(answer).startswith("Fel: ")


def test_it_is_said_once_and_of_pages_only() -> None:
    def answer(body: str, kind: str = "text/html; charset=utf-8") -> str:
        made = HttpResponse(body, content_type=kind)
        request = RequestFactory().get("/")
        ErrorTitleMiddleware(lambda _: made)(request)
        return made.content.decode()

    page = "<title>\n Ny</title><p data-error-summary>"
    assert answer(page) == "<title>\n Fel: Ny</title><p data-error-summary>"
    assert answer(answer(page)) == answer(page)
    assert answer("<title>Ny</title>") == "<title>Ny</title>"
    assert answer(page, "text/plain") == page


@pytest.mark.django_db
def test_the_preview_of_an_import_says_what_it_is_and_leads_to_the_rows(client: Client) -> None:
    client.force_login(make_cast().people["registrar"])
    table = (
        "Namn\tE-post\tOrgan\tUppdrag\tRoll\tOrganisation\tFrån\n"
        "Nils Nyström\tnils@exempel.se\t\t\tRevisor\t\t2024-01-01\n"
        "Nora Nord\tnora@exempel.se\t\t\tKejsare\t\t2024-01-01\n"
    )
    answer = client.post("/uppsala/personer/importera/", {"table": table, "naming": "keep"})
    page = answer.content.decode()
    assert _title(answer).startswith("Fel: Granska importen")
    assert "1 av 2 rader har fel" in page and 'href="#rad-3-role">Roll, rad 3<' in page
    assert page.index("data-error-summary") < page.index("Rader att rätta")
    right = client.post(
        "/uppsala/personer/importera/",
        {"table": table.replace("Kejsare", "Revisor"), "naming": "keep"},
    )
    assert _title(right).startswith("Granska importen")
    assert "2 rader kan sparas" in right.content.decode()
