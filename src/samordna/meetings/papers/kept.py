"""Locked minutes as data and back: what was signed says the same in every extract, whatever the
association, its body and its people are called since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from samordna.documents.pdf.papers.common import Clauses
from samordna.documents.pdf.papers.meeting import (
    Attendee,
    MinutesPaper,
    MinutesParagraph,
    Signatory,
    Vote,
    VoteSide,
)
from samordna.meetings.models import Minutes


def as_kept(paper: MinutesPaper) -> dict[str, Any]:
    """The minutes as JSON data. A field that the papers get later needs a default: rows that are
    kept already lack it."""
    return {**asdict(paper), "day": paper.day.isoformat()}


def as_locked(minutes: Minutes | None) -> MinutesPaper | None:
    """What locked minutes say; None for what is not locked, or was before it was kept. The row is
    loaded with its ``locked_paper``."""
    row = None if minutes is None else getattr(minutes, "locked_paper", None)
    return None if row is None else _minutes(row.paper)


def _minutes(data: Mapping[str, Any]) -> MinutesPaper:
    read = {
        "day": date.fromisoformat(data["day"]),
        "deciding": _people(data["deciding"]),
        "others": _people(data["others"]),
        "paragraphs": tuple(map(_paragraph, data["paragraphs"])),
        "signatories": tuple(Signatory(**row) for row in data["signatories"]),
    }
    return MinutesPaper(**{**data, **read})


def _people(rows: Iterable[Mapping[str, Any]]) -> tuple[Attendee, ...]:
    return tuple(Attendee(**row) for row in rows)


def _paragraph(data: Mapping[str, Any]) -> MinutesParagraph:
    lists = ("proposals", "reservations", "presence", "told", "attachments")
    read: dict[str, Any] = {name: tuple(data[name]) for name in lists}
    read["decisions"] = tuple(Clauses(d["intro"], tuple(d["items"])) for d in data["decisions"])
    read["votes"] = tuple(map(_vote, data["votes"]))
    return MinutesParagraph(**{**data, **read})


def _vote(data: Mapping[str, Any]) -> Vote:
    sides = tuple(VoteSide(side["label"], tuple(side["names"])) for side in data["sides"])
    return Vote(**{**data, "sides": sides, "order": tuple(data["order"])})
