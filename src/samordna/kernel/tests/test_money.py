from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.money import (
    LARGEST_KR,
    NBSP,
    NotAnAmount,
    format_kr,
    format_number,
    format_tkr,
    parse_kr,
    parse_whole_kr,
    read_number,
    round_half_up,
    spread,
    to_tkr,
    with_hard_spaces,
)

kronor = st.integers(-LARGEST_KR, LARGEST_KR)


@pytest.mark.parametrize(
    ("text", "kr"),
    [
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u00a0567 kr", 1_234_567),
        ("1.234.567 kr", 1_234_567),
        ("1,822,500", 1_822_500),
        ("45,000", 45_000),
        ("1234,50", 1235),
        ("1234.49", 1234),
        ("1 235 tkr", 1_235_000),
        ("0,5 tkr", 500),
        ("125 000:-", 125_000),
        ("\u2212500", -500),
        ("-500 kr", -500),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, kr: int) -> None:
    assert parse_kr(text) == kr


@pytest.mark.parametrize(
    "text", ["", "ej angivet", "12-13", "1 2 kr 3", "1,2,3", "--5", "1e5", "inf", "9" * 30]
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotAnAmount, match=r"\.$"):
        parse_kr(text)


@pytest.mark.parametrize("text", ["12,5", "1234.50", "0,01 kr", "-3,5", "0,0001 tkr"])
def test_ore_are_refused_where_whole_kronor_are_kept(text: str) -> None:
    with pytest.raises(NotAnAmount, match=r"är inte hela kronor.*utan ören"):
        parse_whole_kr(text)


@pytest.mark.parametrize(
    ("text", "kr"), [("12,00", 12), ("12,5 tkr", 12_500), ("1 234 567 kr", 1_234_567)]
)
def test_whole_kronor_are_read_however_they_are_written(text: str, kr: int) -> None:
    assert parse_whole_kr(text) == kr


def test_an_amount_above_all_reason_is_refused() -> None:
    assert parse_kr(str(LARGEST_KR)) == LARGEST_KR
    with pytest.raises(NotAnAmount, match="orimligt"):
        parse_kr(str(LARGEST_KR + 1))


def test_the_text_says_its_own_unit() -> None:
    assert read_number("125 tkr") == (Decimal(125), True, False)
    assert read_number("125 kr") == (Decimal(125), False, True)
    assert read_number("125,5") == (Decimal("125.5"), False, False)


@given(kronor)
def test_what_is_written_is_read_back(kr: int) -> None:
    assert parse_kr(format_kr(kr)) == kr
    assert parse_kr(format_number(kr)) == kr


@given(kronor)
def test_thousands_differ_by_half_a_thousand_at_most(kr: int) -> None:
    assert abs(to_tkr(kr) * 1000 - kr) <= 500
    assert parse_kr(format_tkr(to_tkr(kr) * 1000)) == to_tkr(kr) * 1000


def test_halves_are_rounded_away_from_zero() -> None:
    assert [round_half_up(Decimal(text)) for text in ("0.5", "1.5", "2.4999", "-0.5")] == [
        1,
        2,
        2,
        -1,
    ]


def test_formats_are_swedish() -> None:
    assert format_kr(-1_234_567) == "\u22121\u00a0234\u00a0567\u00a0kr"
    assert format_tkr(8_315_500) == "8\u00a0316\u00a0tkr"


@given(
    st.integers(-(10**10), 10**10),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any),
)
def test_parts_add_up_and_are_within_a_krona_of_their_share(total: int, weights: list[int]) -> None:
    parts = spread(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_the_last_of_equals_takes_the_krona_left_over() -> None:
    # The real table spreads 8 260 tkr over three years as 2 753, 2 753 and 2 754.
    assert spread(8260, [1, 1, 1]) == [2753, 2753, 2754]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_nothing_to_spread_over_is_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        spread(100, weights)


def test_an_amount_in_a_sentence_is_set_with_hard_spaces():
    said = with_hard_spaces("bevilja 100000 kr, 1 235 tkr och 500 kr till 2026")
    assert said == f"bevilja 100{NBSP}000{NBSP}kr, 1{NBSP}235{NBSP}tkr och 500{NBSP}kr till 2026"
    assert with_hard_spaces(said) == said
