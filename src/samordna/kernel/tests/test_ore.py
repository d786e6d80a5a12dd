"""Öre: read as people write them, written the Swedish way, divided without loss."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.money import LARGEST_KR, NotAnAmount, format_kr, parse_kr
from samordna.kernel.ore import Ore, parse_ore

AMOUNTS = st.integers(-LARGEST_KR * 100, LARGEST_KR * 100).map(Ore)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1 234,50", 123_450),
        ("1234:50", 123_450),
        ("1 234:50 kr", 123_450),
        ("-1 234,5", -123_450),
        ("\u22121\u00a0234,05\u00a0kr", -123_405),
        ("1.234,50", 123_450),
        ("1,234.50 kr", 123_450),
        ("1234.5", 123_450),
        ("125 000:-", 12_500_000),
        ("125 000", 12_500_000),
        ("1,234", 123_400),
        ("0,5 tkr", 50_000),
        ("0,01", 1),
        ("-0:50", -50),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, count: int) -> None:
    assert parse_ore(text) == Ore(count)


@pytest.mark.parametrize(
    "text",
    [
        *["", "ej angivet", "12:3", "12:345", "1:2:30", ":50", "1 234:50 tkr", "1234,505"],
        *["1,2345", "0,000001 tkr", "1e5", "nan", "--5", "9" * 30, " " * 99 + "50"],
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotAnAmount, match=r"\.$"):
        parse_ore(text)


def test_an_amount_above_all_reason_is_refused() -> None:
    assert parse_ore(str(LARGEST_KR)) == Ore.of_kr(LARGEST_KR)
    with pytest.raises(NotAnAmount, match="orimligt"):
        parse_ore(f"{LARGEST_KR},01")


def test_a_time_of_day_is_still_no_amount_in_kronor() -> None:
    with pytest.raises(NotAnAmount):
        parse_kr("12:30")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (123_450, "1\u00a0234,50\u00a0kr"),
        (-123_450, "\u22121\u00a0234,50\u00a0kr"),
        (-50, "\u22120,50\u00a0kr"),
        (5, "0,05\u00a0kr"),
        (0, "0,00\u00a0kr"),
        (100_000_000, "1\u00a0000\u00a0000,00\u00a0kr"),
    ],
)
def test_amounts_are_written_the_swedish_way(count: int, text: str) -> None:
    assert str(Ore(count)) == text


@pytest.mark.parametrize(
    ("count", "kr"), [(49, 0), (50, 1), (150, 2), (149, 1), (-49, 0), (-50, -1), (-150, -2)]
)
def test_half_a_krona_is_rounded_away_from_zero(count: int, kr: int) -> None:
    assert Ore(count).to_kr() == kr


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount: Ore) -> None:
    assert parse_ore(str(amount)) == amount
    assert parse_ore(str(amount).replace(",", ":")) == amount


@given(st.integers(-LARGEST_KR, LARGEST_KR))
def test_whole_kronor_go_to_ore_and_back_and_are_read_alike(kr: int) -> None:
    assert Ore.of_kr(kr).to_kr() == kr
    assert parse_ore(format_kr(kr)) == Ore.of_kr(kr)


@given(AMOUNTS)
def test_kronor_differ_by_half_a_krona_at_most(amount: Ore) -> None:
    assert abs(amount.to_kr() * 100 - amount.count) <= 50
    # One entrance, one rounding: öre rounded to kronor is what the same text reads as in kronor.
    assert parse_kr(str(amount)) == amount.to_kr()


@given(AMOUNTS, st.integers(1, 60))
def test_equal_parts_add_up_and_differ_by_an_ore_at_most(amount: Ore, parts: int) -> None:
    found = amount.split(parts)
    assert len(found) == parts
    assert Ore.total(found) == amount
    assert max(found).count - min(found).count <= 1


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_parts_by_weight_add_up(amount: Ore, weights: list[int]) -> None:
    found = amount.spread(weights)
    assert Ore.total(found) == amount
    for part, weight in zip(found, weights, strict=True):
        assert abs(part.count * sum(weights) - amount.count * weight) < sum(weights)


def test_a_hundred_kronor_in_three() -> None:
    assert [str(part) for part in Ore.of_kr(100).split(3)] == [
        "33,33\u00a0kr",
        "33,33\u00a0kr",
        "33,34\u00a0kr",
    ]
    with pytest.raises(ValueError, match="weight"):
        Ore(1).split(0)


@given(AMOUNTS, AMOUNTS)
def test_ore_add_up_and_compare_as_their_counts(one: Ore, other: Ore) -> None:
    assert (one + other).count == one.count + other.count
    assert (one - other) + other == one
    assert (one < other) == (one.count < other.count)
    assert -one + one == Ore.total([]) == Ore(0)
    assert bool(one) == (one.count != 0)


@pytest.mark.parametrize("other", [1, 1.5, Decimal(1), None])
def test_ore_never_meet_kronor(other: object) -> None:
    with pytest.raises(TypeError):
        Ore(100) + other
    with pytest.raises(TypeError):
        Ore(100) - other
    with pytest.raises(TypeError):
        assert Ore(100) < other
    assert Ore(1) != other


@pytest.mark.parametrize("count", [1.0, Decimal(1), "1", True, None])
def test_only_whole_numbers_are_counted(count: object) -> None:
    with pytest.raises(TypeError):
        Ore(count)
