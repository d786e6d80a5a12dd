"""The registrar builds the agenda and sends the summons."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.journeys.steps.story import each, go, press, told

KINDS = {"election": "Val", "decision": "Beslut", "information": "Information"}


def add_item(page: Page, item: dict[str, Any]) -> None:
    """Add an item of the registrar's own."""
    go(page, "Lägg till punkt")
    page.get_by_label("Ärenderubrik").fill(item["heading"])
    fill_item(page, item)


def edit_item(page: Page, item: dict[str, Any]) -> None:
    """Fill in one of the items that every agenda begins with."""
    go(page, item["heading"])
    fill_item(page, item)


def fill_item(page: Page, item: dict[str, Any]) -> None:
    """Everything of an item but its heading."""
    page.get_by_role("radio", name=KINDS[item["kind"]]).check()
    page.get_by_label("Föredragande").fill(item.get("presenter", ""))
    page.get_by_label("Övriga uppgifter").fill(item.get("note", ""))
    page.get_by_label("Ärendet").fill(item.get("background", ""))
    page.get_by_label("Förslag till beslut").fill("\n".join(item["proposal"]))
    press(page, "Spara punkten")


def attach_economy(page: Page, heading: str) -> None:
    """Attach the decision space of today to an item, and come back to the agenda."""
    go(page, heading)
    press(page, "Bifoga ekonomisk information")
    told(page, "Ekonomisk information är bifogad.")
    go(page, "Till sammanträdet")


def put_applications_on(page: Page, *names: str) -> None:
    """Put prepared applications on the agenda: those that are named, or all that wait."""
    waiting = page.get_by_role("table", name="Ansökningar att ta upp").get_by_role("checkbox")
    if names:
        for box in each(waiting):
            box.uncheck()
        for name in names:
            page.get_by_role("checkbox", name=name).check()
    press(page, "Lägg på föredragningslistan")


def headings(page: Page) -> list[str]:
    """The agenda's headings, in order."""
    rows = each(page.get_by_role("table", name="Föredragningslista").get_by_role("row"))
    return [row.get_by_role("rowheader").get_by_role("link").inner_text() for row in rows[1:]]
