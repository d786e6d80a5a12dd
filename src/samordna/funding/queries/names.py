"""Names that a written decision may speak of, by what each has to do with an application."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from samordna.funding.models import Application, ApplicationPartner
from samordna.ground.prepared import Kept, Key
from samordna.kernel.wording.receivers import Names
from samordna.parties.models import Organisation


def names_beside(pks: Collection[int]) -> dict[int, Names]:
    """For each application: its partners, and the association's organisations and initiatives that
    have no part in it. One query."""
    rows = _named_beside_one(*map(Key, pks)) if len(pks) == 1 else list(_named("__in", pks))
    every = {name: short for kind, _, name, short, _ in rows if kind == 0}
    asked = {pk: said for kind, pk, *said in rows if kind == 1}
    initiatives = {name for kind, _, name, *_ in rows if kind == 3}
    found: dict[int, Names] = {}
    for pk in pks:
        own, owner, extends = asked[pk]
        partners = [name for kind, of, name, *_ in rows if kind == 2 and of == pk and name != owner]
        beside = [name for name in every if name not in (owner, *partners)]
        found[pk] = Names(
            own=tuple(filter(None, (own, owner, every[owner], extends))),
            partners=_with_short(partners, every),
            organisations=_with_short(beside, every),
            initiatives=tuple(initiatives - {own, extends}),
            shorts=tuple((short, name) for name, short in every.items() if short),
        )
    return found


@Kept
def _named_beside_one(pk: Any) -> QuerySet[Organisation, Any]:
    """Most are asked of one: each time that its decision is saved."""
    return _named("", pk)


def _named(how: str, asked: Any) -> QuerySet[Organisation, Any]:
    """Rows of a kind, a key and three texts: organisations (0) with their short names, the
    applications (1) with owner and what they extend, their partners (2), and initiatives (3).
    ``how`` is the lookup by which applications are ``asked`` for."""
    organisation = Organisation.objects.order_by().values_list(
        _as(0), "pk", _text("name"), _text("short_name"), _text("short_name")
    )
    application = (
        Application.objects.filter(**{f"pk{how}": asked})
        .order_by()
        .values_list(_as(1), "pk", _text("name"), _text("owner__name"), _text("extends"))
    )
    partner = (
        ApplicationPartner.objects.filter(**{f"application{how}": asked})
        .order_by()
        .values_list(_as(2), "application_id", *[_text("organisation__name")] * 3)
    )
    # Of thousands of initiatives each name once, and nothing else.
    initiative = (
        Application.objects.order_by()
        .values_list(_as(3), _as(0), _text("name"), _blank(), _blank())
        .distinct()
    )
    return organisation.union(application, partner, initiative, all=True)


def _as(number: int) -> Value:
    return Value(number, output_field=IntegerField())


def _blank() -> Value:
    return Value("", output_field=CharField())


def _text(field: str) -> Cast:
    return Cast(field, CharField())


def _with_short(names: Collection[str], every: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for name in names for one in (name, every[name]) if one))
