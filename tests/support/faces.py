"""What instruments other than axe see in a page: focus, names, tables, markup, words, colours.

The questions stand in ``faces.js`` and are asked in the browser, all of a kind in one go. Each
answers with a sentence for every fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("faces.js")

#: Left out of the comparison: scripts may add buttons, and what stands in noscript is text to them.
UNSEEN = frozenset({"script", "noscript", "button", "template"})
#: Elements without an end tag.
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
#: Elements that a browser adds where a page does not have them.
ADDED = frozenset({"html", "head", "body", "tbody"})
MOST_FAULTS = 6


def look_closely_at(page: Page) -> None:
    """Let the questions be asked of whatever the page comes to show."""
    page.add_init_script(path=SCRIPT)
    # The browser keeps its accessibility tree; else it makes the tree anew for each name.
    page.context.new_cdp_session(page).send("Accessibility.enable")


def faults_of_page(page: Page, source: str) -> Iterator[str]:
    """What is wrong with a page whatever its width: markup, ids, names, tables, motion, colours."""
    yield from page.evaluate("faces.page()")
    yield from markup_faults(source, page.evaluate("faces.tags()"))
    page.emulate_media(forced_colors="active")
    yield from page.evaluate("faces.current()")
    page.emulate_media(forced_colors="none", media="print")
    yield from page.evaluate("faces.printed()")
    page.emulate_media(media="screen")


def faults_at_width(page: Page) -> Iterator[str]:
    """What is wrong with a page as wide as it is now: targets, words, labels, and hidden focus."""
    yield from page.evaluate("[...faces.targets(), ...faces.focus()]")
    yield from reading_faults(page)


def reading_faults(page: Page) -> list[str]:
    """Words and days that are divided over two lines, and cells whose labels are not seen."""
    found: list[str] = page.evaluate("[...faces.split(), ...faces.days(), ...faces.labels()]")
    return found


class _Tags(HTMLParser):
    """The tags of a page as they were sent, and those that do not close what was opened last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.begun: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "noscript" in self.open:
            return
        self.begun.append(tag)
        names = [name for name, _ in attrs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> has {name} twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "noscript" in self.open:
            return
        self.begun.append(tag)
        if tag not in VOID and "svg" not in self.open:
            self.faults.append(f"line {self.getpos()[0]}: <{tag}/> closes nothing in HTML")

    def handle_endtag(self, tag: str) -> None:
        if "noscript" in self.open and tag != "noscript":
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
            return
        last = self.open[-1] if self.open else "nothing"
        self.faults.append(f"line {self.getpos()[0]}: </{tag}> where <{last}> is open")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def markup_faults(source: str, shown: list[str]) -> list[str]:
    """Where what was sent is not well nested, or the browser had to make something else of it.

    ``shown`` is the tags of the page in the browser, in order. A block in a paragraph, a form in a
    form or a row outside a table makes another order than was sent. Scripts come and go.
    """
    tags = _Tags()
    tags.feed(source)
    tags.close()
    faults = tags.faults + [f"<{tag}> is never closed" for tag in tags.open]
    sent = [tag for tag in tags.begun if tag not in ADDED and tag not in UNSEEN]
    kept = [tag for tag in shown if tag not in ADDED and tag not in UNSEEN]
    if not faults and sent != kept:
        at = next(
            (n for n, pair in enumerate(zip(sent, kept, strict=False)) if pair[0] != pair[1]), 0
        )
        faults.append(
            f"the browser made something else of it, after {' '.join(sent[max(at - 6, 0) : at])}: "
            f"sent {' '.join(sent[at : at + 4])}, shown {' '.join(kept[at : at + 4])}"
        )
    return faults[:MOST_FAULTS]
