"""An invitation as the one who gets it meets it: the letter, the link, a password, and in."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import PageAt
from tests.support.people import become
from tests.support.product import Product, run_in

PASSWORD = "Tallbarr 2024 i skogen"
NAME, ADDRESS = "Nils Nyström", "nils.nystrom@uppsala.exempel.se"


def add_somebody(page: Page, demo: Product) -> None:
    """The director gives a role to somebody who is new."""
    become(page, demo.url, "Ingrid Falk")
    page.goto(f"{demo.url}/uppsala/personer/ny-roll/")
    page.get_by_label("Namn").fill(NAME)
    page.get_by_label("E-post").fill(ADDRESS)
    page.get_by_label("Roll").select_option(label="Ekonom")
    page.get_by_role("button", name="Ge rollen").click()
    expect(page.get_by_text(f"{NAME} är nu ekonom.")).to_be_visible()


def number_of(demo: Product) -> str:
    """The key of the new person, by which the demonstration's mailbox is found."""
    return run_in(
        demo.var,
        "from samordna.parties.models import Person\n"
        f"print(Person.objects.get(email={ADDRESS!r}).pk)",
    ).strip()


def test_the_link_in_the_letter_lets_one_in(
    own_demo: Product, page_at: PageAt, axe: Callable[..., None]
) -> None:
    add_somebody(page_at(1280), own_demo)
    page = page_at(390)
    page.goto(f"{own_demo.url}/demo/brev/{number_of(own_demo)}/")
    page.get_by_role("link", name=re.compile("^Välj ditt lösenord")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Välkommen, {NAME}")
    axe(page)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_label("Lösenord en gång till").fill(PASSWORD)
    page.get_by_role("button", name="Spara och logga in").click()
    expect(page.get_by_text("Ditt lösenord är sparat och du är inloggad.")).to_be_visible()
    expect(page.get_by_text("du är inloggad")).to_have_count(1)
    axe(page)
    page.get_by_role("link", name="Fortsätt till Idag").click()
    expect(page).to_have_url(re.compile(r"/uppsala/idag/$"))

    elsewhere = page_at(1280)
    elsewhere.goto(f"{own_demo.url}/konto/logga-in/")
    elsewhere.get_by_label("E-postadress").fill(ADDRESS)
    elsewhere.get_by_label("Lösenord").fill(PASSWORD)
    elsewhere.get_by_role("button", name="Logga in", exact=True).click()
    expect(elsewhere).to_have_url(re.compile(r"/uppsala/idag/$"))
    expect(elsewhere.locator("summary", has_text=NAME)).to_be_visible()
