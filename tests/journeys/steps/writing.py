"""An application that is being written, and what its pages say of saving."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import applying
from tests.support.people import PEOPLE, become

SAVED = re.compile(r"^Sparat \d\d\.\d\d$")
CALL = "Medel till samverkansinsatser från 2025"

#: What is said when two have written in the same field; the words at its end lead to both texts.
BOTH = "Inte sparat. Någon annan har sparat under tiden. Jämför texterna."

#: Where the parts of the application that the applicant writes stand, once it has been begun: by
#: their places, and the budget by name.
Written = dict[str, str]


def begun(page: Page, url: str, written: Written) -> Page:
    """The applicant signs in, and begins the application unless it is ``written`` already."""
    become(page, url, PEOPLE["applicant"])
    if not written:
        applying.start(page, CALL, "Prov")
        expect(page.get_by_role("heading", level=1)).to_have_text("Insatsen")
        page.get_by_label("Förlängning").check()  # which asks what it builds on, too
        settled(page)
        steps = page.get_by_role("navigation", name="Ansökans delar").get_by_role("link")
        for place in range(steps.count()):
            address = steps.nth(place).get_attribute("href") or ""
            written[str(place)] = url + address
        written["budget"] = next(url for url in written.values() if url.endswith("/budget/"))
    return page


def state(page: Page) -> Locator:
    return page.locator("[data-save-state]").first


def settled(page: Page) -> None:
    """Wait until what stands in the page is saved."""
    expect(page.locator('[data-save-state][data-now="saved"]').first).to_be_attached()
    expect(state(page)).to_have_text(SAVED)
