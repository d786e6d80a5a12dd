"""Clauses as data: what they say follows the facts, and what somebody wrote is kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.money import NBSP
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import (
    ALWAYS,
    REFUSED,
    Clause,
    ClauseKind,
    Facts,
    clauses_of,
    kept,
    numbered,
    restored,
    reworded,
    said,
    shown,
    typed_clause,
)
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.speech import Says, acts_in

FREE = Clause(ClauseKind.FREE, when=ALWAYS)
PROPOSAL = numbered(
    [
        Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount} från {from} till {to}"),
        Clause(ClauseKind.CONDITION, words="insatsen följer ansökan"),
        Clause(ClauseKind.PAYOUT, words="{payout}"),
    ]
)
FACTS = Facts(
    name="Växtkraft",
    amount_kr=8_260_000,
    start=date(2025, 1, 1),
    end=date(2026, 12, 31),
    payout=PayoutRule.QUARTERLY,
    owners=("Heby kommun",),
    years=(2025, 2026),
)


def test_the_words_are_made_of_the_facts() -> None:
    assert said(PROPOSAL, FACTS) == [
        f"bevilja Växtkraft högst 8{NBSP}260{NBSP}000{NBSP}kr från 1 januari 2025 till "
        "31 december 2026",
        "insatsen följer ansökan",
        "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader",
    ]
    other = replace(FACTS, amount_kr=1_000, payout=PayoutRule.FINAL)
    assert f"högst 1{NBSP}000{NBSP}kr" in said(PROPOSAL, other)[0]
    assert (
        said(PROPOSAL, other)[2] == "medlen betalas ut mot faktura när slutrapporten har godkänts"
    )


def test_a_row_keeps_clauses() -> None:
    assert clauses_of(kept(PROPOSAL)) == PROPOSAL


def _after(*typed: str, facts: Facts = FACTS) -> list[Clause]:
    return reworded(PROPOSAL, shown(PROPOSAL, FACTS), typed, facts, added=FREE)


def test_lines_that_come_back_unchanged_stay_data_whatever_their_spaces() -> None:
    lines = [line.replace(NBSP, " ") + "," for line in said(PROPOSAL, FACTS)]
    assert _after(*lines) == PROPOSAL
    # Also when an amount was changed by somebody else meanwhile.
    assert _after(*lines, facts=replace(FACTS, amount_kr=5)) == PROPOSAL


def test_a_changed_line_becomes_own_words_with_hard_spaces_and_a_missing_one_is_struck() -> None:
    grant, condition, _ = said(PROPOSAL, FACTS)
    written = _after("att bevilja Växtkraft 8 260 000 kr;", condition)
    assert [c.own for c in written] == [f"bevilja Växtkraft 8{NBSP}260{NBSP}000{NBSP}kr", None, ""]
    assert restored(written) == PROPOSAL
    assert grant in said(restored(written), FACTS)


def test_a_new_line_stands_where_it_was_written() -> None:
    grant, condition, payout = said(PROPOSAL, FACTS)
    written = _after(grant, "tacka kansliet", condition, payout)
    assert said(written, FACTS) == [grant, "tacka kansliet", condition, payout]
    assert (written[1].kind, written[1].key) == (ClauseKind.FREE, 4)


def test_a_line_that_goes_on_while_it_is_saved_is_one_clause() -> None:
    before, lines = shown(PROPOSAL, FACTS), said(PROPOSAL, FACTS)
    clauses = PROPOSAL
    for text in ("tac", "tacka k", "tacka kansliet"):
        clauses = reworded(clauses, before, [*lines, text], FACTS, added=FREE)
    assert said(clauses, FACTS) == [*lines, "tacka kansliet"]


LINES = st.lists(st.text("abc åäö-,.", max_size=12), max_size=6)


@given(LINES)
def test_what_is_typed_is_what_is_said(typed: list[str]) -> None:
    written = _after(*typed)
    assert said(written, FACTS) == [text for line in typed if (text := typed_clause(line))]
    keys = [clause.key for clause in written]
    assert len(keys) == len(set(keys))
    again = reworded(written, shown(written, FACTS), said(written, FACTS), FACTS, added=FREE)
    assert said(again, FACTS) == said(written, FACTS)


@given(st.integers(1, 10**9), st.sampled_from(PayoutRule), st.integers(2020, 2040))
def test_made_words_never_disagree_with_the_data(kr: int, rule: PayoutRule, year: int) -> None:
    facts = replace(
        FACTS, amount_kr=kr, payout=rule, years=(year,), start=date(year, 1, 1),
        end=date(year, 12, 31),
    )  # fmt: skip
    assert disagreements(PROPOSAL, facts) == []
    # Neither do the same words written by hand.
    own = [replace(c, own=c.made(facts)) for c in PROPOSAL]
    assert disagreements(own, facts) == []


@pytest.mark.parametrize(
    ("own", "text", "data"),
    [
        ("bevilja Växtkraft 10 256 000 kr", "10 256 000 kr", "8 260 000 kr"),
        ("bevilja Växtkraft medel för 2027", "år 2027", "2025–2026"),
        (
            "bevilja Växtkraft medel för tiden 2025-01-01–2027-12-31",
            "2025-01-01 till 2027-12-31",
            "1 januari 2025 till 31 december 2026",
        ),
        ("bevilja Framsteget medel", "”Framsteget”", "”Växtkraft”, Heby kommun"),
        ("bevilja insatsen 8 260 000 kr", None, None),
        ("bevilja Heby kommun 8 260 000 kr", None, None),
        ("bevilja medel enligt dnr 2021:11", None, None),
        ("bevilja Växtkraft 4 000 000 kr för 2025 och 4 260 000 kr för 2026", None, None),
    ],
)
def test_written_words_that_disagree(own: str, text: str | None, data: str | None) -> None:
    found = disagreements([replace(PROPOSAL[0], own=own)], FACTS)
    plain = [(d.text.replace(NBSP, " "), d.data.replace(NBSP, " ")) for d in found]
    assert plain == ([(text, data)] if text else [])


def test_another_rule_of_payment_in_the_words() -> None:
    (found,) = disagreements([replace(PROPOSAL[2], own="medlen betalas mot faktura")], FACTS)
    assert "faktura" in found.text
    assert "kvartalsvis" in found.data


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("bevilja insatsen medel", {Says.GRANT}),
        ("inte bevilja ansökan", {Says.REFUSE}),
        ("ansökan beviljas inte", {Says.REFUSE}),
        ("lämna ansökan utan bifall", {Says.REFUSE}),
        ("inte bevilja undantag", set()),
        ("uppdra åt kansliet att inte bevilja ansökan om resor", set()),
        ("uppdra åt kansliet att bevilja resor", set()),
        ("avslå ansökan om 7 000 000 kr", {Says.REFUSE}),
        ("avslå yrkandet från Lars", set()),
        ("bordlägga ärendet", {Says.POSTPONE}),
        ("återremittera ansökan", {Says.REMIT}),
        ("godkänna ansökan", {Says.GRANT}),
    ],
)
def test_what_a_text_says_it_does(text: str, acts: set[Says]) -> None:
    assert acts_in(text) == acts


def test_a_line_written_among_those_of_another_outcome_comes_last_of_its_own() -> None:
    """The page still showed what grants, when the refusal had been saved."""
    refusal = Clause(ClauseKind.REFUSE, words="avslå ansökan", when=REFUSED, key=9)
    every, lines = [*PROPOSAL, refusal], shown(PROPOSAL, FACTS)
    typed = [*(line.text for line in lines), "tacka sökanden"]
    added = Clause(ClauseKind.FREE, when=REFUSED)
    now = reworded(every, lines, typed, FACTS, added=added)
    assert now[: len(every)] == every
    assert [(clause.own, clause.when) for clause in now[len(every) :]] == [
        ("tacka sökanden", REFUSED)
    ]
