"""The product for whoever has no JavaScript, and for whoever has no mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.product import Product
from tests.support.walk import FACTS, sideways

PLACES = {
    "director": ["beslutsutrymme/", "ansokningar/1/", "ansokningar/1/tjansteutlatande/"],
    "registrar": ["sammantraden/1/", "diarium/", "diarium/2024-1/", "personer/", "journal/"],
    "applicant": ["utlysningar/1/ansok/", "ansokningar/"],
}


#: What of an open menu is lower than a finger needs.
LOW = """() => Array.from(document.querySelectorAll('.menu a, .menu summary'))
  .filter(one => one.checkVisibility() && one.offsetHeight < 44).map(one => one.textContent)"""


def menu(page: Page) -> Locator:
    """The menu that every page has."""
    return page.get_by_role("navigation", name="Huvudmeny")


def group(page: Page, label: str) -> Locator:
    """What opens a group of the menu."""
    return menu(page).locator("summary", has_text=re.compile(rf"^\s*{label}(\s|$)"))


def unfold(page: Page) -> None:
    """Open the menu where it is folded."""
    if group(page, "Meny").is_visible():
        group(page, "Meny").click()


@pytest.mark.parametrize("role", PLACES)
def test_key_pages_are_whole_without_script(role: str, demo_server: str, page_at: PageAt) -> None:
    page = page_at(390, java_script_enabled=False)
    become(page, demo_server, PEOPLE[role])
    for place in PLACES[role]:
        page.goto(f"{demo_server}/uppsala/{place}")
        assert page.evaluate(FACTS)["headings"] == 1, place
        assert not list(sideways(page)), place
        expect(page.get_by_role("main")).not_to_be_empty()
        calls = menu(page).get_by_role("link", name="Utlysningar")
        expect(calls).to_be_hidden()
        unfold(page)
        group(page, "Medel").click()
        expect(calls).to_be_visible()


def test_work_gets_done_without_script(own_demo: Product, page_at: PageAt) -> None:
    page = page_at(1280, java_script_enabled=False)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(f"{own_demo.url}/uppsala/diarium/nytt/")
    page.get_by_role("button", name="Öppna ärendet").click()
    expect(page.get_by_text("att rätta").first).to_be_visible()
    page.get_by_label("Ärendemening").fill("Samråd med medlemmarna")
    page.get_by_role("button", name="Öppna ärendet").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Samråd med medlemmarna")

    page.locator("summary", has_text="Flytta klockan").click()
    page.get_by_role("button", name="Sammanträdet 2024-09-12").click()
    expect(page.get_by_text("12 september 2024").first).to_be_visible()
    page.locator("summary", has_text=PEOPLE["registrar"]).click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()


def focused(page: Page) -> str:
    """The text of what has the keyboard."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def tab_to(page: Page, text: str, most: int = 20) -> None:
    """Press Tab until something with the text has the keyboard, and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == text:
            break
    assert focused(page) == text, f"Tab does not reach {text}"
    outline = page.evaluate(
        "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, outlineWidth, boxShadow])"
        "(getComputedStyle(document.activeElement))"
    )
    assert (outline[0] != "none" and outline[1] != "0px") or outline[2] != "none", (text, outline)


def test_the_keyboard_reaches_everything_in_order(demo_server: str, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE["director"])
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"

    page.goto(f"{demo_server}/uppsala/idag/")
    day = page.get_by_role("button", name="Sammanträdet 2024-09-12")
    expect(day).to_be_hidden()
    tab_to(page, "Flytta klockan")
    page.keyboard.press("Enter")
    expect(day).to_be_visible()
    page.keyboard.press("Enter")
    expect(day).to_be_hidden()
    for place in ("Idag", "Medel"):
        tab_to(page, place)
    page.keyboard.press("Enter")
    for place in ("Utlysningar", "Ansökningar"):
        tab_to(page, place)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ansökningar")
    expect(group(page, "Medel")).to_have_attribute("aria-current", "true")


def test_the_menu_is_used_with_the_keyboard_on_a_narrow_screen(
    demo_server: str, page_at: PageAt
) -> None:
    page = page_at(390)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/ansokningar/")
    folded = menu(page).locator("summary").first
    # One line says where one is; what it opens can be hit with a finger.
    expect(folded).to_have_text(re.compile(r"Meny\s+Medel: Ansökningar"))
    assert page.evaluate("document.querySelector('.menu').offsetHeight") <= 48
    expect(menu(page).get_by_role("link", name="Idag")).to_be_hidden()
    while not focused(page).startswith("Meny"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Idag")
    tab_to(page, "Medel")
    tab_to(page, "Sammanträden")
    page.keyboard.press("Enter")
    tab_to(page, "Sammanträden")
    tab_to(page, "Anslagstavla")
    assert page.evaluate(LOW) == []
    # Escape closes the innermost, and then the menu.
    page.keyboard.press("Escape")
    assert focused(page) == "Sammanträden"
    expect(menu(page).get_by_role("link", name="Anslagstavla")).to_be_hidden()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Escape")
    assert focused(page).startswith("Meny")
    expect(menu(page).get_by_role("link", name="Idag")).to_be_hidden()
    for key in ("Enter", "Tab", "Tab", "Tab", "Enter", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("Anslagstavla")


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_folded_menu_is_left_as_it_was_found(
    colours: str, demo_server: str, page_at: PageAt, axe: Callable[..., None]
) -> None:
    page = page_at(390, forced_colors=colours)
    become(page, demo_server, PEOPLE["director"])
    group(page, "Meny").click()
    group(page, "Förbundet").click()
    here = menu(page).locator("a[aria-current]")
    edge, others = (
        page.evaluate("e => getComputedStyle(e).borderLeftColor", one.element_handle())
        for one in (here, group(page, "Medel"))
    )
    assert edge != others
    assert not list(sideways(page))
    if colours == "none":  # the contrast of forced colours is the reader's own
        axe(page)
    page.get_by_role("heading", level=1).click()
    expect(here).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(here).to_be_visible()
    expect(group(page, "Meny")).to_be_hidden()


def test_signing_in_stands_on_one_line(demo_server: str, page_at: PageAt) -> None:
    page = page_at(390)
    page.goto(f"{demo_server}/uppsala/anslagstavla/")
    way_in = page.get_by_role("banner").get_by_role("link", name="Logga in")
    assert way_in.evaluate("e => e.getClientRects().length") == 1
    assert way_in.evaluate("e => e.offsetHeight") < 45
    expect(menu(page).get_by_role("link", name="Anslagstavla")).to_be_visible()


def test_a_group_of_the_menu_closes_when_it_is_left(demo_server: str, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/ansokningar/")
    calls = menu(page).get_by_role("link", name="Utlysningar")
    journal = menu(page).get_by_role("link", name="Journal")

    group(page, "Medel").click()
    expect(calls).to_be_visible()
    group(page, "Förbundet").click()
    expect(journal).to_be_visible()
    expect(calls).to_be_hidden()
    page.get_by_role("heading", level=1).click()
    expect(journal).to_be_hidden()

    group(page, "Medel").press("Enter")
    page.keyboard.press("Tab")
    expect(calls).to_be_focused()
    page.keyboard.press("Escape")
    expect(calls).to_be_hidden()
    expect(group(page, "Medel")).to_be_focused()

    # Nothing that the keyboard comes to lies under an open group.
    group(page, "Förbundet").press("Enter")
    expect(journal).to_be_visible()
    tab_to(page, "Journal")
    page.keyboard.press("Tab")
    expect(journal).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("dark", [False, True])
def test_an_open_group_of_the_menu_is_accessible(
    width: int, dark: bool, demo_server: str, page_at: PageAt, axe: Callable[[Page], None]
) -> None:
    page = page_at(width, dark=dark)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/personer/")
    unfold(page)
    for label in ("Medel", "Förbundet"):
        group(page, label).click()
        axe(page)
        links = [*menu(page).get_by_role("link").all(), *menu(page).locator("summary").all()]
        for shown in [found for found in links if found.is_visible()]:
            box = shown.bounding_box()
            assert box and box["width"] >= 24 and box["height"] >= 24
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert not list(sideways(page))


def test_without_script_an_open_group_gives_way_to_the_keyboard(
    demo_server: str, page_at: PageAt
) -> None:
    page = page_at(620, java_script_enabled=False)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/ansokningar/")
    group(page, "Förbundet").click()
    expect(menu(page).get_by_role("link", name="Journal")).to_be_visible()
    for _ in range(group(page, "Förbundet").locator("..").get_by_role("link").count() + 2):
        page.keyboard.press("Tab")  # past the links of the group, into the page
    expect(page.get_by_role("main").locator(":focus")).to_be_visible()
    expect(menu(page).get_by_role("link", name="Journal")).to_be_hidden()
