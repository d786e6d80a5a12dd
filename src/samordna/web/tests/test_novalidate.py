"""What is wrong in a form is said by the house, in Swedish and with a way to its field."""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2]
#: The beginning tag, in which a template's own tags may hold the sign that ends it; and the rest.
FORM = re.compile(r"<form\b((?:\{%.*?%\}|\{\{.*?\}\}|[^>{]|\{)*?)>(.*?)</form>", re.DOTALL)
CONTROL = re.compile(
    r'<(?:input(?![^>]*type="hidden")|select|textarea)\b|\{% (?:field|control|include) '
)
#: What a browser checks by itself, with words of its own, where a template writes it.
OWN_CHECK = re.compile(r"<(?:input|select|textarea)\b[^>]*\s(?:required|pattern=|minlength=)")


def _templates() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(SOURCES)), path.read_text())
        for path in SOURCES.rglob("templates/**/*.html")
    ]


def test_no_browser_stops_a_form_with_words_of_its_own() -> None:
    written_in = [
        (name, head)
        for name, text in _templates()
        for head, inside in FORM.findall(text)
        if CONTROL.search(inside)
    ]
    assert len(written_in) > 50
    assert [name for name, head in written_in if "novalidate" not in head] == []


def test_no_template_asks_the_browser_to_check_a_control() -> None:
    assert [name for name, text in _templates() if OWN_CHECK.search(text)] == []
