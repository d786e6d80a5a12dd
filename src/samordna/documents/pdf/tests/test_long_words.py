"""A word that is longer than any column stays within the margins of every paper."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pypdfium2
import pytest

from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered, squeezed, text

LONG = "Å" * 120
#: The names of what somebody has typed on one line, as papers know it.
TYPED = {
    "association", "body", "name", "organisation", "ordinary", "substitute", "heading", "presenter",
    "note", "title", "place", "owner", "label", "role", "kept_at", "court", "text",
}  # fmt: skip


def lengthened(value: Any, name: str = "") -> Any:
    """A paper in which each thing that somebody has typed begins with a very long word."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        return replace(value, **{n: lengthened(v, n) for n, v in kept.items()})
    if isinstance(value, tuple):
        return tuple(lengthened(one, name or "") for one in value)
    return f"{LONG} {value}" if isinstance(value, str) and value and name in TYPED else value


def outside(data: bytes, right: float = 24, left: float = 20) -> list[str]:
    """The characters outside the margins of an upright page, in millimetres; those of a lying one
    are at its own."""
    point = 72 / 25.4
    document = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(document, 1):
        lies = page.get_width() > page.get_height()
        most = page.get_width() - (20 if lies else right) * point + 2
        read = page.get_textpage()
        for index in range(read.count_chars()):
            sign = read.get_text_range(index, 1)
            box = read.get_charbox(index)
            if sign.strip() and (box[2] > most or box[0] < left * point - 2):
                found.append(f"{number}: {sign} at {box[0]:.0f}-{box[2]:.0f} of {most:.0f}")
    document.close()
    return found


@pytest.mark.parametrize(
    "make", [samples.summons, samples.minutes, samples.notice, samples.extract,
             samples.application, samples.statement, samples.economy],
)  # fmt: skip
def test_a_very_long_word_stays_within_the_margins(make: Any) -> None:
    paper = make()
    assert outside(rendered(paper)) == []
    data = rendered(lengthened(paper))
    assert LONG in squeezed(text(data))
    assert outside(data) == []


def test_the_other_columns_of_the_agenda_keep_their_room() -> None:
    data = rendered(lengthened(samples.summons()))
    page = squeezed(text(data))
    assert "Föredragande" in page
    document = pypdfium2.PdfDocument(data)
    for leaf in document:
        read = leaf.get_textpage()
        whole = read.get_text_range()
        if "Ärende" not in whole or "Föredragande" not in whole:
            continue
        places = [read.get_charbox(whole.index(word))[0] for word in ("Ärende", "Föredragande")]
        assert places[1] - places[0] > 40 * 72 / 25.4
        break
    else:
        pytest.fail("the agenda was not found")
    document.close()
