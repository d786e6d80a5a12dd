"""A file of ours with nothing in it but blank pages, to try how foreign files join it."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from samordna.documents.pdf.foreign.opening import saved

_METADATA = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
)


def blank(*files: Sequence[tuple[float, float]]) -> bytes:
    """A tagged file with, for each file, a cover, a bookmark to it, and a blank page of each size
    (points)."""
    with pikepdf.new() as pdf:
        covers = []
        for sizes in files:
            covers.append(len(pdf.pages))
            for size in ((595, 842), *sizes):
                pdf.add_blank_page(page_size=size)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
        )
        root.K = document
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array()))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Metadata = pdf.make_stream(_METADATA, Type=Name.Metadata, Subtype=Name.XML)
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem("Prov", cover) for cover in covers)
        return saved(pdf)
