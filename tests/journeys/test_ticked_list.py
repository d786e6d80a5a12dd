"""The list of who is there, and a meeting that is no quorum: with script each tick is saved at
once, without it all of them by one button."""

from __future__ import annotations

import os
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.journeys.steps import sitting
from tests.journeys.steps.story import press
from tests.support.browser import viewport
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in

#: The meeting is open, and nobody has been ticked yet.
NOBODY = """
from django_scopes import scope
from tests.support import sitting
from samordna.meetings.models import Attendee
from samordna.parties.models import Association
association = Association.objects.get(slug="uppsala")
with scope(association=association):
    sitting._open(association)
    Attendee.objects.update(present=False, serves_for=None)
"""
TABLE = "/uppsala/sammantraden/1/vid-bordet/"
ONE, TWO, THREE = "Tuva Rehn", "Daniel Åkerlund", "Samira Haddad"

Axe = Callable[..., None]


def box(page: Page, name: str) -> Locator:
    return sitting.person(page, name).get_by_role("checkbox").first


def look(page: Page, name: str, axe: Axe) -> None:
    """Both widths, and pictures of them where somebody asks for some."""
    for width in (1280, 390):
        page.set_viewport_size(viewport(width))
        if folder := os.environ.get("SAMORDNA_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
    axe(page)
    page.set_viewport_size(viewport(1280))


def test_without_script_the_whole_list_is_saved_by_one_button(
    own_demo: Product, page_at: PageAt
) -> None:
    run_in(own_demo.var, NOBODY)
    page = page_at(1280, java_script_enabled=False)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(f"{own_demo.url}{TABLE}")
    for name in (ONE, TWO):
        box(page, name).check()
    expect(page.get_by_role("button", name="Alla ledamöter är närvarande")).to_have_count(1)
    press(page, "Spara närvaro")
    expect(page.get_by_text("Närvaron är sparad.")).to_be_visible()
    for name in (ONE, TWO):
        expect(box(page, name)).to_be_checked()
    expect(box(page, THREE)).not_to_be_checked()


def test_with_script_each_tick_is_saved_at_once_and_no_other_row_is_touched(
    own_demo: Product, page_at: PageAt, axe: Axe
) -> None:
    page, other = page_at(1280), page_at(1280)
    for one in (page, other):
        become(one, own_demo.url, PEOPLE["registrar"])
        one.goto(f"{own_demo.url}{TABLE}")
    expect(page.get_by_role("button", name="Spara närvaro")).to_have_count(0)
    sitting.tick(other, TWO, on=False)
    sitting.tick(page, THREE)
    page.reload()
    expect(box(page, THREE)).to_be_checked()
    expect(box(page, TWO)).not_to_be_checked()
    look(page, "narvaro", axe)


def test_what_is_left_at_a_meeting_that_is_no_quorum_is_noted_at_once(
    own_demo: Product, page_at: PageAt, axe: Axe
) -> None:
    page = page_at(1280)
    become(page, own_demo.url, PEOPLE["registrar"])
    page.goto(f"{own_demo.url}{TABLE}")
    page.get_by_role("link", name="Anteckna att det som återstår inte behandlas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Styrelsen är inte beslutför")
    look(page, "inte-beslutfor", axe)
    press(page, "Anteckna att ärendena inte behandlades")
    expect(page.get_by_text("Nu kan du avsluta sammanträdet")).to_be_visible()
    sitting.close(page, "09.30")
    expect(page.get_by_text("Sammanträdet är avslutat")).to_be_visible()
