"""The links of a page, each by what it is called, as somebody who listens to them meets them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Links(HTMLParser):
    """The links of a page's main part: where each name leads."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside = False
        self.href: str | None = None
        self.name = self.label = ""
        self.found: dict[str, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.is_inside = True
        if tag == "a" and self.is_inside:
            given = dict(attrs)
            self.href, self.name = given.get("href") or "", ""
            self.label = given.get("aria-label") or ""

    def handle_data(self, data: str) -> None:
        if self.href is not None:
            self.name += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.is_inside = False
        if tag == "a" and self.href is not None:
            name = " ".join((self.label or self.name).split())
            self.found.setdefault(name, set()).add(self.href)
            self.href = None


def called_the_same(page: str) -> dict[str, set[str]]:
    """The names that several links have though they lead to different places, with the places.

    Fails on a page without links: it was not the page that was meant.
    """
    reader = _Links()
    reader.feed(page)
    assert reader.found
    return {name: to for name, to in reader.found.items() if len(to) > 1}
