"""What the rules say of budgets; the figures are those of docs/rules/budget-findings.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.budgets.findings import check
from samordna.budgets.labels import is_standard, same_name
from samordna.budgets.shape import (
    Budget,
    Claim,
    Group,
    Line,
    OwnerRow,
    Part,
    Scope,
    Side,
    StatedDay,
    StatedName,
    StatedPercent,
    Years,
)
from samordna.budgets.tests.samples import (
    APPLICATIONS,
    YEARS,
    Spread,
    cost,
    post,
    real_budget,
    small_budget,
)
from samordna.kernel.findings import Finding, Severity, Where

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def only(budget: Budget) -> Finding:
    """The budget's one finding."""
    findings = check(budget)
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0]


def said(budget: Budget) -> list[tuple[str, int | None, int | None]]:
    """Code, expected and found of each finding."""
    return [(one.code, one.expected_kr, one.found_kr) for one in check(budget)]


# -- the eleven real applications -------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(APPLICATIONS))
def test_the_rows_give_what_the_papers_say(key: str) -> None:
    budget, paper = real_budget(key), APPLICATIONS[key]
    assert budget.requested_kr == paper["amount_applied_kr"]
    assert budget.own_kr == paper["own_financing_total_kr"]
    assert budget.total_cost_kr == paper["total_cost_kr"]


WITHOUT = ("own-financing-without-amount", None, 0)
REAL_SLIPS: dict[str, list[tuple[str, int | None, int | None]]] = {
    "vaxtkraft": [
        ("row-years-differ", 220_000, 0),
        ("years-differ-from-total", 8_260_000, 8_040_000),
        WITHOUT,
        WITHOUT,
    ],
    "plattform": [],
    "framsteget": [
        ("row-years-differ", 33_000, 30_000),
        ("years-differ-from-total", 7_526_600, 7_523_600),
    ],
    "en_vag_in": [
        ("row-years-differ", 436_000, 449_210),
        ("row-years-differ", 1_923_000, 1_981_267),
        ("row-years-differ", 1_923_000, 1_981_267),
        ("years-differ-from-total", 4_798_000, 4_927_745),
        WITHOUT,
        WITHOUT,
        WITHOUT,
    ],
    "min_framtid": [],
    "samordnat_stod": [("years-missing", None, None)],
    "lokus_uppsala": [],
    "forstarkt_tillagg": [],
    "forstarkt_forlangning": [("rounding", 4_418_130, 4_418_132)],
    "lokus_alvkarleby": [],
    "registerstudie": [],
}


@pytest.mark.parametrize("key", sorted(APPLICATIONS))
def test_the_known_slips_of_the_real_applications_come_out(key: str) -> None:
    assert said(real_budget(key)) == REAL_SLIPS[key]


def test_the_sentences_say_where_and_by_how_much() -> None:
    row, total, *_ = check(real_budget("framsteget"))
    assert row.message.replace("\u00a0", " ") == (
        "”Övriga kostnader”: åren ger 30 000 kr, men raden är på 33 000 kr. "
        "3 000 kr är inte fördelade på något år."
    )
    assert total.difference_kr == -3_000
    over = check(real_budget("en_vag_in"))[3]
    assert over.difference_kr == 129_745
    assert "överstiger det sökta beloppet med 129 745 kr" in over.message.replace("\u00a0", " ")


# -- rows and years ---------------------------------------------------------------------------


def test_a_budget_with_nothing_wrong_has_no_finding() -> None:
    assert check(small_budget()) == []


def _years(**by_year: int) -> tuple[Spread, ...]:
    (line, first), *others = YEARS
    changed = replace(first, by_year={int(y[1:]): kr for y, kr in by_year.items()})
    return ((line, changed), *others)


@pytest.mark.parametrize(
    ("difference", "expected"),
    [(0, []), (2, ["rounding"]), (-2, ["rounding"]), (3, ["row-years-differ", "rounding"])],
)
def test_a_krona_per_cell_is_rounding(difference: int, expected: list[str]) -> None:
    # Two cells in the row, six in all.
    budget = small_budget(years=_years(y2025=640_000 + difference, y2026=660_000))
    assert [one.code for one in check(budget)] == expected


