"""What is proposed for one organisation and one year is typed once in the statement."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.budgets.typed import Party
from samordna.funding.forms.office import StatementForm
from samordna.funding.rules.proposal import amount_field, clause_field, standard_clauses
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, Facts

HEBY, PLACE = Party(4, "Heby kommun"), (4, 2025)
AMOUNT = amount_field(*PLACE)
CLAUSES = standard_clauses(["att bevilja insatsen högst {amount}", "insatsen följer ansökan"])


def form(*, years: tuple[int, ...] = (2025,), **changes: Any) -> StatementForm:
    """The page of 300 000 kr for 2025 as it was sent, with some of it changed."""
    initial = {"revision": 0, "payout_rule": PayoutRule.QUARTERLY, AMOUNT: 300_000}
    facts = Facts(amount_kr=300_000, owners=("Heby kommun",), years=(2025,))
    given: dict[str, Any] = {
        "parties": [HEBY], "years": years, "clauses": CLAUSES, "facts": facts, "initial": initial
    }  # fmt: skip
    read = StatementForm(**given)
    data = {b.html_name: "" if b.value() is None else b.value() for b in read}
    return StatementForm({**data, **changes}, **given)


def grant(made: StatementForm) -> Clause:
    assert made.is_valid(), made.errors
    return made.clauses()[0]


@pytest.mark.parametrize("written", ["250 000", "250000", "250\u00a0000"])
def test_the_table_follows_the_clause(written: str) -> None:
    made = form(**{clause_field(1): f"bevilja insatsen högst {written} kr"})
    assert not grant(made).edited and made.amounts() == {PLACE: 250_000}


def test_a_typed_amount_is_the_amount_and_the_clause_stands_as_it_was_written() -> None:
    made = form(**{clause_field(1): "bevilja insatsen högst 250 000 kr", AMOUNT: "200 000"})
    assert grant(made).own == "bevilja insatsen högst 250\u00a0000\u00a0kr"
    assert made.amounts() == {PLACE: 200_000}


def test_with_two_years_the_table_is_asked_for() -> None:
    made = form(years=(2025, 2026), **{clause_field(1): "bevilja insatsen högst 250 000 kr"})
    assert grant(made).edited and made.amounts()[PLACE] == 300_000


def test_other_words_are_somebodys_own() -> None:
    made = form(**{clause_field(1): "bevilja Heby högst 250 000 kr"})
    assert grant(made).edited and made.amounts() == {PLACE: 300_000}
