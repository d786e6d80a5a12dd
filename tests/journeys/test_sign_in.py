"""Signing in and out in a real browser: password, code from an app, passkey, forgotten password."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PageAt
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

PASSWORD = "Tallbarr 2024 i skogen"
WRONG = "E-postadressen eller lösenordet stämmer inte."
NEW_PASSWORD = "Granris 2025 vid bäcken"
STEP_SECONDS = 30
TYPING_SECONDS = 6

Axe = Callable[..., None]


def address(name: str) -> str:
    """The mail address that the demonstration gives somebody."""
    return name.lower().replace(" ", ".") + "@uppsala.exempel.se"


def give_password(product: Product, name: str) -> None:
    """Give somebody of the demonstration a password; they sign in with one click and have none."""
    run_in(
        product.var,
        "from samordna.parties.models import Person\n"
        f"somebody = Person.objects.get(email={address(name)!r})\n"
        f"somebody.set_password({PASSWORD!r})\n"
        "somebody.save()",
    )


def sign_in(page: Page, base: str, name: str, password: str = PASSWORD) -> None:
    """Fill in the form and send it."""
    page.goto(f"{base}/konto/logga-in/")
    page.get_by_label("E-postadress").fill(address(name))
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in", exact=True).click()


def sign_out(page: Page, name: str) -> None:
    """Through the menu of the person."""
    page.locator("summary", has_text=name).click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()


def is_in(page: Page, name: str) -> None:
    """Somebody is signed in and has come to the day's page."""
    expect(page).to_have_url(re.compile(r"/uppsala/idag/$"))
    expect(page.locator("summary", has_text=name)).to_be_visible()


def confirm(page: Page) -> None:
    """Say the password again, as whoever changes how to sign in must."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekräfta att det är du")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Bekräfta").click()


def code_of(secret: str, moment: float) -> str:
    """The six digits that an app shows for a secret (RFC 6238: HOTP of the half minute)."""
    counter = int(moment // STEP_SECONDS)
    key = base64.b32decode(secret.strip().upper())
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def fresh_code_of(secret: str) -> str:
    """The present digits, and time enough to type them before the app shows others."""
    left = STEP_SECONDS - time.time() % STEP_SECONDS
    if left < TYPING_SECONDS:
        time.sleep(left + 0.1)
    return code_of(secret, time.time())


def newest_mail(var: Path) -> str:
    """The text of the mail that the demonstration sent last."""
    files = sorted((var / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    raw = files[-1].read_bytes().rstrip().removesuffix(b"-" * 79)
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, the last six of its eight digits.
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert [code_of(secret, at) for at in (59, 1111111109)] == ["287082", "081804"]


def test_a_wrong_password_is_said_and_the_address_kept(
    own_demo: Product, page_at: PageAt, axe: Axe
) -> None:
    give_password(own_demo, "Elias Rask")
    page = page_at(390)
    sign_in(page, own_demo.url, "Elias Rask", "fel lösenord helt")
    expect(page.get_by_text(WRONG)).to_be_visible()
    expect(page.get_by_label("E-postadress")).to_have_value(address("Elias Rask"))
    expect(page.get_by_label("Lösenord")).to_have_value("")
    axe(page)


def test_in_with_a_password_and_out_again(own_demo: Product, page_at: PageAt, watch: Watch) -> None:
    give_password(own_demo, "Petra Lindahl")
    page = page_at(1280)
    page.goto(f"{own_demo.url}/uppsala/diarium/")
    expect(page).to_have_url(re.compile(r"/konto/logga-in/\?next="))
    page.get_by_label("E-postadress").fill(address("Petra Lindahl"))
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).to_have_url(f"{own_demo.url}/uppsala/diarium/")
    sign_out(page, "Petra Lindahl")
    page.goto(f"{own_demo.url}/uppsala/diarium/")
    expect(page).to_have_url(re.compile(r"/konto/logga-in/"))


def test_a_code_from_an_app_and_a_spare_code(own_demo: Product, page_at: PageAt, axe: Axe) -> None:
    give_password(own_demo, "Nadja Holm")
    page = page_at(1280)
    sign_in(page, own_demo.url, "Nadja Holm")
    is_in(page, "Nadja Holm")
    page.goto(f"{own_demo.url}/konto/saker-inloggning/")
    page.get_by_role("link", name="Koppla en app").click()
    confirm(page)
    secret = page.locator("code").inner_text()
    axe(page)
    page.get_by_label("Kod ur appen").fill("12345")
    page.get_by_role("button", name="Koppla appen").click()
    expect(page.get_by_text("Koden stämmer inte").first).to_be_visible()
    assert page.locator("code").inner_text() == secret
    page.get_by_label("Kod ur appen").fill(fresh_code_of(secret))
    page.get_by_role("button", name="Koppla appen").click()
    page.wait_for_url("**/reservkoder/")
    spare = re.findall(r"\b[0-9a-zA-Z]{8}\b", page.locator("main").inner_text())[0]
    sign_out(page, "Nadja Holm")

    sign_in(page, own_demo.url, "Nadja Holm")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett steg till")
    axe(page)
    page.get_by_label("Kod", exact=True).fill("000000")
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_text("Koden stämmer inte").first).to_be_visible()
    page.get_by_label("Kod", exact=True).fill(fresh_code_of(secret))
    page.get_by_role("button", name="Logga in", exact=True).click()
    is_in(page, "Nadja Holm")
    sign_out(page, "Nadja Holm")

    sign_in(page, own_demo.url, "Nadja Holm")
    page.get_by_label("Kod", exact=True).fill(spare)
    page.get_by_role("button", name="Logga in", exact=True).click()
    is_in(page, "Nadja Holm")


def plug_in_key(page: Page) -> None:
    """Give the browser a security key that knows its owner and always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def test_a_passkey_is_added_and_opens_without_password(
    own_demo: Product, page_at: PageAt, axe: Axe
) -> None:
    # A passkey belongs to a name; browsers refuse one for an address of figures.
    base = own_demo.url.replace("127.0.0.1", "localhost")
    give_password(own_demo, "Birgit Ek")
    page = page_at(1280)
    plug_in_key(page)
    sign_in(page, base, "Birgit Ek")
    is_in(page, "Birgit Ek")
    page.goto(f"{base}/konto/saker-inloggning/")
    page.get_by_role("link", name="Lägg till en nyckel").click()
    confirm(page)
    page.get_by_label("Nyckelns namn").fill("Min mobil")
    page.get_by_label("Logga in med bara nyckeln").check()
    axe(page)
    page.get_by_role("button", name="Lägg till nyckeln").click()
    page.wait_for_url("**/reservkoder/**")
    page.goto(f"{base}/konto/saker-inloggning/nycklar/")
    expect(page.get_by_role("row", name="Min mobil")).to_contain_text("Inloggning utan lösenord")
    axe(page)
    sign_out(page, "Birgit Ek")

    page.goto(f"{base}/konto/logga-in/")
    page.get_by_role("button", name="Logga in med nyckel").click()
    is_in(page, "Birgit Ek")


