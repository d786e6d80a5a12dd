"""Walking through the pages of the product by their links, and what every page must hold."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.support.axe import COLOURS, RULES, report, violations
from tests.support.browser import viewport
from tests.support.faces import (
    faults_at_width,
    faults_of_page,
    look_closely_at,
    reading_faults,
)

URLCONF = "samordna.config.urls_demo"
#: Of pages at the same URL pattern, so many are visited in one walk.
EACH_PATTERN = 2
#: Answers that show no page; they are only asked for.
FILES = re.compile(r"application/|text/plain|text/csv|image/")

#: What every page is asked. ``shape`` is the page without its words: tags, classes, roles and what
#: aria says. Two pages that differ in their texts alone look the same to axe, the slow part.
FACTS = """() => {
  const spoken = /^(role|type|scope|aria-(?!label))/;
  const sign = (a) => a.name + (/ledby$|controls$/.test(a.name) ? '' : '=' + a.value);
  const skeleton = (e) => {
    if (e.tagName === 'SCRIPT' || e.tagName === 'STYLE') return '';
    const signs = Array.from(e.attributes).filter(a => spoken.test(a.name)).map(sign);
    const inner = Array.from(e.children).map(skeleton);
    const once = inner.filter((one, n) => one !== inner[n - 1]);
    return `${e.tagName}.${e.getAttribute('class') || ''}[${signs}](${once.join('')})`;
  };
  return {
    headings: document.querySelectorAll('h1').length,
    title: document.title.trim(),
    shape: skeleton(document.body),
  };
}"""
#: Links in letters that work for one person and once; used ones are answered as gone, as meant.
ONCE = ("invitation",)
LINKS = "Array.from(document.querySelectorAll('a[href]'), a => a.getAttribute('href'))"
#: A page's own content, without what is new in each answer.
CONTENT = """() => {
  const content = document.querySelector('main').cloneNode(true);
  for (const e of content.querySelectorAll('[name=csrfmiddlewaretoken]')) e.remove();
  return content.outerHTML;
}"""
EXCESS = """() => {
  const root = document.documentElement;
  return root.scrollWidth - root.clientWidth;
}"""
#: What reaches out of the window, innermost first, unless something around it scrolls by itself.
WIDE = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const kept = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return true;
    return false; };
  return Array.from(document.querySelectorAll('body *'))
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > edge && !kept(e))
    .filter(e => !Array.from(e.children).some(c => c.getBoundingClientRect().right > edge))
    .slice(0, 4).map(e => e.outerHTML.slice(0, 160));
}"""


@dataclass
class Known:
    """What walks may share: patterns that answer with pages, and what was asked at a width.

    ``shapes`` is a folder, so that walks in several processes share it: an empty file for each
    width and shape and for each page's content, and a file for each width with the parts of pages
    whose colours were asked about.
    """

    shapes: Path
    pages: set[str] = field(default_factory=set)

    def is_new(self, what: object, shape: str) -> bool:
        """Whether nobody has met the shape at this width before; then it is noted as met."""
        file = self.shapes / sha256(f"{what} {shape}".encode()).hexdigest()
        try:
            file.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def parts(self, width: int) -> PartsInFile:
        """The parts of pages that axe was asked about at this width."""
        return PartsInFile(self.shapes / f"parts-{width}")


@dataclass(frozen=True)
class PartsInFile:
    """See ``axe.Parts``. Whoever adds may write what somebody else adds too: that does no harm."""

    file: Path

    def met(self) -> str:
        return self.file.read_text(encoding="ascii") if self.file.exists() else ""

    def add(self, keys: str) -> None:
        with self.file.open("a", encoding="ascii") as file:
            file.write(f"{keys} ")


