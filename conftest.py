"""What holds for every test of the house."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import settings

# An example that is slow because the machine is busy is no failure; speed has tests of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of cycles need not go through it again
    and again while the tests run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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
