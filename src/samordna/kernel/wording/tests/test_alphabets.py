"""A letter of another alphabet that looks Latin is found where it stands in a Latin word."""

from __future__ import annotations

import pytest

from samordna.kernel.wording.alphabets import mixed_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("bevilja 7 000 000 k\u0433", "k\u0433"),
        ("b\u0435vilja medel", "b\u0435vilja"),
        ("\u0430vslå ansökan", "\u0430vslå"),
        ("bevilja \u0391rbetet medel", "\u0391rbetet"),
        ("ej \u0456 år", ""),
        ("insatsen \u0391\u03b8\u03ae\u03bd\u03b1 beviljas medel", ""),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 och Åmål", ""),
        ("bevilja 7 000 000 kr, enligt § 5 – à la carte", ""),
        ("2:a året och 1:o punkten, Ångström & Co", ""),
    ],
)
def test_a_word_of_two_alphabets_is_named(text: str, word: str) -> None:
    assert mixed_word(text) == word
