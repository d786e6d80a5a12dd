"""The database sorts names as Python does, whichever database it is."""

from __future__ import annotations

import unicodedata

import pytest
from django.db.models import Value
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samordna.ground.ordering import ByName, BySurname
from samordna.kernel.folding import BLANK
from samordna.kernel.ordering import name_key, person_key
from samordna.kernel.tests.test_ordering import NAMES, PEOPLE
from samordna.parties.models import Association, Organisation, Unit
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

#: What names are written with, and what programs put between: letters of Latin with and without
#: marks, marks by themselves, wide and joined letters, signs that divide and that cannot be seen.
WRITTEN = "".join(
    map(
        chr,
        [
            *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1EFF),
            *range(0x2000, 0x2050), *range(0xFB00, 0xFB07), *range(0xFF10, 0xFF5B), 0xFEFF, 0x202F,
            *map(ord, BLANK), 0x180B, 0xFE0F, 0xE0100,
        ],
    )
)  # fmt: skip
names = st.text(WRITTEN, max_size=20) | st.text("aAbBåÅäÄöÖéÉwWvVzZ -’\u030a\u00ad", max_size=8)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@given(texts=st.lists(names, min_size=1, max_size=25))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_database_makes_every_key_as_python_does(cast: Cast, texts: list[str]) -> None:
    for made, key in ((ByName, name_key), (BySurname, person_key)):
        asked = {f"key_{number}": made(Value(text)) for number, text in enumerate(texts)}
        row = Association.objects.annotate(**asked).values_list(*asked)[0]
        assert list(row) == [key(text) for text in texts]


@given(texts=st.lists(names.filter(str.strip), min_size=2, max_size=25, unique=True))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_database_sorts_as_python_does(cast: Cast, texts: list[str]) -> None:
    for made, key in ((ByName, name_key), (BySurname, person_key)):
        assert in_order(cast, texts, made) == sorted(sorted(texts), key=key)


def test_names_and_people_stand_where_one_looks_for_them(cast: Cast) -> None:
    assert in_order(cast, NAMES[::-1], ByName) == NAMES
    assert in_order(cast, PEOPLE[::-1], BySurname) == PEOPLE


def test_a_name_that_is_taken_apart_stands_with_the_others(cast: Cast) -> None:
    apart = [unicodedata.normalize("NFD", name) for name in NAMES]
    assert in_order(cast, apart[::-1], ByName) == apart


def test_lists_of_organisations_are_in_order_unless_told(cast: Cast) -> None:
    with scope(association=cast.association):
        found = [one.name for one in Organisation.objects.all()]
        for name in {*NAMES} - {*found}:
            Organisation.objects.create(association=cast.association, name=name, short_name=name)
        more = [one.name for one in Organisation.objects.all()]
    assert found == sorted(found, key=name_key)
    assert more == sorted({*found, *NAMES}, key=name_key)


def in_order(cast: Cast, texts: list[str], key: type[ByName]) -> list[str]:
    """Names as the database sorts them; those with the same key by their signs."""
    units = Unit._base_manager.all()
    units.delete()
    party = Organisation._base_manager.filter(association=cast.association)[0]
    rows = [Unit(association=cast.association, organisation=party, name=text) for text in texts]
    Unit._base_manager.bulk_create(sorted(rows, key=lambda row: row.name))
    return list(units.order_by(key("name"), "pk").values_list("name", flat=True))
