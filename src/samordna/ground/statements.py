"""SQL that is asked for again and again, and that PostgreSQL keeps for each connection.

What every request asks is long: to read ten thousand letters of SQL and to plan them takes
PostgreSQL longer than the answer. Once prepared, a statement is only executed. PostgreSQL itself
judges by the cost whether one plan does for all values, or each needs its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

#: A place in SQL as Django writes it, or a per cent sign that stands for itself.
_PLACE: Final = re.compile("%([s%])")

_numbers = count(1)

#: The names of the statements that each connection has been asked for, and whether it has them
#: prepared; None where it has, and they can no longer be used.
_known: WeakKeyDictionary[Any, dict[str, bool | None]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a value that is said each time; the first has ``number`` 0."""

    number: int


class Statement:
    """SQL as Django writes it; ``parameters`` are constants and :class:`Place`, in the order of the
    SQL, and ``types`` what the database calls the type of each number."""

    def __init__(self, sql: str, parameters: Sequence[Any], types: Sequence[str]) -> None:
        self.sql = sql
        self.parameters = parameters
        self.types = types
        self.name = f"samordna_{next(_numbers)}"

    def asked(self, values: Sequence[Any], connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The SQL to execute and its parameters, for ``values`` by their numbers.

        PostgreSQL has it prepared from the second time on a connection: a command that asks once
        would pay for what it never gets.
        """
        if connection.vendor != "postgresql" or not self._is_prepared_on(connection):
            parameters = (values[p.number] if isinstance(p, Place) else p for p in self.parameters)
            return self.sql, tuple(parameters)
        places = f" ({', '.join(['%s'] * len(values))})" if values else ""
        return f"EXECUTE {self.name}{places}", tuple(values)

    def _is_prepared_on(self, connection: Any) -> bool:
        connection.ensure_connection()
        known = _known.setdefault(connection.connection, {})
        if self.name not in known:
            known[self.name] = False
        elif known[self.name] is False:
            with connection.wrap_database_errors:
                connection.connection.execute(self._prepare(connection.connection))
            # Not before it is done: in a transaction that has failed it is refused.
            known[self.name] = True
        return bool(known[self.name])

    def outgrown(self, connection: Any) -> bool:
        """Say that the database has refused it, as it does for a process that lives while a column
        gets another type. From then on the connection is asked with the SQL itself. Answers whether
        it was prepared there."""
        known = _known.get(connection.connection, {})
        was = known.get(self.name) is True
        if was:
            known[self.name] = None
        return was

    def _prepare(self, connection: Any) -> str:
        """What prepares it, with its constants: PostgreSQL knows how common each of them is."""
        from psycopg.sql import Literal  # needed only by who has PostgreSQL

        parameters = iter(self.parameters)

        def written(found: re.Match[str]) -> str:
            if found[1] == "%":
                return "%"
            one = next(parameters)
            if isinstance(one, Place):
                return f"${one.number + 1}"
            return Literal(one).as_string(connection)

        types = f" ({', '.join(self.types)})" if self.types else ""
        return f"PREPARE {self.name}{types} AS {_PLACE.sub(written, self.sql)}"
