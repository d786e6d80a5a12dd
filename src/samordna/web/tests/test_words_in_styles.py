"""No word stands in a stylesheet alone: what is copied from a page, or read without its styles,
says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import samordna

STYLES = sorted(Path(samordna.__file__).parent.rglob("static/**/*.css"))
_CONTENT = re.compile(r'content:\s*"([^"]*)"')


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_word_is_made_by_a_stylesheet(path: Path) -> None:
    made = _CONTENT.findall(path.read_text("utf-8"))
    assert [text for text in made if any(map(str.isalpha, text))] == []


def test_every_list_of_clauses_says_att() -> None:
    """Each template that sets clauses sets *att* before each of them."""
    templates = Path(samordna.__file__).parent.rglob("templates/**/*.html")
    texts = {path.name: path.read_text("utf-8") for path in templates}
    lists = {
        name: re.findall(r'<ol class="clauses">(.*?)</ol>', text, re.DOTALL)
        for name, text in texts.items()
        if 'class="clauses"' in text
    }
    assert len(lists) >= 7
    for name, found in lists.items():
        assert found, name
        for inside in found:
            rows = inside.count("<li>")
            assert rows == inside.count('<li><span class="att">att </span>') > 0, name
