"""The association's logo in its papers: there, small, accessible and archivable; else nothing."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django_scopes import scope
from page import ValidationProfile
from PIL import Image

from samordna.documents.logos import LONGEST, fit_for_paper, logo_of
from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import failures, pages, ua_failures
from samordna.parties.services.association import remove_logo, save_logo
from samordna.parties.tests.cast import make_cast

PAPERS = samples.every_paper()


def _picture(mode: str, kind: str, size: tuple[int, int] = (1200, 300)) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 120).save(out, format=kind)
    return out.getvalue()


def _images(data: bytes) -> list[int]:
    """How many pictures each page shows."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [len(page.get_images()) for page in pdf.pages]


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_paper_carries_it_once_and_stays_accessible_and_archivable(name: str) -> None:
    logo = fit_for_paper(_picture("RGBA", "PNG"))
    data = render_pdf(PAPERS[name], moment=samples.MOMENT, logo=logo)
    assert ua_failures(data) == []
    plain = render_pdf(PAPERS[name], moment=samples.MOMENT)
    if failures(plain, ValidationProfile.PDF_A_2A) == []:
        assert failures(data, ValidationProfile.PDF_A_2A) == []
    with_logo, without = _images(data), _images(plain)
    assert with_logo[0] > without[0] and with_logo[1:] == without[1:]
    assert len(pages(data)) == len(pages(plain))  # it takes no room from the text


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("I;16", "PNG")],
)
def test_whatever_its_colours_a_paper_can_be_archived(mode: str, kind: str) -> None:
    logo = fit_for_paper(_picture(mode, kind))
    with Image.open(BytesIO(logo)) as image:
        assert image.mode in ("RGB", "RGBA") and max(image.size) <= LONGEST
    data = render_pdf(PAPERS["minutes"], moment=samples.MOMENT, logo=logo)
    assert failures(data, ValidationProfile.PDF_A_2A) == ua_failures(data) == []


@pytest.mark.django_db
def test_an_association_without_one_has_none() -> None:
    cast = make_cast()
    assert logo_of(cast.association.pk) == b""
    with scope(association=cast.association):
        save_logo(actor=cast.actor("director"), content=_picture("RGB", "PNG", (400, 100)))
        assert logo_of(cast.association.pk).startswith(b"\x89PNG")
        remove_logo(actor=cast.actor("director"))
    assert logo_of(cast.association.pk) == b""
