"""What refers to a row: whether it was entered by mistake and can go, or is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from samordna.ground.scoping import Scoped
from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed

M = TypeVar("M", bound=models.Model)


def referring_models(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every model with a column that points at ``model``, and that column's field."""
    for relation in model._meta.get_fields(include_hidden=True):
        # Only real columns: joins without a column of their own say nothing of use.
        if isinstance(relation, models.ManyToOneRel) and isinstance(
            relation.field, models.ForeignKey
        ):
            yield relation.related_model, relation.field.name


def references_to(
    row: models.Model, *, but: Collection[str] = (), association_id: int | None = None
) -> list[tuple[int, str, str]]:
    """How many rows refer to ``row``: number, noun in singular and in plural, the most first.

    The nouns are ``counted_as`` of each model. Models named in ``but`` belong to the row itself.
    With ``association_id`` only rows of that association count. One query.
    """
    found = [
        (model, field)
        for model, field in referring_models(type(row))
        if model._meta.label not in but and (association_id is None or issubclass(model, Scoped))
    ]
    narrowed = {} if association_id is None else {"association": association_id}
    counts = {
        f"count_{number}": Coalesce(
            Subquery(
                model._base_manager.filter(**{field: OuterRef("pk")}, **narrowed)
                .order_by()
                .values(field)
                .annotate(number=Count("pk"))
                .values("number")
            ),
            0,
        )
        for number, (model, field) in enumerate(found)
    }
    rows = type(row)._base_manager.filter(pk=row.pk).annotate(**counts)
    values = rows.values_list(*counts).first() or ()
    sums: dict[tuple[str, str], int] = {}
    for (model, _), number in zip(found, values, strict=False):
        noun: tuple[str, str] = getattr(model, "counted_as", ("annan uppgift", "andra uppgifter"))
        sums[noun] = sums.get(noun, 0) + number
    told = [(number, *noun) for noun, number in sums.items() if number]
    return sorted(told, key=lambda one: -one[0])


def is_in_kept(row: models.Model, *, association_id: int) -> bool:
    """Whether something that the database never lets change refers to ``row``: models that say
    ``is_append_only``."""
    kept = [
        (model, field)
        for model, field in referring_models(type(row))
        if getattr(model, "is_append_only", False)
    ]
    return any(
        model._base_manager.filter(association_id=association_id, **{field: row.pk}).exists()
        for model, field in kept
    )


def move_references(row: M, to: M, *, association_id: int) -> None:
    """Let what an association has of ``row`` refer to ``to`` instead: a query a model."""
    for model, field in referring_models(type(row)):
        if issubclass(model, Scoped):
            mine = model._base_manager.filter(association_id=association_id, **{field: row.pk})
            mine.update(**{field: to.pk})


def said_of(references: list[tuple[int, str, str]]) -> str:
    """The references as words: ”3 uppdrag, 2 roller och 1 ansökan”; empty for none."""
    return listed([counted(*one) for one in references])
