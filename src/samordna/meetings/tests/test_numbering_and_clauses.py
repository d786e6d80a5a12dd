"""Paragraph numbers without gap or double, and att-clauses."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import bare_clause
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.clauses import (
    decides,
    decision_lead,
    proposes,
    with_endings,
)
from samordna.meetings.rules.numbering import (
    numbering_findings,
    numbers_in,
    runs,
    written,
)


@pytest.mark.parametrize(
    ("numbers", "gapless"),
    [([], True), ([1, 2, 3], True), ([3, 1, 2], True), ([1, 3], False), ([1, 1, 2], False),
     ([2, 3], False), ([0, 1], False)],
)  # fmt: skip
def test_gapless(numbers, gapless):
    assert (numbering_findings(numbers) == []) is gapless


def test_gaps_and_doubles_are_named():
    found = numbering_findings([60, 62, 62, 64, 59], first=60)
    assert [(f.code, f.where.field) for f in found] == [
        ("number-missing", "§\u00a061"),
        ("number-missing", "§\u00a063"),
        ("number-before-first", "§\u00a059"),
        ("number-doubled", "§\u00a062"),
    ]
    assert found[3].message == "§\u00a062 förekommer 2 gånger."


@given(st.lists(st.integers(1, 40), max_size=40), st.integers(1, 5))
def test_findings_exactly_when_not_gapless(numbers, first):
    gapless = sorted(numbers) == list(range(first, first + len(numbers)))
    assert (numbering_findings(numbers, first) == []) is gapless


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([73], "§ 73"),
        ([125, 126, 127], "§§ 125–127"),
        ([60, 61], "§§ 60–61"),
        ([60, 62], "§§ 60 och 62"),
        ([67, 60, 62, 66, 65], "§§ 60, 62 och 65–67"),
    ],
)
def test_written_numbers(numbers, text):
    assert written(numbers).replace("\u00a0", " ") == text


@given(st.sets(st.integers(1, 300)), st.sets(st.integers(1, 300)))
def test_a_mark_is_read_as_it_was_written(marked, others):
    assert numbers_in(written(marked), marked | others) == sorted(marked)


def test_a_place_that_is_no_paragraph_is_about_none():
    assert numbers_in("taken_down", [1, 2]) == []


@given(st.sets(st.integers(1, 300)))
def test_runs_hold_every_number_once_and_never_touch(numbers):
    grouped = runs(numbers)
    assert sorted(n for low, high in grouped for n in range(low, high + 1)) == sorted(numbers)
    for (_, high), (low, _) in pairwise(grouped):
        assert low > high + 1


def test_listed():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a och b"
    assert listed(["a", "b", "c"]) == "a, b och c"


def test_clauses_lose_their_att_and_get_the_right_endings():
    assert with_endings(
        ["Att bevilja Växtkraft högst 8 260 000 kr,", "- att att  beloppet fördelas per år; samt",
         "", "  lägga uppföljningen till handlingarna. "]
    ) == [
        "bevilja Växtkraft högst 8 260 000 kr,",
        "beloppet fördelas per år, samt",
        "lägga uppföljningen till handlingarna.",
    ]  # fmt: skip


def test_one_and_no_clause():
    assert with_endings(["godkänna föredragningslistan"]) == ["godkänna föredragningslistan."]
    assert with_endings([" ", "att"]) == []


def test_words_that_only_begin_like_att_or_end_like_och_are_kept():
    assert bare_clause("attestera fakturan") == "attestera fakturan"
    assert bare_clause("Att: ange moch") == "ange moch"


@given(st.lists(st.text("abc åäö,.;-", max_size=20)))
def test_formatting_twice_changes_nothing(clauses):
    once = with_endings(clauses)
    assert with_endings(once) == once


def test_leads():
    assert decision_lead("styrelsen") == "Styrelsen beslutar"
    assert decision_lead("arbetsutskottet", Act.PROPOSES) == (
        "Arbetsutskottet föreslår styrelsen besluta"
    )
    assert decision_lead("arbetsutskottet", Act.INFORMS) == "Arbetsutskottet informerar"
    assert decision_lead("styrelsen", Act.NOTHING) == "Styrelsen fattar inget beslut i ärendet."


def test_what_proposes_and_what_decides():
    assert proposes("att AU föreslår styrelsen besluta om medel")
    assert not proposes("att uppdra åt kansliet att föreslå en plan")
    assert decides("AU beslutar att bordlägga")
    assert not decides("AU föreslår styrelsen besluta")
    assert not decides("lägga beslutet till handlingarna")


@pytest.mark.parametrize("text", ["," * 20_000 + "x", "; " * 10_000 + "x", "och " * 5_000])
def test_a_clause_of_thousands_of_signs_is_read_at_once(text: str) -> None:
    began = time.process_time()
    bare_clause(text)
    assert time.process_time() - began < 1
