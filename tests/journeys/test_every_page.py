"""Every page that links lead to, as everybody who may come there, wide and narrow.

The walk knows nothing of the pages: it begins at Idag and follows whatever links it meets, at most
twice to the same URL pattern. A page fails when it is refused, breaks accessibility, scrolls
sideways, lacks its one heading or its title, or has an error in the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in
from tests.support.walk import Known, Walk

PUBLIC = ("/", "/uppsala/", "/uppsala/anslagstavla/", "/konto/logga-in/", "/demo/")
MEETING = ("parties:today", "meetings:", "flows:")
AFTERWARDS = ("parties:today", "publicsite:", "meetings:", "funding:application", "initiatives:")
#: Pages that are the same for everybody: the director and the public walk them.
ALIKE = ("publicsite:", "public_root:", "account_", "mfa_", "demonstration:")
OFFICE = ("director", "registrar", "case officer", "economist")


@pytest.fixture(scope="module")
def known() -> Known:
    """What the walks of this file have in common."""
    return Known()


@pytest.fixture(scope="module")
def after_the_meeting(
    demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """A demonstration whose board has met: minutes are posted, and grants stand."""
    product = Product.on_copy_of(demo_data, tmp_path_factory.mktemp("demo-after"))
    run_in(product.var, "from tests.support.sitting import post_minutes; post_minutes()")
    yield product.start()
    product.stop()


@pytest.fixture(scope="module")
def at_the_table(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A demonstration whose board sits in its meeting, at the fifth item."""
    product = Product.on_copy_of(demo_data, tmp_path_factory.mktemp("demo-at-table"))
    run_in(product.var, "from tests.support.sitting import open_table; open_table()")
    yield product.start()
    product.stop()


def told(walk: Walk) -> str:
    return f"{len(walk.faults)} fault(s):\n\n" + "\n\n".join(walk.faults)


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role(role: str, demo_server: str, page_at: PageAt, known: Known) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE[role])
    walk = Walk(page, demo_server, known=known, but=() if role == "director" else ALIKE)
    walk.begin_at("/uppsala/idag/")
    assert not walk.faults, told(walk)
    assert len(walk.visited) >= 7, f"The walk came only to {sorted(walk.visited)}"
    if role in OFFICE:
        met = {name.partition(":")[0] for name in walk.visited}
        assert {"funding", "meetings", "economy", "register", "initiatives"} <= met


def test_every_page_that_anyone_may_see(demo_server: str, page_at: PageAt, known: Known) -> None:
    walk = Walk(page_at(1280), demo_server, known=known).begin_at(*PUBLIC)
    assert not walk.faults, told(walk)
    assert {"public_root:home", "publicsite:board", "publicsite:accessibility"} <= set(walk.visited)


@pytest.mark.parametrize("role", ["registrar", "member"])
def test_the_pages_of_a_meeting_that_sits(
    role: str, at_the_table: Product, page_at: PageAt, known: Known
) -> None:
    page = page_at(1280)
    become(page, at_the_table.url, PEOPLE[role])
    walk = Walk(page, at_the_table.url, known=known, only=MEETING)
    walk.begin_at("/uppsala/idag/", "/uppsala/sammantraden/")
    assert not walk.faults, told(walk)
    assert "meetings:meeting" in walk.visited
    assert ("meetings:table" in walk.visited) is (role == "registrar")


@pytest.mark.parametrize("role", ["director", "applicant", ""])
def test_the_pages_after_the_meeting(
    role: str, after_the_meeting: Product, page_at: PageAt, known: Known
) -> None:
    page = page_at(1280)
    if role:
        become(page, after_the_meeting.url, PEOPLE[role])
    walk = Walk(page, after_the_meeting.url, known=known, only=AFTERWARDS)
    walk.begin_at("/uppsala/idag/" if role else "/uppsala/", "/uppsala/anslagstavla/")
    assert not walk.faults, told(walk)
    assert {"publicsite:board", "publicsite:notice"} <= set(walk.visited)


def test_the_pages_in_dark(demo_server: str, page_at: PageAt) -> None:
    page = page_at(1280, dark=True)
    become(page, demo_server, PEOPLE["director"])
    walk = Walk(page, demo_server, widths=(1280,), each_pattern=1)
    walk.begin_at("/uppsala/idag/")
    assert not walk.faults, told(walk)
