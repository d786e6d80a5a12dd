"""The guide page, the error pages and the sign-in pages stand on their own feet."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from samordna.web import shared
from samordna.web.context import page_frame
from samordna.web.shared import MenuGroup, MenuLink

ENGLISH = re.compile(
    r"\b(sign in|sign out|password|security|please|code|your|the)\b", re.IGNORECASE
)


def words(html: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", html.split("<body", 1)[-1], flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


@pytest.mark.django_db
def test_the_guide_shows_every_component(client: Client) -> None:
    response = client.get(reverse("web:components"))
    assert response.status_code == 200
    html = response.content.decode()
    for mark in (
        'class="thread"',
        'class="tasks"',
        "table sticky",
        "table stack",
        'class="workbench"',
        'class="outline"',
        'class="findings"',
        'class="field-findings"',
        "error-summary",
        'class="facts"',
        'class="badge danger"',
        "<dialog",
        'class="pagination"',
        'class="tabs"',
        'class="filter-bar"',
        'class="document"',
        'class="choices"',
        'class="chart"',
        'class="empty"',
        "callout warning",
    ):
        assert mark in html, mark
    assert html.count("<h1") == 1
    assert '<html lang="sv">' in html
    assert 'href="#innehall"' in html
    assert 'id="innehall"' in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_no_context_and_shows_a_way_on(name: str) -> None:
    html = get_template(f"{name}.html").render()
    assert 'href="/"' in html
    assert "<h1" in html
    assert not ENGLISH.search(words(html))


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_swedish(client: Client) -> None:
    response = client.get("/finns/inte/alls/")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_answered_in_swedish() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"))
    assert response.status_code == 403
    assert "Sidan var för gammal" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_inactive"])
def test_the_pages_before_sign_in_are_swedish_and_ours(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    html = response.content.decode()
    assert response.status_code == 200
    assert "web/tokens.css" in html
    assert not ENGLISH.search(words(html))
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_wrong_password_says_so_and_keeps_the_address(client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "x@example.se", "password": "fel"})
    html = response.content.decode()
    assert 'value="x@example.se"' in html
    assert 'role="alert"' in html
    assert not ENGLISH.search(words(html))


def test_the_addresses_of_sign_in_are_swedish() -> None:
    assert reverse("account_login") == "/konto/logga-in/"
    assert reverse("account_logout") == "/konto/logga-ut/"
    assert reverse("mfa_index") == "/konto/saker-inloggning/"
    assert reverse("mfa_add_webauthn") == "/konto/saker-inloggning/nycklar/ny/"
    assert reverse("account_reset_password_from_key", kwargs={"uidb36": "a", "key": "b-c"}) == (
        "/konto/glomt-losenord/a-b-c/"
    )


def test_the_frame_bears_that_everything_is_missing() -> None:
    frame = page_frame(RequestFactory().get("/"))
    assert frame["association"] is None
    assert frame["menu"] == ()
    assert frame["person_name"] == ""
    assert frame["home_url"] == "/"


def test_the_frame_shows_whose_it_is_and_where_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/alv/moten/")
    request.association = SimpleNamespace(name="Samordningsförbundet Älv", slug="alv")  # type: ignore[attr-defined]
    request.actor = SimpleNamespace(name="Karin Forsgren", role_labels=("Ordförande",))  # type: ignore[attr-defined]
    here = MenuLink("Möten", "/alv/moten/", current=True)
    menu = (
        MenuGroup("Idag", (MenuLink("Idag", "/alv/"),)),
        MenuGroup("Styrelsen", (here, MenuLink("Protokoll", "/alv/protokoll/"))),
    )
    pages = replace(shared.shared_pages(), menu=lambda _: menu)
    monkeypatch.setattr(shared, "_provided", [pages])
    frame = page_frame(request)
    html = render_to_string("web/base.html", {**frame, "request": request})
    assert "Samordningsförbundet Älv – Samordna" in " ".join(html.split())
    assert "Karin Forsgren" in html
    assert "Ordförande" in html
    assert frame["home_url"] == "/alv/"
    html = " ".join(html.split())
    assert html.count("aria-current") == 2
    assert '<a href="/alv/moten/" aria-current="page">Möten</a>' in html
    assert '<summary aria-current="true">Styrelsen</summary>' in html
    assert "<summary>Idag" not in html and '<a href="/alv/" >Idag</a>' in html
