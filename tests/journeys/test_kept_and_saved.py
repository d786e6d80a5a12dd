"""What was kept of a form goes when the form is saved, and what is offered back is said truly."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.support.axe import assert_accessible
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

ADD = "Lägg till"
OFFER = "Lägg tillbaka texten"
QUESTION = "Fortsätt på det du skrev"


@pytest.fixture
def office(own_demo: Product, page_at: PageAt) -> Page:
    """The registrar, with nothing kept in the browser."""
    page = page_at(1280)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def begin(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/uppsala/organisationer/ny/")


def write(page: Page, name: str, bankgiro: str = "") -> None:
    """Fill in a new organisation."""
    page.get_by_label("Namn", exact=True).fill(name)
    page.get_by_label("Kort namn").fill(name[:12])
    page.get_by_label("Slag", exact=True).select_option(label="Kommun")
    page.get_by_label("Bankgiro").fill(bankgiro)


def press(page: Page) -> None:
    page.get_by_role("button", name=ADD, exact=True).click()


def refused(page: Page) -> None:
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.wait_for_load_state()


def said(page: Page, words: str) -> None:
    expect(page.locator("#meddelanden")).to_contain_text(words)
    page.wait_for_load_state()


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def offers(page: Page) -> Locator:
    name = re.compile("^(Text som inte sparades|Ditt utkast)$")
    region = page.get_by_role("region", name=name)
    return region.filter(has=page.get_by_role("button", name=OFFER))


def test_what_was_refused_and_then_saved_is_not_offered_again(
    office: Page, own_demo: Product
) -> None:
    page = office
    for wrong in ("123", "99"):
        begin(page, own_demo)
        write(page, "Provbygdens kommun", wrong)
        press(page)
        refused(page)
        page.get_by_label("Kort namn").fill(f"Prov {wrong}")
    begin(page, own_demo)
    write(page, "Provbygdens kommun", "5050-1055")
    press(page)
    said(page, "har lagts till")
    assert "Provbygdens" not in kept(page)
    begin(page, own_demo)
    expect(offers(page)).to_have_count(0)


def test_a_new_thing_is_asked_about_once_in_the_words_of_the_page(
    office: Page, own_demo: Product
) -> None:
    """What is corrected after a refusal is one text with what was sent, not a second one."""
    page = office
    begin(page, own_demo)
    write(page, "Nyköpta kommun", "123")
    page.get_by_label("Medlem i förbundet").check()
    press(page)
    refused(page)
    page.get_by_label("Kort namn").fill("Nyköpta")
    begin(page, own_demo)
    expect(offers(page)).to_have_count(1)
    box = offers(page)
    expect(box).to_contain_text(f"{QUESTION} i dag kl. ")
    expect(box.get_by_role("radio")).to_have_count(0)
    expect(box).not_to_contain_text("Det sparade:")
    box.get_by_text("Visa texten").click()
    expect(box).to_contain_text("Slag: Kommun")
    expect(box).to_contain_text("Kort namn: Nyköpta")
    expect(box).to_contain_text("Medlem i förbundet: Ja")
    assert_accessible(page)
    box.get_by_role("button", name=OFFER).click()
    expect(offers(page)).to_have_count(0)
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Nyköpta kommun")
    expect(page.get_by_label("Kort namn")).to_have_value("Nyköpta")
    expect(page.get_by_label("Medlem i förbundet")).to_be_checked()
    page.get_by_label("Bankgiro").fill("")
    press(page)
    said(page, "har lagts till")
    assert "Nyköpta" not in kept(page)


def test_texts_that_were_never_sent_stand_in_one_fold(office: Page, own_demo: Product) -> None:
    """Pages that were killed while one wrote keep their texts when something else is saved."""
    page = office
    for name in ("Första kommun", "Andra kommun", "Tredje kommun"):
        begin(page, own_demo)
        page.get_by_label("Namn", exact=True).fill(name)
        following = page.context.new_page()
        page.close(run_before_unload=False)
        page = following
        page.on("dialog", lambda dialog: dialog.accept())
    begin(page, own_demo)
    box = offers(page)
    expect(box).to_have_count(1)
    expect(box.get_by_role("button", name=OFFER).filter(visible=True)).to_have_count(1)
    fold = box.get_by_text("2 äldre texter som inte sparades")
    fold.click()
    older = box.locator(".kept-older .kept-one")
    expect(older).to_have_count(2)
    older.first.get_by_text("Visa texten").click()
    expect(older.first).to_contain_text("Andra kommun")
    older.first.get_by_role("button", name="Kasta den").click()
    expect(box).to_contain_text("1 äldre text som inte sparades")
    assert "Andra kommun" not in kept(page)
    write(page, "Fjärde kommun")
    press(page)
    said(page, "har lagts till")
    assert "Fjärde kommun" not in kept(page)
    begin(page, own_demo)
    box.locator(".kept-older > summary").click()
    for details in box.get_by_text("Visa texten").all():
        details.click()
    expect(box).to_contain_text("Första kommun")
    expect(box).to_contain_text("Tredje kommun")
    box.get_by_role("button", name=OFFER).first.click()
    expect(page.get_by_label("Namn", exact=True)).to_have_value("Tredje kommun")
    page.get_by_label("Kort namn").fill("Tredje")
    page.get_by_label("Slag", exact=True).select_option(label="Kommun")
    press(page)
    said(page, "har lagts till")
    assert "Tredje" not in kept(page) and "Första kommun" in kept(page)


def test_a_refused_text_survives_a_page_that_is_killed(office: Page, own_demo: Product) -> None:
    page = office
    begin(page, own_demo)
    write(page, "Kraschande kommun", "123")
    press(page)
    refused(page)
    tab = page.context.new_page()
    page.close(run_before_unload=False)
    begin(tab, own_demo)
    tab.get_by_role("button", name=OFFER).click()
    expect(tab.get_by_label("Namn", exact=True)).to_have_value("Kraschande kommun")
    expect(tab.get_by_label("Bankgiro")).to_have_value("123")
    third = tab.context.new_page()
    tab.close(run_before_unload=False)
    begin(third, own_demo)
    expect(offers(third)).to_have_count(1)
    third.get_by_role("button", name="Kasta den").click()
    assert "Kraschande" not in kept(third)


def test_a_save_in_one_tab_takes_nothing_that_another_still_shows(
    office: Page, own_demo: Product
) -> None:
    one = office
    begin(one, own_demo)
    write(one, "Kvarvarande kommun", "123")
    press(one)
    refused(one)
    other = one.context.new_page()
    begin(other, own_demo)
    expect(offers(other)).to_have_count(1)
    write(other, "Snabba kommun")
    press(other)
    said(other, "har lagts till")
    other.wait_for_timeout(300)
    one.close(run_before_unload=False)
    begin(other, own_demo)
    other.get_by_role("button", name=OFFER).click()
    expect(other.get_by_label("Namn", exact=True)).to_have_value("Kvarvarande kommun")


def test_a_table_that_was_refused_does_not_stand_over_the_one_that_is_reviewed(
    office: Page, own_demo: Product
) -> None:
    page = office
    address = f"{own_demo.url}/uppsala/personer/importera/"
    table = "Namn\tE-post\tRoll\n{}\t{}\tEkonom"
    review = page.get_by_role("button", name="Granska", exact=True)
    page.goto(address)
    page.locator("#id_table").fill(table.format("Rut Rask", "ingen adress"))
    review.click()
    refused(page)
    page.goto(address)
    # The table that was reviewed stands there until somebody begins with another.
    expect(page.locator("#rad-2-email")).to_have_value("ingen adress")
    page.get_by_role("button", name="Börja med en ny tabell").click()
    page.locator("#id_table").fill(table.format("Rut Rask", "rut.rask@exempel.se"))
    review.click()
    expect(page.get_by_role("main")).to_contain_text("1 rad kan sparas")
    page.wait_for_load_state()
    expect(page.get_by_text("ingen adress").filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("1 äldre utkast")
    page.get_by_role("button", name="Spara 1 rad").click()
    said(page, "1 person är inlagd")
    assert "Rut Rask" not in kept(page)
    page.goto(address)
    expect(offers(page)).to_have_count(0)


def test_a_field_is_offered_back_with_the_member_that_it_is_about(
    office: Page, own_demo: Product
) -> None:
    page = office
    run_in(own_demo.var, "from tests.support.sitting import post_minutes; post_minutes()")
    become(page, own_demo.url, PEOPLE["registrar"])
    address = f"{own_demo.url}/uppsala/sammantraden/1/protokoll/"
    page.goto(address)
    name = "Ombedd, Enköpings kommun"
    page.get_by_label(name, exact=True).fill("2031-02-31")
    page.get_by_role("button", name="Spara anslagen").last.click()
    refused(page)
    page.goto(address)
    box = offers(page)
    expect(box.get_by_role("group", name=name)).to_be_visible()
    expect(box).to_contain_text("Ditt utkast: 2031-02-31")
    expect(page.get_by_role("main")).not_to_contain_text("hann sparas")
    page.get_by_label(name, exact=True).fill("2024-09-27")
    page.get_by_role("button", name="Spara anslagen").last.click()
    said(page, "antecknade")
    page.goto(address)
    expect(offers(page)).to_have_count(0)


def test_what_is_laid_back_has_the_keyboard(office: Page, own_demo: Product) -> None:
    page = office
    for choice in (OFFER, "Kasta den"):
        page.goto(f"{own_demo.url}/uppsala/utlysningar/1/forlang/")
        page.get_by_label("Skäl").fill("Kommunerna hinner inte")
        page.goto(f"{own_demo.url}/uppsala/utlysningar/1/forlang/")
        expect(offers(page)).to_contain_text(QUESTION)
        expect(offers(page).get_by_role("radio")).to_have_count(0)
        page.get_by_role("button", name=choice).press("Enter")
        field = "Skäl" if choice == OFFER else "Ny sista dag"
        expect(page.get_by_label(field)).to_be_focused()
    page.get_by_label("Skäl").fill("")
