"""A reason ends with one full stop, whoever set it."""

from __future__ import annotations

import pytest

from samordna.kernel.sentences import without_stop


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
