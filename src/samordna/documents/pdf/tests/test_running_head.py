"""What runs on top of each page stays on the paper, however long the names are, logo and all."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import squeezed, text
from samordna.documents.pdf.tests.test_long_words import outside

#: Names of as many letters as a name may have.
WORDS = (
    "Samordningsförbundet för rehabilitering och arbete i norra och mellersta länsdelens "
    "kommuner, regionen och alla parterna"
).ljust(120, "!")
WORD = "Å" * 120
NAMES = {"association", "body", "heading", "name"}
MAKERS = [
    samples.summons, samples.minutes, samples.notice, samples.extract, samples.application,
    samples.statement, samples.economy, samples.text_paper,
]  # fmt: skip
MM = 72 / 25.4


def logo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (400, 400), "red").save(kept, "PNG")
    return kept.getvalue()


def long_paper(make: Any, name: str) -> Any:
    paper = make()
    named = NAMES & set(paper.__dataclass_fields__)
    return replace(paper, **dict.fromkeys(named, name))


def edges(data: bytes) -> list[tuple[float, float]]:
    """How far from the upper edge of each page the first letter and the first picture stand, in
    millimetres."""
    document, found = pypdfium2.PdfDocument(data), []
    for page in document:
        read, height = page.get_textpage(), page.get_height()
        written = [i for i in range(read.count_chars()) if read.get_text_range(i, 1).strip()]
        letter = height - max((read.get_charbox(i)[3] for i in written), default=0)
        pictures = [one.get_bounds()[3] for one in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
        found.append((letter / MM, (height - max(pictures, default=0)) / MM))
    document.close()
    return found


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("name", ["Förbundet", WORDS, WORD], ids=["short", "words", "word"])
@pytest.mark.parametrize("logo_data", [b"", logo()], ids=["plain", "logo"])
def test_no_name_runs_over_the_edge(make: Any, name: str, logo_data: bytes) -> None:
    data = render_pdf(long_paper(make, name), moment=samples.MOMENT, logo=logo_data)
    assert all(letter > 5 and picture > 3 for letter, picture in edges(data)), edges(data)
    assert outside(data) == []


def test_the_whole_of_the_name_is_kept_in_the_file_and_the_day_in_the_head() -> None:
    paper = long_paper(samples.summons, WORD)
    data = render_pdf(paper, moment=samples.MOMENT)
    document = pypdfium2.PdfDocument(data)
    assert squeezed(document.get_metadata_dict()["Title"]) == squeezed(
        f"Kallelse, {WORD}, {paper.day}"
    )
    last = document[1].get_textpage().get_text_range().split("Sida")[0]
    assert "…" in last and squeezed(str(paper.day)) in squeezed(last)
    document.close()


def test_names_that_fit_are_whole(make: Any = samples.minutes) -> None:
    paper = long_paper(make, WORDS)
    data = render_pdf(paper, moment=samples.MOMENT)
    assert "…" not in text(data).partition("Sida 1")[0]