@pytest.mark.parametrize(
    ("difference", "expected"), [(6, "rounding"), (7, "years-differ-from-total")]
)
def test_the_total_may_differ_by_a_krona_for_each_of_its_cells(
    difference: int, expected: str
) -> None:
    first, second, third = (years for _, years in YEARS)
    share, rest = divmod(difference, 3)
    years = (
        (0, replace(first, by_year={2025: 640_000 + share, 2026: 660_000})),
        (1, replace(second, by_year={2025: 300_000 + share, 2026: 300_000})),
        (None, replace(third, by_year={2025: 30_000 + share + rest, 2026: 30_000})),
    )
    assert expected in [one.code for one in check(small_budget(years=years))]


@given(st.integers(-2_000_000, 2_000_000).filter(lambda kr: abs(kr) > 6))
def test_every_krona_lost_or_added_is_told_with_its_amount(difference: int) -> None:
    years = _years(y2025=640_000 + difference, y2026=660_000)
    findings = check(small_budget(years=years))
    assert {one.code for one in findings} == {"row-years-differ", "years-differ-from-total"}
    assert {one.difference_kr for one in findings} == {difference}


def test_a_row_that_is_nowhere_in_the_years() -> None:
    finding, total = check(small_budget(years=YEARS[1:]))
    assert total.code == "sheets-differ"
    assert finding.code == "years-differ-from-total"
    assert total.where.field == "rad-1"


def test_a_year_row_that_is_nowhere_in_the_rows() -> None:
    stray = Years(group=Group.WAGE, label="Vikarie", by_year={2025: 50_000})
    codes = {one.code for one in check(small_budget(years=(*YEARS, (None, stray))))}
    assert codes == {"sheets-differ", "years-differ-from-total"}


def test_money_in_a_year_outside_the_period() -> None:
    years = _years(y2025=640_000, y2028=660_000)
    finding = only(small_budget(years=years))
    assert (finding.code, finding.severity, finding.found_kr) == ("outside-period", ERROR, 660_000)
    assert "2028" in finding.message


def test_money_of_several_rows_outside_the_period_is_told_of_at_none_of_them() -> None:
    (_, first), *rest = YEARS
    placed = replace(first, by_year={2025: 640_000, 2028: 660_000}, where=Where(field="years-1"))
    (one,) = outside(small_budget(years=((0, placed), *rest)))
    assert (one.where.field, one.found_kr) == ("years-1.year-2028", 660_000)
    (number, second), *others = rest
    also = replace(second, by_year={2025: 300_000, 2028: 300_000}, where=Where(field="years-2"))
    budget = small_budget(years=((0, placed), (number, also), *others))
    (both,) = outside(budget)
    assert (both.where, both.found_kr) == (budget.at("years"), 960_000)


def outside(budget: Budget) -> list[Finding]:
    return [one for one in check(budget) if one.code == "outside-period"]


def test_no_years_at_all_is_a_warning() -> None:
    finding = only(small_budget(years=()))
    assert (finding.code, finding.severity) == ("years-missing", WARNING)


# -- rows -------------------------------------------------------------------------------------


def _with(line: Line, *, instead_of: int | None = None) -> Budget:
    lines = list(small_budget().lines)
    if instead_of is None:
        lines.append(line)
    else:
        lines[instead_of] = line
    return small_budget(lines=tuple(lines))


def test_own_financing_in_text() -> None:
    finding = only(_with(cost("IT-stöd", 0, side=Side.OWN, note="ingår i ordinarie")))
    assert (finding.code, finding.severity) == ("own-financing-without-amount", WARNING)
    assert finding.found_kr == 0
    assert "”ingår i ordinarie”" in finding.message


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        (post("Ekonom", 5, (0, 0), side=Side.OWN), True),
        (post("", 5, (0, 0), side=Side.OWN), True),
        (post("Ekonom", 0, (0, 0), side=Side.OWN), True),
        (cost("IT-stöd", 0, side=Side.OWN), True),
        (cost("Tolk", 0, side=Side.OWN), False),
        (cost("Övriga lokalkostnader", 0, side=Side.OWN, group=Group.PREMISES), False),
        (post("Ekonom", 5, (0, 0)), False),
    ],
)
def test_own_financing_without_amount(line: Line, is_told: bool) -> None:
    codes = [one.code for one in check(_with(line))]
    assert codes == (["own-financing-without-amount"] if is_told else [])


