"""A form that makes something makes it once, however many times it is sent.

Every form is drawn with a key of its own (``{% csrf_token %}`` writes it). A view that makes what
cannot be taken back is marked with :func:`once`: the first post of a key leaves a row in the
transaction of what it makes, and the next is answered with where the first led. A double click, a
reload, and a second try after an answer that was lost so give one thing, also when two processes
get them at the same moment: the row is unique, and the second waits for the first.

The same key with another content is somebody who has gone back and written something else. A new
key with what the same person wrote and sent there within a day is somebody who has gone back to a
page that the browser drew anew. Neither is thrown away, and neither is made into a second thing
unasked: it is shown with a way to what the first became, to be sent once more.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samordna.ground import clock
from samordna.journal.changes import change
from samordna.web.held import MARK, ONCE, PRESS, hold, texts_of
from samordna.web.models import SentForm
from samordna.web.shown_again import is_saved

P = ParamSpec("P")

SENT_BEFORE = (
    "Formuläret är redan skickat en gång, och det som stod i det då är sparat. Det du har skrivit "
    "sedan dess står här. Skicka igen om det ska bli en till, annars kan du lämna sidan."
)
SAME_BEFORE = (
    "Du har redan skickat detta, och det är sparat. Skicka igen om det ska bli en till, annars kan "
    "du lämna sidan."
)
#: For how long the same words are asked about.
ASKED_WITHIN = timedelta(days=1)

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
#: What differs between two sendings of the same form.
_EACH_TIME = {"csrfmiddlewaretoken", MARK, PRESS, ONCE}


#: How the keys begin of a page that asks: what is sent from it is meant to be another one.
_ANSWERS = "en-till-"


def new_key(request: HttpRequest | None = None) -> str:
    """The key of a form that is drawn."""
    asks = getattr(request, "asks_for_another", False)
    return (_ANSWERS if asks else "") + secrets.token_urlsafe(12)


def once(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[Any, P], HttpResponse]:
    """A view whose form makes something: a second post of the same form makes nothing more.

    It stands inside what lets people in: the request has an association and somebody signed in. A
    post without a key, from elsewhere than a form, is taken as it comes.
    """

    @wraps(view)
    def made_once(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = request.POST.get(ONCE, "")
        if request.method != "POST" or not _KEY.fullmatch(key):
            return view(request, *args, **kwargs)
        mark = _hash(str(request.user.pk), request.path, key)
        content = _content(request)
        is_meant = key.startswith(_ANSWERS)
        with change():
            # Of two at once the second waits here, until the first has made its thing or failed.
            sent, is_first = SentForm.objects.get_or_create(
                association=request.association,  # type: ignore[attr-defined]
                mark=mark,
                defaults={"content": content, "sent_at": clock.now()},
            )
            same = None if is_meant or not is_first else _sent_lately(request, content)
            if same and (held := hold(request, why=SAME_BEFORE, made=same.location)):
                sent.delete()
                return redirect(held.url)
            if is_first:
                # Where something is to be put right first, what is sent from there is meant too.
                request.asks_for_another = is_meant  # type: ignore[attr-defined]
                answer = view(request, *args, **kwargs)
                if 300 <= answer.status_code < 400 and is_saved(request, answer):
                    sent.location = answer["Location"]
                    sent.save(update_fields=["location"])
                else:
                    sent.delete()
                return answer
        if sent.content == content:
            return redirect(sent.location)
        if held := hold(request, why=SENT_BEFORE, made=sent.location):
            return redirect(held.url)
        return view(request, *args, **kwargs)

    made_once.makes_once = True  # type: ignore[attr-defined]
    return made_once


def forget_old() -> None:
    """Remove what was kept of forms that are older than any page that is open still."""
    kept = max(ASKED_WITHIN, timedelta(seconds=2 * settings.SESSION_COOKIE_AGE))
    before = clock.now() - kept
    SentForm._base_manager.filter(sent_at__lt=before).delete()


def _sent_lately(request: HttpRequest, content: str) -> SentForm | None:
    """What the same person made of the same words at the same address within a day.

    A button with nothing written beside it is pressed as often as somebody means to.
    """
    if not texts_of(request.POST) and not request.FILES:
        return None
    lately = SentForm.objects.filter(content=content, sent_at__gt=clock.now() - ASKED_WITHIN)
    return lately.exclude(location="").order_by("-sent_at").first()


def _content(request: HttpRequest) -> str:
    """What was sent, where and by whom, as a hash: without what is new each time."""
    parts = [str(request.user.pk), request.path]
    parts += [
        f"{name}={value}"
        for name, values in sorted(request.POST.lists())
        if name not in _EACH_TIME
        for value in values
    ]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            parts.append(f"{name}={file.name}:{digest.hexdigest()}")
    return _hash(*parts)


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
