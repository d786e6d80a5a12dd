"""What is kept of a post (``web/held.py``) is shown to whoever wrote it, when signed in again; and
what is saved needs to be kept no longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from samordna.web.held import (
    KEPT,
    KEPT_SECONDS,
    KEY,
    PRESS,
    Held,
    by_script,
    forget,
    from_own_page,
    hold,
    own_of,
    person_of,
)
from samordna.web.made import way_to

#: The cookie that says that what was pressed (``held.PRESS``) is saved: only then does the browser
#: forget what it kept (``static/web/saving.js``).
REACHED = "samordna_sparat"
_PRESS = re.compile(r"[A-Za-z0-9.\-]{1,40}")
LOGGED_OUT = "Du loggades ut innan det hann sparas."
SOMEBODY_ELSES = "Sidan var öppnad av en annan person. Inget av det som skrevs där är sparat."


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A post whose token no longer holds: kept and shown again when it comes from our own page."""
    person = person_of(request)
    user, status = request.user, 403
    if user.is_authenticated and person and person != str(user.pk):
        text = SOMEBODY_ELSES
    elif by_script(request):
        # The script fetches the page's new key itself, or asks who is there to sign in.
        text = "Sidans nyckel gäller inte längre. Ladda om sidan."
        if "X-Autosave" in request.headers or not user.is_authenticated:
            status = 401
    elif from_own_page(request) and (held := hold(request)):
        if user.is_authenticated:
            return redirect(held.url)
        messages.warning(request, KEPT)
        return redirect_to_login(held.url)
    else:
        text = ""
    return render(request, "403_csrf.html", {"reason": text}, status=status)


class HeldMiddleware:
    """Draws a page with what was kept for it, and throws away what was kept for somebody else.

    The page's own view is asked for the page with the fields in hand, as a GET: it shows them in
    its form, and saves nothing. A view that shows no form of them (a step, or one that only takes
    posts) is not asked to do anything: its texts are shown, to be sent on or copied.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return self._posted(request)
        if request.method == "GET" and KEY in request.GET and request.user.is_authenticated:
            return self._again(request)
        return self.get_response(request)

    def _posted(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and (person := person_of(request)) and person != str(user.pk):
            # Somebody else has signed in since the page was opened.
            return render(request, "403_csrf.html", {"reason": SOMEBODY_ELSES}, status=403)
        press = _say_pressed(request)
        answer = self.get_response(request)
        saved = is_saved(request, answer)
        ours = user.is_authenticated and not hasattr(request, "just_held")
        if saved and ours and press:
            answer.set_cookie(
                REACHED,
                press,
                max_age=KEPT_SECONDS,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                samesite="Lax",
            )
        if saved and ours:
            forget(request)
        return answer

    def _again(self, request: HttpRequest) -> HttpResponse:
        own, had_others = own_of(request)
        held = next((o for o in own if (o.key, o.path) == (request.GET[KEY], request.path)), None)
        if held is None:
            return self._gone(request, somebody_elses=had_others)
        fields = held.fields()
        _ = request.FILES  # read before the fields are laid in, or it would read over them
        request.POST = fields  # type: ignore[assignment]
        request._files = MultiValueDict()  # type: ignore[attr-defined]
        _say_pressed(request)
        request.asks_for_another = bool(held.made)  # type: ignore[attr-defined]
        told = _say(request, held, self.get_response)
        answer = self.get_response(request)
        if answer.status_code == 200 and fields.asked:  # type: ignore[attr-defined]
            return answer
        return self._texts(request, held, answer, told)

    def _gone(self, request: HttpRequest, *, somebody_elses: bool) -> HttpResponse:
        text = (
            "Det som skrevs innan någon annan loggade ut är borttaget."
            if somebody_elses
            else "Det du skrev finns inte kvar längre. Det hålls kvar i en timme."
        )
        messages.warning(request, text)
        return redirect(request.path)

    def _texts(
        self, request: HttpRequest, held: Held, answer: HttpResponse, told: str
    ) -> HttpResponse:
        """What to do with what no form shows: send the texts on, copy them, or press again."""
        texts = held.texts()
        takes_post_only = answer.status_code in (301, 302, 405)
        if not texts:
            return redirect(held.back or "/") if takes_post_only else answer
        if answer.status_code >= 500:
            return answer
        back = held.back or (request.path if answer.status_code == 200 else "/")
        fields = [(n, v) for n, values in held.fields().lists() for v in values]
        context = {
            "texts": texts,
            "fields": fields if takes_post_only else [],
            "back": back,
            "why": "" if held.made else held.why or f"{LOGGED_OUT} Det här skrev du:",
            "asks": told if held.made else "",
        }
        said: Any = messages.get_messages(request)
        list(said)
        said._loaded_data = []  # the page says it all, and once
        return render(request, "web/held.html", context)


def _say_pressed(request: HttpRequest) -> str:
    """Let a page that is drawn with what was sent say which press it answers; return its word.

    The browser goes on with what it kept of that press, and offers nothing of it back.
    """
    press = request.POST.get(PRESS, "")
    request.pressed = press if _PRESS.fullmatch(press) else ""  # type: ignore[attr-defined]
    return str(request.pressed)  # type: ignore[attr-defined]


def is_saved(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether a post was saved: it is answered so, or with a redirect that is no mere remark.

    A redirect on which nothing is said but remarks and errors tells why nothing was done.
    """
    if not 300 <= answer.status_code < 400:
        return "X-Saved" in answer
    said: Any = getattr(messages.get_messages(request), "_queued_messages", [])
    return not said or any(one.level == messages.SUCCESS for one in said)


def _say(
    request: HttpRequest, held: Held, get_response: Callable[[HttpRequest], HttpResponse]
) -> str:
    text = held.why or f"{LOGGED_OUT} Det du skrev står här: läs igenom och spara."
    if not held.why and not held.texts():
        text = "Du loggades ut innan det hann göras. Gör det en gång till."
    if held.had_files:
        text += " Filen följde inte med. Välj den igen."
    if held.made:
        text = format_html("{} {}", text, way_to(request, held.made, get_response))
    messages.warning(request, text, extra_tags="asks" if held.made else "")
    return text
