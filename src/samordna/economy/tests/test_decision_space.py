"""The decision space against a real board paper, to the last thousand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samordna.economy.rules.decision_space import decision_space
from samordna.economy.rules.plan import (
    ApplicationRow,
    BrokenPlan,
    Column,
    ColumnKind,
    Plan,
    PlanRow,
    Section,
    slug,
)
from samordna.economy.rules.table import RowKind
from samordna.economy.space.sentences import enough_sentence, shortfall_sentences
from samordna.economy.tests import uppsala
from samordna.kernel.findings import Severity

YEARS = ["forecast-2024", *(f"preliminary-{year}" for year in range(2025, 2029))]


def tkr(table, key, columns=YEARS):
    return [table.row(key).tkr(column) for column in columns]


@pytest.fixture(scope="module")
def table():
    return decision_space(uppsala.plan())


def paper_key(row):
    """The key that the paper's row has in the table."""
    if row["label"] in uppsala.SUM_OF_LABEL:
        return uppsala.SUM_OF_LABEL[row["label"]]
    if row["section"] == uppsala.NEW:
        keys = {(label, owner): key for key, label, owner, _ in uppsala.APPLICATIONS}
        return f"applications.{keys[row['label'], row['owner']]}"
    section = uppsala.SECTION_OF_LABEL.get(row["label"], Section.DECIDED)
    return f"{section}.{uppsala.row_key(row)}"


@pytest.mark.parametrize(
    "row", uppsala.TABLE["rows"], ids=lambda row: f"{row['label']} {row['owner'] or ''}".strip()
)
def test_every_figure_of_the_paper(table, row):
    found = table.row(paper_key(row))
    for column, expected in uppsala.paper_values(row).items():
        if found.kind is RowKind.SUM and expected is None:
            # The paper leaves some empty sums out and writes others as 0.
            assert found.tkr(column) in (None, 0)
        else:
            assert found.tkr(column) == expected, column


def test_the_lost_cells_are_what_the_papers_own_sums_hold():
    rows = {row["label"]: row for row in uppsala.TABLE["rows"]}
    assert all(
        rows[label]["values_tkr"][column.label] is None
        for (label, key) in uppsala.LOST_TKR
        for column in uppsala.COLUMNS
        if column.key == key
    )
    assert rows["S:a samverk"]["values_tkr"]["Prel 2027"] == 1245
    assert rows["Samverkansinsatser"]["values_tkr"]["Prel 2028"] == 1000


def test_no_row_is_missing_or_invented(table):
    shown = {row.key for row in table.rows if row.kind is not RowKind.HEADING}
    assert shown == {paper_key(row) for row in uppsala.TABLE["rows"]}
    assert len(shown) == len(uppsala.TABLE["rows"])


def test_the_figures_everyone_looks_at(table):
    assert table.row("result").tkr("forecast-2024") == -1530
    assert tkr(table, "closing") == [4830, 18213, 34240, 49817, 66340]
    assert tkr(table, "applications") == [None, 16988, 17313, 13572, 4630]
    assert tkr(table, "space_after_applications") == [4830, 1225, -61, 1944, 13837]
    assert tkr(table, "closing", ["budget-2024"]) == [3401]
    assert tkr(table, "space_after_applications", ["budget-2024"]) == [3401]


def test_the_applications_add_up_to_the_papers_rows(table):
    # The paper's own total, 52 502 710 kr, is 500 kr less than its rows.
    assert sum(sum(years) for *_, years in uppsala.APPLICATIONS) == 52_503_210
    proposed = sum(entry["amount_proposed_kr"] for entry in uppsala.PAPER["applications"])
    assert proposed == 52_503_210


