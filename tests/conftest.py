"""Fixtures of the journeys: the running product, a browser, accessibility.

Plain ``pytest`` leaves the journeys alone, so that rules and rooms are tested without a browser:
they are collected when ``tests/journeys`` is named, or with ``-m journey``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.axe import assert_accessible
from tests.support.browser import Watch, launched, viewport
from tests.support.product import Product, load_demonstration

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


class PageAt(Protocol):
    """``page_at(width, dark=False, **context)``: a watched page in a browser profile of its own."""

    def __call__(self, width: int = 1280, *, dark: bool = False, **context: Any) -> Page: ...


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data, loaded once; never served, only copied."""
    var = tmp_path_factory.mktemp("demo-data")
    load_demonstration(var)
    return var


@pytest.fixture(scope="session")
def demo_data_at_call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data at the stage ``call``, loaded once; never served, only copied."""
    var = tmp_path_factory.mktemp("demo-data-at-call")
    load_demonstration(var, stage="call")
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
        contexts[-1].set_default_timeout(15_000)
        contexts[-1].on("page", watch.on)
        return contexts[-1].new_page()

    yield open_page
    for one in contexts:
        one.close()


@pytest.fixture
def axe() -> Callable[..., None]:
    """``axe(page, within=None)`` fails with a readable report when axe-core finds a violation."""
    return assert_accessible
