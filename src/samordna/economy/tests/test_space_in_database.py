"""The real table of a board meeting, through the database and the command, to the last thousand."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django_scopes import scope

from samordna.cli import decision_space as command
from samordna.economy.space.queries import NoPlan, decision_space, space_on
from samordna.economy.tests.given import PLAN_DAY, SUMMONS_DAY, the_applications, the_plan
from samordna.economy.tests.uppsala import NEW, SUM_OF_LABEL, TABLE, paper_values
from samordna.funding.models import Application
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import a_proposal, an_application, an_organisation
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

LABELS = ["Budget 2024", "Prognos 2024", "Prel 2025", "Prel 2026", "Prel 2027", "Prel 2028"]


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    with scope(association=cast.association):
        the_plan(cast.association)
    return cast


def run(*arguments: str) -> int:
    """Run the command as ``samordna decision-space`` does."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def values(row: dict) -> list[int | None]:
    return list(paper_values(row).values())


def test_every_figure_of_the_paper_comes_back(cast: Cast) -> None:
    with scope(association=cast.association):
        the_applications(cast.association)
        answer: Any = decision_space(cast.association, SUMMONS_DAY).as_dict()
    assert answer["columns"] == LABELS
    ours = answer["rows"]
    by_key = {row["key"]: row["values"] for row in ours}
    compared = 0
    for row in TABLE["rows"]:
        expected = values(row)
        if key := SUM_OF_LABEL.get(row["label"]):
            zero = [v or 0 for v in by_key[key]]
            assert zero == [v or 0 for v in expected], row["label"]
        elif row["section"] == NEW:
            assert expected in [r["values"] for r in ours if r["key"].startswith("applications.")]
        else:
            assert [r for r in ours if r["label"] == row["label"] and r["values"] == expected]
        compared += 1
    assert compared == len(TABLE["rows"]) == 45
    assert by_key["closing"] == [3401, 4830, 18213, 34240, 49817, 66340]
    assert by_key["applications"] == [None, None, 16988, 17313, 13572, 4630]
    assert by_key["space_after_applications"] == [3401, 4830, 1225, -61, 1944, 13837]
    assert len([r for r in ours if r["key"].startswith("applications.")]) == 13