def test_2026_is_short_in_words(table):
    (shortfall,) = table.shortfalls()
    assert shortfall.column.year == 2026
    assert shortfall.short_kr == 61_321
    assert shortfall.sentence() == (
        "2026 räcker inte beslutsutrymmet: det saknas 61\u00a0tkr (exakt 61\u00a0321\u00a0kr) "
        "om alla ansökningar beviljas som föreslagits."
    )
    assert shortfall_sentences(table) == [shortfall.sentence()]
    (finding,) = table.findings
    assert finding.message == shortfall.sentence()
    assert finding.code == "space-short"
    assert finding.severity is Severity.WARNING
    assert finding.difference_kr == -61_321


def test_a_floor_makes_more_years_short(table):
    short = table.shortfalls(floor_kr=2_000_000)
    assert [s.column.year for s in short] == [2025, 2026, 2027]
    assert (
        short[0]
        .sentence()
        .startswith(
            "2025 räcker inte beslutsutrymmet: det saknas 775\u00a0tkr för att nå golvet "
            "2\u00a0000\u00a0tkr om alla ansökningar beviljas som föreslagits. Kvar blir "
        )
    )
    assert short[2].short_kr == 2_000_000 - table.kr("space_after_applications", "preliminary-2027")


def test_where_no_application_waits_nothing_is_said_of_them_being_granted():
    none = replace(uppsala.plan(), applications=())
    said = enough_sentence(decision_space(none))
    assert said.startswith(
        "Beslutsutrymmet räcker alla år. Ingen ansökan med förslag till beslut väntar. Minst blir "
    )
    poor = decision_space(replace(none, opening_kr=-20_000_000)).shortfalls()[0].sentence()
    assert "beviljas som föreslagits" not in poor and "kr). Redan" in poor


def test_the_verdict_when_all_fits():
    fits = decision_space(replace(uppsala.plan(), opening_kr=6_460_000))
    assert fits.shortfalls() == []
    assert enough_sentence(fits) == (
        "Beslutsutrymmet räcker alla år om alla ansökningar beviljas som föreslagits. "
        "Minst blir kvar 2026: 39\u00a0tkr."
    )


def test_a_few_kronor_short_are_said_in_kronor():
    short = decision_space(replace(uppsala.plan(), opening_kr=6_421_000))
    (said,) = shortfall_sentences(short)
    assert "det saknas 321\u00a0kr om alla ansökningar beviljas som föreslagits." in said
    assert short.row("space_after_applications").tkr("preliminary-2026") == 0


def test_short_before_the_applications_is_said():
    poor = decision_space(replace(uppsala.plan(), opening_kr=-20_000_000, applications=()))
    assert "Redan före ansökningarna är utrymmet" in poor.shortfalls()[0].sentence()


def test_the_reserve_stands_outside(table):
    assert table.reserve_kr == 1_000_000
    without = decision_space(replace(uppsala.plan(), reserve_kr=0))
    assert without.rows == table.rows


def test_json_rows_and_keys(table):
    answer = table.as_dict()
    assert answer["unit"] == "tkr"
    assert answer["columns"] == uppsala.TABLE["columns"]
    rows = {row["key"]: row for row in answer["rows"]}
    assert rows["space_after_applications"]["values"] == [3401, 4830, 1225, -61, 1944, 13837]
    assert rows["decided.regexpro"]["values"] == [1245, 1345, 1245, 1245, 1245, None]
    assert rows["applications.vaxtkraft.enkoping"]["values"] == [None, None, 2753, 2753, 2754, None]
    assert rows["income.medlemsavgifter"]["label"] == "Medlemsavgifter"
    assert not any(key.startswith("heading") for key in rows)


def test_rows_stand_in_the_order_of_the_paper(table):
    keys = [row.key for row in table.rows]
    wanted = [
        "heading.income", "income", "heading.costs", "joint_initiatives", "heading.decided",
        "decided_sum", "other_joint_sum", "costs", "result", "opening", "closing",
        "heading.applications", "applications", "space_after_applications",
    ]  # fmt: skip
    assert [key for key in keys if key in wanted] == wanted


def test_every_sum_names_what_it_is_made_of(table):
    for key in ("income", "costs", "joint_initiatives", "decided_sum", "applications"):
        made = table.row(key)
        assert made.made_of
        for column in table.columns:
            assert sum(table.kr(part, column.key) for part in made.made_of) == table.kr(
                key, column.key
            )


