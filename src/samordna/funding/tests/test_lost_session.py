"""A post that meets an ended session: kept for the same person, and shown again to be saved."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samordna.funding.models import Application
from samordna.funding.tests.browsing import Browser, inputs
from samordna.journal.models import JournalEntry
from samordna.parties.tests.cast import Cast
from samordna.web import held

TEXT = "Vi skrev länge om behovet."
BACKEND = "django.contrib.auth.backends.ModelBackend"


def form_of(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send of the page, with a text in its first long field."""
    html = client.get(path).content.decode()
    fields = inputs(html)
    name = re.findall(r'<textarea name="([\w-]+)"', html)[0]
    return {**fields, name: TEXT}


def end_session(client: Client) -> None:
    """As when the session has run out: the cookie leads to nothing."""
    client.session.delete()


def sign_in(client: Client, cast: Cast, who: str) -> None:
    """As the sign-in page does: in the session that is there."""
    from django.contrib.auth import login
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = client.session
    request.META = {"REMOTE_ADDR": "127.0.0.1"}
    login(request, cast.people[who], BACKEND)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


def lost(browser: Browser, path: str) -> tuple[Client, str]:
    """A post that met an ended session: the client, and where the way in leads on to."""
    client = browser("applicant")
    data = form_of(client, path)
    end_session(client)
    answer = client.post(path, data)
    assert answer.status_code == 302
    way_in = answer["Location"]
    assert way_in.startswith("/konto/logga-in/?next=/uppsala/ansokningar/1/skriv/")
    return client, way_in.partition("next=")[2].replace("%3F", "?").replace("%3D", "=")


def test_what_was_posted_is_shown_after_sign_in_and_saved_only_when_pressed(
    cast: Cast, browser: Browser, path: str
) -> None:
    client, on = lost(browser, path)
    assert "Det du skrev finns kvar" in client.get("/konto/logga-in/").content.decode()
    sign_in(client, cast, "applicant")
    html = client.get(on).content.decode()
    assert TEXT in html
    assert "Du loggades ut innan det hann sparas" in html
    assert TEXT not in str(Application.objects.get().answers)
    fields = inputs(html)
    name = re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*Vi skrev', html)[0]
    assert client.post(path, {**fields, name: TEXT}).status_code == 302
    assert Application.objects.get().answers[name] == TEXT
    assert client.get(on).status_code == 302  # nothing is kept once it is saved


def test_another_person_who_signs_in_gets_nothing(cast: Cast, browser: Browser, path: str) -> None:
    client, on = lost(browser, path)
    sign_in(client, cast, "registrar")
    answer = client.get(on, follow=True)
    assert TEXT not in answer.content.decode()
    assert held._SLOT not in client.session
    sign_in(client, cast, "applicant")
    assert TEXT not in client.get(on, follow=True).content.decode()


def test_it_is_gone_after_an_hour(
    cast: Cast, browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, on = lost(browser, path)
    sign_in(client, cast, "applicant")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + held.KEPT_SECONDS + 1)
    html = client.get(on, follow=True).content.decode()
    assert TEXT not in html
    assert "finns inte kvar längre" in html


