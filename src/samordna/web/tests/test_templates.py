"""No template of any room holds what the Content Security Policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import samordna

ROOT = Path(samordna.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))

STYLE_ATTRIBUTE = re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE)
STYLE_ELEMENT = re.compile(r"<style\b", re.IGNORECASE)
EVENT_ATTRIBUTE = re.compile(r"""<[^>]*\s(?:on[a-z]+|(?:data-)?hx-on[:\w-]*)\s*=""", re.IGNORECASE)
SCRIPT_BODY = re.compile(r"<script\b[^>]*>\s*[^<\s]", re.IGNORECASE)
SCRIPT_WITHOUT_SOURCE = re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
UNKNOWN_ATTRIBUTE = re.compile(r"""[\s"'}]hx-[a-z]""")
JAVASCRIPT_LINK = re.compile(r"""(?:href|action)\s*=\s*["']?javascript:""", re.IGNORECASE)
FOREIGN_SOURCE = re.compile(r"""<(?:script|link|img)\b[^>]*(?:src|href)="https?:""", re.IGNORECASE)

FORBIDDEN = {
    "a style attribute": STYLE_ATTRIBUTE,
    "a style element": STYLE_ELEMENT,
    "an event attribute": EVENT_ATTRIBUTE,
    "a script with a body": SCRIPT_BODY,
    "a script without a source": SCRIPT_WITHOUT_SOURCE,
    "an attribute that HTML does not know": UNKNOWN_ATTRIBUTE,
    "a javascript: link": JAVASCRIPT_LINK,
    "something from another site": FOREIGN_SOURCE,
}


def offences(text: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_there_are_templates_to_look_in() -> None:
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_template_holds_nothing_inline(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_row_of_a_table_has_a_header(path: Path) -> None:
    rows = ROW.findall(path.read_text(encoding="utf-8"))
    assert [row for row in rows if row.count("<td") > 1 and "<th" not in row] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p class="a" style="color: red">', "a style attribute"),
        ("<style>p{}</style>", "a style element"),
        ('<a href="#" onclick="x()">', "an event attribute"),
        ('<a hx-on:click="x()">', "an event attribute"),
        ('<a data-hx-on:click="x()">', "an event attribute"),
        ('<a hx-get="/">', "an attribute that HTML does not know"),
        ('<p{% if a %} hx-swap-oob="true"{% endif %}>', "an attribute that HTML does not know"),
        ('<script defer src="a.js">alert(1)</script>', "a script with a body"),
        ("<script></script>", "a script without a source"),
        ('<a href="javascript:x()">', "a javascript: link"),
        ('<script src="https://cdn.example/x.js"></script>', "something from another site"),
    ],
)
def test_the_search_finds_what_it_looks_for(text: str, what: str) -> None:
    assert what in offences(text)


def test_the_search_lets_good_markup_be() -> None:
    good = (
        '<script src="{% static "web/app.js" %}" defer></script>'
        '<svg stroke-width="2"></svg><a href="/onsdag/" class="one" data-hx-get="/">on=1</a>'
    )
    assert offences(good) == []
