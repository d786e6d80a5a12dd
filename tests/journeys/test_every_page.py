"""Every page that links lead to, as everybody who may come there, wide and narrow.

The walk knows nothing of the pages: it begins at Idag and follows whatever links it meets, at most
twice to the same URL pattern. A page fails when it is refused, breaks accessibility, scrolls
sideways, lacks its one heading or its title, or has an error in the console.
"""

from __future__ import annotations

import pytest

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.walk import Known, Walk

PUBLIC = ("/", "/uppsala/", "/uppsala/anslagstavla/", "/konto/logga-in/", "/demo/")
OFFICE = ("director", "registrar", "case officer", "economist")


@pytest.fixture(scope="module")
def known() -> Known:
    """What the walks of this file have in common."""
    return Known()


def told(walk: Walk) -> str:
    return f"{len(walk.faults)} fault(s):\n\n" + "\n\n".join(walk.faults)


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role(role: str, demo_server: str, page_at: PageAt, known: Known) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE[role])
    walk = Walk(page, demo_server, known=known).begin_at("/uppsala/idag/")
    assert not walk.faults, told(walk)
    assert len(walk.visited) >= 8, f"The walk came only to {sorted(walk.visited)}"
    if role in OFFICE:
        met = {name.partition(":")[0] for name in walk.visited}
        assert {"funding", "meetings", "economy", "register", "initiatives"} <= met


def test_every_page_that_anyone_may_see(demo_server: str, page_at: PageAt, known: Known) -> None:
    walk = Walk(page_at(1280), demo_server, known=known).begin_at(*PUBLIC)
    assert not walk.faults, told(walk)
    assert {"public_root:home", "publicsite:board", "publicsite:accessibility"} <= set(walk.visited)


def test_the_pages_in_dark(demo_server: str, page_at: PageAt) -> None:
    page = page_at(1280, dark=True)
    become(page, demo_server, PEOPLE["director"])
    walk = Walk(page, demo_server, each_pattern=1).begin_at("/uppsala/idag/")
    assert not walk.faults, told(walk)
