"""At the table, what one owner gets for one year is typed in the decision's words, and the amount
follows while it is written."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

WAITING = '[data-save-state][data-now="waiting"], [data-save-state][data-now="failed"]'


def test_the_amount_follows_what_is_written(own_demo: Product, page_at: PageAt) -> None:
    run_in(own_demo.var, "from tests.support.sitting import open_table; open_table()")
    page = page_at(1280)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(f"{own_demo.url}/uppsala/sammantraden/1/vid-bordet/")
    items = page.get_by_role("navigation", name="Ärenden")
    items.get_by_role("link", name="registerstudie").first.click()
    page.get_by_role("button", name="Ta upp").click()
    page.get_by_label("Med ändring").check()
    amount = page.locator('input[name^="belopp_"]')
    expect(amount).to_have_value("337\u00a0000")
    words = page.locator('textarea[name="satser_1"]')
    text = words.input_value()
    place = text.index("337")
    words.evaluate("(area, at) => { area.focus(); area.setSelectionRange(at, at + 7); }", place)
    page.keyboard.press("Delete")
    page.wait_for_timeout(1200)  # the page saves half of it
    page.keyboard.type("250 000", delay=350)
    expect(page.locator(WAITING)).to_have_count(0)
    expect(amount).to_have_value("250\u00a0000")
    expect(words).to_have_value(re.compile("högst 250[ \u00a0]000[ \u00a0]kr"))
    assert len(words.input_value()) == len(text)
