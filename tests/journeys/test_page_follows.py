"""What follows from what is typed stands in the page as soon as it says that it is saved, also
while its writer is at the next field: the page shows what it would show if it were read anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.journeys.steps.writing import Written, begun
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

#: The sixth item's application is to get money of one more party than in the story.
TWO_OWNERS = """
from django_scopes import scope
from tests.support.sitting import open_table
from samordna.funding.models import Application, ProposedAmount
from samordna.meetings.models import AgendaItem
from samordna.parties.models import Association, Organisation
association = Association.objects.get(slug="uppsala")
with scope(association=association):
    item = AgendaItem.objects.get(meeting__held_on="2024-09-12", position=6)
    statement = Application.objects.get(pk=item.subject_id).statement
    region = Organisation.objects.get(name="Region Uppsala")
    ProposedAmount.objects.get_or_create(association=association, statement=statement,
        organisation=region, year=2025, defaults={"amount_kr": 100_000})
open_table()
"""

#: What the page shows and the page read anew does not, and the other way round: words, and what
#: stands in fields other than the writer's. What is said of the saving is left out.
SHOWN = """async () => {
  const active = document.activeElement;
  const shown = (root) => {
    const main = root.querySelector('main'), found = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.textContent.replace(/\\s+/g, ' ').trim();
        if (text) found.push(text);
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (node.matches('noscript, script, option, [data-save-state], .messages')) return;
      if (node.matches('input, textarea, select')) {
        if (node.type === 'hidden' || (node.name === active.name && node.id === active.id)) return;
        const ticks = ['checkbox', 'radio'].includes(node.type);
        found.push(`[${node.name}: ${ticks ? node.checked : node.value}]`);
        return;
      }
      if (!node.matches('textarea')) for (const child of node.childNodes) walk(child);
    };
    walk(main);
    return found;
  };
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const here = shown(document), anew = shown(fresh);
  const left = (some, others) => {
    const rest = [...others];
    return some.filter((one) => {
      const at = rest.indexOf(one);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
  };
  return {here: left(here, anew), anew: left(anew, here), at: active.name || active.id || ''};
}"""


#: How many answers are waited for, with what is said of those that could not be read.
PENDING = """
const ask = window.fetch;
window.pending = 0;
window.fetch = async (...what) => {
  window.pending += 1;
  try { return await ask(...what); } finally { setTimeout(() => { window.pending -= 1; }, 50); }
};
"""
WAITING = '[data-save-state][data-now="waiting"]'


def settled(page: Page) -> None:
    """Wait until what is written has been sent and answered."""
    page.wait_for_timeout(600)  # so long it may wait for more
    for _ in range(100):
        if page.evaluate("window.pending") == 0:
            break
        page.wait_for_timeout(100)
    expect(page.locator(WAITING)).to_have_count(0)


def follows(page: Page) -> None:
    """What the page shows is what it would show anew."""
    found = page.evaluate(SHOWN)
    assert (found["here"], found["anew"]) == ([], []), f"at {found['at']}: {found}"


def types(page: Page, field: Locator, text: str) -> None:
    """Write anew in a field, go on with Tab, and see what the page then shows."""
    field.fill(text)
    page.keyboard.press("Tab")
    settled(page)
    expect(page.locator(":focus")).to_have_count(1)
    follows(page)


@pytest.fixture(scope="module")
def sitting(own_demo: Product) -> str:
    """The address of the table of a meeting that is open."""
    run_in(own_demo.var, TWO_OWNERS)
    return f"{own_demo.url}/uppsala/sammantraden/1/vid-bordet/"


@pytest.fixture
def item(own_demo: Product, page_at: PageAt, sitting: str) -> Page:
    """The secretary at an application of two parties that is granted with a change."""
    page = page_at(1280)
    page.add_init_script(PENDING)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(sitting)
    items = page.get_by_role("navigation", name="Ärenden").get_by_role("listitem")
    items.nth(6).get_by_role("link").click()
    take_up = page.get_by_role("button", name="Ta upp")
    if take_up.count():
        take_up.click()
    page.get_by_label("Med ändring").check()
    settled(page)
    return page


def test_sums_words_and_receivers_follow_an_amount(item: Page) -> None:
    page = item
    amounts = page.locator('#beslut input[name^="belopp_"]')
    assert amounts.count() > 2
    types(page, amounts.nth(0), "200000")
    expect(amounts.nth(1)).to_be_focused()
    expect(amounts.nth(0)).to_have_value("200\u00a0000")
    types(page, amounts.nth(1), "12 000")
    types(page, amounts.nth(2), "0")
    expect(amounts.nth(3)).to_be_focused()


def test_words_amount_and_names_follow_what_is_written(item: Page) -> None:
    page = item
    informed = page.get_by_label("Expedieras till")
    types(page, informed, "Sökanden")
    expect(informed).not_to_have_value("Sökanden")
    types(page, page.locator("#beslut textarea[name=claims]"), "Bifall")
    types(page, page.locator("#beslut textarea[name=reservations]"), "Ingen Alls reserverar sig")
    text = page.locator("#beslut textarea[name=satser_1]")
    types(page, text, text.input_value() + "\ntacka sökanden")
    types(page, page.get_by_label("Till och med"), "31 dec 2025")


def test_caret_and_half_a_word_stay_while_the_page_follows(item: Page) -> None:
    page = item
    amounts = page.locator('#beslut input[name^="belopp_"]')
    amounts.nth(0).fill("150000")
    page.keyboard.press("Tab")
    page.keyboard.type("77")
    amounts.nth(1).evaluate("field => field.setSelectionRange(1, 1)")
    settled(page)
    expect(amounts.nth(0)).to_have_value("150\u00a0000")
    place = "field => [field.value, field.selectionStart, field.selectionEnd]"
    assert amounts.nth(1).evaluate(place) == ["77", 1, 1]
    page.keyboard.type("00")
    page.wait_for_timeout(300)
    settled(page)
    assert amounts.nth(1).evaluate(place) == ["7007", 3, 3]
    follows(page)


def test_an_application_follows_what_is_typed(own_demo_at_call: Product, page_at: PageAt) -> None:
    written: Written = {}
    page = page_at(1280)
    page.add_init_script(PENDING)
    begun(page, own_demo_at_call.url, written)
    for name in ("period_from", "period_to", "intake_end"):
        types(page, page.locator(f"form#insats [name={name}]"), "1 mars 2025")
    page.goto(written["1"])
    for at in (0, 1):
        types(page, page.locator("form#svar textarea").nth(at), f"Svar {at}.")


def test_a_statement_follows_what_is_typed(own_demo_at_call: Product, page_at: PageAt) -> None:
    page = page_at(1280)
    page.add_init_script(PENDING)
    become(page, own_demo_at_call.url, PEOPLE["director"])
    page.goto(f"{own_demo_at_call.url}/uppsala/ansokningar/5/tjansteutlatande/")
    amounts = page.get_by_role("table", name="Föreslaget belopp").get_by_role("textbox")
    for at in (0, 1):
        types(page, amounts.nth(at), f"{at + 1}7000")
    for label in ("Ansökan", "Bedömning"):
        types(page, page.get_by_role("textbox", name=label, exact=True), "Ord om det.")
