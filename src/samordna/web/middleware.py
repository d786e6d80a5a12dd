"""Headers that every answer carries (what a browser may load and keep), and tidy questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import Resolver404, resolve

from samordna.web.links import link
from samordna.web.words import with_breaks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)

PERMISSIONS_POLICY = ", ".join(
    (
        "accelerometer=()",
        "camera=()",
        "display-capture=()",
        "geolocation=()",
        "gyroscope=()",
        "microphone=()",
        "midi=()",
        "payment=()",
        "serial=()",
        "usb=()",
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    )
)


#: How the addresses of accounts begin: nothing there is kept, also before anybody has signed in.
ACCOUNTS = "/konto/"


class StrictHeadersMiddleware:
    """Add the strict headers, and keep what a signed-in person sees out of every cache.

    Whether someone is signed in is told by the session cookie alone: asking ``request.user`` here
    would cost a query on public pages. Static files are answered further in and bring a
    Cache-Control of their own, which stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = settings.SESSION_COOKIE_NAME
        is_personal = session in request.COOKIES or session in response.cookies
        if is_personal or request.path_info.startswith(ACCOUNTS):
            headers.setdefault("Cache-Control", "no-store")
        return response


class NoBodyMiddleware:
    """Answer HEAD with what GET would say of itself and no body: the server above counts on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = iter(())
        elif isinstance(response, HttpResponse) and response.content:
            length = str(len(response.content))
            response.content = b""
            response.headers["Content-Length"] = length
        return response


class TidyQueryMiddleware:
    """Take NUL out of the query string: nobody types it, and PostgreSQL refuses it in a search."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query or "\x00" in query:  # "%0%000" has one more inside
            query = query.replace("%00", "").replace("\x00", "")
        request.META["QUERY_STRING"] = query
        return self.get_response(request)


#: What is said where somebody asks for an address that only takes what a form sends.
ONLY_A_FORM = (
    "Adressen tar bara emot det som skickas från ett formulär, så ingenting har ändrats nu. "
    "Här är sidan som formuläret står på."
)


class FormAddressMiddleware:
    """Whoever asks for an address that only takes what a form sends gets the form's page instead.

    It happens when a session ended in between and signing in leads back, on reload, and to whoever
    follows an old link. The page is the one that the address names with :func:`form_on`, otherwise
    the nearest address above it that there is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in ("GET", "HEAD"):
            return response
        page = _page_of_form(request)
        if page is None:
            return response
        messages.info(request, ONLY_A_FORM)
        return HttpResponseRedirect(page)


def form_on(page: str, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that takes what a form sends, with the name of the page that the form stands on.

    Of the view's own address the page takes ``number``, the number of what it shows.
    """

    @wraps(view)
    def posted(*args: object, **kwargs: object) -> HttpResponseBase:
        return view(*args, **kwargs)

    posted.form_on = page  # type: ignore[attr-defined]
    return posted


def _page_of_form(request: HttpRequest) -> str | None:
    match = request.resolver_match
    page = getattr(match.func, "form_on", None) if match else None
    if match is not None and page is not None:
        return link(request, page, number=match.kwargs["number"])
    parts = request.path_info.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return None


class ErrorTitleMiddleware:
    """The title of a page with errors begins with ”Fel: ”, as it is the first that is read aloud.

    A page has errors when its summary of them is there (``form_errors``), whatever form it is, or
    when a message says what could not be done. One that asks whether what was sent is to be made
    once more begins with ”Redan skickat: ”.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the title as the page's summary of errors wants it."""
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response["Content-Type"].startswith("text/html"):
            content = response.content
            if b"data-error-summary" in content:
                said = "Redan skickat" if b"data-asks" in content else "Fel"
                response.content = _TITLE.sub(rf"\1{said}: ".encode(), content, count=1)
        return response


_TITLE = re.compile(rb"(<title>\s*)(?!\s|Fel: |Redan skickat: )")


class LongWordsMiddleware:
    """What is longer than any word, and has no room in a column, may be divided on every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with places to break in long runs of a page's text."""
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response["Content-Type"].startswith("text/html"):
            markup = response.content.decode()
            divided = with_breaks(markup)
            if divided is not markup:
                response.content = divided.encode()
        return response
