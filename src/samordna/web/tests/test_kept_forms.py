"""Every form in which somebody writes a longer text is kept in the browser until it is saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2]
FORM = re.compile(r"<form\b(.*?)</form>", re.DOTALL)
LONG = re.compile(r"<textarea|\{% (?:field|control) [\w.]*\b(?:reason|text|comment)\b")
KEPT = ("data-autosave", "data-unsaved", "data-hx-post", "hx-post")
#: The absence's reason is a short word that is chosen, in the row of its button.
SHORT = {"_presence.html", "_item.html"}


def test_a_form_with_a_longer_text_is_kept() -> None:
    forms = [
        (template.name, found)
        for template in SOURCES.rglob("templates/**/*.html")
        for found in FORM.findall(template.read_text())
        if LONG.search(found) and template.name not in SHORT
    ]
    assert len(forms) > 5
    assert [name for name, found in forms if not any(word in found for word in KEPT)] == []


BARE = re.compile(r"\bdata-unsaved(?![=\w])")


def test_a_form_for_something_new_asks_one_question_of_the_whole_text() -> None:
    """A reason is written for what one is about to do: nothing of it is saved to choose from."""
    asks_field_by_field = [
        template.name
        for template in SOURCES.rglob("templates/**/*.html")
        for found in FORM.findall(template.read_text())
        if BARE.search(found.split("%}")[0].split(">")[0])
        and re.search(r"\{% field \w+\.reason\b", found)
    ]
    assert asks_field_by_field == []


@pytest.mark.parametrize("name", ["extend", "first_number", "renumber", "correct_address"])
def test_what_is_done_once_is_asked_about_once(name: str) -> None:
    (template,) = SOURCES.rglob(f"templates/**/{name}.html")
    forms = FORM.findall(template.read_text())
    assert forms and all('data-unsaved="new"' in found for found in forms)