def test_a_post_beyond_all_bounds_is_not_kept_and_is_told_so(
    cast: Cast, browser: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LARGEST", 100)
    client = browser("applicant")
    data = form_of(client, path)
    end_session(client)
    client.post(path, data)
    assert held._SLOT not in client.session
    assert "för stort" in client.get("/konto/logga-in/").content.decode()


def test_a_session_keeps_five_posts_and_one_of_each_address(
    cast: Cast, browser: Browser, path: str
) -> None:
    client = browser("applicant")
    data = form_of(client, path)
    end_session(client)
    for address in (
        path,
        path,
        *(f"/uppsala/ansokningar/{n}/skriv/insatsen/" for n in range(2, 9)),
    ):
        client.post(address, data)
    kept = client.session[held._SLOT]
    assert len(kept) == held.MOST
    assert len({one["path"] for one in kept}) == held.MOST


def test_a_stranger_fills_no_session(cast: Cast, path: str) -> None:
    """Without a mark of ours, a changed one included, nothing is kept."""
    for mark in ("", "1", "1:abc:def", f"{cast.people['applicant'].pk}:1tK:x"):
        client = Client()
        client.post(path, {held.MARK: mark, "text": TEXT})
        assert held._SLOT not in client.session


def test_a_mark_without_a_session_fills_no_more_than_a_few(
    cast: Cast, browser: Browser, path: str
) -> None:
    client = browser("applicant")
    data = form_of(client, path)
    before = set(Session.objects.values_list("pk", flat=True))
    for number in range(3 * held.MOST_BROWSERS):
        stranger = Client()  # each without a cookie, as a browser that was signed out
        answer = stranger.post(path, {**data, "nr": str(number)})
        assert answer.status_code == 302
    kept = Session.objects.exclude(pk__in=before)
    assert kept.count() == held.MOST_BROWSERS
    sign_in(stranger, cast, "applicant")  # the latest has lost nothing
    on = unquote(answer["Location"].partition("next=")[2])
    assert TEXT in stranger.get(on).content.decode()


def test_a_post_from_another_site_is_not_kept(cast: Cast, browser: Browser, path: str) -> None:
    """Django's token does not hold, and the browser says where the post comes from."""
    ours = browser("applicant")
    data = form_of(ours, path)
    client = Client(enforce_csrf_checks=True)
    for origin in ("https://elak.exempel.se", "null", ""):
        headers = {"Origin": origin} if origin else {}
        answer = client.post(path, data, headers=headers)
        assert answer.status_code == 403
        assert held._SLOT not in client.session


def test_a_token_that_a_new_sign_in_has_changed_loses_nothing(
    cast: Cast, browser: Browser, path: str
) -> None:
    data = form_of(browser("applicant"), path)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["applicant"], backend=BACKEND)
    answer = client.post(path, data, headers={"Origin": "http://testserver"})
    assert answer.status_code == 302
    assert TEXT in client.get(answer["Location"]).content.decode()


def test_a_page_of_another_person_saves_nothing(cast: Cast, browser: Browser, path: str) -> None:
    data = form_of(browser("applicant"), path)
    for checks in (False, True):
        client = Client(enforce_csrf_checks=checks)
        client.force_login(cast.people["director"], backend=BACKEND)
        answer = client.post(path, data, headers={"Origin": "http://testserver"})
        assert answer.status_code == 403
        assert "annan person" in answer.content.decode()
        assert held._SLOT not in client.session


def test_the_way_on_leads_nowhere_else(cast: Cast, browser: Browser, path: str) -> None:
    client = browser("applicant")
    data = form_of(client, path)
    end_session(client)
    client.post(path, data, headers={"Referer": "https://elak.exempel.se/x"})
    (kept,) = client.session[held._SLOT]
    assert kept["path"] == path
    assert kept["back"] == ""
    for referer in ("http://testserver//elak.exempel.se/", "javascript:alert(1)"):
        client.post(path, data, headers={"Referer": referer})
        assert client.session[held._SLOT][0]["back"] in ("", "/elak.exempel.se/")


def test_secrets_are_never_kept(cast: Cast, browser: Browser, path: str) -> None:
    client = browser("applicant")
    data = {**form_of(client, path), "password1": "hemligt"}
    end_session(client)
    client.post(path, data)
    assert held._SLOT not in client.session


@pytest.mark.parametrize("name", ["new_password2", "otp-code", "credential", "recovery_codes"])
def test_a_secret_is_told_as_one(cast: Cast, browser: Browser, path: str, name: str) -> None:
    client = browser("applicant")
    data = {**form_of(client, path), name: "hemligt"}
    end_session(client)
    client.post(path, data)
    html = client.get("/konto/logga-in/").content.decode()
    assert "ett lösenord eller en kod" in html and "för stort" not in html


@pytest.mark.parametrize("name", ["secretary", "postcode", "compass", "encoding", "secretary_name"])
def test_a_field_that_only_looks_like_a_secret_is_kept(
    cast: Cast, browser: Browser, path: str, name: str
) -> None:
    client = browser("applicant")
    data = {**form_of(client, path), name: "17"}
    end_session(client)
    client.post(path, data)
    assert held._SLOT in client.session


STEP = "/uppsala/ansokningar/1/tjansteutlatande/fardigstall/"


