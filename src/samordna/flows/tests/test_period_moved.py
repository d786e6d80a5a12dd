"""A granted period that is moved past the end of a year: the new year gets its amount."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samordna.flows.tests import settling
from samordna.flows.tests.test_outcomes import Table
from samordna.funding.models import Application, ProposedAmount
from samordna.initiatives.models import Grant
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.table import treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
MOVED = {"period_from": "2025-04-01", "period_to": "2026-03-31"}


@pytest.fixture
def table(cast: Cast, application: Application, client: Any) -> Table:
    """3 000 000 kr for 2025 alone are proposed; the board changes it."""
    ProposedAmount.objects.filter(year=2026).delete()
    Application.objects.update(period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    made = Table(cast, settling.on_the_agenda(cast, application), client)
    with story.on(story.MEETING_DAY):
        treat_item(actor=story.keeper(cast), item=made.item)
    made.send(made.read(), outcome="amended")
    return made


def _amounts(table: Table) -> dict[int, int]:
    return {row.year: row.amount_kr for row in table.saved.amounts.all()}


def _codes(table: Table) -> set[str]:
    found = load_proceedings(Meeting.objects.get(pk=table.item.meeting_id)).findings
    return {f.code for f in found}


def test_the_new_year_can_be_written_and_nothing_typed_is_lost(table: Table, cast: Cast) -> None:
    year = f"belopp_{table.heby}_2026"
    form = table.read()
    assert year not in form
    first = {f"belopp_{table.heby}_2025": "2 000 000", "background": "Flyttas ett kvartal."}
    table.send(form, **MOVED, **first)
    form = table.read()
    assert form["background"] == "Flyttas ett kvartal."
    assert form[f"belopp_{table.heby}_2025"] == "2\u00a0000\u00a0000"
    assert form[year] == "0"
    assert codes.PERIOD_WITHOUT_AMOUNT in _codes(table)
    table.send(form, **{year: "1 000 000"})
    assert _amounts(table) == {2025: 2_000_000, 2026: 1_000_000}
    assert not {codes.PERIOD_WITHOUT_AMOUNT, codes.AMOUNT_OUTSIDE_PERIOD} & _codes(table)
    # All that was applied for is granted, if in other years: nothing is left to refuse.
    assert table.saved.left == []
    story.decide(cast, table.item.meeting, "Övriga", "noted")
    settling.signed(cast, table.item.meeting)
    granted = {(row.year, row.amount_kr) for row in Grant.objects.get().amounts.all()}
    assert granted == {(2025, 2_000_000), (2026, 1_000_000)}


def test_a_period_moved_back_takes_the_empty_year_away(table: Table) -> None:
    table.send(table.read(), **MOVED)
    assert set(_amounts(table)) == {2025, 2026}
    table.send(table.read(), period_from="2025-01-01", period_to="2025-12-31")
    assert set(_amounts(table)) == {2025}
    # What was written for it stays, and is told: nothing typed is lost.
    table.send(table.read(), **MOVED)
    table.send(table.read(), **{f"belopp_{table.heby}_2026": "500 000"})
    table.send(table.read(), period_from="2025-01-01", period_to="2025-12-31")
    assert _amounts(table)[2026] == 500_000
    assert codes.AMOUNT_OUTSIDE_PERIOD in _codes(table)


def test_a_slip_of_the_outcome_keeps_the_new_year(table: Table) -> None:
    table.send(table.read(), **MOVED)
    table.send(table.read(), **{f"belopp_{table.heby}_2026": "500 000"})
    table.send(table.read(), outcome="approved")
    assert set(_amounts(table)) == {2025}
    table.send(table.read(), outcome="amended")
    assert _amounts(table)[2026] == 500_000


def test_a_year_outside_the_period_cannot_be_sent(table: Table, cast: Cast) -> None:
    with pytest.raises(NotPossible, match="2027"):
        story.decide(
            cast, table.item.meeting, "Plattform", "amended", amounts={(table.heby, 2027): 1}
        )
