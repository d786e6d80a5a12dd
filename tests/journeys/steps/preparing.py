"""The office registers an application and writes its statement."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

from tests.journeys.steps.story import each, go, good_face, press, row, told


def open_task(page: Page, verb: str, thing: str) -> None:
    """Follow a task of Idag, where the person has come in."""
    tasks = page.get_by_role("main").get_by_role("listitem").filter(has_text=verb)
    tasks.get_by_role("link", name=thing).click()


def register(page: Page, *, case_officer: str) -> None:
    """Register the application that is open, and choose who prepares it."""
    go(page, "Registrera")
    good_face(page)
    page.get_by_label("Handläggare").select_option(label=case_officer)
    press(page, "Registrera")
    told(page, "Registrerad med diarienummer")


def write_statement(page: Page, data: dict[str, Any]) -> None:
    """Amounts per organisation and year, the texts, and why when less is proposed."""
    for organisation, years in data["amounts_kr"].items():
        for field in each(row(amounts(page), organisation).get_by_role("textbox")):
            field.fill("")
        for year, kr in years.items():
            row(amounts(page), organisation).get_by_role("textbox", name=year).fill(str(kr))
    page.get_by_role("textbox", name="Ansökan").fill(data["summary"])
    page.get_by_role("textbox", name="Bedömning").fill(data["assessment"])
    press(page, "Spara")
    told(page, "Tjänsteutlåtandet är sparat.")


def amounts(page: Page) -> Locator:
    """The table of proposed amounts."""
    return page.get_by_role("table", name="Föreslaget belopp")


def complete(page: Page) -> None:
    """Make the statement's paper and register it."""
    press(page, "Färdigställ")
    told(page, "Tjänsteutlåtandet är färdigt")
