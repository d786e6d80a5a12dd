"""Every page that links lead to, as everybody who may come there, wide and narrow.

The walk knows nothing of the pages: it begins at Idag and follows whatever links it meets, at most
twice to the same URL pattern. A page fails when it is refused, breaks accessibility, scrolls
sideways, lacks its one heading or a title of its own, has an error in the console, or has one of
the faults that ``tests/support/faces.js`` asks for.

The walks are divided among the processes one by one (``scripts/test.py``): a fixture of this file
would be made in each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PageAt
from tests.support.people import PEOPLE, become
from tests.support.walk import Known, Walk

PUBLIC = ("/", "/uppsala/", "/uppsala/anslagstavla/", "/konto/logga-in/", "/demo/")
#: Pages that are the same for everybody: the director and the public walk them.
ALIKE = ("publicsite:", "public_root:", "account_", "mfa_", "demonstration:")
OFFICE = ("director", "registrar", "case officer", "economist")


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role(role: str, demo_server: str, page_at: PageAt, known: Known) -> None:
    page = page_at(1280)
    become(page, demo_server, PEOPLE[role])
    walk = Walk(page, demo_server, known, but=() if role == "director" else ALIKE)
    walk.begin_at("/uppsala/idag/")
    assert not walk.faults, walk.told()
    assert len(walk.visited) >= 7, f"The walk came only to {sorted(walk.visited)}"
    if role in OFFICE:
        met = {name.partition(":")[0] for name in walk.visited}
        assert {"funding", "meetings", "economy", "register", "initiatives"} <= met


def test_every_page_that_anyone_may_see(demo_server: str, page_at: PageAt, known: Known) -> None:
    walk = Walk(page_at(1280), demo_server, known).begin_at(*PUBLIC)
    assert not walk.faults, walk.told()
    assert {"public_root:home", "publicsite:board", "publicsite:accessibility"} <= set(walk.visited)


def test_the_pages_in_dark(demo_server: str, page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(1280, dark=True)
    become(page, demo_server, PEOPLE["director"])
    # What axe has passed in light colours is not known to pass in dark ones.
    known = Known(tmp_path)
    walk = Walk(page, demo_server, known, each_pattern=1, only_colours=True)
    walk.begin_at("/uppsala/idag/")
    assert not walk.faults, walk.told()
