"""What was posted when nobody was signed in any longer is kept, and shown after sign-in.

Every form says for whom its page was made: ``{% csrf_token %}`` writes a signed mark beside
Django's own token. A post that meets an ended session, or a token that a new sign-in has changed,
is put into the browser's own session under a random key, for the person of the mark alone. Whoever
signs in is led to the same address with the key, where the page is drawn with what was typed, and
the person presses once more (``web/shown_again.py``). Nothing is ever sent again by itself.

What keeps it from being used by others:

- A post is kept only when it comes from one of our own pages: Django's token holds, or, where it
  does not, the browser says that the page is ours (``Origin``, which no page can forge).
- A mark can only be had from a page that was shown to the person that it names, so a stranger can
  fill no sessions. It is good for as long as a session, and whoever has one, from a page that was
  left open or passed on, fills no more: a person has at most :data:`MOST_BROWSERS` sessions of
  nobody that something is kept in, and the oldest gives way.
- Another person than the one who typed gets nothing: it is thrown away.
- Sizes and times are bounded, and the address to go on at is the one that was posted to.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from samordna.web.kept_files import KEYS, KeptUpload, keep_files
from samordna.web.posted import QUESTIONS, Reading, has_secret, is_written_in

#: The name of the mark in a form, and of the key in an address.
MARK = "skriven_av"
KEY = "fortsatt"
#: The name of the key that a form is sent with once (``web/once.py``).
ONCE = "en_gang"
#: The word by which the script knows the press of a button.
PRESS = "tryck"

#: How long something posted is kept, in seconds.
KEPT_SECONDS = 3600
#: The most that is kept of one post, in bytes of UTF-8: far above the longest form of the house.
LARGEST = 1024 * 1024
#: How many posts are kept in one session; the oldest gives way.
MOST = 5
#: In how many browsers without a session something is kept for one person; the oldest gives way.
MOST_BROWSERS = 5

_SLOT = "held_posts"
_signer = signing.TimestampSigner(salt="samordna.web.held")
ENDED = "Du är inte inloggad längre. "
KEPT = (
    f"{ENDED}Det du skrev finns kvar: logga in igen inom en timme, så visas det och du kan spara."
)
TOO_LARGE = (
    f"{ENDED}Det du skickade var för stort för att hållas kvar. Gå tillbaka i webbläsaren och "
    "kopiera texten innan du loggar in igen."
)
NEVER_KEPT = (
    f"{ENDED}Det du skickade innehöll ett lösenord eller en kod, och sådant hålls inte kvar."
)


@dataclass(frozen=True, slots=True)
class Held:
    """One kept post. ``back``: the path of the page that it was sent from, or empty.

    ``why``: why it was not made, where it is not that nobody was signed in. ``made``: where what
    the same form made before is shown (``web/once.py``).
    """

    key: str
    path: str
    person: str
    data: str
    back: str
    had_files: bool
    until: float
    why: str = ""
    made: str = ""

    @property
    def url(self) -> str:
        """Where it is shown: the address that it was posted to, with its key."""
        return f"{self.path}?{urlencode({KEY: self.key})}"

    def fields(self) -> QueryDict:
        """What was posted, as Django reads it, without the tokens of the old page."""
        fields = Reading(self.data, mutable=True)
        for name in ("csrfmiddlewaretoken", MARK, ONCE):
            fields.pop(name, None)
        fields._mutable = False
        return fields

    def texts(self) -> list[str]:
        """What somebody wrote, in the order of the form: no keys, marks and choices."""
        return texts_of(QueryDict(self.data))


def texts_of(fields: QueryDict) -> list[str]:
    """What somebody wrote of what was posted: no keys, marks and choices."""
    return [
        value
        for name, values in fields.lists()
        for value in values
        if value.strip() and is_written_in(name, own_names=QUESTIONS in fields)
    ]


# The mark -----------------------------------------------------------------------------------------


def mark_for(request: HttpRequest) -> str:
    """The mark of whoever the page is made for; empty when nobody is signed in."""
    user = getattr(request, "user", None)
    return _signer.sign(str(user.pk)) if user is not None and user.is_authenticated else ""


def person_of(request: HttpRequest) -> str:
    """The key of the person whose page was posted; empty without a mark, or with a bad one."""
    try:
        return _signer.unsign(request.POST.get(MARK, ""), max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return ""


# Keeping ------------------------------------------------------------------------------------------


def by_script(request: HttpRequest) -> bool:
    """Whether a script of ours asks: it keeps the text in the page, and says what to do."""
    return "HX-Request" in request.headers or "X-Autosave" in request.headers


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """What somebody who is not signed in is answered: the way in, and on from there.

    A post is kept; the page to go on at shows it. A script gets 401 with a sentence, and keeps what
    was typed where it stands.
    """
    if by_script(request):
        answer = HttpResponse(f"{ENDED}Det du skrev står kvar på sidan.", status=401)
        if request.method == "GET":
            answer["HX-Redirect"] = redirect_to_login(_own_path(request, "HX-Current-URL"))[
                "Location"
            ]
        return answer
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if held := hold(request):
        messages.warning(request, KEPT)
        return redirect_to_login(held.url)
    if person_of(request):
        messages.warning(request, NEVER_KEPT if has_secret(request.POST) else TOO_LARGE)
    return redirect_to_login(_own_path(request, "Referer") or request.get_full_path())


def hold(request: HttpRequest, *, why: str = "", made: str = "") -> Held | None:
    """Keep what was posted in the session, for the person of its mark; None where it must not be.

    ``why`` is said where it is shown; without it, that nobody was signed in. With ``made``, the
    address of what the form made before, the page asks whether it is to be another one.

    The caller has made sure that the post comes from one of our own pages.
    """
    person = person_of(request)
    data = request.POST.urlencode()
    if not person or has_secret(request.POST) or len(data.encode()) > LARGEST:
        return None
    kept_files, lost_files = _keep_files(request, person)
    if kept_files:
        fields = request.POST.copy()
        for name, key in kept_files:
            fields.appendlist(name, key)
        data = fields.urlencode()
    held = Held(
        key=secrets.token_urlsafe(12),
        path=request.path,
        person=person,
        data=data,
        back=_own_path(request, "Referer"),
        had_files=lost_files,
        until=time.time() + KEPT_SECONDS,
        why=why,
        made=made,
    )
    kept = [one for one in _kept(request) if one.path != held.path][-(MOST - 1) :]
    if request.session.session_key is None:
        _begin_session(request, person)
    _keep(request, [*kept, held])
    request.just_held = True  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        # The session of nobody need not outlive what it keeps.
        request.session.set_expiry(KEPT_SECONDS)
    return held


def _keep_files(request: HttpRequest, person: str) -> tuple[list[tuple[str, str]], bool]:
    """Keep the files of a post whose form can have them back. Returns the fields that say so, and
    whether any file goes lost."""
    association: Any = getattr(request, "association", None)
    made, is_lost = [], False
    for field, files in request.FILES.lists():
        new: list[Any] = [file for file in files if not isinstance(file, KeptUpload)]
        if association is None or f"{field}{KEYS}" not in request.POST:
            is_lost |= bool(new)
            continue
        keyed = [(secrets.token_hex(12), file) for file in new]
        keep_files(association.pk, person, request.path, field, keyed)
        made += [(f"{field}{KEYS}", key) for key, _ in keyed]
    return made, is_lost


def _begin_session(request: HttpRequest, person: str) -> None:
    """Give a browser that has no session one of the few that keep something for this person.

    They are known by how their keys begin; the rest of a key is as hard to guess as any other.
    """
    beginning = f"held{person}x"
    session: Any = request.session
    stored = session.model.objects
    session._session_key = beginning + get_random_string(24)
    session.set_expiry(KEPT_SECONDS)
    session.save(must_create=True)
    older = stored.filter(session_key__startswith=beginning).exclude(pk=session.session_key)
    kept = older.order_by("-expire_date").values_list("pk", flat=True)[: MOST_BROWSERS - 1]
    older.exclude(pk__in=list(kept)).delete()


def waiting_for(request: HttpRequest) -> str:
    """Where the latest that was kept for whoever has just signed in is shown; empty for nothing."""
    own = [one for one in _kept(request) if one.person == str(request.user.pk)]
    return own[-1].url if own else ""


def forget(request: HttpRequest) -> None:
    """Throw away what is kept of an address whose form has now been saved."""
    if _SLOT in request.session:
        _keep(request, [one for one in _kept(request) if one.path != request.path])


def own_of(request: HttpRequest) -> tuple[list[Held], bool]:
    """What is kept for whoever is signed in, and whether something was for somebody else: it is
    thrown away, with what has been kept too long."""
    if request.session.get("_session_expiry") == KEPT_SECONDS:
        request.session.set_expiry(None)  # it was set for nobody's session
    kept = _kept(request)
    own = [one for one in kept if one.person == str(request.user.pk)]
    if _SLOT in request.session and len(own) < len(request.session[_SLOT]):
        _keep(request, own)
    return own, len(own) < len(kept)


def _kept(request: HttpRequest) -> list[Held]:
    now = time.time()
    return [one for raw in request.session.get(_SLOT, []) if (one := Held(**raw)).until > now]


def _keep(request: HttpRequest, kept: list[Held]) -> None:
    raw = [{name: getattr(one, name) for name in Held.__slots__} for one in kept]
    if raw:
        request.session[_SLOT] = raw
    else:
        request.session.pop(_SLOT, None)


def _own_path(request: HttpRequest, header: str) -> str:
    """The path and query of an address of ours that a header names; empty for any other."""
    url = request.headers.get(header, "")
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
        return ""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if path.startswith("/") and not path.startswith("//") else ""


def from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the post comes from a page of ours."""
    own = f"{request.scheme}://{request.get_host()}"
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == own and site == "same-origin"
