"""What one owner is granted for one year is typed once, in the clause or in the table."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.flows.tests import settling
from samordna.flows.tests.test_outcomes import Table
from samordna.funding.models import Application, ProposedAmount
from samordna.kernel.wording.limits import sum_written_anew
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.table import treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


@pytest.fixture
def table(cast: Cast, application: Application, client: Any) -> Table:
    """Granted with a change, 3 000 000 kr for 2025 alone to begin with."""
    ProposedAmount.objects.filter(year=2026).delete()
    made = Table(cast, settling.on_the_agenda(cast, application), client)
    with story.on(story.MEETING_DAY):
        treat_item(actor=story.keeper(cast), item=made.item)
    made.send(made.read(), outcome="amended")
    return made


def amounts(table: Table) -> dict[int, int]:
    return {row.year: row.amount_kr for row in table.saved.amounts.all()}


def with_sum(form: dict[str, Any], text: str) -> str:
    return str(form["satser_1"]).replace("3\u00a0000\u00a0000", text)


@pytest.mark.parametrize("written", ["2 500 000", "2500000", "2\u00a0500\u00a0000"])
def test_the_table_follows_the_sum_of_the_clause(table: Table, written: str) -> None:
    form = table.read()
    table.send(form, satser_1=with_sum(form, written))
    assert amounts(table) == {2025: 2_500_000}
    assert "2\u00a0500\u00a0000\u00a0kr" in decided_words(table.saved)[0]
    assert not any(c["own"] for b in table.saved.blocks for c in b["clauses"])
    now = table.read()
    assert now[f"belopp_{table.heby}_2025"] == "2\u00a0500\u00a0000"
    table.send(now, **{f"belopp_{table.heby}_2025": "2 000 000"})  # and the clause the table
    assert amounts(table) == {2025: 2_000_000}
    assert "2\u00a0000\u00a0000\u00a0kr" in decided_words(table.saved)[0]


def test_where_both_are_typed_and_disagree_both_stand_and_are_told(table: Table) -> None:
    form = table.read()
    changed = {f"belopp_{table.heby}_2025": "2 000 000"}
    table.send(form, satser_1=with_sum(form, "2 500 000"), **changed)
    assert amounts(table) == {2025: 2_000_000}
    found = load_proceedings(Meeting.objects.get()).findings
    differ = [f for f in found if f.code in (codes.OUTCOME_CONTRADICTED, codes.TEXT_CONTRADICTED)]
    assert [(f.expected_kr, f.found_kr) for f in differ] == [(2_000_000, 2_500_000)]


def test_a_page_that_saved_half_of_it_comes_right_with_the_rest(table: Table) -> None:
    form = table.read()
    table.send(form, satser_1=str(form["satser_1"]).replace("3\u00a0000\u00a0000\u00a0kr", "kr"))
    assert any(c["own"] for b in table.saved.blocks for c in b["clauses"])
    for written in ("2", "25", "2 500 000"):
        form = table.read()
        first, _, rest = str(form["satser_1"]).partition("\n")
        first = f"{first.partition(' med högst')[0]} med högst {written} kr"
        table.send(form, satser_1=f"{first}\n{rest}")
    assert amounts(table) == {2025: 2_500_000}
    assert not any(c["own"] for b in table.saved.blocks for c in b["clauses"])


def test_what_disagrees_is_not_settled_by_a_save_of_something_else(table: Table) -> None:
    form = table.read()
    changed = {f"belopp_{table.heby}_2025": "2 000 000"}
    table.send(form, satser_1=with_sum(form, "2 500 000"), **changed)
    table.send(table.read(), background="Något annat.")
    assert amounts(table) == {2025: 2_000_000}
    assert "2\u00a0500\u00a0000" in decided_words(table.saved)[0]


def test_words_that_say_more_than_another_sum_are_somebodys_own(table: Table) -> None:
    form = table.read()
    table.send(form, satser_1=with_sum(form, "2 500 000").replace("stöd", "bidrag"))
    assert amounts(table) == {2025: 3_000_000}
    assert "bidrag" in decided_words(table.saved)[0]


def test_with_two_years_the_table_is_asked_for(
    cast: Cast, application: Application, client: Any
) -> None:
    table = Table(cast, settling.on_the_agenda(cast, application), client)
    with story.on(story.MEETING_DAY):
        treat_item(actor=story.keeper(cast), item=table.item)
    table.send(table.read(), outcome="amended")
    form = table.read()
    table.send(form, satser_1=str(form["satser_1"]).replace("7\u00a0000", "6\u00a0000"))
    assert amounts(table) == {2025: 3_000_000, 2026: 4_000_000}


def test_a_sum_is_read_where_nothing_else_has_changed() -> None:
    was = "bevilja högst 300\u00a0000\u00a0kr för tiden 1 januari 2025 till 31 december 2025"
    assert sum_written_anew(was, was) is None
    assert sum_written_anew(was, was.replace("300", "250")) == 250_000
    assert sum_written_anew(was, was.replace("300\u00a0000", "250000") + ".") == 250_000
    assert sum_written_anew(was, was.replace("300", "250").replace("31", "30")) is None
    assert sum_written_anew(was, was.replace("300\u00a0000", "0")) is None
    assert sum_written_anew(was, f"{was}, varav 1\u00a0000\u00a0kr") is None
