"""Several rows of another query, read as one value beside each row of the first."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler


class Gathered(Subquery):
    """The rows of a query with one value each, a JSON object called ``told``, as a list in their
    order; None or an empty list where there are none.

    Django makes a subquery anew for each column and row that is asked of it, which takes longer
    than the database takes to answer.
    """

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__(rows, output_field=JSONField())

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        """SQLite keeps JSON as text, and is told that it is JSON, also within another object."""
        template = 'json((SELECT json_group_array(json("told")) FROM (%(subquery)s) "gathered"))'
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        """As in SQLite, with PostgreSQL's name for it."""
        template = '(SELECT jsonb_agg("told") FROM (%(subquery)s) "gathered")'
        return self.as_sql(compiler, connection, template=template, **more)
