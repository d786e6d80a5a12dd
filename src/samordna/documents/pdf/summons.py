"""The summons with all its attachments in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from samordna.documents.pdf.engine import PAPER, as_data, typeset
from samordna.documents.pdf.foreign.bundle import Prepared, Slot
from samordna.documents.pdf.foreign.check import (
    NotJoined,
    PdfRefused,
    TooHeavyTogether,
    fill_apart,
    prepare_apart,
)
from samordna.documents.pdf.foreign.preparing import COMPARED, TRIED, Known
from samordna.documents.pdf.foreign.trial import blank
from samordna.documents.pdf.papers.meeting import AgendaItem, Attachment, ForeignPdf, SummonsPaper
from samordna.documents.pdf.titles import title_of

#: Each file was tried alone when it came. Where they do not join, each is tried again: what was
#: attached before, or joined as an earlier version of the house did, may have to leave its tags.
_WAYS = (TRIED, COMPARED)


def render_summons(paper: SummonsPaper, *, moment: datetime, logo: bytes = b"") -> bytes:
    """Set a summons and let its foreign attachments take their places. See ``render_pdf``."""
    for known in _WAYS:
        sources, refused = _prepared(paper.attachments, known)
        if refused:
            raise NotJoined(refused)
        ours = typeset(PAPER, _data(paper, sources), moment=moment, logo=logo)
        if not sources:
            break
        try:
            return fill_apart(ours, _slots(paper, sources))
        except NotJoined as error:
            if known == _WAYS[-1] or isinstance(error, TooHeavyTogether):
                raise
    return ours


def why_not_joined(attachments: Sequence[Attachment]) -> dict[str, tuple[str, ...]]:
    """Try foreign attachments together, between blank covers: why some cannot join the others, by
    the label of each. All the others can.

    Takes seconds: called when nothing is held.
    """
    ways = iter(_WAYS)
    sources, why = _prepared(attachments, next(ways))
    while sources:
        slots = [
            Slot(_label(attachments[key]), attachments[key].title, place, source)
            for place, (key, source) in enumerate(sources.items())
        ]
        try:
            fill_apart(blank(*(source.sizes for source in sources.values())), slots)
        except NotJoined as error:
            heavy = isinstance(error, TooHeavyTogether)
            if not heavy and (known := next(ways, None)) is not None:
                sources, why = _prepared(attachments, known)
                continue
            why |= error.why
            sources = {k: s for k, s in sources.items() if _label(attachments[k]) not in why}
        else:
            break
    return why


def label_in_bundle(number: str) -> str:
    """What an attachment is called in a bundle: *Bilaga 5.1*."""
    return f"Bilaga {number}"


def _label(attachment: Attachment) -> str:
    return label_in_bundle(attachment.number)


def _prepared(
    attachments: Sequence[Attachment], known: Known
) -> tuple[dict[int, Prepared], dict[str, tuple[str, ...]]]:
    """The foreign ones made ready, by their places, and why others are not, by their labels."""
    sources, refused = {}, {}
    for key, attachment in enumerate(attachments):
        if not isinstance(attachment.content, ForeignPdf):
            continue
        try:
            sources[key] = prepare_apart(attachment.content.data, known)
        except PdfRefused as refusal:
            refused[_label(attachment)] = refusal.reasons
    return sources, refused


def _slots(paper: SummonsPaper, sources: Mapping[int, Prepared]) -> list[Slot]:
    """The first bookmark is the summons itself, then one for each attachment in order."""
    return [
        Slot(_label(attachment), attachment.title, key + 1, sources[key])
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
