"""How many of something, in words."""

from __future__ import annotations

import pytest

from samordna.kernel.counting import counted
from samordna.kernel.money import NBSP


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 anmärkningar"),
        (1, "1 anmärkning"),
        (2, "2 anmärkningar"),
        (11, "11 anmärkningar"),
        (1234, f"1{NBSP}234 anmärkningar"),
    ],
)
def test_one_is_said_of_one_only(number: int, said: str) -> None:
    assert counted(number, "anmärkning", "anmärkningar") == said
