"""The summons with all its attachments in one file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samordna.documents.pdf.attachments import with_attachments
from samordna.documents.pdf.engine import as_data
from samordna.documents.pdf.papers.meeting import AgendaItem, SummonsPaper
from samordna.documents.pdf.titles import title_of


def render_summons(paper: SummonsPaper, *, moment: datetime, logo: bytes = b"") -> bytes:
    """Set a summons and let its foreign attachments take their places. See ``render_pdf``."""

    def with_agenda(attachments: list[dict[str, Any]]) -> dict[str, Any]:
        return _data(paper, attachments)

    return with_attachments(with_agenda, paper.attachments, moment=moment, logo=logo)


def _data(paper: SummonsPaper, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    """The summons as data: the agenda names its attachments by key, which hold the content once."""
    keys = iter(range(len(attachments)))
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
        "attachments": attachments,
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
