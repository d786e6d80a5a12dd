"""What is written in a form that its button saves is the writer's draft until then, and no one's
else: a call that is published, an item that is new, a template of agendas."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import PageAt
from tests.support.axe import assert_accessible
from tests.support.browser import Watch
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

DRAFTED = re.compile(
    r"^Sparat \d\d\.\d\d som utkast, som bara du ser tills du trycker ”(Spara|Spara punkten)”\.$"
)
RETRYING = "Inte sparat, försöker igen."
TEXT = "Insatser för unga som varken arbetar eller studerar."
PLACES = ["new call", "published call", "new item", "template"]
PLAN = """
from samordna.meetings.models import Meeting
from django_scopes import scopes_disabled
with scopes_disabled():
    meetings = Meeting.objects.filter(association__slug="uppsala")
    print(meetings.exclude(state="cancelled").latest("held_on").number)
"""
TEXTS = """
from samordna.web.models import WrittenText
from samordna.funding.models import Call
from django_scopes import scopes_disabled
with scopes_disabled():
    print(WrittenText.objects.count(), Call.objects.get(association__slug="uppsala", number=1).text)
"""
ITEM = """
from samordna.meetings.models import AgendaItem
from django_scopes import scopes_disabled
with scopes_disabled():
    print(AgendaItem.objects.get(heading="En ny punkt").background)
"""
END_SESSIONS = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


def signed_in(page_at: PageAt, product: Product, width: int = 1280) -> Page:
    """The registrar in a browser of its own, who answers yes to leaving a page."""
    page = page_at(width)
    become(page, product.url, PEOPLE["registrar"])
    page.on("dialog", lambda dialog: dialog.accept())
    return page


@pytest.fixture
def office(own_demo: Product, page_at: PageAt) -> Page:
    return signed_in(page_at, own_demo)


def begin(page: Page, product: Product, place: str) -> None:
    """Open a page with a form that its button saves."""
    inside = f"{product.url}/uppsala"
    if place == "new call":
        page.goto(f"{inside}/utlysningar/ny/")
    elif place == "published call":
        page.goto(f"{inside}/utlysningar/1/andra/")
    elif place == "new item":
        number = run_in(product.var, PLAN).split()[-1]
        page.goto(f"{inside}/sammantraden/{number}/punkt/ny/")
    else:
        page.goto(f"{inside}/sammantraden/mall/styrelsen/")


def field(page: Page) -> Locator:
    return page.locator("form[data-unsaved] textarea").first


def state(page: Page) -> Locator:
    return page.locator("form[data-unsaved] [data-save-state]")


def drafted(page: Page) -> None:
    expect(page.locator('[data-drafts][data-now="saved"]')).to_be_attached()
    expect(state(page)).to_have_text(DRAFTED)


def offer(page: Page) -> Locator:
    return page.get_by_role("region", name="Ditt utkast", exact=True)


@pytest.mark.parametrize("place", PLACES)
def test_a_draft_is_saved_while_it_is_written_and_comes_back_on_another_computer(
    office: Page, own_demo: Product, page_at: PageAt, place: str
) -> None:
    begin(office, own_demo, place)
    field(office).fill("")
    field(office).press_sequentially(TEXT, delay=5)
    drafted(office)
    assert_accessible(office)
    elsewhere = signed_in(page_at, own_demo, 390)
    begin(elsewhere, own_demo, place)
    expect(offer(elsewhere)).to_be_visible()
    assert_accessible(elsewhere)
    offer(elsewhere).get_by_role("button", name="Lägg tillbaka texten").click()
    expect(field(elsewhere)).to_have_value(TEXT)
    drafted(elsewhere)
    elsewhere.reload()
    offer(elsewhere).get_by_role("button", name="Kasta den").click()
    begin(elsewhere, own_demo, place)
    expect(offer(elsewhere)).to_have_count(0)


def test_a_published_call_stands_until_the_button_is_pressed(
    office: Page, own_demo: Product, watch: Watch
) -> None:
    """The line is cut and comes back, the page is left and opened again; then it is saved."""
    page = office
    begin(page, own_demo, "published call")
    before = field(page).input_value()
    page.route("**/skrivet/", lambda route: route.abort())
    field(page).fill("Skrivet utan linje.")
    expect(state(page)).to_have_text(RETRYING)
    page.unroute("**/skrivet/")
    drafted(page)
    assert before.split()[0] in run_in(own_demo.var, TEXTS)
    watch.expect("503")
    page.route("**/skrivet/", lambda route: _closed(route))
    field(page).fill("Skrivet medan servern var stängd.")
    expect(state(page)).to_have_text(RETRYING)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(state(page)).to_contain_text("Inte sparat: servern svarar inte.")
    expect(field(page)).to_have_value("Skrivet medan servern var stängd.")
    page.unroute("**/skrivet/")
    drafted(page)
    page.reload()
    expect(field(page)).to_have_value(before)
    offer(page).get_by_role("button", name="Lägg tillbaka texten").click()
    expect(field(page)).to_have_value("Skrivet medan servern var stängd.")
    drafted(page)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("#meddelanden")).to_contain_text("Ändringarna är sparade.")
    expect(page.get_by_role("main")).to_contain_text("Skrivet medan servern var stängd.")
    page.wait_for_load_state("networkidle")
    assert run_in(own_demo.var, TEXTS).split()[0] == "0"
    begin(page, own_demo, "published call")
    expect(offer(page)).to_have_count(0)


def _closed(route: Route) -> None:
    route.fulfill(status=503, body="Stängt")


def test_a_draft_goes_on_after_a_refusal_and_a_session_that_ended(
    office: Page, own_demo: Product, page_at: PageAt, watch: Watch
) -> None:
    page = office
    begin(page, own_demo, "new item")
    field(page).fill("Utan rubrik.")
    drafted(page)
    watch.expect("422")
    page.get_by_role("button", name="Spara punkten").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    drafted(page)
    assert run_in(own_demo.var, TEXTS).split()[0] == "1"
    watch.expect("401")
    run_in(own_demo.var, END_SESSIONS)
    field(page).fill("Efter utloggningen.")
    expect(state(page)).to_contain_text("Inte sparat: du är utloggad. Det du skrev står kvar här.")
    become(page.context.new_page(), own_demo.url, PEOPLE["registrar"])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    drafted(page)
    page.get_by_label("Ärenderubrik").fill("En ny punkt")
    drafted(page)
    page.get_by_role("button", name="Spara punkten").click()
    expect(page.get_by_role("main")).to_contain_text("En ny punkt")
    page.wait_for_load_state("networkidle")
    assert run_in(own_demo.var, TEXTS).split()[0] == "0"
    assert "Efter utloggningen." in run_in(own_demo.var, ITEM)


def test_keys_are_sent_together_at_most_each_second(office: Page, own_demo: Product) -> None:
    page = office
    begin(page, own_demo, "new call")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else "")
    field(page).press_sequentially(TEXT[:40], delay=100)
    drafted(page)
    assert 2 <= len(sent) < 20, sent  # of forty keys
    field(page).fill("")
    expect(state(page)).to_be_empty()


def test_what_is_undone_is_no_draft(office: Page, own_demo: Product) -> None:
    page = office
    begin(page, own_demo, "published call")
    before = field(page).input_value()
    field(page).fill("Ett försök.")
    drafted(page)
    field(page).fill(before)
    expect(state(page)).to_be_empty()
    assert run_in(own_demo.var, TEXTS).split()[0] == "0"
