"""Searching in names and sentences, the same on SQLite and on PostgreSQL: case and marks do not
count. SQLite folds only a to z by itself, and PostgreSQL what its collation knows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Func, Q, TextField
from django.db.models.lookups import Contains

from samordna.kernel.folding import HIDDEN, MARKS, STROKED, fold_for_search


class Folded(Func):
    """A column as :func:`fold_for_search` writes it."""

    function = "SAMORDNA_FOLD"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        connection.ensure_connection()
        connection.connection.create_function(self.function, 1, _fold_or_none, deterministic=True)
        return self.as_sql(compiler, connection, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        bare = f"REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), '[{MARKS}{HIDDEN}]', '', 'g')"
        stroked, plain = STROKED
        template = f"LOWER(TRANSLATE({bare}, '{stroked}', '{plain}'))"
        return self.as_sql(compiler, connection, template=template, **extra)


def _fold_or_none(text: str | None) -> str | None:
    return None if text is None else fold_for_search(text)


def holds(text: str, *columns: str) -> Q:
    """Rows in which any of the columns holds the text, whatever its case and marks."""
    found, wanted = Q(), fold_for_search(text)
    for column in columns:
        found |= Q(Contains(Folded(column), wanted))
    return found
