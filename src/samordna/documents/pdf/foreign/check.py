"""Whether a PDF that somebody uploaded may be bundled, and what is known about it.

The whole preparation for a bundle is run, so what is let in here can be bundled.
"""

from __future__ import annotations

from samordna.documents.pdf.foreign.bundle import Prepared, Slot, fill
from samordna.documents.pdf.foreign.facts import (
    LARGEST_BYTES,
    TOO_HEAVY,
    TOO_HEAVY_TOGETHER,
    NotJoined,
    PdfFacts,
    PdfRefused,
    TooHeavyTogether,
)
from samordna.documents.pdf.foreign.opening import look_at_bytes, look_at_pages, opened
from samordna.documents.pdf.foreign.preparing import Known, prepare
from samordna.documents.pdf.foreign.risks import risks
from samordna.ground.apart import Apart, NotRead, remembered
from samordna.kernel.files import fault_of_size

__all__ = [
    "NotJoined",
    "PdfFacts",
    "PdfRefused",
    "TooHeavyTogether",
    "check_attachment",
    "check_pdf_file",
    "check_pdf_file_apart",
    "fill_apart",
    "is_plain_pdf",
    "prepare_apart",
]

#: A file of scanned pages is drawn twice, and a bundle holds all papers of a meeting.
_ONE_PDF = Apart(seconds=60, megabytes=600, answer=128)
_BUNDLE = Apart(seconds=60, megabytes=1600, answer=512)


def check_pdf_file(data: bytes) -> PdfFacts:
    """Look a PDF over before it is taken in and return what is known about it.

    Raises :class:`PdfRefused` with Swedish sentences when it is too large, locked or damaged, or
    has a page that a bundle would not show as the original does.
    """
    return prepare(data).facts


def is_plain_pdf(data: bytes) -> bool:
    """Whether a PDF is sound as it stands and nothing but paper, so that it may open in a page.

    One with scripts, other files inside and the like may be bundled, since those stay behind, but
    its original is only downloaded. Raises :class:`PdfRefused` for what is no PDF.
    """
    look_at_bytes(data)
    try:
        with opened(data) as pdf:
            look_at_pages(pdf)
            return not risks(pdf) and not pdf.get_warnings()
    except (MemoryError, PdfRefused):
        raise
    except Exception:
        return False  # damaged: whatever a library raises over it says so


def check_attachment(filename: str, data: bytes) -> PdfFacts:
    """Whether a file may be attached, by its name and its bytes: all that is asked of one, on the
    page of an item as at the command line.

    Returns what is known about it. Raises :class:`PdfRefused` with Swedish sentences.
    """
    if fault := fault_of_size(filename, len(data), LARGEST_BYTES):
        raise PdfRefused(fault)
    return check_pdf_file_apart(data)


@remembered
def check_pdf_file_apart(data: bytes) -> PdfFacts:
    """:func:`check_pdf_file` in the process for foreign files."""
    try:
        return _ONE_PDF.call(check_pdf_file, data)
    except NotRead as error:
        raise PdfRefused(TOO_HEAVY) from error


def prepare_apart(data: bytes, known: Known) -> Prepared:
    """Make a foreign file ready for a bundle, in the process for foreign files."""
    try:
        return _ONE_PDF.call(prepare, data, known)
    except NotRead as error:
        raise PdfRefused(TOO_HEAVY) from error


def fill_apart(ours: bytes, slots: list[Slot]) -> bytes:
    """Let foreign files take their places in ours, in the process for foreign files.

    Raises :class:`NotJoined` with the one that cannot: the largest, when it takes too much.
    """
    try:
        return _BUNDLE.call(fill, ours, slots)
    except NotRead as error:
        largest = max(slots, key=lambda slot: len(slot.source.data))
        raise TooHeavyTogether({largest.label: (TOO_HEAVY_TOGETHER,)}) from error
