"""What each room owes the house: addresses, rights, measured pages, a part in the demonstration."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

import samordna
from bench.pages import every_page
from samordna.demonstration.loader.story import chapters_of
from samordna.documents import kinds as documents_kinds
from samordna.documents.kinds import every_kind
from samordna.flows.menu import MENU, PUBLIC
from samordna.flows.papers import RULES
from samordna.rooms import ROOMS, Room, modules_named, of_each_room
from tests.support.permissions import every_row
from tests.support.urls import every_url

SOURCE = Path(samordna.__file__).parent
NAMES = {url.name for url in every_url()}

#: It shows no page of its own inside an association: a file as it is.
WITHOUT_PAGES = {"documents"}
#: Their rows come of what other rooms do: every entry, letter, record and paper, every grant, and
#: every form that was sent.
FOLLOWS = {"journal", "letters", "register", "documents", "initiatives", "web"}


def test_every_url_has_rows_in_its_rooms_permission_table() -> None:
    in_table = {row.name for row in every_row()}
    assert sorted(NAMES - in_table) == []  # URLs without a row in tests/permissions/<room>.py
    assert sorted(in_table - NAMES) == []  # rows without a URL


@pytest.mark.parametrize("room", [room for room in ROOMS if room.app], ids=str)
def test_an_installed_room_says_how_django_shall_know_it(room: Room) -> None:
    config = apps.get_app_config(room.name)
    assert type(config).__module__ == f"{room.module}.apps"


def test_a_room_with_pages_has_some_of_them_measured() -> None:
    measured = {page.route.partition(":")[0] for page in every_page()}
    with_addresses = {room.name for room in ROOMS if room.address is not None}
    assert measured & {room.name for room in ROOMS} == with_addresses | {"web"}


def test_what_is_measured_is_there() -> None:
    assert not {page.route for page in every_page()} - NAMES


def test_a_room_with_rows_tells_its_part_of_the_demonstration() -> None:
    tellers = {room.__name__.rpartition(".")[2] for room in _loaders()}
    with_rows = {
        room.name
        for room in ROOMS
        if room.app and list(apps.get_app_config(room.name).get_models())
    }
    assert tellers == with_rows - FOLLOWS
    told = [chapter for slug in ("uppsala", "ornskoldsvik") for chapter in chapters_of(slug)]
    assert len(told) == sum(len(room.CHAPTERS) for room in _loaders())


def test_a_room_with_pages_has_a_link_in_the_menu() -> None:
    entries = [*PUBLIC, *(entry for _, group in MENU for entry in group)]
    linked = {entry.page.partition(":")[0] for entry in entries}
    assert linked == {room.name for room in ROOMS if room.address is not None} - WITHOUT_PAGES
    assert not {entry.page for entry in entries} - NAMES


def test_whoever_makes_papers_says_who_reads_them() -> None:
    ruled = {kind for kinds, _ in RULES if len(kinds) < len(every_kind()) for kind in kinds}
    makers = [module for module in modules_named("kinds") if module is not documents_kinds]
    assert makers
    assert [m.__name__ for m in makers if ruled.isdisjoint(set(m.PaperKind))] == []


def test_every_kind_of_paper_is_one_rooms() -> None:
    stored = [value for value, _ in every_kind()]
    assert len(stored) == len(set(stored)) > 5
    homes = {module.__name__ for module in modules_named("kinds")}
    assert homes == {f"{room.module}.kinds" for room in ROOMS if _has(room, "kinds.py")}


def _has(room: Room, file: str) -> bool:
    return (SOURCE / room.name / file).exists()


def _loaders() -> list[ModuleType]:
    return list(of_each_room("samordna.demonstration.loader"))