# --- plans that slip -----------------------------------------------------------------------------

TWO_YEARS = (
    Column("f24", "Prognos 2024", ColumnKind.FORECAST, 2024),
    Column("p25", "Prel 2025", ColumnKind.PRELIMINARY, 2025),
)


def small(**changes):
    plan = Plan(
        columns=TWO_YEARS,
        rows=(PlanRow("avgifter", "Avgifter", "", Section.INCOME, {"f24": 100, "p25": 100}),),
        applications=(),
        opening_kr=10,
    )
    return replace(plan, **changes)


def test_an_application_in_the_current_year_lands_in_the_forecast():
    columns = (Column("b24", "Budget 2024", ColumnKind.BUDGET, 2024), *TWO_YEARS)
    application = ApplicationRow("a", "Nu", "Tierp", {2024: 30})
    found = decision_space(small(columns=columns, applications=(application,)))
    assert found.row("applications.a").amounts == {"f24": 30}
    assert found.row("space_after_applications").amounts == {"b24": 10, "f24": 80, "p25": 180}


def test_a_budget_without_a_forecast_carries_forward():
    columns = (
        Column("b24", "Budget 2024", ColumnKind.BUDGET, 2024),
        Column("p25", "Prel 2025", ColumnKind.PRELIMINARY, 2025),
    )
    row = PlanRow("avgifter", "Avgifter", "", Section.INCOME, {"b24": 5, "p25": 7})
    found = decision_space(small(columns=columns, rows=(row,)))
    assert found.row("closing").amounts == {"b24": 15, "p25": 22}


def test_no_money_hides_after_or_before_the_columns():
    application = ApplicationRow("a", "Lång", "Tierp", {2023: 5, 2025: 7, 2026: 9, 2027: 0})
    before, after = decision_space(small(applications=(application,))).findings
    assert (before.code, before.severity) == ("application-outside-columns", Severity.WARNING)
    assert (after.code, after.severity) == ("application-outside-columns", Severity.NOTE)
    assert (before.found_kr, after.found_kr) == (5, 9)
    assert "2026, efter tabellens sista år 2025" in after.message


def test_unused_money_is_written_with_a_minus():
    unused = PlanRow("ej-nyttjat", "Ej nyttjade medel", "", Section.UNUSED, {"f24": 40})
    (finding,) = decision_space(small(rows=(unused,), opening_kr=100)).findings
    assert finding.code == "unused-not-negative"
    assert "Prognos 2024" in finding.message


def test_a_plan_without_applications_has_empty_cells_and_its_closing_space():
    found = decision_space(small())
    assert found.row("applications").amounts == {"f24": None, "p25": None}
    assert found.row("space_after_applications").amounts == found.row("closing").amounts


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"columns": ()}, "no column"),
        ({"columns": (TWO_YEARS[0], TWO_YEARS[0])}, "twice"),
        ({"columns": (TWO_YEARS[0], replace(TWO_YEARS[1], year=2026))}, "do not follow"),
        ({"columns": (TWO_YEARS[0], replace(TWO_YEARS[1], year=2024))}, "do not follow"),
        ({"columns": TWO_YEARS[:1]}, "in no column"),
        ({"applications": (ApplicationRow("a", "", "", {}),) * 2}, "application keys"),
        ({"rows": (PlanRow("a", "", "", Section.INCOME, {}),) * 2}, "row keys"),
    ],
)
def test_plans_that_cannot_be_worked_out(changes, part):
    with pytest.raises(BrokenPlan, match=part):
        small(**changes)


def test_slugs():
    assert slug("Förstudie pilot") == "forstudie-pilot"
    assert slug("Bryggan - främjar hälsa....") == "bryggan-framjar-halsa"


def test_an_unknown_row_is_a_key_error(table):
    with pytest.raises(KeyError):
        table.row("no-such-row")
