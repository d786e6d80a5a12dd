"""What a form carries as JSON is read whatever was sent, and no reader of it raises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samordna
from samordna.kernel.wording.clauses import Shown
from samordna.web.clauses import ShownField
from samordna.web.merging import read_prints
from samordna.web.sent_json import read_json

#: Every reader of JSON that a form sends.
READERS = [ShownField().to_python, read_prints, lambda text: read_json(text, 100_000)]
FORGED = [
    "[" * 90_000,
    '{"a":' * 20_000,
    '[[1e999,"a",false]]',
    '[[NaN,"a",false]]',
    '[[-Infinity,"a",false]]',
    f'[[{"9" * 5_000},"a",false]]',
    '[[true,"a",false]]',
    '[[1,["a"],false]]',
    '[[1,"a",{}]]',
    "[[1]]",
    "[1]",
    "{}",
    "3",
    '"a"',
    "null",
    "",
    "\x00",
    "[" + "0," * 60_000 + "0]",
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", FORGED, ids=lambda text: text[:12])
def test_what_was_forged_is_answered_and_not_raised(read, text):
    read(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=ANYTHING, cut=st.integers(0, 40))
def test_anything_is_read_or_is_nothing(value, cut):
    text = json.dumps(value)
    for read in READERS:
        read(text)
        read(text[cut:])


def test_what_a_page_sent_is_read():
    field = ShownField()
    shown = [Shown(3, "bevilja 10 000 kr", True), Shown(4, "ge besked", False)]
    assert field.to_python(field.prepare_value(shown)) == shown
    assert field.to_python('[["3","a",false]]') is None
    assert read_prints('{"a":"b"}') == {"a": "b"}


def test_nothing_else_reads_json_of_its_own():
    """Where the house reads JSON: files of its own and of whoever runs it, and this one reader."""
    root = Path(samordna.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "json.loads" in path.read_text(encoding="utf-8") and "/tests/" not in str(path)
    }
    assert found == {
        "funding/services/calls.py",
        "funding/services/forms.py",
        "journal/services.py",
        "signin/providers.py",
        "web/sent_json.py",
    }
