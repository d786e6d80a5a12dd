"""Rows of another query, read as one value."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django_scopes import scope

from samordna.ground.gathering import Gathered
from samordna.parties.models import Association, Organisation
from samordna.parties.tests.cast import make_cast

pytestmark = pytest.mark.django_db


def told(rows: QuerySet[Organisation]) -> QuerySet[Any, Any]:
    return rows.annotate(told=JSONObject(name="name", member="is_member")).values("told")


def test_they_come_as_a_list_in_their_order() -> None:
    cast = make_cast()
    with scope(association=cast.association):
        rows = Organisation.objects.order_by("-name")
        expected = [{"name": one.name, "member": one.is_member} for one in rows[:3]]
        gathered = Association.objects.annotate(found=Gathered(told(rows)[:3])).get()
    assert len(expected) == 3
    assert [one | {"member": bool(one["member"])} for one in gathered.found] == expected


@pytest.mark.parametrize("empty", ["none", "no row"])
def test_where_there_are_none_there_is_nothing(empty: str) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        rows = told(Organisation.objects.filter(name="Finns inte"))
        rows = rows.none() if empty == "none" else rows
        assert not Association.objects.annotate(found=Gathered(rows)).get().found
