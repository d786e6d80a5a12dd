"""The minutes are signed, posted and taken down."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.journeys.steps.story import go, press, told
from tests.support.people import become

#: Who signs the minutes, as what and for which paragraphs.
SIGNERS = {
    "Petra Lindahl": ("Sekreterare", "§§ 1–19"),
    "Margareta Storm": ("Ordförande", "§§ 1–14 och 16–19"),
    "Jonas Bergkvist": ("Ordförande", "§ 15"),
    "Ludvig Nyman": ("Justerare", "§§ 1–14 och 16–19"),
    "Karin Malm": ("Justerare", "§ 15"),
}


def sign_minutes(page: Page, base: str, name: str) -> None:
    """Sign in as one of them and sign what waits on Idag."""
    become(page, base, name)
    what = re.compile("^Protokoll styrelsen 2024-09-12$")
    page.locator("a.task-thing").filter(has_text=what).click()
    page.get_by_role("checkbox", name="Jag har läst protokollet").check()
    press(page, "Skriv under")
    told(page, "Du har skrivit under protokollet.")


def to_minutes(page: Page) -> None:
    """The meeting's minutes, from wherever the person is."""
    go(page, "Sammanträden", "2024-09-12", "Protokoll")
