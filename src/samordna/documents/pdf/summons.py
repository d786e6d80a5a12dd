"""The summons with all its attachments in one file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from samordna.documents.pdf.engine import PAPER, as_data, typeset
from samordna.documents.pdf.foreign.bundle import Prepared, Slot
from samordna.documents.pdf.foreign.check import PdfRefused, fill_apart, prepare_apart
from samordna.documents.pdf.papers.meeting import AgendaItem, Attachment, ForeignPdf, SummonsPaper
from samordna.documents.pdf.titles import title_of


def render_summons(paper: SummonsPaper, *, moment: datetime, logo: bytes = b"") -> bytes:
    """Set a summons and let its foreign attachments take their places. See ``render_pdf``."""
    sources = {
        key: _prepared(attachment, attachment.content.data)
        for key, attachment in enumerate(paper.attachments)
        if isinstance(attachment.content, ForeignPdf)
    }
    ours = typeset(PAPER, _data(paper, sources), moment=moment, logo=logo)
    return fill_apart(ours, _slots(paper, sources)) if sources else ours


def _prepared(attachment: Attachment, data: bytes) -> Prepared:
    try:
        return prepare_apart(data, compared=True)
    except PdfRefused as refusal:
        raise PdfRefused(f"Bilaga {attachment.number}:", *refusal.reasons) from refusal


def _slots(paper: SummonsPaper, sources: Mapping[int, Prepared]) -> list[Slot]:
    """The first bookmark is the summons itself, then one for each attachment in order."""
    return [
        Slot(f"Bilaga {attachment.number}", attachment.title, key + 1, sources[key])
        for key, attachment in enumerate(paper.attachments)
        if key in sources
    ]


def _data(paper: SummonsPaper, sources: Mapping[int, Prepared]) -> dict[str, Any]:
    """The summons as data: the agenda names its attachments by key, which hold the content once."""
    keys = iter(range(len(paper.attachments)))
    return {
        "type": "SummonsPaper",
        "title": title_of(paper),
        "association": paper.association,
        "body": paper.body,
        "day": as_data(paper.day),
        "hours": paper.hours,
        "place": paper.place,
        "hindrance": paper.hindrance,
        "members": as_data(paper.members),
        "others": as_data(paper.others),
        "signer": as_data(paper.signer),
        "dnr": paper.dnr,
        "agenda": [_item(item, [next(keys) for _ in item.attachments]) for item in paper.agenda],
        "attachments": [
            _attachment(key, attachment, sources.get(key))
            for key, attachment in enumerate(paper.attachments)
        ],
    }


def _item(item: AgendaItem, keys: list[int]) -> dict[str, Any]:
    handed = [
        {"key": str(key), "number": attachment.number}
        for key, attachment in zip(keys, item.attachments, strict=True)
    ]
    return {
        "number": item.number,
        "heading": item.heading,
        "presenter": item.presenter,
        "note": item.note,
        "attachments": handed,
        "background": item.background.strip(),
        "proposal": as_data(item.proposal),
        "proposed_by": as_data(item.proposed_by),
    }


def _attachment(key: int, attachment: Attachment, source: Prepared | None) -> dict[str, Any]:
    content = as_data(attachment.content) if source is None else _foreign(source)
    return {
        "key": str(key),
        "number": attachment.number,
        "title": attachment.title,
        "content": content,
    }


def _foreign(source: Prepared) -> dict[str, Any]:
    sizes = [[str(width), str(height)] for width, height in source.sizes]
    return {"type": "ForeignPdf", "tagged": source.facts.tagged, "sizes": sizes}
