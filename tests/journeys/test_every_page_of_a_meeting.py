"""The pages of a meeting that sits and of one that is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.product import Product, run_in
from tests.support.walk import Known, Walk

MEETING = ("parties:today", "meetings:", "flows:")
AFTERWARDS = ("parties:today", "publicsite:", "meetings:", "funding:application", "initiatives:")


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


@pytest.mark.parametrize("role", ["registrar", "member"])
def test_the_pages_of_a_meeting_that_sits(
    role: str, at_the_table: Product, page_at: PageAt, known: Known
) -> None:
    page = page_at(1280)
    become(page, at_the_table.url, PEOPLE[role])
    walk = Walk(page, at_the_table.url, known, only=MEETING)
    walk.begin_at("/uppsala/idag/", "/uppsala/sammantraden/")
    assert not walk.faults, walk.told()
    assert "meetings:meeting" in walk.visited
    assert ("meetings:table" in walk.visited) is (role == "registrar")


@pytest.mark.parametrize("role", ["director", "applicant", ""])
def test_the_pages_after_the_meeting(
    role: str, after_the_meeting: Product, page_at: PageAt, known: Known
) -> None:
    page = page_at(1280)
    if role:
        become(page, after_the_meeting.url, PEOPLE[role])
    walk = Walk(page, after_the_meeting.url, known, only=AFTERWARDS)
    walk.begin_at("/uppsala/idag/" if role else "/uppsala/", "/uppsala/anslagstavla/")
    assert not walk.faults, walk.told()
    assert {"publicsite:board", "publicsite:notice"} <= set(walk.visited)
