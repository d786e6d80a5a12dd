"""A body's name as it stands inside a sentence."""

from __future__ import annotations

import pytest

from samordna.parties.models import Body
from samordna.parties.rules import body_in_text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Styrelsen", "styrelsen"),
        ("Arbetsutskottet", "arbetsutskottet"),
        ("AU", "AU"),
        ("Lokus Heby", "Lokus Heby"),
        ("Lokusgruppen Heby", "lokusgruppen Heby"),
        ("Styrgruppen för Växtkraft", "styrgruppen för Växtkraft"),
        ("Kommittén Norr", "kommittén Norr"),
        ("Beredningsgrupp Norr", "Beredningsgrupp Norr"),
        ("", ""),
    ],
)
def test_a_common_noun_is_written_small_and_a_name_of_its_own_is_not(name: str, said: str) -> None:
    assert body_in_text(name) == said
    assert Body(name=name).in_text == said