def posted_step(browser: Browser, path: str, cast: Cast, who: str, **fields: str) -> Any:
    """A step that was taken when the session had ended, and what is shown after sign-in."""
    client = browser("applicant")
    marks = {k: v for k, v in form_of(client, path).items() if k.startswith(("csrf", "skriven"))}
    end_session(client)
    client.post(STEP, {**marks, **fields}, headers={"Referer": f"http://testserver{path}"})
    sign_in(client, cast, who)
    key = client.session[held._SLOT][0]["key"]
    entries = JournalEntry.objects.count()
    answer = client.get(f"{STEP}?fortsatt={key}")
    assert JournalEntry.objects.count() == entries
    return answer, client


def test_a_step_without_texts_leads_back_to_its_page(
    cast: Cast, browser: Browser, path: str
) -> None:
    """Nothing is done for the person: the page says that it was not done."""
    answer, client = posted_step(browser, path, cast, "applicant", riktning="ja", revision="3")
    assert answer["Location"] == path
    assert "Gör det en gång till" in client.get(path).content.decode()


def test_what_an_address_without_a_page_was_sent_is_shown_to_be_sent_on(
    cast: Cast, browser: Browser, path: str
) -> None:
    answer, _client = posted_step(browser, path, cast, "applicant", text="Åsa & Örjan <b>")
    html = answer.content.decode()
    assert "Åsa &amp; Örjan &lt;b&gt;" in html
    assert f'action="{STEP}"' in html
    assert '<input type="hidden" name="text" value="Åsa &amp; Örjan &lt;b&gt;">' in html


def test_what_may_no_longer_be_saved_can_still_be_copied(
    cast: Cast, browser: Browser, path: str
) -> None:
    client, on = lost(browser, path)
    Application.objects.update(state="submitted")
    sign_in(client, cast, "applicant")
    answer = client.get(on)
    assert TEXT in answer.content.decode()
    assert 'action="' + path not in answer.content.decode()


def test_a_file_is_said_to_be_missing(cast: Cast, browser: Browser, path: str) -> None:
    client = browser("applicant")
    data = {**form_of(client, path), "bilaga": SimpleUploadedFile("a.pdf", b"%PDF")}
    end_session(client)
    client.post(path, data)
    sign_in(client, cast, "applicant")
    key = client.session[held._SLOT][0]["key"]
    assert "Filen följde inte med" in client.get(f"{path}?fortsatt={key}").content.decode()


def test_a_script_is_told_and_keeps_the_text_itself(
    cast: Cast, browser: Browser, path: str
) -> None:
    client = browser("applicant")
    data = form_of(client, path)
    end_session(client)
    for headers in ({"HX-Request": "true"}, {"X-Autosave": "1"}):
        answer = client.post(path, data, headers=headers)
        assert answer.status_code == 401
        assert "står kvar på sidan" in answer.content.decode()
        assert held._SLOT not in client.session


def test_a_script_whose_cookies_are_gone_is_told_to_sign_in(
    cast: Cast, browser: Browser, path: str
) -> None:
    """Neither session nor key: nobody may be told that the text cannot be changed any longer."""
    data = form_of(browser("applicant"), path)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, data, headers={"X-Autosave": "1"})
    assert answer.status_code == 401
    client.force_login(cast.people["applicant"], backend=BACKEND)
    assert client.post(path, data, headers={"X-Autosave": "1"}).status_code == 401
    client.force_login(cast.people["director"], backend=BACKEND)
    assert client.post(path, data, headers={"X-Autosave": "1"}).status_code == 403


def test_the_budget_comes_back_with_its_rows(cast: Cast, browser: Browser, path: str) -> None:
    budget = "/uppsala/ansokningar/1/skriv/budget/"
    client = browser("applicant")
    data = inputs(client.get(budget).content.decode())
    label = next(name for name in data if name.endswith(".label"))
    data[label] = "Samordnare med lång erfarenhet"
    end_session(client)
    client.post(budget, data)
    sign_in(client, cast, "applicant")
    key = client.session[held._SLOT][0]["key"]
    html = client.get(f"{budget}?fortsatt={key}").content.decode()
    assert "Samordnare med lång erfarenhet" in html
    assert not Application.objects.get().budget_lines.exists()
