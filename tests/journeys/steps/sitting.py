"""The secretary at the table: who is there, each item in turn, votes, and the meeting's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps.story import press


def person(page: Page, name: str) -> Locator:
    """Somebody's line in the list of presence."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name=name))


def tick(page: Page, name: str, box: str = "", *, on: bool = True) -> None:
    """Tick somebody as present, or another box of theirs, and wait until it is saved."""
    with saving(page, "narvaro"):
        named = re.compile(f"^{re.escape(box or name)}")
        person(page, name).get_by_role("checkbox", name=named).set_checked(on)


def serves_for(page: Page, substitute: str, member: str) -> None:
    """A substitute is there, and serves for a member."""
    tick(page, substitute)
    with saving(page, "narvaro"):
        person(page, substitute).get_by_label("Tjänstgör för").select_option(label=member)


def leaves(page: Page, name: str, *, before: str, at: str) -> None:
    """Somebody leaves before an item, at a time of day."""
    page.get_by_role("combobox", name="Vem").select_option(label=name)
    page.get_by_role("combobox", name="Vad hände").select_option(label="Lämnade sammanträdet")
    choose_item(page.get_by_role("combobox", name="Vid punkt"), before)
    page.get_by_role("textbox", name="Klockslag").fill(at)
    press(page, "Anteckna")


def adjusts(page: Page, name: str, *, only: str = "") -> None:
    """Somebody is chosen to adjust the minutes, or one item only."""
    page.get_by_role("combobox", name="Justerare").select_option(label=name)
    if only:
        choose_item(page.get_by_role("combobox", name="Justerar", exact=True), only)
    press(page, "Välj justerare")


def choose_item(choice: Locator, heading: str) -> None:
    """Choose the item whose heading holds these words."""
    options = choice.get_by_role("option").filter(has_text=heading)
    choice.select_option(value=options.get_attribute("value"))


def to_presence(page: Page) -> None:
    """The first part of the table."""
    page.get_by_role("link", name="Närvaro och justerare").click()


def take_up(page: Page, number: int) -> None:
    """Open an item by its number and take it up; it gets its paragraph."""
    items = page.get_by_role("navigation", name="Ärenden").get_by_role("list")
    items.get_by_role("listitem").nth(number).get_by_role("link").click()
    press(page, "Ta upp")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(f"§ {number} ")


def decide(page: Page, outcome: str) -> None:
    """Choose how an item ended, and wait until it is saved."""
    with saving(page):
        page.get_by_role("radio", name=outcome).check()


@contextmanager
def saving(page: Page, what: str = "beslut") -> Iterator[None]:
    """Something is done that the page saves by itself; come back when it has been saved."""
    with page.expect_response(lambda answer: f"/{what}/" in answer.url) as answered:
        yield
    assert answered.value.ok, f"{answered.value.status} at {answered.value.url}"
    expect(page.locator('[data-save-state][data-now="waiting"]')).to_have_count(0)


def disqualified(page: Page, name: str) -> None:
    """Somebody has jäv in the item that is open."""
    page.get_by_role("combobox", name="Vem").select_option(label=name)
    press(page, "Har jäv")
    expect(page.get_by_role("button", name=re.compile(f"^Ta bort: {name}, Jäv"))).to_be_visible()


def another_adjusts(page: Page, name: str) -> None:
    """Somebody else adjusts the item that is open."""
    page.get_by_role("combobox", name="Annan justerare för ärendet").select_option(label=name)
    press(page, "Välj justerare")


def amend(page: Page, amounts: dict[str, str]) -> None:
    """Decide with a change: other amounts, by organisation and year."""
    decide(page, "Med ändring")
    for label, kr in amounts.items():
        with saving(page):
            page.get_by_role("textbox", name=label).fill(kr)
            page.get_by_role("textbox", name=label).blur()


def vote(page: Page, question: str, votes: dict[str, str]) -> None:
    """Record a vote by name."""
    page.get_by_text("Omröstning", exact=True).click()
    with saving(page):
        page.get_by_role("textbox", name="Frågan med egna ord").fill(question)
        page.get_by_role("textbox", name="Frågan med egna ord").blur()
    for name, voted in votes.items():
        with saving(page):
            page.get_by_role("combobox", name=name).select_option(label=voted)


def close(page: Page, at: str) -> None:
    """End the meeting."""
    page.get_by_role("textbox", name="Sammanträdet slutade kl.").fill(at)
    press(page, "Avsluta sammanträdet")
