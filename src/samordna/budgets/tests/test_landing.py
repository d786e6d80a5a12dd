"""Whose column is whose, and that nothing of a workbook is lost when it lands in the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samordna.budgets.findings import check
from samordna.budgets.landing import Wanted, land, match_party
from samordna.budgets.shape import Budget, Group, Line, Side, Years
from samordna.budgets.typed import Party, to_check, years_of_groups

UPPSALA = Party(1, "Uppsala kommun", "Uppsala", "municipality")
REGION = Party(2, "Region Uppsala", "Region Uppsala", "region")
AF = Party(3, "Arbetsförmedlingen", "AF", "af")
TIERP = Party(4, "Tierps kommun", "Tierp", "municipality")


@pytest.mark.parametrize(
    ("heading", "party"),
    [
        ("AF", AF),
        ("arbetsförmedlingen", AF),
        ("Region", REGION),
        ("Uppsala kommun", UPPSALA),
        ("Uppsala", UPPSALA),
        ("Tierp", TIERP),
        ("Kommunen", None),
        ("FK", None),
        ("", None),
    ],
)
def test_a_heading_names_a_party(heading: str, party: Party | None) -> None:
    assert match_party(heading, [UPPSALA, REGION, AF, TIERP]) == party


def test_nothing_is_lost_of_an_owner_who_does_not_take_part() -> None:
    line = Line(side=Side.REQUESTED, group=Group.WAGE, label="Coach", amounts={0: 100, 1: 25})
    landed = land(Budget(owners={0: "Uppsala", 1: "Håbo"}, lines=(line,)), [UPPSALA, REGION])
    assert landed.budget.lines[0].amounts == {UPPSALA.id: 100}
    assert landed.budget.lines[0].note == "25\u00a0kr hos Håbo"
    assert [one.code for one in landed.findings] == ["owner-not-taking-part"]
    found = check(to_check(landed.budget, [UPPSALA, REGION]))
    assert "not-an-amount" in [one.code for one in found]


@pytest.mark.parametrize("percent", ["-1000000000000000000", "2001", "1e20"])
def test_a_share_of_full_time_that_no_row_can_hold(percent: str) -> None:
    line = Line(side=Side.REQUESTED, group=Group.WAGE, percent=Decimal(percent), amounts={0: 1})
    [row] = land(Budget(owners={0: "Uppsala"}, lines=(line,)), [UPPSALA]).budget.lines
    assert row.percent is None
    assert "orimlig" in row.note


def test_an_amount_in_a_date_column_is_kept_in_words() -> None:
    line = Line(side=Side.REQUESTED, group=Group.WAGE, label="Coach", misplaced_kr=1_332_000)
    landed = land(Budget(owners={0: "Uppsala"}, lines=(line,)), [UPPSALA])
    assert landed.budget.lines[0].note == ("1\u00a0332\u00a0000\u00a0kr stod i en kolumn för datum")


def test_years_land_on_their_wage_row_and_else_on_the_group() -> None:
    lines = (
        Line(
            side=Side.REQUESTED,
            group=Group.WAGE,
            label="Coach",
            amounts={0: 200},
            years=Years(group=Group.WAGE, by_year={2025: 100, 2026: 100}),
        ),
        Line(
            side=Side.REQUESTED,
            group=Group.OTHER,
            label="Resor",
            amounts={0: 30},
            years=Years(group=Group.OTHER, by_year={2025: 30}),
        ),
    )
    own = Years(group=Group.OTHER, side=Side.OWN, whole_group=True, by_year={2025: 7})
    landed = land(Budget(owners={0: "Uppsala"}, lines=lines, other_years=(own,)), [UPPSALA])
    assert landed.budget.lines[0].by_year == {2025: 100, 2026: 100}
    assert landed.budget.lines[1].by_year == {}
    assert landed.budget.other_years == years_of_groups({Group.OTHER: {2025: 30}})


OURS = Wanted("Växtkraft Enköping", date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"name": "VÄXTKRAFT"}, []),
        ({"name": "Insatsen Växtkraft Enköping, 2025"}, []),
        ({"name": ""}, []),
        ({"name": "Framsteget"}, ["gäller insatsen ”Framsteget”, men ansökan heter ”Växtkraft"]),
        ({"owners": {0: "Tierps kommun"}}, ["ägare är ”Tierps kommun”, men ansökans insatsägare"]),
        ({"owners": {0: "AF"}}, ["”AF”, som är samverkanspart, men"]),
        ({"owners": {0: "Insatsägare"}}, []),
        ({"period_to": date(2026, 12, 31)}, ["2025-01-01–2026-12-31, men ansökans är 2025-01-01–"]),
        ({"period_to": None}, []),
    ],
)
def test_anothers_workbook_is_told_of(changes: dict[str, Any], said: list[str]) -> None:
    facts = {
        "name": "Växtkraft Enköping",
        "period_from": date(2025, 1, 1),
        "period_to": date(2027, 12, 31),
        "owners": {0: "Uppsala kommun"},
    }
    found = land(Budget(**{**facts, **changes}), [UPPSALA, AF], OURS).findings
    assert [one.code for one in found] == ["other-application"] * len(said)
    assert all(part in one.message for part, one in zip(said, found, strict=True))
