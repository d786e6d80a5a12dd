"""Long words say where they may be divided, and read as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.web.words import LONGEST, SOFT_HYPHEN, with_breaks, with_soft_hyphens


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


LONG = "A" * 120


def test_what_is_longer_than_any_word_may_be_divided_on_a_page() -> None:
    shown = with_breaks(f"<td>{LONG} Berg</td>")
    assert shown.replace("<wbr>", "") == f"<td>{LONG} Berg</td>"
    assert max(map(len, shown[4:-5].replace("<wbr>", " ").split())) <= LONGEST
    assert "<wbr>" in with_breaks(f"{LONG}<br>")


@pytest.mark.parametrize(
    "markup",
    [
        f'<a href="/{LONG}" title="{LONG}">namn</a>',
        f"<title>{LONG}</title>",
        f"<textarea>{LONG}</textarea>",
        f"<option>{LONG}</option>",
        f"<svg><text>{LONG}</text></svg>",
        "<p>Rehabiliteringskoordinatorsorganisation</p>",
        "<p>&amp;&#x27;" + "&aring;" * 40 + "</p>",
    ],
)
def test_nothing_else_is_touched(markup: str) -> None:
    assert with_breaks(markup) is markup


@given(st.text(alphabet="ab <>&;=\"'", max_size=300))
def test_only_places_to_break_are_added(markup: str) -> None:
    assert with_breaks(markup).replace("<wbr>", "") == markup


def test_runs_that_are_alike_are_each_found_in_their_place() -> None:
    run, longer = "a" * 41, "b" + "a" * 42
    divided = f"<wbr>{'a' * 10}" * 3 + "<wbr>a"
    found = with_breaks(f'<p title="{run}">{run}</p> <p>{longer} x&amp;{run}</p>')
    assert found.count(f"{'a' * 10}{divided}") == 2
    assert f'title="{run}"' in found
    assert f"b{'a' * 9}<wbr>{'a' * 10}" in found
    assert found.replace("<wbr>", "") == f'<p title="{run}">{run}</p> <p>{longer} x&amp;{run}</p>'
