"""The applicant writes, reads the budget in, mends it and sends; the parties sign."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.steps.story import WORKBOOK, go, press, row, told
from tests.support.people import become

#: Who signs for whom, and in what order they do it here.
SIGNATORIES = {
    "Bo Hedlund": "Enköpings kommun",
    "Patrik Vall": "Arbetsförmedlingen",
    "Monika Lagerkvist": "Försäkringskassan",
    "Gunilla Frisk": "Region Uppsala",
}


def sections() -> Iterator[tuple[str, dict[str, str]]]:
    """The headings of the demonstration's form, each with its questions: label by key."""
    one = files("samordna.funding") / "forms_default" / "ansokan-2025.json"
    for section in json.loads(one.read_text(encoding="utf-8"))["sections"]:
        yield section["heading"], {q["key"]: q["label"] for q in section["questions"]}


def start(page: Page, call: str, name: str) -> None:
    """Open a call and begin an application to it."""
    go(page, "Utlysningar", call, "Skriv ansökan")
    page.get_by_label("Insatsens namn").fill(name)
    press(page, "Börja skriva")
    # Whoever reads the page's links next shall not read those of the page that was left.
    expect(page.get_by_role("navigation", name="Ansökans delar")).to_be_visible()


def write_facts(page: Page, data: dict[str, Any]) -> None:
    """The section Insatsen."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Insatsen")
    for partner in data["partners"]:
        page.get_by_role("checkbox", name=partner).check()
    page.get_by_label("Första dag", exact=True).fill(str(data["period_from"]))
    page.get_by_label("Sista dag", exact=True).fill(str(data["period_to"]))
    page.get_by_label("Sista dag för intag").fill(str(data["intake_end"]))
    press(page, "Spara och fortsätt")


def write_answers(page: Page, answers: dict[str, str]) -> None:
    """Every section of questions, in order."""
    for heading, questions in sections():
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        for key, label in questions.items():
            if key in answers:
                page.get_by_role("textbox", name=label).fill(answers[key])
        press(page, "Spara och fortsätt")


def read_workbook_in(page: Page) -> None:
    """Upload the budget."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget")
    page.get_by_label("Arbetsbok i Excel eller annat kalkylprogram").set_input_files(WORKBOOK)
    press(page, "Läs in")


def mend(page: Page) -> None:
    """Spread the other costs over the years, and give the head of unit's own time an amount."""
    spread = page.get_by_role("table", name="Fördelning per år")
    for year, kr in (("2025", "73 000"), ("2026", "73 000"), ("2027", "74 000")):
        row(spread, "Övriga kostnader").get_by_role("textbox", name=year).fill(kr)
    head = (
        page.get_by_role("region", name="Egenfinansiering")
        .get_by_role("row")
        .filter(has=page.get_by_role("button", name="Ta bort Enhetschef"))
    )
    head.get_by_role("textbox", name="Text i stället för belopp").fill("")
    head.get_by_role("textbox", name="Enköping").fill("250 000")
    press(page, "Spara och räkna om")


def send(page: Page) -> None:
    """Leave the budget, read the agreement, and send for signature."""
    press(page, "Spara och fortsätt")
    go(page, "Fortsätt")
    press(page, "Skicka för underskrift")
    told(page, "Ansökan är skickad för underskrift.")


def sign(page: Page, base: str, name: str, thing: str) -> None:
    """Sign in as a signatory and sign what waits on Idag."""
    become(page, base, name)
    page.locator("a.task-thing").filter(has_text=thing).click()
    page.get_by_role("checkbox", name="Jag har läst ansökan").check()
    press(page, "Skriv under")
    told(page, f"Du har skrivit under för {SIGNATORIES[name]}.")
