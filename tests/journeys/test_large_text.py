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
    "sammantraden/1",
    "sammantraden/1/vid-bordet",
    "brev",
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
@pytest.mark.parametrize("way", ["browser", "page"])
def test_pages_with_text_twice_as_large(
    way: str, role: str, demo_server: str, page_at: PageAt
) -> None:
    """The browser's own size, which windows are measured in too, and the page's alone."""
    page = page_at(390)
    become(page, demo_server, PEOPLE[role])
    if way == "browser":
        choose_text_of(page, 32)
    faults = []
    pages = LISTS if role == "director" else LISTS[:5]
    for path in pages:
        page.goto(f"{demo_server}/uppsala/{path}/")
        if way == "page":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
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


#: Ways in which people make text alone larger, or set it wider.
LARGER = {
    "as it is": "",
    "the whole page's": "html { font-size: 200% }",
    "text alone": ".brand-name, .person-menu > summary { font-size: 2.125rem !important }",
    "spaced": "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; "
    "line-height: 1.5 !important }",
}
CUT = """() => {
  const text = (selector) => {
    const range = document.createRange();
    range.selectNode(document.querySelector(selector).lastChild);  // what can be seen of it
    return range.getBoundingClientRect();
  };
  const names = ['.brand-name', '.person-menu > summary'];
  const [one, other] = names.map(text);
  const faults = names.filter((name) => {
    const box = document.querySelector(name);
    return getComputedStyle(box).overflowX !== 'visible' && box.scrollWidth > box.clientWidth;
  }).map((name) => `${name} is cut`);
  for (const [at, box] of [one, other].entries()) {
    if (box.left < 0 || box.right > document.documentElement.clientWidth) {
      faults.push(`${names[at]} reaches out of the window`);
    }
  }
  if (one.right > other.left && other.right > one.left
    && one.bottom > other.top && other.bottom > one.top) faults.push('the names are written over');
  const under = document.querySelector('.site-header').getBoundingClientRect().bottom;
  if (Math.max(one.bottom, other.bottom) > under) faults.push('the header is too low');
  document.querySelector('.person-menu').open = true;
  const menu = document.querySelector('.person-menu-body').getBoundingClientRect();
  if (menu.left < 0 || menu.right > document.documentElement.clientWidth) {
    faults.push('the menu of the person reaches out');
  }
  const low = Math.min(menu.bottom, innerHeight) - 8;
  const below = document.elementFromPoint(menu.left + menu.width / 2, low);
  if (!below?.closest('.person-menu-body')) faults.push('something lies over the menu');
  return faults;
}"""


@pytest.mark.parametrize("way", LARGER)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_names_of_the_header_are_read_whole(
    width: int, way: str, demo_server: str, page_at: PageAt
) -> None:
    page = page_at(width)
    become(page, demo_server, PEOPLE["director"])
    page.goto(f"{demo_server}/uppsala/sammantraden/")
    if LARGER[way]:
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); "
            "document.adoptedStyleSheets = [sheet]; }",
            LARGER[way],
        )
    assert page.evaluate(CUT) == []
    assert list(sideways(page)) == []
