"""A reason ends with one full stop, whoever set it."""

from __future__ import annotations

import pytest

from samordna.kernel.sentences import listed, without_stop


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Beloppet kontrolleras", "Beloppet kontrolleras"),
        ("Beloppet kontrolleras. ", "Beloppet kontrolleras"),
        ("Fel belopp!", "Fel belopp!"),
        ("Se vidare ...", "Se vidare ..."),
        ("", ""),
    ],
)
def test_one_full_stop(typed: str, said: str) -> None:
    assert without_stop(typed) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_several_words_have_one_and(words: list[str], said: str) -> None:
    assert listed(words) == said
