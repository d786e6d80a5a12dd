"""Pages for who reads with large text: nothing scrolls sideways, covers or leaves the window."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.walk import sideways

LISTS = (
    "idag",
    "utlysningar",
    "ansokningar",
    "ansokningar/1",
    "insatser",
    "sammantraden",
    "anslagstavla",
    "beslutsutrymme",
    "ekonomi/planer",
    "diarium",
    "personer",
    "journal",
)
COVERS = """() => {
  const [one, other] = ['.brand', '.person-menu > summary']
    .map(s => document.querySelector(s).getBoundingClientRect());
  return one.right > other.left && other.right > one.left
    && one.bottom > other.top && other.bottom > one.top;
}"""
OUTSIDE = """() => Array.from(document.querySelectorAll('.menu details details')).flatMap(group => {
  document.querySelector('.menu details').open = true;
  group.open = true;
  const box = group.querySelector('.menu-links').getBoundingClientRect();
  const out = box.left < 0 || box.right > document.documentElement.clientWidth;
  group.open = false;
  return out ? [group.textContent] : [];
})"""


def choose_text_of(page: Page, size: int) -> None:
    """Set the size of text that the person has chosen in the browser, in pixels."""
    sizes: dict[str, Any] = {"fontSizes": {"standard": size, "fixed": size}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)


@pytest.mark.parametrize("role", ["director", "applicant"])
def test_pages_with_text_twice_as_large(role: str, demo_server: str, page_at: PageAt) -> None:
    page = page_at(390)
    become(page, demo_server, PEOPLE[role])
    choose_text_of(page, 32)
    faults = []
    pages = LISTS if role == "director" else LISTS[:5]
    for path in pages:
        page.goto(f"{demo_server}/uppsala/{path}/")
        faults += [f"{path}: {fault}" for fault in sideways(page)]
        if page.evaluate(COVERS):
            faults.append(f"{path}: the person's name covers the association's")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("width", [1280, 800, 390])
def test_every_group_of_the_menu_opens_inside_the_window(
    width: int, percent: int, demo_server: str, page_at: PageAt
) -> None:
    page = page_at(width)
    become(page, demo_server, PEOPLE["director"])
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
    assert page.evaluate(OUTSIDE) == []
