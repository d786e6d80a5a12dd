"""The instruments of the walk can fail: each kind of fault that they are for is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import PageAt
from tests.support.faces import SCRIPT, faults_at_width, faults_of_page, look_closely_at

FRAME = """<!doctype html><html lang="sv"><head><title>Ärenden</title><style>%s</style></head>
<body><main><h1>Ärenden</h1>%s</main></body></html>"""

#: A page's style and body, and a part of what is said of it.
OF_PAGE = {
    "a link to nothing": ("", '<a href="#borta">Gå dit</a>', "a link to #borta"),
    "a description of nothing": (
        "",
        '<p id="a"><input aria-label="A" aria-describedby="b"></p>',
        "aria-describedby points at b",
    ),
    "an id twice": ("", '<p id="a">En</p><p id="a">Två</p>', "the id a stands 2 times"),
    "a name without its row": (
        "",
        '<form><input aria-label="Belopp"><input aria-label="Belopp"></form>',
        "2 controls have one name",
    ),
    "a name without the text": (
        "",
        '<a href="/a" aria-label="Protokoll">PDF, 12 kB</a>',
        'lacks the text "pdf, 12 kb"',
    ),
    "a row without a header": (
        "",
        "<table><tbody><tr><td>Enköping</td><td>12</td></tr></tbody></table>",
        "a row of a table without a header",
    ),
    "an empty table": (
        "",
        '<div tabindex="0"><table><caption>Lokaler</caption></table></div>',
        "a table with nothing in it",
    ),
    "a disabled form": (
        "",
        "<form><input aria-label=A disabled></form>",
        "a form in which nothing can be written",
    ),
    "an unknown attribute": ("", '<p hx-get="/">Text</p>', "HTML does not know hx-get"),
    "a stamp with microseconds": (
        "",
        '<time datetime="2024-09-12T09:00:00.123456">nu</time>',
        "not a stamp of HTML",
    ),
    "a block in a phrase": ("", "<span><div>Text</div></span>", "a block inside span"),
    "a list in a paragraph": ("", "<p>Ett <ul><li>två</li></ul></p>", "something else of it"),
    "a tag that is not closed": ("", "<section><p>Ett</p>", "</main> where <section> is open"),
    "motion": ("p { transition: color 1s }", "<p>Text</p>", "moves in spite of reduced motion"),
    "pale words in a field": (
        "input::placeholder { color: #999; background: #fff }",
        '<input aria-label="Sök" placeholder="ord">',
        "the words in an empty field",
    ),
    "what is current is only bolder": (
        "@layer base, components; @layer components { a { border-left: 4px solid transparent } "
        "[aria-current] { font-weight: 600; border-left-color: green } } @layer base { @media "
        "(forced-colors: active) { a:not([aria-current]) { border-left-color: Canvas } } }",
        '<ul><li><a href="/a" aria-current="page">A</a></li><li><a href="/b">B</a></li></ul>',
        "in forced colours what is current looks like the rest",
    ),
    "a space before the comma": (
        "",
        '<label><input type="checkbox"> På distans<b style="position: absolute">, Alva</b></label>',
        "a space before a sign in the name",
    ),
    "a column without its cells on paper": (
        "@media print { button { display: none } }",
        '<table><thead><tr><th scope="col">Namn</th><th scope="col">Gör</th></tr></thead><tbody>'
        '<tr><th scope="row">Alva</th><td><button>Skriv ut</button></td></tr></tbody></table>',
        "on paper only the heading is left of a column",
    ),
    "what is current is lost": (
        "a { border-left: 4px solid transparent } [aria-current] "
        "{ border-left-color: green; background: #efe }",
        '<ul><li><a href="/a" aria-current="page">A</a></li><li><a href="/b">B</a></li></ul>',
        "in forced colours what is current looks like the rest",
    ),
}
ROW = '<table><tbody><tr><th scope="row">A</th><td data-label="Summa">1</td></tr></tbody></table>'
AT_WIDTH = {
    "small targets": ("a { display: inline-block; width: 9px; height: 9px; overflow: hidden }",
        '<a href="/a">a</a><a href="/b">b</a>', "and too near"),
    "a word split": ("p { width: 8rem; overflow-wrap: break-word }",
        "<p>rehabiliteringskoordinatorer</p>", "goes on in the next line without a hyphen"),
    "a day split": ("p { width: 6rem }",
        "<p>före den 2027-12-31 och den 18 oktober</p>", "a day is divided over two lines"),
    "focus under what sticks": ("div { position: sticky; bottom: 0; height: 80vh; "
        "background: white } section { height: 150vh }",
        '<section><p style="margin-top:60vh"><a href="/a">Under</a></p></section><div>Spara</div>',
        "what has the keyboard lies under"),
    "a label outside its cell": ("tr, td { display: block } td::before { content: "
        "attr(data-label); float: left; width: 7rem; margin-left: -8rem }",
        ROW,
        "the label of a cell stands outside it"),
    "a cell that does not show its label": ("tr, td { display: block }",
        ROW,
        "a cell without its label"),
    "a bare field in a stacked row": ("tr, td { display: block }",
        '<table><tbody><tr><th scope="row">A</th><td><input aria-label="Summa, A"></td><td></td>'
        "</tr></tbody></table>", "a field without a label that can be seen"),
}  # fmt: skip


def found(page: Page, style: str, body: str) -> Iterator[str]:
    look_closely_at(page)
    source = FRAME % (style, body)
    page.route("**/sida", lambda route: route.fulfill(body=source, content_type="text/html"))
    page.goto("http://localhost/sida")
    yield from faults_of_page(page, source)
    yield from faults_at_width(page)


@pytest.mark.parametrize("kind", OF_PAGE)
def test_a_fault_of_a_page_is_found(kind: str, page_at: PageAt) -> None:
    style, body, said = OF_PAGE[kind]
    faults = list(found(page_at(1280), style, body))
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize("kind", AT_WIDTH)
def test_a_fault_at_a_width_is_found(kind: str, page_at: PageAt) -> None:
    style, body, said = AT_WIDTH[kind]
    faults = list(found(page_at(390), style, body))
    assert any(said in fault for fault in faults), faults


def test_nothing_is_said_of_a_good_page(page_at: PageAt) -> None:
    body = (
        '<p id="om">Belopp per part.</p><form action="/spara" method="post"><table><thead><tr>'
        '<th scope="col">Part</th><th scope="col">2025</th></tr></thead><tbody><tr>'
        '<th scope="row">Enköping</th><td><input aria-label="2025, Enköping" '
        'aria-describedby="om"></td></tr></tbody></table><button>Spara</button></form>'
        '<p><a href="/sida">Läs mer</a></p>'
    )
    assert list(found(page_at(390), "", body)) == []


def test_the_script_is_there() -> None:
    assert SCRIPT.is_file()
