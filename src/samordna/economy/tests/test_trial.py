"""Trying out decisions on the page: refuse, cut, move, and an income that shrinks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.economy.rules.plan import Plan
from samordna.economy.rules.trial import try_out
from samordna.economy.space.queries import decision_space
from samordna.economy.tests.given import SUMMONS_DAY, the_applications, the_plan
from samordna.economy.tests.uppsala import plan as paper_plan
from samordna.funding.models import Application
from samordna.journal.models import JournalEntry
from samordna.parties.tests.cast import Cast, make_cast


@dataclass(kw_only=True)
class TrialCast(Cast):
    """The cast, and the applications that the board has before it, by the keys of their papers."""

    applications: dict[str, Application]


URL = "/uppsala/beslutsutrymme/prova/"
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def frozen_now(monkeypatch) -> None:
    monkeypatch.setattr("samordna.ground.clock.now", lambda: datetime(2024, 9, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def cast(db) -> TrialCast:
    made = make_cast()
    with scope(association=made.association):
        the_plan(made.association)
        applications = the_applications(made.association)
    return TrialCast(**vars(made), applications=applications)


def read(cast: TrialCast, query: str = "", who: str = "chair") -> str:
    client = Client()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")


def figures(html: str, label: str) -> list[str]:
    row = html[html.index(f'<th scope="row">{label}</th>') :]
    return re.findall(r"money[^>]*>([^<]+)<", row[: row.index("</tr>")])


AFTER = "Efter ansökningarna i prövningen"


def test_nothing_tried_gives_the_table_as_it_is(cast: TrialCast) -> None:
    html = read(cast)
    assert figures(html, AFTER) == ["4 830", "1 225", "\u221261", "1 944", "13 837"]
    assert figures(html, "Skillnad") == ["0"] * 5
    assert "nej, 61 saknas" in html


def test_refusing_one_makes_all_years_last(cast: TrialCast) -> None:
    number = cast.applications["samordnat-stod"].number
    html = read(cast, f"avsla-{number}=1")
    assert figures(html, AFTER) == ["4 830", "4 717", "6 923", "8 928", "20 821"]
    assert "Beslutsutrymmet räcker alla år med det som prövas." in html
    assert "nej," not in html
    with scope(association=cast.association):
        assert not JournalEntry.objects.exclude(verb="save_plan").exists()
        assert decision_space(cast.association, SUMMONS_DAY).shortfalls()


def test_moving_cutting_and_less_income(cast: TrialCast) -> None:
    moved = cast.applications["registerstudie-region"].number
    html = read(cast, f"flytta-{moved}=1")
    assert figures(html, AFTER) == ["4 830", "1 562", "\u221261", "1 944", "13 837"]
    cut = cast.applications["vaxtkraft-enkoping"].number
    html = read(cast, f"minska-{cut}=8+260")
    assert figures(html, "Skillnad") == ["0", "2 753", "5 506", "8 260", "8 260"]
    html = read(cast, "intakt=medlemsavgifter&procent=10&fran=2026")
    assert figures(html, "Skillnad") == ["0", "0", "\u22122 332", "\u22124 664", "\u22126 997"]


def test_money_that_is_moved_beyond_the_last_year_is_said_and_not_called_enough(
    cast: TrialCast,
) -> None:
    refused = cast.applications["samordnat-stod"].number
    moved = cast.applications["vaxtkraft-enkoping"].number
    fits = read(cast, f"avsla-{refused}=1")
    assert 'class="callout success"' in fits
    html = read(cast, f"avsla-{refused}=1&flytta-{moved}=3")
    assert 'class="callout success"' not in html
    assert "Utrymmet räcker till och med 2028, men allt är inte med" in html
    assert "år 2029, efter tabellens sista år 2028. Beloppet syns inte i tabellen." in html
    assert "räcker alla år som tabellen har med det som prövas" in html


def test_what_cannot_be_tried_is_said_and_the_rest_is_tried(cast: TrialCast) -> None:
    cut = cast.applications["vaxtkraft-enkoping"].number
    refused = cast.applications["samordnat-stod"].number
    query = f"minska-{cut}=9000&avsla-{refused}=1&intakt=medlemsavgifter&procent=120"
    html = read(cast, query)
    assert "Det går inte att minska med 9 000 000 kr: ansökan är på 8 260 000 kr." in html
    assert "Skriv ett helt antal procent mellan 0 och 100." in html
    assert 'value="9000"' in html
    assert figures(html, AFTER)[2] == "6 923"


@pytest.mark.parametrize(
    "query",
    [
        "per=igår",
        "minska-1=%00&flytta-1=99&avsla-99=1",
        "procent=1&intakt=finns-inte",
        "procent=%C2%B2",
        "fran=x&minska-1=" + "9" * 300,
        "minska-1=-5",
    ],
)
def test_odd_questions_are_answered(cast: TrialCast, query: str) -> None:
    assert figures(read(cast, query), AFTER) == ["4 830", "1 225", "\u221261", "1 944", "13 837"]


@pytest.mark.parametrize(
    ("who", "status"), [("auditor", 200), ("economist", 200), ("applicant", 404), ("outsider", 404)]
)
def test_who_may_try(cast: TrialCast, who: str, status: int) -> None:
    client = Client()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(URL).status_code == status


def test_without_a_plan_one_is_sent_to_the_page_that_says_so(db) -> None:
    cast = make_cast()
    client = Client()
    client.force_login(cast.people["chair"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(URL)
    assert answer["Location"] == "/uppsala/beslutsutrymme/?per=2024-09-05"


def numbered_plan() -> tuple[Plan, dict[str, int]]:
    """The paper's plan with application keys as the database gives them."""
    plan = paper_plan()
    rows = [
        replace(row, key=f"ansokan-{number}.{row.key.partition('.')[2]}")
        for number, row in enumerate(plan.applications, start=1)
    ]
    numbers = {row.key: number for number, row in enumerate(rows, start=1)}
    return replace(plan, applications=tuple(rows)), numbers


