"""Queries whose SQL is made once, for what every request asks.

To Django a query is new each time: its conditions and columns become SQL again, which takes longer
than the database does. Here the SQL is kept by the process, with slots where the values go.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, Generic, Protocol, TypeVar, runtime_checkable

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
    SlugField,
    prefetch_related_objects,
)
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import get_scope, scope

from samordna.ground.statements import Place, Statement

Row = TypeVar("Row")

#: What the association of the open scope is called among the values.
_SCOPE: Final = "scope"


class Slot(Expression):
    """The place of a value that is said when the query is asked. A day may be moved:
    ``today + timedelta(days=30)`` is a slot too."""

    def __init__(
        self, name: str, output_field: Field[Any, Any], moved: timedelta = timedelta()
    ) -> None:
        super().__init__(output_field=output_field)
        self.name = name
        self.moved = moved

    def __eq__(self, other: object) -> bool:
        """Whether it is the same place; what stands in it is not known, and asking raises."""
        # Django itself asks whether what it looks for is an empty text, or nothing.
        if not isinstance(other, Expression) and other not in ("", None):
            raise TypeError(f"{self.name} is not known while the SQL is made")
        return super().__eq__(other)

    __hash__ = Expression.__hash__

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return Slot(self.name, self.output_field, self.moved + other)
        return super().__add__(other)

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return self + -other
        return super().__sub__(other)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """Only itself, for the value to take the place of."""
        return "%s", (self,)

    @property
    def place(self) -> tuple[object, ...]:
        """What tells it from slots of another value."""
        return type(self), self.name, self.moved

    def type_in(self, connection: Any) -> str:
        """What the database calls its type."""
        return str(self.output_field.db_type(connection))

    def filled(self, values: Mapping[str, Any], connection: Any) -> Any:
        """The value, as the database wants it. Raises KeyError for one not said."""
        value = values[self.name]
        value = value + self.moved if self.moved else value
        return self.output_field.get_db_prep_value(value, connection)


class SlotList(Slot):
    """The place of some keys, however many, after ``__in``. Two of them may be joined by ``|``, as
    the sets that they stand for."""

    def __init__(self, *names: str) -> None:
        super().__init__(" ".join(names), BigIntegerField())
        self.names = names

    def __or__(self, other: Any) -> Any:
        if isinstance(other, SlotList):
            return SlotList(*self.names, *other.names)
        return self if other == frozenset() else NotImplemented

    __ror__ = __or__

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """SQLite takes them as JSON."""
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """PostgreSQL knows how many there are in an array."""
        return "(SELECT UNNEST(CAST(%s AS bigint[])))", (self,)

    def type_in(self, connection: Any) -> str:
        """A list of them."""
        return f"{super().type_in(connection)}[]"

    def filled(self, values: Mapping[str, Any], connection: Any) -> Any:
        """All keys, as each database has a list of them: as JSON, or as an array."""
        keys = sorted({key for name in self.names for key in values[name]})
        return keys if connection.vendor == "postgresql" else json.dumps(keys)


@dataclass(frozen=True, slots=True)
class InSlots:
    """Something that a query is made of: what stands in for it while the SQL is made, with slots
    for all that differs, and the values of those slots. Of one ``shape`` it is always the same."""

    shape: object
    stand_in: object
    values: Mapping[str, Any]


@runtime_checkable
class HasSlots(Protocol):
    """Something with values of its own that can be told apart from its shape."""

    def in_slots(self, name: str) -> InSlots:
        """Itself, with slots named after ``name``."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a row, or a slug, as an argument: it differs each time, and a bare number or text
    stays in the SQL."""

    value: int | str

    def in_slots(self, name: str) -> InSlots:
        """A slot of its kind."""
        kind = BigIntegerField() if isinstance(self.value, int) else SlugField()
        return InSlots(type(self.value), Slot(name, kind), {name: self.value})


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of rows, however many there are, as an argument that stands after ``__in``.

    For tables of few rows in each association: the one plan that PostgreSQL makes for any keys
    reads all of an association's.
    """

    value: Collection[int]

    def in_slots(self, name: str) -> InSlots:
        """A slot for them all."""
        return InSlots(type(self), SlotList(name), {name: self.value})


