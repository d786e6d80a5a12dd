"""Attachments behind a paper of ours in one file: each with its cover, and the foreign ones' pages.

A summons and a bundle hold them alike, because both are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from samordna.documents.pdf.papers.meeting import Attachment, ForeignPdf

#: Each file was tried alone when it came. Where they do not join, each is tried again: what was
#: attached before, or joined as an earlier version of the house did, may have to leave its tags.
_WAYS = (TRIED, COMPARED)


def with_attachments(
    paper: Callable[[list[dict[str, Any]]], Mapping[str, Any]],
    attachments: Sequence[Attachment],
    *,
    moment: datetime,
    logo: bytes = b"",
) -> bytes:
    """Set a paper with its attachments and let the foreign ones take their places.

    ``paper`` gives the paper's data, with these attachments in it; its first page has a bookmark.
    Raises :class:`NotJoined` with the labels of those that cannot join, and ``PdfNotMade``.
    """
    for known in _WAYS:
        sources, refused = _prepared(attachments, known)
        if refused:
            raise NotJoined(refused)
        behind = [
            _as_data(key, attachment, sources.get(key))
            for key, attachment in enumerate(attachments)
        ]
        ours = typeset(PAPER, paper(behind), moment=moment, logo=logo)
        if not sources:
            break
        try:
            return fill_apart(ours, _slots(attachments, sources))
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


def _slots(attachments: Sequence[Attachment], sources: Mapping[int, Prepared]) -> list[Slot]:
    """The first bookmark is the paper's own, then one for each attachment in order."""
    return [
        Slot(_label(attachment), attachment.title, key + 1, sources[key])
        for key, attachment in enumerate(attachments)
        if key in sources
    ]


def _as_data(key: int, attachment: Attachment, source: Prepared | None) -> dict[str, Any]:
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