def test_the_command_gives_the_same_figures(cast: Cast, capsys) -> None:
    with scope(association=cast.association):
        the_applications(cast.association)
        table = decision_space(cast.association, SUMMONS_DAY).as_dict()
    arguments = ("--association", "uppsala", "--as-of", "2024-09-05")
    assert run(*arguments, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"association": "uppsala", "as_of": "2024-09-05", **table}
    assert answer["unit"] == "tkr"
    keys = [row["key"] for row in answer["rows"]]
    wanted = {"income", "costs", "result", "opening", "closing"}
    wanted |= {"applications", "space_after_applications"}
    assert wanted <= set(keys)
    assert len(set(keys)) == len(keys)

    assert run(*arguments) == 0
    text = capsys.readouterr().out
    assert "2026 räcker inte beslutsutrymmet: det saknas 61\u00a0tkr" in text
    lines = text.splitlines()
    after = next(line for line in lines if line.startswith("Beslutsutrymme efter ansökningarna"))
    assert after.split("  ")[-1].strip() == "13\u00a0837"
    assert "\u221261" in after
    table_lines = lines[2 : 2 + 45]
    headed = [line for line in table_lines if line.startswith(("Summa intäkter", "Kvarvarande"))]
    assert len({len(line) for line in headed}) == 1, "figures stand under each other"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--association", "uppsala", "--as-of", "2025-06-31"], "finns inte"),
        (["--association", "uppsala", "--as-of", "igår"], "är inte ett datum"),
        (
            ["--association", "uppsala", "--as-of", "2023-01-01"],
            "ingen ekonomisk plan",
        ),
    ],
)
def test_the_command_says_what_is_wrong(cast: Cast, capsys, arguments, sentence) -> None:
    assert run(*arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_the_command_knows_only_associations_that_exist(cast: Cast, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("--association", "atlantis", "--as-of", "2024-09-05")
    assert stopped.value.code == 2
    assert "Det finns inget förbund ”atlantis”" in capsys.readouterr().err


def test_without_a_plan_there_is_no_decision_space(cast: Cast) -> None:
    with scope(association=cast.association), pytest.raises(NoPlan, match="21 augusti 2024"):
        decision_space(cast.association, date(2024, 8, 21))


def test_the_latest_plan_of_the_day_is_taken(cast: Cast) -> None:
    with scope(association=cast.association):
        newer = the_plan(cast.association, as_of=date(2024, 10, 1))
        assert space_on(cast.association, date(2024, 9, 30)).stored.as_of == PLAN_DAY
        assert space_on(cast.association, date(2024, 10, 1)).stored == newer


# --- grants ---------------------------------------------------------------------------------------


def granted(cast: Cast, application: Application, adjusted_on: date):
    """Grant what was proposed, and settle the application as the minutes are adjusted."""
    amounts = {
        (amount.organisation_id, amount.year): amount.amount_kr
        for amount in application.statement.amounts.all()
    }
    grant = grant_funds(
        actor=cast.actor("chair"),
        application=application,
        amounts=amounts,
        decided_on=adjusted_on - timedelta(days=8),
        adjusted_on=adjusted_on,
        paragraph="§ 73",
        conditions=[],
    )
    Application.objects.filter(pk=application.pk).update(
        state=Application.State.GRANTED, settled_on=adjusted_on
    )
    return grant


def test_a_grant_moves_the_closing_space_and_leaves_what_is_left_after_all(cast: Cast) -> None:
    adjusted = date(2024, 9, 20)
    with scope(association=cast.association):
        application = the_applications(cast.association)["min-framtid"]
        before = decision_space(cast.association, adjusted)
        granted(cast, application, adjusted)
        assert decision_space(cast.association, date(2024, 9, 19)).as_dict() == before.as_dict()
        after = decision_space(cast.association, adjusted)
        for column in after.columns:
            key = column.key
            assert after.kr("space_after_applications", key) == before.kr(
                "space_after_applications", key
            )
        assert after.kr("closing", "forecast") == before.kr("closing", "forecast")
        assert after.kr("closing", "2025") == before.kr("closing", "2025") - 2_673_000
        assert after.kr("closing", "2026") == before.kr("closing", "2026") - 2_673_000 - 2_843_000
        rows = [row for row in after.rows if row.key.startswith("decided.grant-")]
        assert [(row.label, row.owner) for row in rows] == [
            ("Min framtid", "Tierp"),
            ("Min framtid", "Region Uppsala"),
        ]


def test_a_plan_row_that_stands_for_a_grant_is_not_counted_twice(cast: Cast) -> None:
    from samordna.economy.plan.services import copy_plan

    adjusted, new_day = date(2024, 9, 20), date(2024, 10, 1)
    with scope(association=cast.association):
        application = the_applications(cast.association)["min-framtid"]
        granted(cast, application, adjusted)
        before = decision_space(cast.association, new_day)
        source = space_on(cast.association, new_day).stored
        copy_plan(
            actor=cast.actor("economist"),
            source=source,
            as_of=new_day,
            title="Plan per oktober",
            first_year=2024,
            preliminary_years=4,
        )
        space = space_on(cast.association, new_day)
        assert space.stored.title == "Plan per oktober"
        assert space.new_grants == ()
        for key in ("decided_sum", "closing", "space_after_applications"):
            for column in space.table.columns:
                assert space.table.kr(key, column.key) == before.kr(key, column.key)


def test_a_grant_of_the_plans_own_day_is_counted(cast: Cast) -> None:
    with scope(association=cast.association):
        application = the_applications(cast.association)["min-framtid"]
        grant_funds(
            actor=cast.actor("chair"),
            application=application,
            amounts={(application.owner_id, 2026): 500_000, (application.owner_id, 2031): 7},
            decided_on=date(2024, 8, 20),
            adjusted_on=PLAN_DAY,
            paragraph="§ 60",
            conditions=[],
        )
        table = decision_space(cast.association, PLAN_DAY)
        row = next(row for row in table.rows if row.key.startswith("decided.grant-"))
        assert row.amounts == {"2026": 500_000}
        assert [f.code for f in table.slips] == ["grant-outside-columns"]
        assert "7\u00a0kr för 2031, efter tabellens sista år 2028" in table.slips[0].message


def test_owners_whose_names_are_alike_are_told_apart(cast: Cast) -> None:
    with scope(association=cast.association):
        one = an_organisation(cast.association, "Håbo")
        other = an_organisation(cast.association, "Habo")
        application = an_application(cast.association, number=1, name="Två", owner=one)
        a_proposal(application, {(one, 2025): 1, (other, 2025): 2})
        table = decision_space(cast.association, SUMMONS_DAY)
        assert table.kr("applications", "2025") == 3


@pytest.mark.parametrize("applications", [3, 30])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries, applications: int
) -> None:
    with scope(association=cast.association):
        owner = an_organisation(cast.association, "Knivsta")
        for number in range(1, applications + 1):
            made = an_application(
                cast.association, number=number, name=f"Ansökan {number}", owner=owner
            )
            a_proposal(made, {(owner, 2025): 1000, (owner, 2026): 2000})
            if number % 3 == 0:
                granted(cast, made, date(2024, 9, 1))
        with django_assert_num_queries(5):
            table = decision_space(cast.association, SUMMONS_DAY)
        assert len([r for r in table.rows if r.key.startswith("applications.")]) == (
            applications - applications // 3
        )
