"""The parties' shares, the fee and the ceiling, with the figures of a real association."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.economy.rules.contributions import (
    Ceiling,
    Contribution,
    Funds,
    Key,
    NotAKey,
    Payers,
    Share,
    contributions,
    days_resting_on,
    funds,
    nns_fee,
    own_capital,
    total_from_state,
)

WEIGHTS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(1, 10**6), min_size=1, max_size=8
)


def shares(regions: dict[str, int], municipalities: dict[str, int]) -> tuple[Share, ...]:
    """Shares of both groups, from weights by name."""
    return (
        *(Share(name, Payers.REGIONS, weight) for name, weight in regions.items()),
        *(Share(name, Payers.MUNICIPALITIES, weight) for name, weight in municipalities.items()),
    )


def test_a_key_holds_from_its_first_day_until_the_next_begins() -> None:
    first, second = date(2024, 1, 1), date(2025, 1, 1)
    days = [date(2023, 12, 31), first, date(2024, 12, 31), second, date(2026, 1, 1)]
    assert days_resting_on(first, [second, first], days) == (first, date(2024, 12, 31))
    assert days_resting_on(second, [second, first], days) == (second, date(2026, 1, 1))


def test_half_from_the_state_and_a_quarter_each() -> None:
    assert total_from_state(2_517_000) == 5_034_000
    parts = contributions(
        5_034_000, shares({"Region Västernorrland": 1}, {"Örnsköldsvik": 3, "Kramfors": 1})
    )
    assert [(p.party, p.group, p.amount_kr) for p in parts] == [
        ("Staten", "state", 2_517_000),
        ("Region Västernorrland", "region", 1_258_500),
        ("Örnsköldsvik", "municipality", 943_875),
        ("Kramfors", "municipality", 314_625),
    ]


def test_a_key_gives_the_funds_of_a_year() -> None:
    key = Key(2_517_000, shares({"Region Västernorrland": 1}, {"Örnsköldsvik": 1}), 3)
    assert funds(key) == Funds(
        5_034_000,
        (
            Contribution("Staten", Payers.STATE, 2_517_000),
            Contribution("Region Västernorrland", Payers.REGIONS, 1_258_500),
            Contribution("Örnsköldsvik", Payers.MUNICIPALITIES, 1_258_500),
        ),
        3,
        15_102,
    )
    with pytest.raises(NotAKey, match="regionerna"):
        funds(Key(2_517_000, ()))


@pytest.mark.parametrize(
    ("allotment_kr", "per_mille", "fee_kr"),
    [(5_034_000, 2, 10_068), (5_034_000, 3, 15_102), (250, 2, 1), (249, 2, 0), (0, 3, 0)],
)
def test_the_fee_is_per_mille_of_the_funds(allotment_kr, per_mille, fee_kr) -> None:
    assert nns_fee(allotment_kr, per_mille) == fee_kr


@given(st.integers(0, 10**11), WEIGHTS, WEIGHTS)
def test_no_krona_is_lost_or_made(total_kr, regions, municipalities) -> None:
    parts = contributions(total_kr, shares(regions, municipalities))
    by_group = {"state": 0, "region": 0, "municipality": 0}
    for part in parts:
        assert part.amount_kr >= 0
        by_group[part.group] += part.amount_kr
    assert sum(by_group.values()) == total_kr
    assert abs(2 * by_group["state"] - total_kr) <= 2
    assert abs(4 * by_group["region"] - total_kr) <= 4
    assert abs(4 * by_group["municipality"] - total_kr) <= 4


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": -1, "b": 2}])
def test_a_key_needs_a_weight(weights) -> None:
    with pytest.raises(NotAKey, match="kommunerna"):
        contributions(100, shares({"r": 1}, weights))
    with pytest.raises(NotAKey):
        contributions(-1, shares({"r": 1}, {"k": 1}))
    with pytest.raises(NotAKey):
        nns_fee(-1, 2)


CEILINGS = (
    Ceiling(date(2020, 1, 1), 0, 500),
    Ceiling(date(2023, 1, 1), 0, 200, at_least_kr=600_000),
    Ceiling(date(2023, 1, 1), 10_000_000, 150),
)


@pytest.mark.parametrize(
    ("saved_kr", "allotment_kr", "day", "share", "ceiling_kr", "room_kr"),
    [
        (1_000_000, 5_034_000, date(2024, 1, 1), 199, 1_006_800, 6_800),
        (700_000, 2_000_000, date(2024, 1, 1), 350, 600_000, -100_000),
        (4_830_000, 23_322_000, date(2024, 1, 1), 207, 3_498_300, -1_331_700),
        (4_830_000, 23_322_000, date(2022, 12, 31), 207, 11_661_000, 6_831_000),
    ],
)
def test_own_capital_beside_the_ceiling_of_the_day(
    saved_kr, allotment_kr, day, share, ceiling_kr, room_kr
) -> None:
    found = own_capital(saved_kr, allotment_kr, day, CEILINGS)
    assert (found.share_per_mille, found.ceiling_kr, found.room_kr) == (share, ceiling_kr, room_kr)


def test_without_a_line_there_is_no_ceiling() -> None:
    assert own_capital(1, 1, date(2019, 1, 1), CEILINGS) is None
    high_only = (Ceiling(date(2020, 1, 1), 10, 100),)
    assert own_capital(1, 9, date(2024, 1, 1), high_only) is None
    with pytest.raises(NotAKey):
        own_capital(1, 0, date(2024, 1, 1), CEILINGS)