def test_text_instead_of_a_requested_amount_is_an_error() -> None:
    finding = only(_with(cost("Tolk", 0, note="enligt avtal")))
    assert (finding.code, finding.severity) == ("not-an-amount", ERROR)


def test_an_amount_in_a_date_column() -> None:
    line = cost("Övriga lokalkostnader", 0, side=Side.OWN, misplaced_kr=720_000)
    finding = only(_with(line))
    assert (finding.code, finding.severity) == ("amount-in-date-column", ERROR)
    assert finding.found_kr == 720_000
    assert finding.where == Where(field="Övriga lokalkostnader.misplaced")


def test_the_amount_only_in_the_column_of_sums() -> None:
    line = cost("Tolk", 0, unowned_kr=45_000)
    codes = {one.code: one.severity for one in check(_with(line, instead_of=2))}
    assert codes["owner-unclear"] is WARNING


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"date_from": date(2024, 12, 31)}, "rad.date_from"),
        ({"date_to": date(2027, 1, 1)}, "rad.date_to"),
    ],
)
def test_dates_outside_the_period(change: dict[str, date], place: str) -> None:
    finding = only(_with(post("Samordnare", 100, (1_300_000, 0), **change), instead_of=0))
    assert (finding.code, finding.severity) == ("outside-period", WARNING)
    assert finding.where.field == place


def test_dates_the_wrong_way_round() -> None:
    line = post("Samordnare", 100, (1_300_000, 0), date_from=date(2026, 1, 1))
    finding = only(_with(replace(line, date_to=date(2025, 6, 30)), instead_of=0))
    assert finding.code == "ends-before-start"
    backwards = small_budget(period_from=date(2026, 1, 1), period_to=date(2025, 1, 1), years=())
    assert "ends-before-start" in [one.code for one in check(backwards)]


def test_a_missing_period_is_told_once() -> None:
    finding = only(small_budget(period_to=None))
    assert (finding.code, finding.severity) == ("period-missing", WARNING)


@pytest.mark.parametrize(
    ("label", "percent", "is_told"),
    [
        ("Arbetskonsulent 80%", 80, False),
        ("Arbetskonsulent 80 procent", 100, True),
        ("Insatsansvarig 20%", 10, True),
        ("Coach heltid", 50, True),
        ("Coach halvtid", 50, False),
        ("Två rehabcoacher", 200, False),
        ("Två rehabcoacher", 100, True),
        ("2 st vägledare", 100, True),
        ("3 coacher 50 %", 150, False),
        ("2 Rehabcoach", 100, False),
        ("Rehabcoach 2", 100, False),
        ("Coach (37 000)", 100, False),
        ("Coach 50 % 2025, 80 % 2026", 65, False),
    ],
)
def test_percentages_against_what_the_label_says(label: str, percent: int, is_told: bool) -> None:
    findings = check(_with(post(label, percent, (1_300_000, 0)), instead_of=0))
    assert [one.code for one in findings] == (["percent-mismatch"] if is_told else [])


@pytest.mark.parametrize(
    ("label", "percent", "said"),
    [
        ("Coach", "0", "kostar 1 300 000 kr men tjänsten är 0 %"),
        ("Coach", "0.85", "är 0,85 % av en heltid. Skriv i procent: 85 %"),
        ("Coach", "1", "Skriv i procent: 100 %"),
        ("Coach", "850", "är 850 % av en heltid. Är det 85 %?"),
        ("9 coacher", "850", ""),
        ("Coach", "500", ""),
        ("Coach", "2", ""),
    ],
)
def test_a_share_of_full_time_that_nobody_means(label: str, percent: str, said: str) -> None:
    line = replace(post(label, 100, (1_300_000, 0)), percent=Decimal(percent))
    findings = check(_with(line, instead_of=0))
    assert [one.code for one in findings] == (["percent-unreasonable"] if said else [])
    assert said in "".join(one.message for one in findings).replace("\u00a0", " ")


