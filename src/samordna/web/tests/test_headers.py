"""Every answer carries the strict headers; what signed-in people see is kept nowhere."""

from __future__ import annotations

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings

from samordna.web.middleware import (
    NoBodyMiddleware,
    StrictHeadersMiddleware,
    TidyQueryMiddleware,
)


def answer(inner: HttpResponse, *, cookies: dict[str, str] | None = None) -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/")
    request.COOKIES.update(cookies or {})
    return StrictHeadersMiddleware(lambda _: inner)(request)  # type: ignore[return-value]


def test_nothing_inline_and_nothing_foreign_may_run() -> None:
    policy = answer(HttpResponse())["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_devices_are_closed_and_origins_kept_apart() -> None:
    response = answer(HttpResponse())
    assert "camera=()" in response["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@override_settings(SESSION_COOKIE_NAME="sess")
def test_signed_in_pages_are_not_stored() -> None:
    assert answer(HttpResponse(), cookies={"sess": "x"})["Cache-Control"] == "no-store"


@override_settings(SESSION_COOKIE_NAME="sess")
def test_the_answer_that_signs_in_is_not_stored() -> None:
    signing_in = HttpResponse()
    signing_in.set_cookie("sess", "x")
    assert answer(signing_in)["Cache-Control"] == "no-store"


def test_public_pages_may_be_stored() -> None:
    assert "Cache-Control" not in answer(HttpResponse())


def test_no_page_of_accounts_is_stored_also_before_anybody_has_signed_in(client: Client) -> None:
    for path in ("logga-in/", "glomt-losenord/", "glomt-losenord/skickat/"):
        assert "no-store" in client.get(f"/konto/{path}")["Cache-Control"], path


def test_head_is_answered_without_a_body_and_with_its_length() -> None:
    def answered(response: HttpResponse | StreamingHttpResponse) -> HttpResponse:
        request = RequestFactory().head("/")
        return NoBodyMiddleware(lambda _: response)(request)  # type: ignore[return-value]

    head = answered(HttpResponse("en sida"))
    assert (head.content, head["Content-Length"]) == (b"", "7")
    stream = answered(StreamingHttpResponse(iter([b"en", b"sida"])))
    assert b"".join(stream) == b""  # type: ignore[arg-type]
    kept = NoBodyMiddleware(lambda _: HttpResponse("en sida"))(RequestFactory().get("/"))
    assert kept.content == b"en sida"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_server_gets_no_body_for_head() -> None:
    """As gunicorn asks: Django's own test client takes the body away by itself."""
    environ = RequestFactory().head("/konto/glomt-losenord/").environ
    said: list[str] = []
    body = get_wsgi_application()(environ, lambda status, headers: said.append(status))
    assert said == ["200 OK"]
    assert b"".join(body) == b""


@override_settings(SESSION_COOKIE_NAME="sess")
def test_static_files_keep_their_own_cache_rule() -> None:
    file = HttpResponse(headers={"Cache-Control": "max-age=60, public"})
    assert answer(file, cookies={"sess": "x"})["Cache-Control"] == "max-age=60, public"


def test_nul_is_taken_out_of_a_question() -> None:
    for typed, read in {"q=%00a": "a", "q=a%2500": "a%00", "q=%0%000": "", "q=ab": "ab"}.items():
        request: HttpRequest = RequestFactory().get(f"/?{typed}")
        TidyQueryMiddleware(lambda _: HttpResponse())(request)
        assert request.GET["q"] == read
