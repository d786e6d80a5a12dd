"""A budget that is typed: its rows keep their place, and what cannot be read holds nothing back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.journeys.steps.writing import BOTH, Written, begun, settled, state
from tests.support.browser import Watch
from tests.support.product import Product


@pytest.fixture(scope="module")
def written() -> Written:
    return {}


@pytest.fixture
def applicant(own_demo_at_call: Product, page_at: PageAt, written: Written) -> Page:
    """The applicant, signed in, with an application begun."""
    return begun(page_at(1280), own_demo_at_call.url, written)


def wage_rows(page: Page) -> Locator:
    return page.locator("#rader-requested-wage tbody tr[id]")


def test_rows_of_the_budget_keep_place_and_focus(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["budget"])
    rows = page.locator("table.budget-table.wage tbody tr[id]")
    first = rows.first.get_by_role("textbox").first
    first.fill("Samordnare")
    first.press("Enter")
    expect(first).to_be_focused()
    settled(page)
    assert page.url == written["budget"]
    page.get_by_role("button", name="Lägg till rad under Lön").first.click()
    expect(rows.nth(1).get_by_role("textbox").first).to_be_focused()
    page.keyboard.type("Handledare")
    page.keyboard.press("Enter")
    settled(page)
    expect(rows.nth(0).get_by_role("textbox").first).to_have_value("Samordnare")
    page.get_by_role("button", name="Lägg till rad under Lön").first.click()
    expect(rows.nth(2).get_by_role("textbox").first).to_be_focused()
    page.keyboard.type("Tillfällig")
    rows.nth(1).get_by_role("button", name="Ta bort").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_role("textbox").first).to_be_focused()
    settled(page)
    page.reload()
    names = [row.get_by_role("textbox").first.input_value() for row in rows.all()]
    assert names[:2] == ["Samordnare", "Tillfällig"]


def test_two_tabs_in_one_budget_keep_each_others_rows_and_amounts(
    applicant: Page, written: Written, watch: Watch
) -> None:
    """Rows come and go in the other tab too, under the fingers, and only a shared cell is asked."""
    one = applicant
    one.goto(written["budget"])
    first = wage_rows(one).first.get_by_role("textbox").first
    first.fill("Samordnare, första fliken")
    settled(one)
    other = one.context.new_page()
    other.goto(written["budget"])
    one.get_by_role("button", name="Lägg till rad under Lön").first.click()
    expect(wage_rows(one).last.get_by_role("textbox").first).to_be_focused()
    one.keyboard.type("Rad från den ena")
    settled(one)
    count = wage_rows(one).count()
    mine = wage_rows(other).first.get_by_role("textbox").nth(1)
    mine.press_sequentially("40")
    settled(other)
    expect(wage_rows(other)).to_have_count(count)
    expect(wage_rows(other).last.get_by_role("textbox").first).to_have_value("Rad från den ena")
    expect(mine).to_be_focused()
    settled(other)
    wage_rows(other).first.get_by_role("textbox").first.fill("Min titel")
    settled(other)
    watch.expect("409")
    first.fill("Annan titel")
    expect(state(one)).to_have_text(BOTH)
    both = one.locator("#bada-texterna")
    expect(both).to_contain_text("Min titel")
    expect(both).to_contain_text("Annan titel")
    one.get_by_role("button", name="Behåll min text").click()
    settled(one)
    expect(wage_rows(one).first.get_by_role("textbox").nth(1)).to_have_value("40")
    other.reload()
    expect(wage_rows(other).first.get_by_role("textbox").first).to_have_value("Annan titel")
    expect(wage_rows(other).first.get_by_role("textbox").nth(1)).to_have_value("40")


def test_a_bad_amount_is_kept_and_holds_nothing_back(
    applicant: Page, written: Written, watch: Watch
) -> None:
    page = applicant
    watch.expect("422")
    page.goto(written["budget"])
    boxes = wage_rows(page).first.get_by_role("textbox")
    boxes.nth(1).fill("halva")
    expect(state(page)).to_contain_text("Skriv tjänsten i procent")
    boxes.first.fill("Sparad ändå")
    expect(page.locator('[data-save-state][data-now="failed"]').first).to_be_attached()
    page.wait_for_timeout(1500)
    page.reload()
    expect(boxes.first).to_have_value("Sparad ändå")
    expect(boxes.nth(1)).to_have_value("halva")
    beneath = page.locator("#rader-requested-wage tr.row-findings").first
    expect(beneath).to_contain_text("Skriv tjänsten i procent")
    expect(boxes.nth(1)).to_have_accessible_description(re.compile("Skriv tjänsten i procent"))
    boxes.nth(1).fill("50")
    settled(page)


def test_what_is_saved_and_each_that_is_not_are_said_and_led_to(
    applicant: Page, written: Written, watch: Watch
) -> None:
    page = applicant
    watch.expect("422")
    page.goto(written["budget"])
    boxes = wage_rows(page).first.get_by_role("textbox")
    boxes.first.fill("Samordnare")
    settled(page)
    amount = wage_rows(page).first.locator('input[name*=".amount-"]').first
    share = boxes.nth(1)
    amount.fill("hundra tusen")
    expect(state(page)).to_contain_text(re.compile(r"^Sparat \d\d\.\d\d, utom 1 uppgift: "))
    was = share.input_value()
    share.fill("halva")
    share.blur()
    said = state(page)
    expect(said).to_contain_text(re.compile(r"^Sparat \d\d\.\d\d, utom 2 uppgifter: "))
    expect(said).to_contain_text("”hundra tusen”")
    expect(said).not_to_contain_text("Inte sparat")
    expect(said.get_by_role("link")).to_have_count(2)
    for link in said.get_by_role("link").all():
        link.click()
        here = page.locator(":focus")
        assert here.evaluate("field => field.name") in {
            amount.get_attribute("name"),
            share.get_attribute("name"),
        }
    page.reload()
    expect(amount).to_have_value("hundra tusen")
    expect(boxes.first).to_have_value("Samordnare")
    amount.fill("")
    share.fill(was)
    settled(page)


def test_a_field_says_its_rows_name_once_the_row_has_one(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["budget"])
    page.get_by_role("button", name="Lägg till rad under Lön").first.click()
    row = wage_rows(page).last
    expect(row.get_by_role("textbox").first).to_be_focused()
    expect(row.locator('input[name*=".amount-"]').first).to_have_accessible_name(
        re.compile("rad utan benämning")
    )
    page.keyboard.type("Lots")
    page.keyboard.press("Tab")
    expect(row.get_by_role("button")).to_have_accessible_name("Ta bort Lots")
    for field in row.get_by_role("textbox").all():
        expect(field).to_have_accessible_name(re.compile(", Lots$"))
    row.get_by_role("button").click()
    settled(page)
