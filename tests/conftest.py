"""Fixtures of the journeys: the running product, a browser, accessibility.

Plain ``pytest`` leaves the journeys alone, so that rules and rooms are tested without a browser:
they are collected when ``tests/journeys`` is named, or with ``-m journey``.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.support.axe import assert_accessible
from tests.support.browser import Watch, launched, viewport
from tests.support.product import Product, load_demonstration
from tests.support.shares import turn

if TYPE_CHECKING:
    from tests.support.things import World
    from tests.support.walk import Known

#: How long a page is waited for on a busy machine, in milliseconds.
PATIENCE_MS = 15_000

#: Tests of a room that stands in a copy of the house only.
collect_ignore = ["new_room"]

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the journeys alone unless they were asked for."""
    if collection_path != JOURNEYS:
        return None
    named = any("journeys" in argument for argument in config.args)
    marked = config.getoption("markexpr") == "journey"
    return None if named or marked else True


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever lies under tests/journeys is a journey."""
    if JOURNEYS in item.path.parents:
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[World, World]]:
    """Two associations with the same things under different numbers, for a file of tests.

    What a test writes is undone by itself, the worlds at the end.
    """
    # Not at the top: this file is read where Django is not set up, too.
    from tests.support.world import at_noon, make_world, undone

    with django_db_blocker.unblock(), at_noon(), undone():
        yield make_world(), make_world("ornskoldsvik", first_number=500)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is begun first, so that no process is left with it alone at the end."""
    items.sort(key=lambda item: turn(item.nodeid))


class PageAt(Protocol):
    """``page_at(width, dark=False, **context)``: a watched page in a browser profile of its own."""

    def __call__(self, width: int = 1280, *, dark: bool = False, **context: Any) -> Page: ...


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data, loaded once; never served, only copied."""
    return _loaded_once(tmp_path_factory, "meeting")


@pytest.fixture(scope="session")
def demo_data_at_call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data at the stage ``call``, loaded once; never served, only copied."""
    return _loaded_once(tmp_path_factory, "call")


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """What the walks of this run have in common, in light colours."""
    from tests.support.walk import Known

    shapes = _folder_of_the_run(tmp_path_factory) / "shapes"
    shapes.mkdir(exist_ok=True)
    return Known(shapes)


def _folder_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers share: a worker's own lies in it; without workers, the run's."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _loaded_once(tmp_path_factory: pytest.TempPathFactory, stage: str) -> Path:
    """The data at a stage, loaded by whichever worker of this run asks first."""
    run = _folder_of_the_run(tmp_path_factory)
    var = run / f"demo-data-{stage}"
    with (run / f"{stage}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not var.exists():
            # In another folder first, so that a load that fails leaves nothing to be taken for one.
            load_demonstration(var.with_suffix(".part"), stage=stage)
            var.with_suffix(".part").rename(var)
    return var


@pytest.fixture(scope="session")
def demo_server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration that journeys share: read it, change nothing in it."""
    product = Product.on_copy_of(demo_data, tmp_path_factory.mktemp("demo-shared")).start()
    yield product.url
    product.stop()


@pytest.fixture(scope="module")
def own_demo(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A running demonstration of the test file's own, right before the meeting: change it freely.

    ``own_demo.url`` is its address, ``own_demo.var`` the folder with its data.
    """
    product = Product.on_copy_of(demo_data, tmp_path_factory.mktemp("demo-own")).start()
    yield product
    product.stop()


@pytest.fixture(scope="module")
def own_demo_at_call(
    demo_data_at_call: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """Like ``own_demo``, but earlier in the story: an application and a statement are unwritten."""
    copy = tmp_path_factory.mktemp("demo-own-at-call")
    product = Product.on_copy_of(demo_data_at_call, copy).start()
    yield product
    product.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    # Playwright keeps an event loop running in this thread, which Django would take for an
    # asynchronous view and refuse the database to the tests' own fixtures.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with launched() as one:
        yield one


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What goes wrong in the pages by itself; anything unexpected fails the test at its end."""
    one = Watch()
    yield one
    assert not one.unexpected(), "\n".join(one.unexpected())


@pytest.fixture
def page_at(browser: Browser, watch: Watch) -> Iterator[PageAt]:
    """Opens pages of a given width, each in a profile of its own, all of them watched."""
    contexts: list[BrowserContext] = []

    def open_page(width: int = 1280, *, dark: bool = False, **context: Any) -> Page:
        contexts.append(
            browser.new_context(
                viewport=viewport(width),
                color_scheme="dark" if dark else "light",
                locale="sv-SE",
                timezone_id="Europe/Stockholm",
                reduced_motion="reduce",
                **context,
            )
        )
        contexts[-1].set_default_timeout(PATIENCE_MS)
        contexts[-1].on("page", watch.on)
        return contexts[-1].new_page()

    yield open_page
    for one in contexts:
        one.close()


@pytest.fixture
def axe() -> Callable[..., None]:
    """``axe(page, within=None)`` fails with a readable report when axe-core finds a violation."""
    return assert_accessible
