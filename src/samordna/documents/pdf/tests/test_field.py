"""Files from the field: each is let in and shows everything, or is refused with a sentence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from samordna.documents.pdf.foreign.check import PdfRefused, check_pdf_file
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import pages, rendered

FIELD = Path(__file__).with_name("field")


def _field(name: str) -> bytes:
    (found,) = FIELD.glob(f"{name}-*.pdf")
    return found.read_bytes()


def _bundled(data: bytes) -> list[str]:
    """The text of the last pages of a summons, as many as the file has."""
    count = check_pdf_file(data).pages
    return pages(rendered(samples.summons(data)))[-count:]


def test_instructions_without_a_length_are_recovered():
    (page,) = _bundled(_field("pdf01"))
    assert "Beslut: 125 000 kr beviljas" in page


def test_a_page_that_cannot_be_found_is_named():
    with pytest.raises(PdfRefused, match=r"^Sidan 2 i filen är skadad"):
        check_pdf_file(_field("pdf04"))


def test_an_answer_that_readers_are_to_draw_is_drawn():
    (page,) = _bundled(_field("pdf05"))
    assert "Sokt belopp:" in page
    assert "125 000" in page


def test_evidence_inside_a_signed_file_stays_in_the_original():
    data = _field("pdf08")
    facts = check_pdf_file(data)
    assert facts.note == (
        "I kallelsen visas filens sidor, men detta finns bara i originalet: inbäddade filer."
    )
    made = rendered(samples.summons(data))
    assert "Protokoll, underskrivet" in pages(made)[-1]
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.attachments) == 0


def test_instructions_that_no_reader_can_unpack_refuse_the_file_when_it_comes():
    with pytest.raises(PdfRefused, match=r"^Sidan 1 i filen är skadad"):
        check_pdf_file(_field("pdf09"))


def test_an_answer_without_any_drawing_is_drawn():
    (page,) = _bundled(files.form(drawn=False))
    assert "Ifyllt svar" in page


def test_a_file_that_was_cut_off_shows_all_of_its_pages_or_is_refused():
    whole = files.tagged()
    try:
        facts = check_pdf_file(whole[:-2000])
    except PdfRefused as refusal:
        assert "skadad" in str(refusal)
    else:
        assert facts.pages == check_pdf_file(whole).pages
