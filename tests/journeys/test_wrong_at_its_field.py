"""What cannot be read while one writes is said at its field, and the keyboard gets there."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.journeys.steps.sitting import decide, saving
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

#: An item about an application, by its place.
APPLICATION = 11


def said_at(field: Locator) -> Locator:
    """The sentence that the field's own description holds."""
    ids = (field.get_attribute("aria-describedby") or "").split()
    errors = [one for one in ids if one.endswith("fel")]
    assert errors, "the field has no sentence of its own"
    return field.page.locator(f"#{errors[0]}")


def at_the_application(page: Page, url: str) -> None:
    become(page, url, PEOPLE["registrar"])
    page.goto(f"{url}/uppsala/sammantraden/1/vid-bordet/")
    items = page.get_by_role("navigation", name="Ärenden").get_by_role("list")
    items.get_by_role("listitem").nth(APPLICATION).get_by_role("link").click()


def test_a_change_is_chosen_and_written_by_keyboard(own_demo: Product, page_at: PageAt) -> None:
    """The outcome first as proposed, then with a change: its fields come without a reload."""
    run_in(own_demo.var, "from tests.support.sitting import open_table; open_table()")
    page = page_at(1280)
    at_the_application(page, own_demo.url)
    page.get_by_role("button", name="Ta upp").click()
    decide(page, "Enligt förslaget")
    amounts = page.get_by_role("group", name="Beviljade belopp")
    expect(amounts.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("radio", name="Enligt förslaget").focus()
    with saving(page):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Med ändring")).to_be_focused()
    first = amounts.get_by_role("textbox").first
    expect(first).to_be_visible()
    with saving(page):
        first.fill("1000")
        first.blur()
    with saving(page):
        page.get_by_role("radio", name="Enligt förslaget").check()
    expect(amounts.get_by_role("textbox")).to_have_count(0)


def test_a_block_is_added_and_taken_away_by_keyboard(own_demo: Product, page_at: PageAt) -> None:
    page = page_at(1280)
    at_the_application(page, own_demo.url)
    add = page.get_by_role("button", name="Lägg till block")
    with saving(page):
        add.press("Enter")
    second = page.get_by_role("textbox", name="Beslut, block 2")
    expect(second).to_be_focused()
    expect(second).to_be_in_viewport()
    with saving(page):
        page.get_by_role("button", name="Ta bort blocket").press("Enter")
    expect(second).to_have_count(0)
    expect(add).to_be_focused()
    with saving(page):
        decision = page.get_by_role("textbox", name="Beslut", exact=True)
        decision.fill("Andra ord.")
        decision.blur()
    with saving(page):
        page.get_by_role("button", name="Återställ orden").press("Enter")
    expect(decision).to_be_focused()


def test_a_decision_that_cannot_be_read_says_so_at_the_field(
    own_demo: Product, page_at: PageAt, watch: Watch
) -> None:
    page = page_at(1280)
    at_the_application(page, own_demo.url)
    decide(page, "Med ändring")
    day = page.get_by_role("textbox", name="Från och med")
    expect(day).to_be_visible()
    was = day.input_value()
    watch.expect("422")
    day.fill("2025-02-30")
    day.blur()
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(said_at(day)).to_be_visible()
    state = page.locator("#beslut .autosave")
    expect(state).to_contain_text("Inte sparat. Från och med:")
    state.get_by_role("link", name="Från och med").click()
    expect(day).to_be_focused()
    with saving(page):
        day.fill(was)
        day.blur()
    expect(state).to_have_text(re.compile("^Sparat"))
    expect(day).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#beslut .field-errors")).to_have_count(0)


def test_a_trial_that_cannot_be_read_says_so_at_the_field(
    demo_server: str, page_at: PageAt
) -> None:
    page = page_at(390)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/beslutsutrymme/prova/")
    less = page.get_by_role("textbox", name=re.compile("^Minska ")).first
    less.fill("två miljoner")
    less.blur()
    expect(less).to_have_attribute("aria-invalid", "true")
    expect(said_at(less)).to_be_visible()
    without = page.locator("#utfall").get_by_text("Räknat utan")
    expect(without).to_be_visible()
    without.get_by_role("link").click()
    expect(less).to_be_focused()
    less.fill("100")
    less.blur()
    expect(without).to_have_count(0)
    expect(less).not_to_have_attribute("aria-invalid", "true")
