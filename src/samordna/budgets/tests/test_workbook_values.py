"""Cells as amounts, dates and percentages; labels; and kronor or thousands."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.budgets import codes
from samordna.budgets.labels import unnumbered
from samordna.budgets.workbook.outline import Outline
from samordna.budgets.workbook.unit import (
    Post,
    UnitDecision,
    decide_unit,
    months_between,
    post_unit,
    sheet_unit,
)
from samordna.budgets.workbook.values import (
    BadDate,
    Figure,
    Misplaced,
    Trouble,
    Unit,
    Unreadable,
    read_date,
    read_figure,
    read_percent,
    settle_percents,
)
from samordna.budgets.workbook.words import RowKind, Words
from samordna.budgets.workbook.yearheads import heading_year
from samordna.documents.workbooks.cells import Cell, Sheet, Value

PERIOD = (date(2025, 1, 1), date(2027, 12, 31))


def sheet(value: Value, **facts: object) -> Outline:
    return Outline(Sheet("Blad", {(1, 1): Cell(value, **facts)}))  # type: ignore[arg-type]


# -- amounts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "kr"),
    [
        (Decimal("1234.5"), Unit.KR, 1235),
        (Decimal("111"), Unit.TKR, 111_000),
        (Decimal("0.0004"), Unit.TKR, 0),
        ("125 000 kr", Unit.TKR, 125_000),
        ("125 tkr", Unit.KR, 125_000),
        ("111,5", Unit.TKR, 111_500),
    ],
)
def test_figures_in_kronor(value: Value, unit: Unit, kr: int) -> None:
    figure = read_figure(sheet(value), 1, 1)
    assert isinstance(figure, Figure)
    assert figure.kr(unit) == kr
    assert (figure.as_text is not None) == isinstance(value, str)


@pytest.mark.parametrize("value", [None, "", " ", "-", "–", "0"])
def test_nothing_is_nothing(value: Value) -> None:
    assert read_figure(sheet(value), 1, 1) is None


@pytest.mark.parametrize("value", ["ej angivet", True, date(2025, 1, 1), Decimal(10) ** 300])
def test_what_is_no_figure(value: Value) -> None:
    read = read_figure(sheet(value), 1, 1)
    assert isinstance(read, Unreadable)
    assert read.trouble is Trouble.TEXT


def test_errors_and_formulas_without_value() -> None:
    error = read_figure(sheet(None, error="#REF!"), 1, 1)
    formula = read_figure(sheet(None, formula="=IF(A2,1,2)", uncounted=True), 1, 1)
    assert isinstance(error, Unreadable)
    assert isinstance(formula, Unreadable)
    assert (error.trouble, formula.trouble) == (Trouble.ERROR, Trouble.UNCOUNTED)


# -- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        date(2025, 6, 30),
        "250630",
        "20250630",
        "2025-06-30",
        "25-06-30",
        "2025-06-30 00:00:00",
        Decimal(250630),
        Decimal(20250630),
        Decimal(45838),
    ],
)
def test_every_way_to_write_a_date(value: Value) -> None:
    assert read_date(sheet(value), 1, 1, PERIOD) == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("value", "kr"),
    [
        (Decimal(720_000), 720_000),
        ("720 000", 720_000),
        ("125 tkr", 125_000),
        (Decimal(110_930), 110_930),  # 2011-09-30 is far from the period
        (Decimal(40_000), 40_000),  # and so is Excel's day 2009-07-06
        (Decimal("1530.5"), 1_531),
        (date(3871, 4, 16), 720_000),  # an amount in a cell that is formatted as a date
    ],
)
def test_an_amount_in_a_dates_place(value: Value, kr: int) -> None:
    read = read_date(sheet(value), 1, 1, PERIOD)
    assert isinstance(read, Misplaced)
    assert read.figure.kr(Unit.KR) == kr


@pytest.mark.parametrize(
    "value",
    ["2025-06-31", Decimal(250631), "20250631", "tills vidare", "2025", Decimal(2025), "3.5"],
)
def test_neither_date_nor_amount(value: Value) -> None:
    read = read_date(sheet(value), 1, 1, PERIOD)
    assert isinstance(read, BadDate)
    assert read.sentence.endswith(".")


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_no_day_of_the_period_is_taken_for_an_amount(day: date) -> None:
    for value in (Decimal(day.strftime("%y%m%d")), Decimal(day.strftime("%Y%m%d"))):
        assert read_date(sheet(value), 1, 1, PERIOD) == day
        assert read_date(sheet(str(value)), 1, 1, PERIOD) == day


# -- percentages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bare", "settled"),
    [
        (["0.85", "1", "0.5", "2.35"], ["85", "100", "50", "235"]),
        (["85", "100", "50", "235"], ["85", "100", "50", "235"]),
        (["85", "0.5"], ["85", "50"]),
        (["1", "2", "1"], ["100", "200", "100"]),
        (["5", "10"], ["5", "10"]),
        (["0", "0"], ["0", "0"]),
        ([], []),
    ],
)
def test_shares_and_percentages_in_a_column(bare: list[str], settled: list[str]) -> None:
    assert settle_percents([Decimal(one) for one in bare]) == [Decimal(one) for one in settled]


def test_percentages_as_written() -> None:
    assert read_percent(sheet(Decimal("0.85"), is_percent=True), 1, 1) == 85
    assert read_percent(sheet("85 %"), 1, 1) == 85
    assert read_percent(sheet("12,5 procent"), 1, 1) == Decimal("12.5")
    assert read_percent(sheet("halvtid"), 1, 1) == 50
    assert read_percent(sheet(None), 1, 1) is None
    assert isinstance(read_percent(sheet("två personer"), 1, 1), Unreadable)


# -- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("LÖNEKOSTNAD inkl PO-påslag", RowKind.HEAD_WAGE),
        ("Lönekostnader inkl. P.O tillägg", RowKind.HEAD_WAGE),
        ("LOKALKOSTNAD", RowKind.HEAD_PREMISES),
        ("Övriga kostnader:", RowKind.HEAD_OTHER),
        ("Övriga lokalkostnader", None),
        ("Lokalhyra", None),
        ("Indirekta kostnader", None),
        ("EGENFINANSIERING", RowKind.HEAD_OWN),
        ("KOSTNAD ATT REKVRIRERA FRÅN SAMORDNINGSFÖRBUNDET", RowKind.HEAD_REQUESTED),
        ("S:a lönekostnader", RowKind.SUM_WAGE),
        ("SUMMA LOKALKOSTNAD", RowKind.SUM_PREMISES),
        ("summa  övriga kostnader", RowKind.SUM_OTHER),
        ("Summa från Samordningsförbundet", RowKind.SUM_REQUESTED),
        ("SUMMA EGENFINANSIERING", RowKind.SUM_OWN),
        ("TOTAL KOSTNAD FÖR INSATSEN", RowKind.TOTAL_COST),
        ("Summa", RowKind.SUM_HERE),
        ("S:a per år för avstämning", RowKind.RECONCILIATION),
        ("1. Samordnare", None),
        ("", None),
    ],
)
def test_what_a_label_makes_of_a_row(label: str, kind: RowKind | None) -> None:
    assert Words(label).kind is kind
    assert Words(f"  {label.upper()} ").kind is kind


@pytest.mark.parametrize(
    ("value", "year", "ordinal"),
    [
        ("År 1 2025", 2025, 1),
        ("2025", 2025, None),
        (Decimal(2025), 2025, None),
        ("År 2025", 2025, None),
        ("2025 (år 1)", 2025, None),
        ("År 4 20xx", None, 4),
        ("År 2 20x26", None, 2),
        ("2025-01-01", None, None),
        (Decimal(922_500), None, None),
        ("Fördelning per år, tkr", None, None),
    ],
)
def test_headings_of_years(value: Value, year: int | None, ordinal: int | None) -> None:
    row = sheet(value).row(1)
    assert heading_year(row, 1) == year
    assert (row.texts[1].ordinal if row.texts else None) == ordinal


def test_headings_of_columns() -> None:
    assert Words("Tjänst  i %").is_percent
    assert not Words("Tjänster avsedda för deltagare").is_percent
    assert Words("Delinsatsägare:").is_owner
    assert Words("Att rekquirera - Alla insatsägare").is_all_owners
    assert not Words("Att rekvirera - Alla insatsägare").is_owner
    assert unnumbered("12. Coach") == "Coach"
    assert unnumbered("2 coacher") == "2 coacher"


# -- the unit: the figures of docs/rules/budget-findings.md -----------------------------------


@pytest.mark.parametrize(
    ("amount", "percent", "start", "end", "unit"),
    [
        (3_690_000, 100, date(2025, 1, 1), date(2028, 12, 31), Unit.KR),
        (369_105, 100, date(2025, 1, 1), date(2025, 6, 30), Unit.KR),
        (111, 39, date(2025, 1, 1), date(2025, 4, 30), Unit.TKR),
        (2_000, 100, date(2025, 1, 1), date(2025, 1, 31), None),
    ],
)
def test_what_a_post_says_of_the_unit(
    amount: int, percent: int, start: date, end: date, unit: Unit | None
) -> None:
    post = Post(Decimal(amount), Decimal(percent), months_between(start, end))
    assert post_unit(post) is unit


@pytest.mark.parametrize(
    ("figures", "said", "unit", "certain"),
    [
        ([40_000, 93_000], Unit.TKR, Unit.KR, True),
        ([111, 106, 13], Unit.TKR, Unit.TKR, True),
        ([111, 106, 13], None, Unit.TKR, False),
        ([111, 106, 13], Unit.KR, Unit.KR, False),
        ([5_000, 250], None, Unit.KR, False),
        ([5_000, 250], Unit.TKR, Unit.TKR, False),
        ([5_000, 4_000], Unit.TKR, Unit.KR, False),
        ([5_000, 4_000], Unit.KR, Unit.KR, True),
        ([], Unit.TKR, Unit.KR, True),
    ],
)
def test_the_unit_without_posts(
    figures: list[int], said: Unit | None, unit: Unit, certain: bool
) -> None:
    decision = decide_unit([], [Decimal(one) for one in figures], said)
    assert (decision.unit, decision.certain) == (unit, certain)


@given(st.integers(20_000, 150_000), st.integers(5, 200), st.integers(1, 48), st.sampled_from(Unit))
def test_any_reasonable_post_settles_the_unit(
    month: int, percent: int, months: int, said: Unit
) -> None:
    kr = Decimal(month) * months * percent / 100
    for unit, amount in ((Unit.KR, kr), (Unit.TKR, kr / 1000)):
        post = Post(amount, Decimal(percent), Decimal(months))
        assert decide_unit([post], [amount], said).unit is unit


def test_a_sheet_a_thousandfold_off_is_in_the_other_unit() -> None:
    assert sheet_unit(Unit.KR, [(Decimal(350), 350_000)]) is Unit.TKR
    assert sheet_unit(Unit.TKR, [(Decimal(350_000), 350_000)]) is Unit.KR
    assert sheet_unit(Unit.KR, [(Decimal(300_000), 350_000)]) is Unit.KR
    assert sheet_unit(Unit.KR, []) is Unit.KR


def test_no_single_figure_decides_a_sheets_unit() -> None:
    kronor = [(Decimal(40_000), 40_000), (Decimal(93_000), 93_000)]
    assert sheet_unit(Unit.KR, [*kronor, (Decimal(350), 350_000)]) is Unit.KR
    assert sheet_unit(Unit.KR, [(Decimal(350), 350_000), (Decimal(350_000), 350_000)]) is Unit.KR
    # A post that is written in thousands by mistake, among costs in kronor.
    post = Post(Decimal(1_530), Decimal(100), Decimal(36))
    costs = [Decimal(40_000), Decimal(93_000)]
    assert decide_unit([post], [post.amount, *costs], Unit.TKR, costs).unit is Unit.KR
    # One large figure among small ones without posts.
    figures = [Decimal(one) for one in (111, 106, 13, 9_000_080_000)]
    assert decide_unit([], figures, Unit.TKR) == UnitDecision(Unit.TKR, certain=True)


# -- the page of the rules --------------------------------------------------------------------


def test_the_page_has_every_code_and_no_other() -> None:
    root = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    page = (root / "docs/rules/budget-findings.md").read_text(encoding="utf-8")
    table = page.partition("## Codes")[2].partition("## One slip")[0]
    listed = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    known = [getattr(codes, name) for name in dir(codes) if name.isupper()]
    assert sorted(listed) == sorted(known)
