"""The story so far: where the product is, and what earlier steps found out."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from tests.support.axe import assert_accessible
from tests.support.browser import viewport

DEMO = Path(__file__).parents[3] / "demo"
WORKBOOK = DEMO / "arbetsbocker" / "vaxtkraft.xlsx"
VAXTKRAFT = "Växtkraft Enköping"
SAMORDNAT_STOD = "Samordnat stöd för arbete eller studier"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Story:
    """What the steps hand on to each other."""

    url: str
    var: Path
    told: dict[str, Any] = field(default_factory=dict)
    broken: str = ""

    @property
    def home(self) -> str:
        """The association's address."""
        return f"{self.url}/uppsala"


def paper(name: str) -> dict[str, Any]:
    """One of the demonstration's files about Uppsala, such as ``ansokningar/01-vaxtkraft``."""
    return tomllib.loads((DEMO / "uppsala" / f"{name}.toml").read_text(encoding="utf-8"))


def application(key: str) -> dict[str, Any]:
    """The application that the agenda's file calls by this key."""
    files = sorted((DEMO / "uppsala" / "ansokningar").glob("*.toml"))
    papers = (paper(f"ansokningar/{file.stem}") for file in files)
    return next(one for one in papers if one["key"] == key)


def good_face(page: Page) -> None:
    """The page as it stands is accessible and does not scroll sideways, wide and narrow."""
    usual = page.viewport_size or viewport(1280)
    for width in (390, 1280):
        page.set_viewport_size(viewport(width))
        assert_accessible(page)
        too_wide = page.evaluate(TOO_WIDE)
        assert too_wide <= 0, f"{page.url} is {too_wide} px too wide at {width} px"
    page.set_viewport_size(usual)


def go(page: Page, *names: str) -> None:
    """Follow links one after the other, by their names; a group of the menu is opened first."""
    groups = page.get_by_role("navigation", name="Huvudmeny").locator("details details")
    for name in names:
        entry = page.get_by_role("link", name=name, exact=True, include_hidden=True)
        holding = groups.filter(has=entry)
        if holding.count():
            holding.locator("summary").click()
        # A click does not wait for a page that is slow to begin; what looks at once would see two.
        with page.expect_navigation():
            page.get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    """Press a button of the page's own."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def each(found: Locator) -> list[Locator]:
    """Everything that is found, once the page that has it is there; at least one."""
    expect(found.first).to_be_visible()
    return found.all()


def told(page: Page, sentence: str) -> None:
    """The page answers with this sentence."""
    expect(page.get_by_text(sentence).first).to_be_visible()


def reads(place: Page | Locator, *words: str) -> None:
    """The place holds these words one after the other, with nothing but blanks between them."""
    within = place.get_by_role("main") if isinstance(place, Page) else place
    expect(within).to_contain_text(loosely(*words))


def loosely(*words: str) -> re.Pattern[str]:
    """A pattern of these words with any blanks, hard ones too, or none at all between them."""
    return re.compile(r"\s*".join(re.escape(word) for word in " ".join(words).split()))


def row(place: Page | Locator, name: str) -> Locator:
    """The row of a table whose first words are these."""
    return place.get_by_role("row", name=re.compile(rf"^{re.escape(name)}\b"))


def move_clock(page: Page, day: str) -> None:
    """Move the demonstration's clock to a day, such as ``2024-09-12``."""
    page.get_by_text("Flytta klockan", exact=True).click()
    page.get_by_label("Annan dag").fill(day)
    page.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.get_by_text("I dag är det")).to_contain_text(spoken(day))


def spoken(day: str) -> str:
    """``2024-09-12`` as the clock says it: ``12 september 2024``."""
    year, month, number = day.split("-")
    months = "januari februari mars april maj juni juli augusti september oktober november december"
    return f"{int(number)} {months.split()[int(month) - 1]} {year}"


def download(page: Page, name: str) -> bytes:
    """The bytes that a link leads to, as the person who is signed in would get them."""
    address = page.get_by_role("link", name=name).first.get_attribute("href")
    answer = page.request.get(urljoin(page.url, address or ""))
    assert answer.status == 200, f"{name}: {answer.status}"
    return answer.body()


def sha256(data: bytes) -> str:
    """The checksum of bytes, in hexadecimal, in groups of four as pages and papers set it."""
    digits = hashlib.sha256(data).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
