"""The instruments of the journeys can fail: a green axe and a quiet watch mean something."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import PATIENCE_MS, PageAt
from tests.support.axe import assert_accessible, axe_source, violations
from tests.support.browser import Watch
from tests.support.walk import PartsInFile

GOOD = """<!doctype html><html lang="sv"><head><title>Ärenden</title></head>
<body><main><h1>Ärenden</h1><p>Inget väntar på dig i dag.</p></main></body></html>"""
BAD = """<!doctype html><html><head><title></title></head>
<body><img src="data:,"><p style="color:#bbb;background:#ccc">Svår att läsa</p></body></html>"""


def test_axe_is_recent_enough_to_know_wcag_21() -> None:
    version = axe_source().split("axe v", 1)[1].split("\n", 1)[0].split(".")
    assert (int(version[0]), int(version[1])) >= (4, 10)


def test_axe_says_nothing_of_a_good_page(page_at: PageAt) -> None:
    page = page_at(390)
    page.set_content(GOOD)
    assert_accessible(page)


def test_axe_reports_each_fault_with_its_place(page_at: PageAt) -> None:
    page = page_at(1280)
    page.set_content(BAD)
    rules = {violation["id"] for violation in violations(page)}
    assert {"html-has-lang", "document-title", "image-alt", "color-contrast"} <= rules
    with pytest.raises(AssertionError, match="Svår att läsa"):
        assert_accessible(page)


@pytest.mark.parametrize("row", [0, 1, 2, 7])
def test_axe_sees_the_one_row_of_many_that_looks_otherwise(page_at: PageAt, row: int) -> None:
    page = page_at(1280)
    rows = [f'<li class="{"pale" if number == row else "plain"}">Rad</li>' for number in range(9)]
    style = "<style>.pale { color: #bbb; background: #ccc }</style>"
    page.set_content(GOOD.replace("</p>", f"</p>{style}<ul>{''.join(rows)}</ul>"))
    assert [violation["id"] for violation in violations(page)] == ["color-contrast"]
    assert not page.locator("[data-alike]").count()


def test_axe_sees_every_second_row_of_a_striped_list(page_at: PageAt) -> None:
    page = page_at(1280)
    style = "<style>li:nth-child(even) { color: #bbb; background: #ccc }</style>"
    page.set_content(GOOD.replace("</p>", f"</p>{style}<ul>{'<li>Rad</li>' * 9}</ul>"))
    assert [violation["id"] for violation in violations(page)] == ["color-contrast"]


PANEL = '<section class="panel"><p>Om <b>bidraget</b></p></section>'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PANEL, PANEL.replace("<b>", '<b class="pale">')),
        (PANEL, f'<div class="dim">{PANEL}</div>'),
        (PANEL, PANEL.replace("panel", "panel dim")),
        (PANEL, f'<hr class="dimmed">{PANEL}'),
    ],
    ids=["a part of its own", "in what is dim", "itself dim", "after what dims it"],
)
def test_axe_asks_again_of_what_looks_otherwise_on_another_page(
    page_at: PageAt, tmp_path: Path, first: str, second: str
) -> None:
    page = page_at(1280)
    parts = PartsInFile(tmp_path / "parts")
    style = (
        "<style>.pale { color: #bbb } .dim { background: #222 }"
        " .dimmed + .panel { background: #222 }</style></head>"
    )
    shown = [
        GOOD.replace("</head>", style).replace("</main>", f"{one}</main>")
        for one in (first, second)
    ]
    page.set_content(shown[0])
    assert not violations(page, parts=parts)
    page.set_content(shown[1])
    assert [violation["id"] for violation in violations(page, parts=parts)] == ["color-contrast"]


def test_axe_asks_no_colours_of_what_was_asked_before(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(1280)
    parts = PartsInFile(tmp_path / "parts")
    page.set_content(BAD)
    assert "color-contrast" in {violation["id"] for violation in violations(page, parts=parts)}
    page.set_content(BAD)
    again = {violation["id"] for violation in violations(page, parts=parts)}
    assert "color-contrast" not in again
    assert {"html-has-lang", "image-alt"} <= again


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_is_as_wide_and_as_dark_as_asked(page_at: PageAt, dark: bool) -> None:
    page = page_at(390, dark=dark)
    page.set_content(GOOD)
    assert page.evaluate("window.innerWidth") == 390
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is dark


def strict(page: Page, body: str) -> None:
    """Show a page whose policy is as strict as ours."""
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    page.set_content(GOOD.replace("<head>", f"<head>{policy}").replace("<main>", f"{body}<main>"))


def seen(page: Page, watch: Watch, part: str) -> bool:
    """Whether the watch comes to see a problem; the browser tells of it when it has the time."""
    for _ in range(PATIENCE_MS // 50):
        if any(part in problem for problem in watch.problems):
            return True
        page.wait_for_timeout(50)
    return False


def test_the_watch_sees_inline_scripts_refused_and_script_errors(
    page_at: PageAt, watch: Watch
) -> None:
    page = page_at(1280)
    strict(page, "<script>document.title = 'x'</script>")
    page.wait_for_function("document.querySelector('h1')")
    assert seen(page, watch, "Content Security Policy")
    page.evaluate("setTimeout(() => { throw new Error('trasig') }, 0)")
    assert seen(page, watch, "trasig")
    watch.expect("Content Security Policy")
    watch.expect("trasig")


def test_the_watch_sees_requests_to_other_hosts(page_at: PageAt, watch: Watch) -> None:
    page = page_at(1280)
    page.route("**/*", lambda route: route.abort())
    page.set_content(GOOD.replace("<main>", '<img alt="" src="http://annan.example/bild.png">'))
    assert seen(page, watch, "annan.example")
    assert watch.unexpected() == ["request to another host: http://annan.example/bild.png"]
    watch.expect("annan.example")
