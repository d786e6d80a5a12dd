"""What holds for every test of the house."""

from __future__ import annotations

import gc
import json
import sys
from datetime import datetime
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import settings

# An example that is slow because the machine is busy is no failure; speed has tests of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

#: The test that runs.
_running = ""


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of cycles need not go through it again
    and again while the tests run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    _set_papers_once()


def _set_papers_once() -> None:
    """The same template, words, moment and logo are set as a PDF once, and not for each test.

    Many tests begin with the same summons. Those of documents ask the engine itself, for
    one whether it sets the same paper alike each time.
    """
    engine = sys.modules.get("samordna.documents.pdf.engine")
    if engine is None:
        return
    anew = engine._compile

    @lru_cache(maxsize=256)
    def kept(template: str, words: str, moment: datetime, logo: bytes) -> bytes:
        made: bytes = anew(template, json.loads(words), moment, logo)
        return made

    def once(template: str, data: Any, moment: datetime, logo: bytes) -> bytes:
        if _running.startswith("src/samordna/documents/"):
            made: bytes = anew(template, data, moment, logo)
            return made
        return kept(template, json.dumps(data), moment, logo)

    engine._compile = once  # type: ignore[attr-defined]


def pytest_runtest_logstart(nodeid: str) -> None:
    """Remember which test begins."""
    global _running
    _running = nodeid


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_use_migrations: bool,
) -> None:
    """Before databases are made: they become copies of migrated ones, kept from run to run."""
    from tests.support.migrated import use_kept_databases

    if django_db_use_migrations and not django_db_keepdb:
        use_kept_databases()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """``--dist loadfile``, but for the few files whose tests need not stay together."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.support.shares import Shares

    return Shares(config, log)
