"""Names in the order in which a Swedish reader looks for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.ordering import BETWEEN, name_key, party_key, person_key
from samordna.kernel.texts import as_read

NAMES = [
    "AB Volvo",
    "ABB",
    "Alingsås kommun",
    "Arbetsförmedlingen",
    "Idé och Café",
    "Idéburna rådet",
    "insats 10",
    "Insats 2",
    "Müllers stiftelse",
    "Myrans förening",
    "Region Uppsala",
    "region Västmanland",
    "Vänersborgs kommun",
    "Wärnamo kommun",
    "Zinkgruvan",
    "Åmåls kommun",
    "Ängelholms kommun",
    "Ærø kommune",
    "Ödeshögs kommun",
    "Østfold fylkeskommune",
]

PEOPLE = [
    "Bo Adler",
    "Anna Berg",
    "Örjan Berg",
    "Bo Berg-Lund",
    "anders bergman",
    "Carl-Axel von Essen",
    "Eva van Essen",
    "Karin De la Gardie",
    "André Lindén",
    "Ann-Marie Lindén",
    "Anna Lindener",
    "Fredrik af Ugglas",
    "Ester Vallin",
    "Bo Wall",
    "Åke Åberg",
    "Ärla Älv",
    "Eva Öberg",
]


@pytest.mark.parametrize(
    ("names", "key"), [(NAMES, name_key), (PEOPLE, person_key)], ids=["names", "people"]
)
def test_names_stand_where_one_looks_for_them(names: list[str], key: Callable[[str], str]) -> None:
    mixed = list(names)
    mixed.sort(key=lambda name: name[::-1])
    assert sorted(mixed, key=key) == names


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Anna Berg", "Berg"),
        ("Anna-Karin Berg-Lund", "Berg-Lund"),
        ("Carl von Essen", "Essen"),
        ("Anna\u00a0Berg ", "Berg"),
        ("Ekonomi", "Ekonomi"),
        ("", ""),
    ],
)
def test_the_surname_is_the_last_word(name: str, surname: str) -> None:
    assert person_key(name).partition(BETWEEN)[0] == name_key(surname)


@given(st.text())
def test_what_looks_the_same_is_sorted_the_same(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    for key in (name_key, person_key):
        assert key(text) == key(apart) == key(as_read(text))


@pytest.mark.parametrize("name", NAMES + PEOPLE)
def test_case_does_not_count(name: str) -> None:
    for key in (name_key, person_key):
        assert key(name) == key(name.upper()) == key(name.lower())


def test_parties_stand_by_name_behind_the_owner() -> None:
    ticked = ["Ängelholms kommun", "Wärnamo kommun", "Åmåls kommun", "Arbetsförmedlingen"]
    ordered = sorted(ticked, key=lambda name: party_key(name, "Åmåls kommun"))
    assert ordered == [
        "Åmåls kommun", "Arbetsförmedlingen", "Wärnamo kommun", "Ängelholms kommun"
    ]  # fmt: skip