def test_a_passkey_without_owner_present_is_said(own_demo: Product, page_at: PageAt) -> None:
    page = page_at(1280)
    page.goto(own_demo.url.replace("127.0.0.1", "localhost") + "/konto/logga-in/")
    page.evaluate(
        "() => { navigator.credentials.get = async () => {"
        " throw new DOMException('', 'NotAllowedError'); }; }"
    )
    page.get_by_role("button", name="Logga in med nyckel").click()
    expect(page.get_by_text("Nyckeln användes inte. Försök igen när du är redo.")).to_be_visible()


def test_a_forgotten_password_is_mailed_for(own_demo: Product, page_at: PageAt, axe: Axe) -> None:
    give_password(own_demo, "Ingrid Falk")
    page = page_at(390)
    page.goto(f"{own_demo.url}/konto/logga-in/")
    page.get_by_role("link", name="Glömt lösenordet?").click()
    page.get_by_label("E-postadress").fill(address("Ingrid Falk"))
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se efter i din e-post")
    text = newest_mail(own_demo.var)
    assert "Hej!" in text and "nytt lösenord" in text
    link = re.search(r"http://\S+", text)
    assert link is not None
    page.goto(link.group())
    axe(page)
    page.get_by_label("Nytt lösenord", exact=True).fill("kort")
    page.get_by_label("Nytt lösenord en gång till").fill("kort")
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.get_by_text("minst 12 tecken").first).to_be_visible()
    page.get_by_label("Nytt lösenord", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Nytt lösenord en gång till").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lösenordet är bytt")

    page.goto(link.group())
    expect(page.get_by_role("heading", level=1)).to_have_text("Länken gäller inte längre")
    sign_in(page, own_demo.url, "Ingrid Falk")
    expect(page.get_by_text(WRONG)).to_be_visible()
    sign_in(page, own_demo.url, "Ingrid Falk", NEW_PASSWORD)
    is_in(page, "Ingrid Falk")


def test_nobody_learns_who_has_an_account(own_demo: Product, page_at: PageAt) -> None:
    page = page_at(1280)
    page.goto(f"{own_demo.url}/konto/glomt-losenord/")
    page.get_by_label("E-postadress").fill("ingen.alls@uppsala.exempel.se")
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se efter i din e-post")


@pytest.mark.parametrize("role", ["director", "applicant", "chair"])
def test_one_click_in_the_demonstration(role: str, demo_server: str, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE[role])
    expect(page).to_have_url(f"{demo_server}/uppsala/idag/")
    expect(page.locator("summary", has_text=PEOPLE[role])).to_be_visible()


@pytest.mark.parametrize(
    "place", ["idag/", "ansokningar/", "diarium/", "beslutsutrymme/", "sammantraden/", "personer/"]
)
def test_people_of_one_association_find_nothing_in_the_other(
    place: str, demo_server: str, page_at: PageAt, watch: Watch
) -> None:
    watch.expect("404 at")
    page = page_at(1280)
    become(page, demo_server, PEOPLE["director"])
    own = page.goto(f"{demo_server}/uppsala/{place}")
    other = page.goto(f"{demo_server}/ornskoldsvik/{place}")
    assert (own and own.status, other and other.status) == (200, 404)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
