"""Going to a stop among the migrations, for tests of what is carried over, there and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from samordna.parties.tests.states import fields_copied


class Executor(MigrationExecutor):
    """As Django's own, but going back does not take minutes.

    Django works out every model again after each operation of each migration that it takes back,
    and uses one state for each migration. Here a state's models are worked out when it is used.
    """

    def _migrate_all_backwards(self, plan: Any, full_plan: Any, fake: bool) -> Any:
        mutate = Migration.mutate_state

        def without_models(migration: Migration, state: Any, preserve: bool = True) -> Any:
            state = state.clone() if preserve else state
            state.__dict__.pop("apps", None)
            return mutate(migration, state, preserve=False)

        with patch.object(Migration, "mutate_state", without_models):
            return super()._migrate_all_backwards(plan, full_plan, fake)  # type: ignore[misc]


def migrated(targets: list[tuple[str, str]], beside: Iterable[str] = ()) -> Any:
    """Goes there, and answers with the models as they are there.

    ``beside``: rooms that are no target but whose models are asked for; they stay as they are.
    Raises whatever a migration refuses with.
    """
    executor = Executor(connection)
    rooms = tuple(beside)
    with fields_copied():
        executor.migrate(targets)
        leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in rooms]
        return executor.loader.project_state([*targets, *leaves]).apps


def newest() -> list[tuple[str, str]]:
    """Where every room's migrations end."""
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())
