"""A query whose SQL is made once, for what every request asks.

To Django a query is new each time: its conditions and columns become SQL again, which takes longer
than the database does. Here the SQL is kept by the process, with slots where the values go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """The place of a value that is said when the query is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """Only itself, for the value to take the place of."""
        return "%s", (self,)


class Prepared:
    """A query over plain columns, made by ``make`` when it is first asked in a database.

    The rows come as the database gives them: ``make`` chooses whole numbers and text. It names the
    association itself, for the scope of one request must not stay in the SQL of the next.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]], using: str = "default") -> None:
        self._make = make
        self._using = using
        self._made: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, with the slots' values by name. One query. Raises KeyError for one not said."""
        connection = connections[self._using]
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._make().query.get_compiler(self._using).as_sql()
        sql, parameters = self._made[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [_filled(one, values, connection) for one in parameters])
            return list(cursor.fetchall())


def _filled(parameter: Any, values: dict[str, Any], connection: Any) -> Any:
    if not isinstance(parameter, Slot):
        return parameter
    return parameter.output_field.get_db_prep_value(values[parameter.name], connection)