@dataclass(frozen=True)
class _Made:
    """A query that has become SQL, with the ``slots`` that it has places for. Without a
    ``statement`` nothing can ever be found."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    statement: Statement | None = None
    slots: tuple[Slot, ...] = ()


class _Again(SQLCompiler):
    """Django's compiler of a query that has become SQL already, with the values of one request."""

    def __init__(self, made: _Made, asked: tuple[str, tuple[Any, ...]]) -> None:
        vars(self).update(vars(made.compiler))
        self.connection = connections[made.rows.db]
        self._asked = asked

    def as_sql(self, *args: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        return self._asked

    def get_compiler(self, *args: Any, **more: Any) -> SQLCompiler:
        """Itself, for it stands for the query too."""
        return self


@dataclass
class _Asked:
    """What Django's readers of rows want to know of a query set."""

    query: _Again
    db: str
    _known_related_objects: dict[Any, Any] = field(default_factory=dict)


class Kept(Generic[Row]):
    """A query that is made of its arguments, whose SQL is kept for each shape of them.

    An actor, a day, a moment, a :class:`Key` and :class:`Keys` may differ from request to request;
    what else is given (a number, a choice, a function) stays in the SQL. ``make`` is called with
    stand-ins: it can build with their values and not look at them, which raises. The association of
    the open scope is one of the values.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self.make = make
        self.__doc__ = make.__doc__
        self._made: dict[object, _Made] = {}

    def __call__(self, *arguments: object) -> list[Row]:
        """The rows. One query, and those of ``prefetch_related``."""
        given = [_in_slots(f"value{n}", one) for n, one in enumerate(arguments)]
        opened = get_scope()
        association = opened.get("association") if opened.get("_enabled") else None
        made = self._made_for(given, scoped=association is not None)
        if made.statement is None:
            return []
        values: dict[str, Any] = {_SCOPE: getattr(association, "pk", None)}
        for one in given:
            values |= one.values
        connection = connections[made.rows.db]
        filled = [slot.filled(values, connection) for slot in made.slots]
        asked = made.statement.asked(filled, connection)
        try:
            return _rows(made.rows, _Asked(_Again(made, asked), made.rows.db))
        except NotSupportedError:
            if not made.statement.outgrown(connection) or connection.in_atomic_block:
                raise
        asked = made.statement.asked(filled, connection)
        return _rows(made.rows, _Asked(_Again(made, asked), made.rows.db))

    def _made_for(self, given: Iterable[InSlots], *, scoped: bool) -> _Made:
        shape = (connections[DEFAULT_DB_ALIAS].vendor, scoped, *(one.shape for one in given))
        made = self._made.get(shape)
        if made is None:
            stand_ins = [one.stand_in for one in given]
            if scoped:
                with scope(association=Slot(_SCOPE, BigIntegerField())):
                    made = _compiled(self.make(*stand_ins))
            else:
                made = _compiled(self.make(*stand_ins))
            self._made[shape] = made
        return made


def _compiled(rows: QuerySet[Any, Any]) -> _Made:
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Made(rows, compiler)
    slots = {one.place: one for one in parameters if isinstance(one, Slot)}
    numbers = {place: number for number, place in enumerate(slots)}
    places = [Place(numbers[p.place]) if isinstance(p, Slot) else p for p in parameters]
    types = [slot.type_in(connections[rows.db]) for slot in slots.values()]
    return _Made(rows, compiler, Statement(sql, places, types), tuple(slots.values()))


def _rows(kept: Any, asked: _Asked) -> list[Any]:
    """The rows as the kept query set would read them, of what is asked now."""
    rows = list(kept._iterable_class(asked))
    if kept._prefetch_related_lookups:
        prefetch_related_objects(rows, *kept._prefetch_related_lookups)
    return rows


def _in_slots(name: str, argument: object) -> InSlots:
    if isinstance(argument, HasSlots):
        return argument.in_slots(name)
    if isinstance(argument, datetime):
        return InSlots(datetime, Slot(name, DateTimeField()), {name: argument})
    if isinstance(argument, date):
        return InSlots(date, Slot(name, DateField()), {name: argument})
    return InSlots((type(argument), argument), argument, {})
