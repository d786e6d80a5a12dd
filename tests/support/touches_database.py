"""A pytest plugin that keeps only the tests that touch the database.

``pytest -p tests.support.touches_database`` is the second round, on PostgreSQL: rules are the same
whichever database stands below, so running them again proves nothing and costs minutes.
"""

from __future__ import annotations

import pytest
from django.test import SimpleTestCase, TransactionTestCase

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "live_server",
    # Races and migrations make databases of their own, on the server that the tests run on.
    "django_db_setup",
}


def touches_database(item: pytest.Item) -> bool:
    """Whether the test says that it uses the database, by mark, fixture or class."""
    if item.get_closest_marker("django_db") or item.get_closest_marker("postgres"):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    cls = getattr(item, "cls", None)
    if cls is None or not issubclass(cls, SimpleTestCase):
        return False
    return issubclass(cls, TransactionTestCase)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what does not touch the database; pytest says how many in its last line."""
    pure = [item for item in items if not touches_database(item)]
    if pure:
        config.hook.pytest_deselected(items=pure)
        items[:] = [item for item in items if touches_database(item)]