@given(
    st.sets(st.integers(1, 13)),
    st.dictionaries(st.integers(1, 13), st.integers(0, 300)),
    st.dictionaries(st.text(max_size=12), st.text(max_size=12)),
)
def test_what_is_tried_takes_exactly_what_it_says(refused, cuts, noise) -> None:
    plan, numbers = numbered_plan()
    asked = {f"avsla-{n}": "1" for n in refused} | {f"minska-{n}": str(c) for n, c in cuts.items()}
    trial = try_out(plan, numbers, {**noise, **asked})
    assert plan == numbered_plan()[0], "the plan that was asked about is left alone"
    assert not any(choice.error for choice in trial.choices if choice.number not in cuts)
    for choice in trial.choices:
        left = sum(
            sum(row.amounts.values())
            for row in trial.plan.applications
            if numbers[row.key] == choice.number
        )
        cut_kr = cuts.get(choice.number, 0) * 1000
        if choice.number in refused:
            assert left == 0
        elif cut_kr > choice.total_kr:
            assert choice.error
            assert left == choice.total_kr
        else:
            assert left == choice.total_kr - cut_kr


def test_a_mistyped_trial_shows_its_errors_first_and_does_not_say_that_it_suffices(
    cast: TrialCast,
) -> None:
    number = next(iter(cast.applications.values())).number
    for query, target in ((f"minska-{number}=abc", f"minska-{number}"), ("procent=x", "procent")):
        page = read(cast, query)
        assert "data-error-summary" in page
        assert f'<a href="#{target}">' in page
        notice = page[page.index('id="besked"') : page.index('class="basis"')]
        assert notice.index("error-summary") < notice.find("Utrymmet") or "Utrymmet" not in notice
        assert "callout success" not in notice
        assert "Räcker alla år" not in page
