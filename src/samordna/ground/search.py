"""Searching in names and sentences, the same on SQLite and on PostgreSQL: case and marks do not
count. SQLite folds only a to z by itself, and PostgreSQL what its collation knows.

To fold a text takes the database some three thousandths of a millisecond, and a search folds every
row. A table that grows for years therefore keeps its texts folded, in a field that is
:class:`Sought`, and a search reads that.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import F, Func, GeneratedField, Q, TextField, Value
from django.db.models.lookups import Contains

from samordna.kernel.folding import BLANK, HIDDEN, MARKS, STROKED, fold_for_search

#: Stands between the texts of a :class:`Sought`, each of one line: nothing is found across it.
BETWEEN = "\n"


class Folded(Func):
    """A column as :func:`fold_for_search` writes it. What is kept in a :class:`Sought` was folded
    when its row was written: who changes this writes a migration that makes those columns anew.

    No text has signs of ``BLANK`` any longer, and none of ``HIDDEN``, when it is kept
    (:func:`samordna.kernel.texts.as_read`): one more of these needs no migration.
    """

    function = "SAMORDNA_FOLD"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        bare = f"REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), '[{MARKS}{HIDDEN}]', '', 'g')"
        stroked, plain = STROKED[0] + BLANK, STROKED[1] + " " * len(BLANK)
        template = f"LOWER(TRANSLATE({bare}, '{stroked}', '{plain}'))"
        return self.as_sql(compiler, connection, template=template, **extra)


class _Lines(Func):
    """Some columns, each a line."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class Sought(GeneratedField):
    """What some columns of a row hold, folded and kept by the database itself, to search in.

    Nobody writes it, and so nobody can forget to: not in ``update()``, and not at a console.
    """

    def __init__(self, *columns: str, **options: Any) -> None:
        self.columns = columns
        one, *others = map(F, columns)
        lines = _Lines(one, *(part for other in others for part in (Value(BETWEEN), other)))
        texts = lines if others else one
        options |= {"expression": Folded(texts), "output_field": TextField(), "db_persist": True}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, _, options = super().deconstruct()
        for given in ("expression", "output_field", "db_persist"):
            del options[given]
        return name, path, self.columns, options


def _teach(connection: Any, **_: Any) -> None:
    """Give a connection to SQLite the function that PostgreSQL has as SQL."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(Folded.function, 1, _fold_or_none, deterministic=True)


connection_created.connect(_teach, dispatch_uid=__name__)


def _fold_or_none(text: str | None) -> str | None:
    return None if text is None else fold_for_search(text)


def holds(text: str, *columns: str) -> Q:
    """Rows in which any of the columns holds the text, whatever its case and marks: for tables of
    few rows. Those of many have a :class:`Sought` and are asked with :func:`sought`."""
    found, wanted = Q(), fold_for_search(text)
    for column in columns:
        found |= Q(Contains(Folded(column), wanted))
    return found


def sought(text: str, field: str = "sought") -> Q:
    """Rows whose :class:`Sought` holds the text, whatever its case and marks."""
    return Q((f"{field}__contains", fold_for_search(text).replace(BETWEEN, " ")))
