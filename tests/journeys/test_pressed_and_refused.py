"""A pressed button loses nothing: no answer, a refusal, another tab, both texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import PageAt
from tests.journeys.steps import applying
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

CALL = "Medel till samverkansinsatser från 2025"
OFFER = "Lägg tillbaka texten"
NEXT = "Spara och fortsätt"

STATE = """
from samordna.funding.models import Application
from django_scopes import scopes_disabled
with scopes_disabled():
    Application.objects.filter(association__slug="uppsala", name="Tryckt").update(state="{}")
"""

LAST_DAY = """
from datetime import timedelta
from samordna.ground import clock
from samordna.parties.models import RoleAssignment
from django_scopes import scopes_disabled
with scopes_disabled():
    held = RoleAssignment.objects.filter(contact__name="{}")
    held.update(valid_to={})
"""
YESTERDAY = "clock.today() - timedelta(days=1)"

# In one breath: on a slow machine the text would be sent before the button is. ``late``: such a
# machine may tell a page that it is shown when its button has been pressed already.
TYPED_AND_PRESSED = """([text, late]) => {
  const field = document.querySelector("form#svar textarea");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector("form#svar .button.primary").click();
  if (late) dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
}"""


@pytest.fixture(scope="module")
def written(own_demo_at_call: Product) -> list[str]:
    """The addresses of the sections of the application that is written, once it has been begun."""
    return []


@pytest.fixture
def applicant(own_demo_at_call: Product, page_at: PageAt, written: list[str]) -> Page:
    """The applicant, signed in, with an application begun."""
    page = page_at(1280)
    become(page, own_demo_at_call.url, PEOPLE["applicant"])
    if not written:
        applying.start(page, CALL, "Tryckt")
        steps = page.get_by_role("navigation", name="Ansökans delar").get_by_role("link")
        for step in steps.all():
            written.append(own_demo_at_call.url + (step.get_attribute("href") or ""))
    return page


def text(page: Page) -> Locator:
    return page.locator("form#svar textarea").first


def state(page: Page) -> Locator:
    return page.locator("[data-save-state]").first


def settled(page: Page) -> None:
    expect(page.locator('[data-save-state][data-now="saved"]').first).to_be_attached()


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_a_button_that_reaches_nobody_stays_on_the_page(
    applicant: Page, written: list[str]
) -> None:
    page = applicant
    page.goto(written[1])
    page.route("**/*", lambda route: route.abort())
    text(page).fill("Tryckt utan linje.")
    expect(state(page)).to_have_text("Inte sparat, försöker igen.")
    page.get_by_role("button", name=NEXT).click()
    expect(state(page)).to_contain_text("servern svarar inte")
    expect(text(page)).to_have_value("Tryckt utan linje.")
    page.unroute("**/*")
    page.get_by_role("button", name=NEXT).click()
    page.wait_for_url(written[2])
    assert "Tryckt utan linje." not in kept(page)
    page.goto(written[1])
    expect(text(page)).to_have_value("Tryckt utan linje.")


@pytest.mark.parametrize("answer", ["cut", "503", "late"])
def test_a_press_that_was_never_answered_keeps_the_text(
    applicant: Page, written: list[str], watch: Watch, answer: str
) -> None:
    """The button leads to the browser's own error page: nothing there says that it was saved."""
    watch.expect("503")
    page = applicant
    page.goto(written[1])

    def never(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif answer != "cut" and "x-autosave" not in route.request.headers:
            route.fulfill(status=503, body="Stängt")
        else:
            route.abort()

    page.route("**/skriv/**", never)
    page.evaluate(TYPED_AND_PRESSED, [f"Obesvarat: {answer}.", answer == "late"])
    expect(page.locator("form#svar")).to_have_count(0)
    tab = page.context.new_page()
    # Nothing is let through until it is gone: it would save by itself what the button could not.
    page.close(run_before_unload=False)
    for address in (written[0], written[1]):
        tab.goto(address)
    expect(text(tab)).not_to_have_value(f"Obesvarat: {answer}.")
    offer = tab.locator(".callout", has_text="som inte sparades")
    expect(offer).to_contain_text(f"Obesvarat: {answer}.")
    tab.get_by_role("button", name=OFFER).click()
    expect(text(tab)).to_have_value(f"Obesvarat: {answer}.")
    settled(tab)
    assert "Obesvarat" not in kept(tab)


def test_the_same_tab_comes_back_after_a_press_that_failed(
    applicant: Page, written: list[str], watch: Watch
) -> None:
    watch.expect("503")
    page = applicant
    page.goto(written[1])
    page.route(
        "**/skriv/**",
        lambda route: (
            route.fulfill(status=503, body="Stängt")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.evaluate(TYPED_AND_PRESSED, ["Samma flik.", False])
    expect(page.locator("form#svar")).to_have_count(0)
    page.unroute("**/skriv/**")
    page.goto(written[0])
    page.goto(written[1])
    page.get_by_role("button", name=OFFER).click()
    expect(text(page)).to_have_value("Samma flik.")
    settled(page)


def test_whose_role_ends_while_they_write_reads_so(
    applicant: Page, written: list[str], own_demo_at_call: Product, watch: Watch
) -> None:
    """The line of what is saved says what the page says of a press, and claims no signing out."""
    watch.expect("403")
    page = applicant
    page.goto(written[1])
    run_in(own_demo_at_call.var, LAST_DAY.format(PEOPLE["applicant"], YESTERDAY))
    try:
        text(page).fill("Skrivet när rollen slutat.")
        expect(state(page)).to_contain_text("Inte sparat. Du var sökande", timeout=20_000)
        expect(state(page)).to_contain_text("Kopiera det du vill ha kvar.")
        expect(state(page)).not_to_contain_text("utloggad")
        expect(text(page)).to_have_value("Skrivet när rollen slutat.")
        page.get_by_role("button", name=NEXT).click()
        expect(page.get_by_role("main")).to_contain_text("Du var sökande")
    finally:
        run_in(own_demo_at_call.var, LAST_DAY.format(PEOPLE["applicant"], "None"))


def test_a_refused_post_shows_what_was_typed_and_keeps_it(
    applicant: Page, written: list[str], own_demo_at_call: Product, watch: Watch
) -> None:
    """Somebody else sends the application for signature meanwhile; then it is recalled."""
    watch.expect("403")
    page = applicant
    page.goto(written[1])
    run_in(own_demo_at_call.var, STATE.format("signing"))
    try:
        text(page).fill("Skrivet medan den skickades.")
        page.get_by_role("button", name=NEXT).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Det går inte längre")
        expect(page.get_by_role("main")).to_contain_text("Skrivet medan den skickades.")
        page.get_by_role("link", name="Till sidan som det gäller").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Tryckt")
    finally:
        run_in(own_demo_at_call.var, STATE.format("draft"))
    page.goto(written[1])
    page.get_by_role("button", name=OFFER).click()
    expect(text(page)).to_have_value("Skrivet medan den skickades.")
    settled(page)


def test_a_save_in_one_tab_leaves_what_another_tab_keeps(
    applicant: Page, written: list[str], watch: Watch
) -> None:
    one = applicant
    other = one.context.new_page()
    for tab in (one, other):
        tab.goto(written[2])
    one.route("**/skriv/**", lambda route: route.abort())
    text(one).fill("Den ena, utan linje.")
    expect(state(one)).to_have_text("Inte sparat, försöker igen.")
    text(other).fill("Den andra, sparad.")
    settled(other)
    assert "Den ena, utan linje." in kept(other)
    one.close(run_before_unload=False)
    other.goto(written[2])
    offer = other.locator(".callout", has_text="som inte sparades")
    expect(offer).to_contain_text("Den ena, utan linje.")
    expect(offer).to_contain_text("Den andra, sparad.")
    other.get_by_role("button", name="Kasta den").click()
    assert "Den ena, utan linje." not in kept(other)


def test_both_texts_after_the_button_are_chosen_between(
    applicant: Page, written: list[str], watch: Watch
) -> None:
    """Pressed in a conflict, the page still has the choice, keeps the text and warns."""
    watch.expect("409")
    one = applicant
    other = one.context.new_page()
    for tab in (one, other):
        tab.goto(written[3])
    text(one).fill("Först sparad.")
    settled(one)
    # Pressed at once: the answer is the whole page with both texts.
    other.route(
        "**/skriv/**",
        lambda route: route.abort() if "x-autosave" in route.request.headers else route.continue_(),
    )
    text(other).evaluate("(e) => { e.value = 'Sist tryckt.'; }")
    other.get_by_role("button", name=NEXT).click()
    both = other.locator("#bada-texterna")
    expect(both).to_contain_text("Först sparad.")
    expect(both).to_contain_text("Sist tryckt.")
    expect(both).to_contain_text("Välj vilken text som ska gälla.")
    other.unroute("**/skriv/**")
    other.get_by_role("button", name=NEXT).click()
    expect(other.get_by_role("button", name="Behåll min text")).to_be_focused()
    asked: list[str] = []
    other.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    other.evaluate("location.href = '/'")
    other.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    other.get_by_role("button", name="Behåll min text").click()
    settled(other)
    other.goto(written[3])
    expect(text(other)).to_have_value("Sist tryckt.")


def test_a_refused_amount_is_said_with_its_row_and_led_to(
    applicant: Page, written: list[str], watch: Watch
) -> None:
    watch.expect("422")
    page = applicant
    page.goto(next(address for address in written if address.endswith("/budget/")))
    page.set_viewport_size({"width": 390, "height": 844})
    table = page.locator("#rader-requested-other")
    rows = table.locator("tbody tr[id]")
    count = rows.count()
    table.get_by_role("button", name="Lägg till rad").click()
    expect(rows).to_have_count(count + 1)
    row = rows.last
    expect(row.get_by_role("combobox").first).to_be_focused()
    row.get_by_role("combobox").first.fill("Teckentolk")
    settled(page)
    cell = row.locator(".amount-cell input").first
    cell.fill("-5")
    said = state(page)
    expect(said).to_contain_text(", Teckentolk: Beloppet får vara lägst 0")
    page.evaluate("window.scrollTo(0, 0)")
    said.get_by_role("link", name=", Teckentolk").click()
    expect(cell).to_be_focused()
    expect(cell).to_be_in_viewport(ratio=1)
    expect(table.locator(".row-findings")).to_contain_text("Beloppet får vara lägst 0")
    cell.fill("")
    settled(page)