@dataclass
class Walk:
    """A walk through one site as one person. ``faults`` tells what was found, by page.

    ``only`` and ``but``: the beginnings of the URL patterns' names that the walk keeps to, and
    of those that it leaves alone.
    """

    page: Page
    base: str
    known: Known
    widths: tuple[int, ...] = (1280, 390)
    #: The narrowest window: there a page is only asked whether it scrolls sideways (WCAG 1.4.10),
    #: whether its words stay whole, and whether the cells of stacked rows show their labels.
    narrowest: int = 320
    #: Windows between the telephone and the desk: there only whether the page scrolls sideways.
    between: tuple[int, ...] = (641, 700, 768, 800, 900)
    each_pattern: int = EACH_PATTERN
    #: A walk in dark colours asks again only what colours decide: nothing else is dark.
    only_colours: bool = False
    only: tuple[str, ...] = ("",)
    but: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)
    visited: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)
    _titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        look_closely_at(self.page)

    def begin_at(self, *paths: str) -> Walk:
        """Visit these pages and whatever their links lead to, nearest first."""
        waiting = deque(paths)
        while waiting:
            path = waiting.popleft()
            if path in self._seen:
                continue
            self._seen.add(path)
            name = pattern_of(path)
            if name is None:
                self.faults.append(f"{path}: a link to a page that does not exist")
            elif self._wants(name):
                waiting.extend(self._visit(name, path))
        return self

    def told(self) -> str:
        """The faults in one text."""
        return f"{len(self.faults)} fault(s):\n\n" + "\n\n".join(self.faults)

    def _wants(self, name: str) -> bool:
        met = self.visited[name] + self.files[name]
        ours = name.startswith(self.only) and not name.startswith((*self.but, *ONCE))
        return ours and met < self.each_pattern

    def _visit(self, name: str, path: str) -> list[str]:
        # A file would be downloaded and not shown, so what a pattern answers with is asked first.
        if name not in self.known.pages:
            answer = self.page.request.get(self.base + path)
            if answer.status == 200 and FILES.match(answer.headers["content-type"]):
                self.files[name] += 1
                return []
            self.known.pages.add(name)
        self.page.set_viewport_size(viewport(self.widths[0]))
        shown = self.page.goto(self.base + path)
        self.visited[name] += 1
        if shown is None or shown.status != 200:
            self.faults.append(f"{path} ({name}): {shown.status if shown else 'no answer'}")
            return []
        links = self._links()
        if self.only_colours:
            self._say(path, name, "", self._axe(self.widths[0]))
            return links
        self._say(path, name, "", self._own_title())
        # Another role has met it. What stands around it is asked of this role's other pages.
        if not self.known.is_new("content", self.page.evaluate(CONTENT)):
            return links
        self._say(path, name, "", faults_of_page(self.page, shown.text()))
        for width in self.widths:
            self.page.set_viewport_size(viewport(width))
            self._say(path, name, f" at {width} px", self._faults(width))
        self.page.set_viewport_size(viewport(self.narrowest))
        narrow = [*sideways(self.page), *reading_faults(self.page)]
        self._say(path, name, f" at {self.narrowest} px", narrow)
        for width in self.between:
            self.page.set_viewport_size(viewport(width))
            self._say(path, name, f" at {width} px", sideways(self.page))
        return links

    def _say(self, path: str, name: str, where: str, faults: Iterable[str]) -> None:
        self.faults += [f"{path} ({name}){where}: {fault}" for fault in faults]

    def _own_title(self) -> Iterator[str]:
        # Where one came to: an address may lead on, and a question that is about one thing of a
        # page has a title of its own.
        title, place = self.page.title(), within(self.base, self.page.url)
        if "punkt=" not in place:
            place = place.partition("?")[0]
        if self._titles.setdefault(title, place) != place:
            yield f"the title {title!r} is also that of {self._titles[title]}"

    def _faults(self, width: int) -> Iterator[str]:
        facts = self.page.evaluate(FACTS)
        if facts["headings"] != 1:
            yield f"{facts['headings']} h1"
        if not facts["title"] or facts["title"].startswith(("–", "-")):
            yield f"the title is {facts['title']!r}"
        yield from sideways(self.page)
        yield from faults_at_width(self.page)
        if self.known.is_new(width, facts["shape"]):
            yield from self._axe(width)

    def _axe(self, width: int) -> Iterator[str]:
        rules = COLOURS if self.only_colours else RULES
        if found := violations(self.page, rules=rules, parts=self.known.parts(width)):
            yield report(self.page, found)

    def _links(self) -> list[str]:
        here = self.page.url
        found = self.page.evaluate(LINKS)
        paths = [within(self.base, urljoin(here, href)) for href in found]
        return list(dict.fromkeys(path for path in paths if path))


def sideways(page: Page) -> Iterator[str]:
    """By how much the page scrolls sideways, and what reaches out of the window."""
    excess = page.evaluate(EXCESS)
    if excess > 0:
        sources = "\n  ".join(page.evaluate(WIDE))
        yield f"the page is {excess} px wider than the window\n  {sources}"


def within(base: str, url: str) -> str:
    """The path and query of an address on the site; empty for any other address."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != base:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def pattern_of(path: str) -> str | None:
    """The name of the URL pattern that a path belongs to."""
    try:
        return str(resolve(urlsplit(path).path, URLCONF).view_name)
    except Resolver404:
        return None
