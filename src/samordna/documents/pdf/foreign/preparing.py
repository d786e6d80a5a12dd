"""Make a foreign PDF ready for a bundle, and prove that each of its pages will look the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Dictionary

from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.bundle import Prepared, Slot, fill
from samordna.documents.pdf.foreign.facts import (
    NotJoined,
    PdfDamaged,
    PdfDiffers,
    PdfFacts,
    PdfRefused,
)
from samordna.documents.pdf.foreign.forms import (
    drawn_by_reader,
    has_form,
    look_at_notes,
    print_form,
    shows_notes,
    undrawn_answers,
)
from samordna.documents.pdf.foreign.layers import spell_out_layers
from samordna.documents.pdf.foreign.opening import (
    look_at_bytes,
    look_at_pages,
    opened,
    saved,
    visible_size,
)
from samordna.documents.pdf.foreign.places import make_links_explicit
from samordna.documents.pdf.foreign.proof import prove, text_of
from samordna.documents.pdf.foreign.risks import comments, leave_behind, may_hold_risks, risks
from samordna.documents.pdf.foreign.structure import has_sound_tags, is_tagged, untag
from samordna.documents.pdf.foreign.trial import blank


@dataclass(frozen=True, slots=True)
class Known:
    """What a file was put through when it came in, and is not again: its pages were ``compared``
    with the original's as both are drawn, and it was ``tried`` whether it joins one of ours."""

    compared: bool = False
    tried: bool = False


NOTHING, COMPARED, TRIED = Known(), Known(compared=True), Known(compared=True, tried=True)


def prepare(data: bytes, known: Known = NOTHING) -> Prepared:
    """Return a foreign file made ready to join one of ours, every page proved to look the same.

    Tags that cannot be joined are left behind, unless it is known to be tried.
    It is read strictly as it stands, and only when that does not show it whole, repaired.
    Raises :class:`PdfRefused` and nothing else: whatever a library raises over a file says that it
    is damaged.
    """
    look_at_bytes(data)
    refusals: list[PdfRefused] = []
    for repaired in (False, True):
        try:
            return _read(data, known, repaired=repaired)
        except PdfDamaged as error:
            refusals.append(error)
        except (PdfRefused, MemoryError):
            raise
        except Exception:
            refusals.append(PdfDamaged(facts.BROKEN))
    # One that says which page it is says more.
    raise PdfRefused(*max(refusals, key=lambda refusal: "Sidan" in str(refusal)).reasons)


def _read(data: bytes, known: Known, *, repaired: bool) -> Prepared:
    """Prepare a file in the first way that shows its pages: as it stands, or fields drawn anew."""
    with opened(data, repaired=repaired) as pdf:
        look_at_pages(pdf)
        look_at_notes(pdf)
        _look_for_pages_to_come(pdf)
        found = _facts_of(pdf, repaired=repaired)
        answers = undrawn_answers(pdf)
        covered = shows_notes(pdf)
        looked_at = saved(pdf)
        if pdf.get_warnings():
            raise PdfDamaged(facts.BROKEN)
    if not answers:
        try:
            return _with_or_without_tags(data, looked_at, found, NOTHING if covered else known)
        except (PdfDamaged, PdfDiffers):
            if not covered:
                raise
    redrawn = drawn_by_reader(looked_at)
    for page, answer in answers:
        if not _says(redrawn, page, answer):
            raise PdfRefused(facts.UNDRAWN.format(page=page))
    return _with_or_without_tags(data, redrawn, found, known)


def _with_or_without_tags(
    original: bytes, looked_at: bytes, found: PdfFacts, known: Known
) -> Prepared:
    """Tags that cannot be joined are left behind: the page is then read as it stands."""
    if found.tagged:
        try:
            return _proved(original, looked_at, found, known)
        except (MemoryError, PdfDiffers):
            raise
        except Exception:  # noqa: S110 (asked again without tags, and then it is said)
            pass
    untagged = replace(found, tagged=False, claims_ua=False)
    return _proved(original, looked_at, untagged, known)


def _proved(original: bytes, looked_at: bytes, found: PdfFacts, known: Known) -> Prepared:
    """Make a file ready and try it: a page that a bundle would show otherwise refuses it."""
    with _reopened(looked_at) as pdf:
        print_form(pdf)
        if not found.tagged:
            untag(pdf)
        elif not has_sound_tags(pdf):
            raise PdfDamaged(facts.BROKEN)
        spell_out_layers(pdf)
        make_links_explicit(pdf)
        leave_behind(pdf)
        sizes = tuple(visible_size(page) for page in pdf.pages)
        ready = saved(pdf, plain=True)
    if may_hold_risks(ready):
        with _reopened(ready) as pdf:
            if risks(pdf):
                raise PdfDamaged(facts.BROKEN)
    prepared = Prepared(ready, found, sizes)
    if known.tried:
        return prepared
    try:
        trial = fill(blank(sizes), [Slot("Prov", "Prov", 0, prepared)])
    except NotJoined as error:
        raise PdfDamaged(facts.BROKEN) from error
    if not known.compared:
        prove(original, trial, first=1)
    return prepared


def _reopened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)


def _facts_of(pdf: pikepdf.Pdf, *, repaired: bool) -> PdfFacts:
    filled, more = has_form(pdf), risks(pdf)
    return PdfFacts(
        pages=len(pdf.pages),
        tagged=is_tagged(pdf),
        claims_ua=_claims_ua(pdf),
        has_form=filled,
        signed=filled and any(_is_signature(item) for item in pdf.objects),
        repaired=repaired,
        risky=repaired or bool(more),
        left_behind=(*more, *comments(pdf)),
        version=pdf.pdf_version,
    )


def _look_for_pages_to_come(pdf: pikepdf.Pdf) -> None:
    """A dynamic form has no pages yet: one program makes them, and the file only asks to wait."""
    if pdf.Root.get("/NeedsRendering", False) is True:
        raise PdfRefused(facts.DYNAMIC)


def _says(data: bytes, page: int, answer: str) -> bool:
    wanted = "".join(answer.split())
    return bool(wanted) and wanted in "".join(text_of(data, page).split())


def _is_signature(item: pikepdf.Object) -> bool:
    return (
        isinstance(item, Dictionary)
        and "/ByteRange" in item
        and str(item.get("/Type", "/Sig")) == "/Sig"
    )


def _claims_ua(pdf: pikepdf.Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return False
    try:
        return re.search(rb"pdfuaid:part[=>]", metadata.read_bytes()) is not None
    except pikepdf.PdfError:
        return False