def test_the_sum_of_percentages() -> None:
    right = StatedPercent(side=Side.REQUESTED, percent=Decimal("150.4"))
    wrong = StatedPercent(side=Side.REQUESTED, percent=Decimal(160), where=Where("Blad", "B16"))
    assert check(small_budget(percents=(right,))) == []
    finding = only(small_budget(percents=(wrong,)))
    assert (finding.code, finding.where.cell) == ("percent-mismatch", "B16")
    assert "160\u00a0%" in finding.message
    assert "150\u00a0%" in finding.message


def test_the_posts_that_the_applications_text_speaks_of() -> None:
    assert check(small_budget(posts_in_text=Decimal("1.5"))) == []
    assert only(small_budget(posts_in_text=Decimal(2))).code == "percent-mismatch"


# -- sheets -----------------------------------------------------------------------------------


def test_names_differ_beyond_case_and_spaces() -> None:
    same = StatedName(part=Part.YEARLY, text="  NYA   vägar ")
    other = StatedName(part=Part.SUMMARY, text="Nya Vägar 2", where=Where("S", "B1"))
    assert check(small_budget(names=(same,))) == []
    finding = only(small_budget(names=(same, other)))
    assert (finding.code, finding.severity, finding.where.cell) == ("name-differs", WARNING, "B1")


def test_owners_names() -> None:
    wrong = StatedName(part=Part.SUMMARY, text="Ekbo kommun", owner=0)
    assert only(small_budget(names=(wrong,))).code == "name-differs"
    assert same_name("AF", "Arbetsförmedlingen")
    assert same_name("Enköpings Kommun", "enköpings  kommun")
    assert not same_name("Region Uppsala", "Uppsala kommun")


def test_a_period_that_differs_is_a_warning() -> None:
    stated = (
        StatedDay(part=Part.SUMMARY, day=date(2025, 1, 1), is_start=True),
        StatedDay(part=Part.SUMMARY, day=date(2027, 1, 1), is_start=False, where=Where("S", "C2")),
    )
    finding = only(small_budget(days=stated))
    assert (finding.code, finding.severity, finding.where.cell) == ("sheets-differ", WARNING, "C2")


@pytest.mark.parametrize(
    ("part", "code", "severity"),
    [
        (Part.DETAILED, "sheet-missing", ERROR),
        (Part.YEARLY, "sheet-missing", WARNING),
        (Part.SUMMARY, "sheet-missing", WARNING),
    ],
)
def test_a_missing_sheet(part: Part, code: str, severity: Severity) -> None:
    years = () if part is Part.YEARLY else YEARS
    budget = small_budget(parts=frozenset(Part) - {part}, years=years)
    finding = next(one for one in check(budget) if one.code == code)
    assert finding.severity is severity


def _summary(*owners: tuple[int, dict[Side | None, int]]) -> Budget:
    """The small budget with a summary of the owners, with other figures than the rows give."""
    budget = small_budget()
    rows = [OwnerRow(name=budget.owners[owner], owner=owner, row=owner) for owner, _ in owners]
    claims = [
        Claim(
            Scope(part=Part.SUMMARY, side=side, row=owner),
            changed.get(side, budget.total_kr(side, owner=owner)),
        )
        for owner, changed in owners
        for side in (*Side, None)
    ]
    return replace(budget, summary=tuple(rows), claims=tuple(claims))


def test_the_summary_against_the_rows() -> None:
    assert check(_summary((0, {}), (1, {}))) == []
    less = {Side.REQUESTED: 1_350_000, None: 1_710_000}
    assert said(_summary((0, less), (1, {}))) == [("sheets-differ", 1_360_000, 1_350_000)]
    more = {Side.OWN: 10_000, None: 600_000}
    assert said(_summary((0, {}), (1, more))) == [("sheets-differ", 0, 10_000)]
    assert said(_summary((0, {None: 1}), (1, {}))) == [("sum-wrong", 1_710_000, 1)]
    assert said(_summary((0, {}))) == [("sheets-differ", 600_000, 0)]


