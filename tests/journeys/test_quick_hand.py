"""A quick hand at the table: no choice is lost to an answer that draws the panel anew."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PageAt
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

WAITING = '[data-save-state][data-now="waiting"], [data-save-state][data-now="failed"]'


@pytest.fixture(scope="module")
def sitting(own_demo: Product) -> str:
    """The address of the table of a meeting that is open."""
    run_in(own_demo.var, "from tests.support.sitting import open_table; open_table()")
    return f"{own_demo.url}/uppsala/sammantraden/1/vid-bordet/"


@pytest.fixture
def secretary(own_demo: Product, page_at: PageAt, sitting: str) -> Page:
    """The secretary at the first application that is taken up."""
    page = page_at(1280)
    page.add_init_script(LATE)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(sitting)
    return page


def open_item(page: Page, place: int) -> None:
    items = page.get_by_role("navigation", name="Ärenden").get_by_role("list")
    items.get_by_role("listitem").nth(place).get_by_role("link").click()
    take_up = page.get_by_role("button", name="Ta upp")
    if take_up.count():
        take_up.click()
    expect(page.locator("form#beslut")).to_be_visible()


#: Every answer comes late, by as many milliseconds as the page says.
LATE = """
const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  await new Promise((go) => setTimeout(go, Number(sessionStorage.late || 0)));
  return answer;
};
"""


def slowly(page: Page, ms: int) -> None:
    """Answers to what is sent come late."""
    page.evaluate(f"sessionStorage.late = {ms}")


def settled(page: Page) -> None:
    page.wait_for_timeout(50)
    expect(page.locator(WAITING)).to_have_count(0)
    expect(page.locator("[data-save-state].failed")).to_have_count(0)


@pytest.mark.parametrize("turn", range(20))
def test_the_last_choice_and_every_word_stand(secretary: Page, turn: int) -> None:
    """Three outcomes after each other, words in three fields, and no waiting for any answer."""
    page = secretary
    open_item(page, 5)
    slowly(page, (turn * 37) % 250)
    outcomes = page.get_by_role("group", name="Utgång", exact=True).get_by_role("radio")
    chosen = [(turn + step) % outcomes.count() for step in range(3)]
    background = page.locator("#beslut textarea[name=background]")
    informed = page.locator("#beslut [name=informed]")
    outcomes.nth(chosen[0]).check()
    background.fill(f"Skrivet i hast {turn}.")
    outcomes.nth(chosen[1]).check()
    informed.fill(f"Parterna, omgång {turn}")
    page.wait_for_timeout((turn * 53) % 300)
    outcomes.nth(chosen[2]).check()
    background.press_sequentially(" Och mer.")
    settled(page)
    shown = informed.input_value()
    page.reload()
    expect(outcomes.nth(chosen[2])).to_be_checked()
    expect(background).to_have_value(f"Skrivet i hast {turn}. Och mer.")
    expect(informed).to_have_value(shown)
    # Who is given money is named too, behind what was written, and stays when the grant is changed:
    # the page shows the names at once, and a party is told whatever is decided.
    values = [outcomes.nth(one).get_attribute("value") for one in chosen]
    granted = [value in ("approved", "amended") for value in values]
    receiver = ", Enköpings kommun"
    typed = f"Parterna, omgång {turn}"
    assert shown in ({typed + receiver} if granted[2] else {typed, typed + receiver})
    assert shown == typed or any(granted)


@pytest.mark.parametrize("leaves", [True, False])
def test_a_line_written_while_the_outcome_changes_is_the_only_new_one(
    secretary: Page, *, leaves: bool
) -> None:
    """The answer shows other lines than those that were written among: these are still known."""
    page = secretary
    open_item(page, 5)
    outcome = page.get_by_role("group", name="Utgång", exact=True)
    text = page.locator("#beslut textarea[name=satser_1]")
    outcome.get_by_role("radio", name="Enligt förslaget").check()
    settled(page)
    expect(text).to_have_value(re.compile("^bevilja "))
    granted = text.input_value()
    slowly(page, 900)
    outcome.get_by_role("radio", name="Avslag").check()
    page.wait_for_timeout(300)
    text.fill(f"{granted}\ntacka sökanden för ansökan")
    if leaves:
        page.locator("#beslut textarea[name=background]").focus()
    page.wait_for_timeout(1_500)
    settled(page)
    page.reload()
    expect(text).to_have_value("avslå ansökan\ntacka sökanden för ansökan")
    slowly(page, 0)
    outcome.get_by_role("radio", name="Enligt förslaget").check()
    settled(page)
    page.reload()
    expect(text).to_have_value(granted)


def test_ticks_in_a_row_all_stand(secretary: Page) -> None:
    page = secretary
    slowly(page, 120)
    people = page.locator("#deltagare li.attendee:has(input)")
    ticks = {}
    for n in range(8):
        here = people.nth(n).locator("[name$=-present]")
        distance = people.nth(n).locator("[name$=-by_distance]")
        here.set_checked(True)
        distance.set_checked(not distance.is_checked())
        if n % 2:  # who is not there is not there by distance either, so that box is left alone
            distance.set_checked(not distance.is_checked())
            distance.set_checked(not distance.is_checked())
        ticks |= {(n, "present"): True, (n, "by_distance"): distance.is_checked()}
    settled(page)
    page.reload()
    found = {
        (n, box): people.nth(n).locator(f"[name$=-{box}]").is_checked()
        for n in range(8)
        for box in ("present", "by_distance")
    }
    assert found == ticks


def test_the_table_keeps_words_when_the_line_is_cut(secretary: Page) -> None:
    page = secretary
    open_item(page, 5)
    page.route("**/*", lambda route: route.abort())
    reservations = page.locator("#beslut textarea[name=reservations]")
    reservations.fill("Karin Malm reserverar sig.")
    state = page.locator("#beslut [data-save-state]")
    expect(state).to_have_text("Inte sparat, försöker igen.")
    page.unroute("**/*")
    expect(state).to_contain_text("Sparat", timeout=20_000)
    page.reload()
    expect(reservations).to_have_value("Karin Malm reserverar sig.")


def test_a_step_beside_what_is_written_saves_it_first(secretary: Page) -> None:
    """*Nästa*, *Har jäv* and the like leave the page: what is written goes first."""
    page = secretary
    open_item(page, 5)
    claims = page.locator("#beslut textarea[name=claims]")
    claims.fill("Bifall till förslaget, från två håll.")
    page.get_by_role("combobox", name="Vem").select_option(index=1)
    with page.expect_navigation():
        page.get_by_role("button", name="Avstår").click()
    expect(claims).to_have_value("Bifall till förslaget, från två håll.")
    page.reload()
    expect(claims).to_have_value("Bifall till förslaget, från två håll.")


def test_on_a_telephone_the_item_comes_before_the_list(
    own_demo: Product, page_at: PageAt, sitting: str, watch: Watch
) -> None:
    page = page_at(390)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(sitting)
    titles = set()
    step = page.get_by_role("navigation", name="Byt ärende")
    for _ in range(4):
        step.get_by_role("link", name="Nästa").click()
        expect(step).to_contain_text(f"punkt {len(titles) + 1} av ")
        titles.add(page.title())
    assert len(titles) == 4
    top = page.locator("#arende").bounding_box()
    end = page.get_by_role("button", name="Avsluta sammanträdet").bounding_box()
    assert top is not None and end is not None
    assert top["y"] < 700
    assert end["y"] > top["y"] + top["height"] - 1
    step.get_by_label("punkt 4 av").select_option(index=1)
    step.get_by_role("button", name="Visa").click()
    expect(step).to_contain_text("punkt 1 av ")
    step.get_by_role("link", name="Föregående sida: Närvaro").click()
    expect(step).to_contain_text("Närvaro, före ")
