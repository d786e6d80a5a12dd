"""Whose and for which year a written sum is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.money import format_kr
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.shares import Share, share_slip
from samordna.kernel.wording.speech import Says, contrary_act

SHARES = (
    Share("Enköpings kommun", 2024, 249_000),
    Share("Enköpings kommun", 2025, 400_000),
    Share("Arbetsförmedlingen", 0, 0),
)
FACTS = Facts(
    name="Växtkraft Enköping", amount_kr=649_000, start=date(2024, 1, 1), end=date(2025, 12, 31),
    payout=PayoutRule.QUARTERLY, owners=("Enköpings kommun",), years=(2024, 2025), shares=SHARES,
)  # fmt: skip
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)
PAYOUT = Clause(ClauseKind.PAYOUT, words="{payout}", key=2)


@pytest.mark.parametrize(
    "text",
    [
        "bevilja 400 000 kr för 2024 och 249 000 kr för 2025",
        "bevilja 649 000 kr, varav 249 000 kr för 2025 och 400 000 kr för 2024",
        "bevilja för 2024 400 000 kr och för 2025 249 000 kr",
        "bevilja 649 000 kr för 2024",
        "bevilja Enköping 149 000 kr och Arbetsförmedlingen 500 000 kr",
        "bevilja Enköping 500 000 och Arbetsförmedlingen 649 000",
        "bevilja Arbetsförmedlingen 649 000 kr",
        "bevilja Växtkraft 500 000",
        "bevilja Växtkraft 500000",
    ],
)
def test_a_sum_in_another_place_than_the_tables_is_found(text: str) -> None:
    assert disagreements([replace(GRANT, own=text)], FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "bevilja 249 000 kr för 2024 och 400 000 kr för 2025",
        "bevilja Växtkraft Enköping 649 000 kr, varav 249 000 kr för 2024 och 400 000 kr för 2025",
        "bevilja 649 000 kr, för 2024 249 000 kr och för 2025 400 000 kr",
        "bevilja 649 000 kr för 2024 och 2025",
        "bevilja 649 000 för 2024–2025",
        "bevilja Enköpings kommun 649 000 kr",
        "bevilja 649 000 kr till Enköping",
        "bevilja Enköping 249 000 kr för 2024 och 400 000 kr för 2025",
        "bevilja 649 tkr och avslå ansökan i övrigt",
    ],
)
def test_the_tables_sums_in_other_words_are_no_slip(text: str) -> None:
    assert not disagreements([replace(GRANT, own=text)], FACTS)
    assert contrary_act(replace(GRANT, own=text), FACTS, Says.GRANT) is None


@given(st.lists(st.tuples(st.integers(2024, 2030), st.integers(1, 10**8)), max_size=4))
def test_the_table_itself_is_never_a_slip(rows: list[tuple[int, int]]) -> None:
    cells = dict(rows)
    shares = [Share("Heby kommun", year, kr) for year, kr in cells.items()]
    text = ", ".join(f"{format_kr(kr)} för {year}" for year, kr in cells.items())
    assert share_slip(f"bevilja {text}", shares) is None


@pytest.mark.parametrize(
    "text",
    [
        "betala ut allt i förskott",
        "medlen hanteras som kansliet vill",
        "medlen betalas ut kvartalsvis i förskott",
        "medlen betalas mot faktura",
    ],
)
def test_a_payment_that_is_not_the_chosen_rule_is_found(text: str) -> None:
    assert disagreements([GRANT, replace(PAYOUT, own=text)], FACTS)


def test_a_free_clause_about_paying_in_advance_is_found() -> None:
    free = Clause(ClauseKind.FREE, own="hela beloppet betalas ut i förskott", key=3)
    assert disagreements([GRANT, PAYOUT, free], FACTS)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("avslå ansökan om medel för Växtkraft", Says.REFUSE),
        ("avslå Växtkraft", Says.REFUSE),
        ("bordlägga ärendet", Says.POSTPONE),
        ("bevilja Växtkraft 649 000 kr", None),
    ],
)
def test_a_granting_clause_that_does_something_else(text: str, act: Says | None) -> None:
    assert contrary_act(replace(GRANT, own=text), FACTS, Says.GRANT) is act
