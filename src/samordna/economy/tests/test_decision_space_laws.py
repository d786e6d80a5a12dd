"""What must hold for every plan, and for every what-if change of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.economy.rules.decision_space import decision_space
from samordna.economy.rules.plan import (
    ApplicationRow,
    Column,
    ColumnKind,
    Plan,
    PlanRow,
    Section,
)
from samordna.economy.rules.scenarios import (
    Cut,
    CutShare,
    Grant,
    ImpossibleChange,
    Move,
    PayLess,
    Refuse,
    Shorten,
    what_if,
)
from samordna.economy.tests import uppsala

KR = st.integers(-50_000_000, 50_000_000)


@st.composite
def plans(draw):
    first = draw(st.integers(2020, 2030))
    ahead = draw(st.integers(0, 4))
    columns = [
        Column("budget", "Budget", ColumnKind.BUDGET, first),
        Column("forecast", "Prognos", ColumnKind.FORECAST, first),
        *(
            Column(f"p{n}", f"Prel {first + n}", ColumnKind.PRELIMINARY, first + n)
            for n in range(1, ahead + 1)
        ),
    ]
    cells = st.dictionaries(st.sampled_from([c.key for c in columns]), KR)
    rows = [
        PlanRow(f"r{n}", f"Rad {n}", "", section, amounts)
        for n, (section, amounts) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(list(Section)), cells), max_size=8))
        )
    ]
    years = st.dictionaries(
        st.integers(first, first + ahead), st.integers(0, 5_000_000), min_size=1
    )
    applications = [
        ApplicationRow(f"a{n}", f"Ansökan {n}", "Tierp", amounts)
        for n, amounts in enumerate(draw(st.lists(years, max_size=5)))
    ]
    return Plan(tuple(columns), tuple(rows), tuple(applications), draw(KR))


@given(plans())
def test_closing_is_opening_plus_result_and_opens_the_next_year(plan):
    table = decision_space(plan)
    for column in table.columns:
        opening, result = table.kr("opening", column.key), table.kr("result", column.key)
        assert table.kr("closing", column.key) == opening + result
        income, costs = table.kr("income", column.key), table.kr("costs", column.key)
        assert result == income - costs
    for this, following in zip(table.carrying, table.carrying[1:], strict=False):
        assert table.kr("opening", following.key) == table.kr("closing", this.key)
    assert table.kr("opening", "budget") == table.kr("opening", "forecast") == plan.opening_kr


@given(plans())
def test_space_after_is_closing_minus_all_applications_so_far(plan):
    table = decision_space(plan)
    for column in table.carrying:
        so_far = sum(
            kr
            for application in plan.applications
            for year, kr in application.amounts.items()
            if year <= column.year
        )
        space = table.kr("space_after_applications", column.key)
        assert space == table.kr("closing", column.key) - so_far


@given(plans())
def test_every_krona_of_the_plan_is_in_a_sum(plan):
    table = decision_space(plan)
    for column in table.columns:
        total = sum(
            row.amounts.get(column.key, 0) * (1 if row.section is Section.INCOME else -1)
            for row in plan.rows
        )
        assert table.kr("result", column.key) == total


@given(plans())
def test_granting_an_application_leaves_the_space_after_unchanged(plan):
    before = decision_space(plan).row("space_after_applications").amounts
    for application in plan.applications:
        plan = what_if(plan, [Grant(application.key)])
        table = decision_space(plan)
        after = table.row("space_after_applications").amounts
        assert {k: v for k, v in after.items() if k != "budget"} == {
            k: v for k, v in before.items() if k != "budget"
        }
        assert f"decided.new.{application.key}" in {row.key for row in table.rows}
    assert plan.applications == ()


@given(plans(), st.data())
def test_a_cut_takes_exactly_what_it_says_and_no_year_below_zero(plan, data):
    if not plan.applications:
        return
    row = data.draw(st.sampled_from(plan.applications))
    total = sum(row.amounts.values())
    kr = data.draw(st.integers(0, total))
    (cut,) = (r for r in what_if(plan, [Cut(row.key, kr)]).applications if r.key == row.key)
    assert sum(cut.amounts.values()) == total - kr
    assert all(0 <= cut.amounts[year] <= row.amounts[year] for year in row.amounts)


# --- scenarios on the real table ------------------------------------------------------------------


def space_tkr(*changes):
    table = decision_space(what_if(uppsala.plan(), changes))
    row = table.row("space_after_applications")
    return [row.tkr(f"preliminary-{year}") for year in range(2025, 2029)]


def test_nothing_changed():
    assert space_tkr() == [1225, -61, 1944, 13837]


def test_refusing_takes_all_owners_of_the_application():
    assert space_tkr(Refuse("samordnat-stod")) == [4717, 6923, 8928, 20821]


def test_refusing_one_owners_part():
    assert space_tkr(Refuse("samordnat-stod.region")) == [1653, 794, 2799, 14692]


def test_a_cut_spreads_over_the_years_and_makes_2026_hold():
    changed = what_if(uppsala.plan(), [Cut("plattform", 256_000)])
    (row,) = (r for r in changed.applications if r.key == "plattform.heby")
    assert sum(row.amounts.values()) == 10_000_000
    assert decision_space(changed).shortfalls() == []


def test_a_share_is_in_per_mille():
    changed = what_if(uppsala.plan(), [CutShare("vaxtkraft", 100)])
    (row,) = (r for r in changed.applications if r.key == "vaxtkraft.enkoping")
    assert sum(row.amounts.values()) == 8_260_000 - 826_000


def test_moving_a_year_later():
    assert space_tkr(Move("registerstudie", 1)) == [1562, -61, 1944, 13837]


def test_shortening_drops_the_years_after():
    assert space_tkr(Shorten("plattform", 2026)) == [1225, -61, 4546, 19123]


def test_members_pay_five_per_cent_less_from_2026():
    changed = what_if(uppsala.plan(), [PayLess(("medlemsavgifter",), 50, 2026)])
    fees = next(row for row in changed.rows if row.key == "medlemsavgifter")
    assert fees.amounts["preliminary-2025"] == 23_322_000
    assert fees.amounts["preliminary-2026"] == 23_322_000 - 1_166_100
    shorts = decision_space(changed).shortfalls()
    assert [s.column.year for s in shorts] == [2026, 2027]


def test_the_budget_of_the_year_stays_as_adopted():
    changed = what_if(uppsala.plan(), [PayLess(("medlemsavgifter",), 100, 2024)])
    fees = next(row for row in changed.rows if row.key == "medlemsavgifter")
    assert fees.amounts["budget-2024"] == 23_322_000
    assert fees.amounts["forecast-2024"] == 20_989_800


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (Refuse("okänd"), "finns inte i tabellen"),
        (Refuse("plattfor"), "finns inte i tabellen"),
        (Cut("plattform", 10_256_001), "Det går inte att minska"),
        (CutShare("plattform", 1001), "mellan 0 och 100 procent"),
        (PayLess(("avgift",), 10, 2025), "finns inte i tabellen"),
    ],
)
def test_changes_that_do_not_fit(change, part):
    with pytest.raises(ImpossibleChange, match=part):
        what_if(uppsala.plan(), [change])


def test_what_moves_out_of_the_table_cannot_be_granted():
    with pytest.raises(ImpossibleChange, match="2029"):
        what_if(uppsala.plan(), [Move("plattform", 1), Grant("plattform")])


def test_the_plan_itself_never_changes():
    plan = uppsala.plan()
    what_if(plan, [Refuse("plattform"), Cut("vaxtkraft", 1), Grant("lokus")])
    assert plan == uppsala.plan()
