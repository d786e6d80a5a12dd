"""Long words say where they may be divided, and read as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.web.words import SOFT_HYPHEN, with_soft_hyphens


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rehabiliteringskoordinatorer", "reha-bi-li-te-rings-koordinatorer"),
        ("Arbetsmarknadstorget", "Arbets-marknads-torget"),
        ("Samordningsförbundet", "Samordnings-förbundet"),
        ("Verksamhetsutvecklare", "Verksamhets-utvecklare"),
        ("Tjänsteutlåtandenas", "Tjänsteutlåtandenas"),
        ("Tjänsteutlåtandekommittén", "Tjänste-utlåtande-kommittén"),
        ("Växtkraft Enköping", "Växtkraft Enköping"),
        ("kontakt@samordningsforbundet.exempel.se", "kontakt@samordningsforbundet.exempel.se"),
        ("", ""),
    ],
)
def test_a_long_word_is_divided_where_it_may_be(text: str, shown: str) -> None:
    assert with_soft_hyphens(text).replace(SOFT_HYPHEN, "-") == shown


@given(st.text())
def test_nothing_but_soft_hyphens_is_added(text: str) -> None:
    plain = text.replace(SOFT_HYPHEN, "")
    assert with_soft_hyphens(plain).replace(SOFT_HYPHEN, "") == plain
