"""Own words about money are read against the data where they are written, and in the minutes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

WAITING = '[data-save-state][data-now="waiting"], [data-save-state][data-now="failed"]'
CONFIRM = "Orden stämmer med beslutet"


def _write(page: Page, words: str) -> None:
    text = page.locator('textarea[name="satser_1"]')
    text.fill(f"{text.input_value()}\n{words}")
    page.locator('textarea[name="background"]').focus()
    expect(page.locator(WAITING)).to_have_count(0)


def test_own_words_are_read_where_they_are_written_and_in_the_minutes(
    own_demo: Product, page_at: PageAt, axe: Callable[..., None]
) -> None:
    run_in(own_demo.var, "from tests.support.sitting import open_table; open_table()")
    page = page_at(390)
    become(page, own_demo.url, PEOPLE["registrar"])
    table = f"{own_demo.url}/uppsala/sammantraden/1/vid-bordet/"
    page.goto(table)
    choice = page.locator("#valj-punkt option", has_text="registerstudie").first
    page.select_option("#valj-punkt", choice.get_attribute("value"))
    page.get_by_role("button", name="Visa").click()
    page.get_by_role("button", name="Ta upp").click()
    page.get_by_label("Med ändring").check()
    button = page.get_by_role("button", name=CONFIRM)
    expect(button).to_have_count(0)
    _write(page, "tacka för ansökan")
    expect(button).to_be_visible()
    expect(page.locator("#orden")).to_contain_text("Beslutet innebär: 337")
    axe(page)
    button.click()
    expect(button).to_have_count(0)
    expect(page.locator("#orden")).to_contain_text("läst av Petra Lindahl")
    axe(page)
    _write(page, "beloppet sänks senare")
    expect(button).to_be_visible()
    minutes = page_at(1280)
    become(minutes, own_demo.url, PEOPLE["registrar"])
    minutes.goto(f"{own_demo.url}/uppsala/sammantraden/1/protokoll/")
    minutes.get_by_role("link", name="Läs orden i §").click()
    axe(minutes)
    minutes.get_by_role("button", name=CONFIRM).click()
    expect(minutes.get_by_role("button", name=CONFIRM)).to_have_count(0)
    expect(minutes.get_by_text("Beslutet innebär: 337")).to_be_visible()
