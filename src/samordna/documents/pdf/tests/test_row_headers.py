"""Whoever listens to a table of ours hears which row a figure stands in."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf

from samordna.documents.pdf.row_headers import _body_rows, _children, with_row_headers
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered

PAPERS = samples.every_paper()


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_row_of_a_table_has_its_header(kind: str) -> None:
    made = rendered(PAPERS[kind])
    with Pdf.open(BytesIO(made)) as pdf:
        for row in _body_rows(pdf.Root.StructTreeRoot, False):
            cells = _children(row)
            if len(cells) > 1 and "/K" in cells[0]:
                assert cells[0].S == Name.TH
                attributes = cells[0].A
                listed = [attributes] if isinstance(attributes, Dictionary) else list(attributes)
                assert any(one.get("/Scope") == Name.Row for one in listed)
    assert with_row_headers(made) == made, "a second time there is nothing to mark"
