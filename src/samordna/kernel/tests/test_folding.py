"""Words as they are sought."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.folding import fold_for_search
from samordna.kernel.texts import as_read


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Växtkraft", "vaxtkraft"),
        ("ÅNGSTRÖM", "angstrom"),
        ("Idé och Café", "ide och cafe"),
        ("Øresund", "oresund"),
        ("Ängsbacken", "angsbacken"),  # the mark stands by itself
        ("Straße 1 %", "straße 1 %"),
        ("finans\u00adiering 2025\u20112026", "finansiering 2025-2026"),
        ("10\u00a0256 m²", "10 256 m2"),
    ],
)
def test_case_and_marks_are_taken_away(text: str, bare: str) -> None:
    assert fold_for_search(text) == bare
    assert fold_for_search(unicodedata.normalize("NFD", text)) == bare


@given(st.text())
def test_what_is_folded_stays(text: str) -> None:
    once = fold_for_search(text)
    assert fold_for_search(once) == once


@given(st.text())
def test_what_looks_the_same_is_sought_the_same(text: str) -> None:
    assert fold_for_search(as_read(text)) == fold_for_search(text)
