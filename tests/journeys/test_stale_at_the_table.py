"""Two windows at the table: what the page says when the other one has saved."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.conftest import PageAt
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

STALE = "Inte sparat. Någon annan har sparat under tiden."


def write_background(page: Page, text: str) -> None:
    """Write in the item that is open, and leave the field, so that the page saves."""
    field = page.locator("#beslut textarea[name=background]")
    field.fill(text)
    field.blur()


def two_windows(own_demo: Product, page_at: PageAt) -> tuple[Page, Page]:
    """The same item, open in two windows."""
    windows = []
    for _ in range(2):
        page = page_at(1280)
        become(page, own_demo.url, PEOPLE["registrar"])
        page.goto(f"{own_demo.url}/uppsala/sammantraden/1/vid-bordet/")
        items = page.get_by_role("navigation", name="Ärenden").get_by_role("list")
        items.get_by_role("listitem").nth(5).get_by_role("link").click()
        windows.append(page)
    first, second = windows
    return first, second


def both_write(first: Page, second: Page, watch: Watch) -> None:
    """The first saves a text, and the second is asked about another one."""
    write_background(first, "Det som är sparat.")
    expect(first.locator("#beslut .autosave")).to_contain_text("Sparat")
    watch.expect("422")
    write_background(second, "Det som är mitt.")
    expect(second.locator("#beslut .autosave")).to_have_text(STALE)
    expect(second.get_by_role("alert")).to_contain_text("Någon annan har sparat")


def test_the_page_says_that_somebody_else_has_saved(
    own_demo: Product, page_at: PageAt, watch: Watch
) -> None:
    run_in(own_demo.var, "from tests.support.sitting import open_table; open_table()")
    first, second = two_windows(own_demo, page_at)
    write_background(first, "Det ena.")
    expect(first.locator("#beslut .autosave")).to_contain_text("Sparat")
    watch.expect("422")
    write_background(second, "Det andra.")
    expect(second.locator("#beslut .autosave")).to_have_text(STALE)
    expect(second.get_by_role("alert")).to_contain_text("Någon annan har sparat")


def test_what_each_of_them_wrote_stands_in_both_windows(
    own_demo: Product, page_at: PageAt, watch: Watch
) -> None:
    """Other fields than mine are put into the page; the one that both changed can be kept."""
    first, second = two_windows(own_demo, page_at)
    saved = re.compile("Sparat")
    write_background(first, "Det första.")
    expect(first.locator("#beslut .autosave")).to_contain_text(saved)
    claims = second.locator("#beslut textarea[name=claims]")
    claims.fill("Ett yrkande")
    claims.blur()
    expect(second.locator("#beslut .autosave")).to_contain_text(saved)
    expect(second.locator("#beslut textarea[name=background]")).to_have_value("Det första.")
    watch.expect("422")
    write_background(second, "Det andra.")
    expect(second.locator("#beslut .autosave")).to_contain_text(saved)
    write_background(first, "Det tredje.")
    expect(first.locator("#beslut .autosave")).to_have_text(STALE)
    first.get_by_role("button", name="Behåll min text").click()
    expect(first.locator("#beslut .autosave")).to_contain_text(saved)
    expect(first.locator("#beslut textarea[name=claims]")).to_have_value("Ett yrkande")
    second.reload()
    expect(second.locator("#beslut textarea[name=background]")).to_have_value("Det tredje.")
    expect(second.locator("#beslut textarea[name=claims]")).to_have_value("Ett yrkande")


def test_the_saved_text_is_fetched(own_demo: Product, page_at: PageAt, watch: Watch) -> None:
    """The link leads to the page that one stands on, and still brings what is saved."""
    first, second = two_windows(own_demo, page_at)
    both_write(first, second, watch)
    address = second.url
    second.get_by_role("link", name="Hämta den sparade texten").click()
    background = second.locator("#beslut textarea[name=background]")
    expect(background).to_have_value("Det som är sparat.")
    expect(second.locator("#beslut [data-stale]")).to_have_count(0)
    assert second.url == address
    expect(second.get_by_text("som inte sparades")).to_have_count(
        0
    )  # what was thrown is not offered
    # The page stands at what is saved: what is written next is saved at once.
    write_background(second, "Det nya.")
    expect(second.locator("#beslut .autosave")).to_contain_text("Sparat")
    second.reload()
    expect(background).to_have_value("Det nya.")


def test_the_question_goes_when_it_is_answered(
    own_demo: Product, page_at: PageAt, watch: Watch
) -> None:
    """With one's own text kept, both buttons are gone and the keyboard stands at the next field."""
    first, second = two_windows(own_demo, page_at)
    both_write(first, second, watch)
    second.get_by_role("button", name="Behåll min text").press("Enter")
    expect(second.locator("#beslut .autosave")).to_contain_text("Sparat")
    expect(second.get_by_text("Sparat av någon annan under tiden")).to_have_count(0)
    expect(second.get_by_role("button", name="Behåll min text")).to_have_count(0)
    expect(second.get_by_role("link", name="Hämta den sparade texten")).to_have_count(0)
    background = second.locator("#beslut textarea[name=background]")
    expect(background).to_be_focused()
    second.reload()
    expect(background).to_have_value("Det som är mitt.")
