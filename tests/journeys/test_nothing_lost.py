"""What is typed is never lost: the line cut, answers that fail, sessions that end, two tabs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import PageAt
from tests.journeys.steps.writing import BOTH, SAVED, Written, begun, settled, state
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

RETRYING = "Inte sparat, försöker igen."

ANSWERS = """
from samordna.funding.models import Application
from django_scopes import scopes_disabled
with scopes_disabled():
    print(Application.objects.get(association__slug="uppsala", name="Prov").answers)
"""
END_SESSIONS = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"
ENTRIES = """
from samordna.journal.models import JournalEntry
from django_scopes import scopes_disabled
with scopes_disabled():
    print(JournalEntry.objects.filter(verb="save_application").count())
"""


@pytest.fixture(scope="module")
def written() -> Written:
    return {}


@pytest.fixture
def applicant(own_demo_at_call: Product, page_at: PageAt, written: Written) -> Page:
    """The applicant, signed in, with an application begun."""
    return begun(page_at(1280), own_demo_at_call.url, written)


def first_text(page: Page) -> Locator:
    return page.locator("form#svar textarea").first


def rewrite(page: Page, text: str) -> None:
    """Take everything out of the first field and type, key by key."""
    first_text(page).fill("")
    first_text(page).press_sequentially(text)


def reloaded(page: Page) -> Locator:
    page.reload()
    return first_text(page)


def test_a_section_is_saved_while_it_is_written(
    applicant: Page, written: Written, own_demo_at_call: Product
) -> None:
    page = applicant
    page.goto(written["1"])
    before = int(run_in(own_demo_at_call.var, ENTRIES))
    rewrite(page, "Vi skriver länge och väl om behovet.")
    settled(page)
    expect(reloaded(page)).to_have_value("Vi skriver länge och väl om behovet.")
    rewrite(page, "Ännu mer.")
    settled(page)
    expect(reloaded(page)).to_have_value("Ännu mer.")
    assert int(run_in(own_demo_at_call.var, ENTRIES)) == before + 1


def test_findings_and_the_outline_follow(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["1"])
    for field in page.locator("form#svar textarea").all():
        field.fill("Ett svar.")
    settled(page)
    expect(page.locator("#vid-sidan")).to_contain_text("Inga anmärkningar")
    current = page.get_by_role("navigation", name="Ansökans delar").locator("[aria-current]")
    expect(current).to_contain_text("Klar")


def test_the_line_is_cut_and_comes_back(
    applicant: Page, written: Written, own_demo_at_call: Product
) -> None:
    page = applicant
    page.goto(written["1"])
    page.route("**/*", lambda route: route.abort())
    rewrite(page, "Skrivet i en tunnel.")
    expect(state(page)).to_have_text(RETRYING)
    first_text(page).press_sequentially(" Och lite till.")
    page.unroute("**/*")
    expect(state(page)).to_have_text(SAVED, timeout=20_000)
    assert "Skrivet i en tunnel. Och lite till." in run_in(own_demo_at_call.var, ANSWERS)


def test_the_browser_stops_and_the_text_is_offered_back(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["1"])
    page.route("**/skriv/**", lambda route: route.abort())
    rewrite(page, "Strax före kraschen.")
    expect(state(page)).to_have_text(RETRYING)
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/skriv/**")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(written["1"])
    expect(first_text(other)).not_to_have_value("Strax före kraschen.")
    other.get_by_role("button", name="Lägg tillbaka texten").click()
    expect(first_text(other)).to_have_value("Strax före kraschen.")
    settled(other)
    expect(reloaded(other)).to_have_value("Strax före kraschen.")
    expect(other.get_by_role("button", name="Lägg tillbaka texten")).to_have_count(0)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_answer_that_fails_is_asked_again(
    applicant: Page, written: Written, watch: Watch, status: int
) -> None:
    page = applicant
    page.goto(written["1"])
    watch.expect(str(status))
    fails = [True, True]

    def now_and_then(route: Route) -> None:
        if route.request.method == "POST" and fails:
            fails.pop()
            route.fulfill(status=status, body="Fel")
        else:
            route.continue_()

    page.route("**/skriv/**", now_and_then)
    rewrite(page, f"Trots {status}.")
    expect(state(page)).to_have_text(RETRYING)
    expect(state(page)).to_have_text(SAVED, timeout=20_000)
    expect(reloaded(page)).to_have_value(f"Trots {status}.")


def test_an_answer_that_is_lost_is_no_conflict(applicant: Page, written: Written) -> None:
    """It was saved, and the answer never came: the page goes on from there."""
    page = applicant
    page.goto(written["1"])
    lost = [True]

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and lost:
            lost.pop()
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/skriv/**", lose_the_answer)
    rewrite(page, "Svaret kom bort.")
    expect(state(page)).to_have_text(RETRYING)
    first_text(page).press_sequentially(" Fortsättning.")
    expect(state(page)).to_have_text(SAVED, timeout=20_000)
    expect(reloaded(page)).to_have_value("Svaret kom bort. Fortsättning.")


def test_the_session_ends_in_between(
    applicant: Page, written: Written, own_demo_at_call: Product, watch: Watch
) -> None:
    page = applicant
    page.goto(written["1"])
    run_in(own_demo_at_call.var, END_SESSIONS)
    watch.expect("401")
    watch.expect("403")
    rewrite(page, "Utan session.")
    expect(state(page)).to_contain_text("du är utloggad")
    expect(state(page).get_by_role("link", name="Logga in i en ny flik")).to_be_visible()
    tab = page.context.new_page()
    become(tab, own_demo_at_call.url, PEOPLE["applicant"])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(page)).to_have_text(SAVED, timeout=20_000)
    expect(reloaded(page)).to_have_value("Utan session.")


def test_another_person_who_signs_in_saves_nothing_of_it(
    applicant: Page, written: Written, own_demo_at_call: Product, watch: Watch
) -> None:
    page = applicant
    page.goto(written["1"])
    run_in(own_demo_at_call.var, END_SESSIONS)
    for status in ("401", "403"):
        watch.expect(status)
    rewrite(page, "Bara Hannas text.")
    expect(state(page)).to_contain_text("du är utloggad")
    tab = page.context.new_page()
    become(tab, own_demo_at_call.url, PEOPLE["registrar"])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(page)).to_contain_text("En annan person är inloggad", timeout=20_000)
    assert "Bara Hannas text." not in run_in(own_demo_at_call.var, ANSWERS)
    assert "Bara Hannas" not in tab.evaluate("JSON.stringify(localStorage)")


def test_sign_out_leaves_nothing_in_the_browser(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["1"])
    page.route("**/skriv/**", lambda route: route.abort())
    rewrite(page, "På en delad dator.")
    expect(state(page)).to_have_text(RETRYING)
    assert "delad dator" in page.evaluate("JSON.stringify(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("details.person-menu > summary").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(lambda url: "/skriv/" not in url)
    assert "delad dator" not in page.evaluate("JSON.stringify(localStorage)")


def test_two_tabs_of_one_person_are_two_writers(
    applicant: Page, written: Written, watch: Watch
) -> None:
    one = applicant
    other = one.context.new_page()
    for tab in (one, other):
        tab.goto(written["2"])
    other.set_viewport_size({"width": 1280, "height": 500})
    rewrite(one, "Den första fliken.")
    settled(one)
    watch.expect("409")
    rewrite(other, "Den andra fliken.")
    expect(state(other)).to_have_text(BOTH)
    expect(first_text(other)).to_be_focused()
    expect(first_text(other)).to_be_in_viewport(ratio=0.9)
    state(other).get_by_role("link", name="Jämför texterna").press("Enter")
    expect(other.locator("#bada-texterna")).to_be_focused()
    expect(other.locator("#bada-texterna")).to_contain_text("Den första fliken.")
    expect(other.locator("#bada-texterna")).to_contain_text("Den andra fliken.")
    other.get_by_role("button", name="Behåll min text").click()
    settled(other)
    expect(reloaded(other)).to_have_value("Den andra fliken.")


def test_two_tabs_that_write_in_different_fields_both_save(
    applicant: Page, written: Written, watch: Watch
) -> None:
    one = applicant
    other = one.context.new_page()
    for tab in (one, other):
        tab.goto(written["0"])
    one.locator("#id_period_to").fill("2026-12-31")
    one.get_by_label("Strukturinsats").check()
    settled(one)
    other.locator("#id_extends").press_sequentially("En tidigare insats")
    settled(other)
    expect(other.locator("#id_period_to")).to_have_value("2026-12-31")
    expect(other.get_by_label("Strukturinsats")).to_be_checked()
    one.locator("#id_extends").fill("En annan insats")
    one.locator("#id_intake_end").fill("2026-06-30")
    watch.expect("409")
    expect(state(one)).to_have_text(BOTH)
    one.get_by_role("button", name="Hämta den sparade texten").click()
    settled(one)
    expect(one.locator("#id_extends")).to_have_value("En tidigare insats")
    one.reload()
    expect(one.locator("#id_intake_end")).to_have_value("2026-06-30")
    expect(one.locator("#id_period_to")).to_have_value("2026-12-31")


def test_without_script_a_lost_session_brings_the_text_back(
    page_at: PageAt, applicant: Page, written: Written, own_demo_at_call: Product
) -> None:
    page = page_at(1280, java_script_enabled=False)
    page.goto(f"{own_demo_at_call.url}/demo/")
    page.get_by_role("button", name=f"Logga in som {PEOPLE['applicant']}", exact=True).click()
    page.goto(written["3"])
    run_in(own_demo_at_call.var, END_SESSIONS)
    first_text(page).fill("Skrivet utan skript.")
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page.get_by_role("main")).to_contain_text("Logga in")
    expect(page.locator("#meddelanden")).to_contain_text("Det du skrev finns kvar")
    page.goto(f"{own_demo_at_call.url}/demo/")
    page.get_by_role("button", name=f"Logga in som {PEOPLE['applicant']}", exact=True).click()
    expect(first_text(page)).to_have_value("Skrivet utan skript.")
    page.get_by_role("button", name="Spara och fortsätt").click()
    assert "Skrivet utan skript." in run_in(own_demo_at_call.var, ANSWERS)


def test_leaving_by_a_link_saves_first(applicant: Page, written: Written) -> None:
    page = applicant
    page.goto(written["1"])
    first_text(page).fill("Skrivet på väg ut.")
    page.get_by_role("navigation", name="Ansökans delar").get_by_role("link").nth(2).click()
    page.wait_for_url(written["2"])
    page.goto(written["1"])
    expect(first_text(page)).to_have_value("Skrivet på väg ut.")
    expect(page.get_by_role("button", name="Lägg tillbaka texten")).to_have_count(0)


def test_what_is_typed_after_signing_out_in_another_tab_is_not_kept(
    applicant: Page, written: Written, watch: Watch
) -> None:
    watch.expect("401")
    watch.expect("403")
    page = applicant
    page.goto(written["1"])
    other = page.context.new_page()
    other.goto(written["0"])
    other.locator("details.person-menu > summary").click()
    other.get_by_role("button", name="Logga ut").click()
    other.wait_for_url(lambda url: "/skriv/" not in url)
    rewrite(page, "Skrivet efter utloggningen")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "efter utloggningen" not in kept


def test_a_kept_text_is_not_laid_over_what_has_been_saved_since(
    applicant: Page, written: Written
) -> None:
    page = applicant
    page.goto(written["0"])
    page.route("**/skriv/**", lambda route: route.abort())
    page.locator("#id_extends").fill("Kvar i webbläsaren")
    page.locator("#id_name").fill("Prov som blev kvar")
    expect(state(page)).to_have_text(RETRYING)
    page.on("dialog", lambda dialog: dialog.accept())
    other = page.context.new_page()
    page.close(run_before_unload=False)
    # Somebody else, whose browser keeps nothing of this, has saved one of the two fields since.
    key = other.context.pages[0]
    key.goto(written["0"])
    kept = key.evaluate("JSON.stringify(localStorage)")
    assert "Kvar i webbläsaren" in kept
    key.evaluate("window.mine = JSON.stringify({...localStorage})")
    key.get_by_role("button", name="Kasta den").click()
    mine = key.evaluate("window.mine")
    key.locator("#id_extends").fill("Sparat av en annan")
    settled(key)
    key.evaluate(
        "for (const [k, v] of Object.entries(JSON.parse(window.mine))) localStorage[k] = v"
    )
    assert mine
    key.goto(written["0"])
    expect(key.get_by_role("group", name="Vilken insats bygger")).to_be_visible()
    box = key.locator(".callout", has_text="som inte sparades")
    expect(box).to_contain_text("Sparat av en annan")
    expect(box).to_contain_text("Kvar i webbläsaren")
    key.get_by_role("button", name="Lägg tillbaka texten").click()
    settled(key)
    expect(key.locator("#id_name")).to_have_value("Prov som blev kvar")
    expect(key.locator("#id_extends")).to_have_value("Sparat av en annan")
    key.locator("#id_name").fill("Prov")
    settled(key)