def _claim(kr: int, part: Part = Part.DETAILED, **scope: Any) -> Claim:
    return Claim(Scope(part=part, **scope), kr)


def test_a_stated_sum() -> None:
    def stated(kr: int, **scope: Any) -> Budget:
        return small_budget(claims=(_claim(kr, **scope),))

    assert check(stated(1_960_000)) == []
    assert check(stated(1_960_004)) == []  # four rows, four kronor
    assert said(stated(1_960_005)) == [("sum-wrong", 1_960_000, 1_960_005)]
    assert said(stated(70_000, group=Group.OTHER)) == [("sum-wrong", 60_000, 70_000)]
    assert said(stated(600_000, owner=0, group=Group.WAGE)) == [("sum-wrong", 1_300_000, 600_000)]
    assert said(stated(1, side=None)) == [("sum-wrong", 2_310_000, 1)]


def test_a_wrong_sum_is_told_where_it_was_made_and_not_above() -> None:
    sums = (
        _claim(1_910_000, group=Group.WAGE),  # 10 000 too much
        _claim(60_000, group=Group.OTHER),
        _claim(1_970_000),  # adds up what is written
    )
    assert said(small_budget(claims=sums)) == [("sum-wrong", 1_900_000, 1_910_000)]


def test_the_total_in_another_sheet() -> None:
    total = _claim(1_950_000, Part.YEARLY)
    codes = [one.code for one in check(small_budget(claims=(total,)))]
    assert codes == ["sum-wrong", "sheets-differ"]


# -- laws -------------------------------------------------------------------------------------

amounts = st.integers(0, 5_000_000)


@st.composite
def right_budgets(draw: st.DrawFn) -> Budget:
    """Budgets whose years are spread rightly and whose sums are right."""
    owners = draw(st.integers(1, 4))
    lines, years = [], []
    for number in range(draw(st.integers(1, 6))):
        figures = tuple(draw(st.lists(amounts, min_size=owners, max_size=owners)))
        lines.append(post(f"Tjänst {number}", draw(st.integers(2, 200)), figures))
        split = draw(st.integers(0, sum(figures)))
        by_year = {2025: split, 2026: sum(figures) - split}
        years.append((number, Years(group=Group.WAGE, by_year=by_year)))
    names = {number: f"Ägare {number}" for number in range(owners)}
    budget = small_budget(owners=names, lines=tuple(lines), years=years)
    total = budget.requested_kr
    claims = (
        _claim(total, group=Group.WAGE),
        _claim(total),
        _claim(total, Part.YEARLY),
        _claim(total, Part.YEARLY, over_years=True),
        _claim(total, side=None),
    )
    return replace(budget, claims=claims)


@given(right_budgets())
def test_a_budget_that_adds_up_has_no_finding(budget: Budget) -> None:
    assert check(budget) == []


@given(right_budgets(), st.integers(0, 4), st.integers(-9_000_000, 9_000_000))
def test_any_sum_written_wrong_is_found(budget: Budget, place: int, difference: int) -> None:
    if abs(difference) <= 40:
        return
    claims = list(budget.claims)
    claims[place] = replace(claims[place], kr=claims[place].kr + difference)
    changed = replace(budget, claims=tuple(claims))
    found = [one for one in check(changed) if one.code == "sum-wrong"]
    assert [one.difference_kr for one in found] == [difference]


def test_errors_come_first_and_every_sentence_is_one() -> None:
    lines = (*small_budget().lines, cost("IT-stöd", 0, side=Side.OWN))
    budget = small_budget(lines=lines, years=_years(y2025=1, y2026=1), period_to=None)
    findings = check(budget)
    assert [one.severity for one in findings] == sorted(
        (one.severity for one in findings), key=[ERROR, WARNING, NOTE].index
    )
    assert all(one.message.endswith(".") for one in findings)


def test_standard_rows_say_nothing_by_themselves() -> None:
    assert is_standard(" lokalhyra:")
    assert is_standard("TOLK")
    assert not is_standard("Dokumentationssystem")
