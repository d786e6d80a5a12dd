"""Database triggers that make a table append-only, on SQLite and on PostgreSQL.

A rule in Python can be forgotten by the next programmer and is unknown to a database console;
these are not. The same function serves the journal, the stored files and the signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import migrations


def _create(table: str) -> Callable[[Any, Any], None]:
    def create(apps: Any, schema_editor: Any) -> None:
        message = f"{table} is append-only"
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            _refuse_replace(schema_editor, table, message)
            return
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END; "
            "$$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        )

    return create


def _refuse_replace(schema_editor: Any, table: str, message: str) -> None:
    """Refuse a row that stands already, as INSERT OR REPLACE would write it.

    SQLite takes the old row away without asking a trigger for deletes, so every unique constraint
    needs a trigger of its own.
    """
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table).values()
    unique = sorted({tuple(c["columns"]) for c in found if c["unique"] or c["primary_key"]})
    for number, columns in enumerate(unique, start=1):
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        stands = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (names of our own)
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} "
            f"WHEN {stands} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _drop(table: str) -> Callable[[Any, Any], None]:
    def drop(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                    [table],
                )
                ours = [name for (name,) in cursor.fetchall() if name.startswith(f"{table}_no_")]
            for name in ours:
                schema_editor.execute(f"DROP TRIGGER {name}")
            return
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")

    return drop


def append_only_still(table: str) -> migrations.RunPython:
    """A migration operation that guards ``table`` once more.

    To stand before and after whatever changes a guarded table's columns: SQLite then makes the
    table anew, and a table that is made anew has no triggers. Before it for the way back.
    """

    def anew(apps: Any, schema_editor: Any) -> None:
        _drop(table)(apps, schema_editor)
        _create(table)(apps, schema_editor)

    return migrations.RunPython(anew, anew)


def append_only(table: str) -> migrations.RunPython:
    """A migration operation after which rows of ``table`` can be added but never changed."""
    return migrations.RunPython(_create(table), _drop(table))
