"""What must hold of the summons as a file."""

from __future__ import annotations

import re

from samordna.documents.pdf.tests import reading as pdf

#: The economic information, and each application's statement with the application after it.
ATTACHMENTS = ["3", *(label for item in range(5, 16) for label in (f"{item}", f"{item}.1"))]


def assert_whole(summons: bytes) -> None:
    """Page numbers, bookmarks and contents agree, and everybody can read it."""
    pages = pdf.pages(summons)
    for number, text in enumerate(pages, 1):
        assert f"Sida {number} ({len(pages)})" in " ".join(text.split())
    bookmarked = bookmarks(summons)
    assert list(bookmarked) == ATTACHMENTS
    for label, at in bookmarked.items():
        assert re.search(rf"^Bilaga {re.escape(label)}: ", pages[at - 1], re.MULTILINE)
    contents = next(text for text in pages if "\nBilagor\n" in text)
    listed = re.findall(r"^([\d.]+) .* (\d+)$", contents, re.MULTILINE)
    assert {label: int(at) for label, at in listed} == bookmarked
    assert pdf.ua_failures(summons) == []


def bookmarks(summons: bytes) -> dict[str, int]:
    """The page that each attachment begins on, by its label."""
    return {
        title.split(":")[0].removeprefix("Bilaga "): page
        for depth, title, page in pdf.bookmark_pages(summons)
        if depth == 0 and title.startswith("Bilaga")
    }


def attachment(summons: bytes, label: str) -> str:
    """The text of one attachment."""
    begins = bookmarks(summons)
    ends = [page for page in begins.values() if page > begins[label]]
    pages = pdf.pages(summons)[begins[label] - 1 : min(ends, default=0) - 1]
    return " ".join("\n".join(pages).split())
