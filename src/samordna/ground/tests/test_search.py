"""The database folds as Python does, whichever database it is."""

from __future__ import annotations

import pytest
from django.db.models import Value
from django_scopes import scope

from samordna.ground.search import Folded, holds
from samordna.kernel.folding import STROKED, fold_for_search
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def found(cast: Cast, text: str) -> list[str]:
    with scope(association=cast.association):
        named = Organisation.objects.filter(holds(text, "name", "short_name"))
        return list(named.order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize("text", ["forsakringskassan", "FÖRSÄKRINGS", "försäkringskassan", "rings"])
def test_marks_and_case_do_not_count(cast: Cast, text: str) -> None:
    assert found(cast, text) == ["Försäkringskassan"]


def test_what_means_something_to_the_database_is_a_letter_like_others(cast: Cast) -> None:
    assert found(cast, "%") == found(cast, "_") == found(cast, "\\") == []


def test_the_database_folds_every_letter_as_python_does(cast: Cast) -> None:
    latin = "".join(map(chr, [*range(0x20, 0x7F), *range(0xC0, 0x180), *range(0x300, 0x370)]))
    letters = f"{latin} {''.join(STROKED)} ạ €"
    with scope(association=cast.association):
        one = Organisation.objects.annotate(said=Folded(Value(letters))).values_list("said")[0]
    assert one == (fold_for_search(letters),)
