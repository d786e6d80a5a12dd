"""Names in Swedish order, the same on SQLite and on PostgreSQL whatever its collation.

The database makes the keys of :mod:`samordna.kernel.ordering` and sorts them by their code points.
ICU's ``sv-x-icu`` would be another order beside Python's, and is not on every server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Case, F, Func, IntegerField, TextField, When

from samordna.kernel.folding import BLANK, HIDDEN, MARKS, STROKED
from samordna.kernel.ordering import BETWEEN, DIVIDING, PLACED, name_key, person_key


class ByName(Func):
    """A column with names of organisations, bodies or things, to sort by."""

    function = "SAMORDNA_NAME_KEY"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        seen = f"TRANSLATE(NORMALIZE(%(expressions)s, NFKC), '{BLANK}', '{' ' * len(BLANK)}')"
        one = f"BTRIM(REGEXP_REPLACE({seen}, '[{HIDDEN}]', '', 'g'))"
        return self.as_sql(compiler, connection, template=self._sorted(one), **extra)

    def _sorted(self, name: str) -> str:
        """The SQL of the key of a name that is SQL and has been made one."""
        return f'({_key(name)} COLLATE "C")'


def owner_first(owner: str, party: str) -> list[Any]:
    """The order of :func:`samordna.kernel.ordering.party_key` in the database. ``owner`` and
    ``party`` are the names of the fields that hold the two organisations."""
    others = Case(When(**{party: F(owner)}, then=0), default=1, output_field=IntegerField())
    return [others, ByName(f"{party}__name"), f"{party}_id"]


class BySurname(ByName):
    """A column with names of people, to sort by: the surname, then the given names."""

    function = "SAMORDNA_PERSON_KEY"

    def _sorted(self, name: str) -> str:
        turned = f"REGEXP_REPLACE({name}, '^(.* )?([^ ]*)$', '\\2{BETWEEN}\\1')"
        return super()._sorted(turned)


def _key(name: str) -> str:
    """SQL that writes a name as ``samordna.kernel.ordering`` does; ``name`` is SQL too."""
    placed = (
        f"TRANSLATE(REGEXP_REPLACE({name}, '{DIVIDING}', ' ', 'g'), '{PLACED[0]}', '{PLACED[1]}')"
    )
    bare = f"REGEXP_REPLACE(NORMALIZE({placed}, NFKD), '[{MARKS}]', '', 'g')"
    return f"BTRIM(LOWER(TRANSLATE({bare}, '{STROKED[0]}', '{STROKED[1]}')))"


def _teach(connection: Any, **_: Any) -> None:
    """Give a connection to SQLite the functions that PostgreSQL has as SQL."""
    if connection.vendor != "sqlite":
        return
    for function, key in ((ByName.function, name_key), (BySurname.function, person_key)):
        connection.connection.create_function(function, 1, _of_text(key), deterministic=True)


def _of_text(key: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda name: None if name is None else key(name)


connection_created.connect(_teach, dispatch_uid=__name__)
