"""Matters without gap, their records, and the papers: versions that share a few small files."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from bench.clock import MOMENT
from bench.seed.parties import Ground
from samordna.documents.models import PDF, XLSX, Document, DocumentVersion, StoredFile
from samordna.documents.pdf.papers.common import Clauses, Signer, TextSection
from samordna.documents.pdf.papers.statement import StatementPaper
from samordna.documents.pdf.render import render_pdf
from samordna.parties.models import Person
from samordna.register.models import Matter, Record


@dataclass
class Wanted:
    """A matter that somebody wants opened on a day; ``row`` is set when it is there."""

    subject: str
    opened_on: date
    closed_on: date | None = None
    responsible: Person | None = None
    row: Matter | None = None


@dataclass
class Paper:
    """A paper that somebody wants kept, and registered when it has a matter and a direction."""

    kind: str
    title: str
    filename: str
    day: date
    matter: Matter | None = None
    direction: Record.Direction | None = None
    counterparty: str = ""
    by: Person | None = None
    media_type: str = PDF
    version: DocumentVersion | None = None


def open_matters(ground: Ground, wanted: list[Wanted]) -> dict[int, int]:
    """Open the matters, numbered within each year by day. Returns the last number of each year."""
    last: Counter[int] = Counter()
    rows = []
    for want in sorted(wanted, key=lambda want: want.opened_on):
        year = want.opened_on.year
        last[year] += 1
        want.row = Matter(
            association=ground.association,
            year=year,
            serial=last[year],
            subject=want.subject,
            opened_on=want.opened_on,
            closed_on=want.closed_on,
            responsible=want.responsible,
        )
        rows.append(want.row)
    Matter.objects.bulk_create(rows, batch_size=2000)
    return dict(last)


def keep_papers(ground: Ground, papers: list[Paper]) -> None:
    """Register the papers, the oldest first within each matter, and keep a version of each."""
    common = {"association": ground.association}
    files = _files(ground)
    serials: Counter[int] = Counter()
    records: list[Record] = []
    versions: list[DocumentVersion] = []
    documents: list[Document] = []
    for paper in sorted(papers, key=lambda paper: paper.day):
        record = None
        if paper.matter is not None and paper.direction is not None:
            serials[paper.matter.pk] += 1
            record = Record(
                matter=paper.matter,
                serial=serials[paper.matter.pk],
                direction=paper.direction,
                dated=paper.day,
                counterparty=paper.counterparty,
                subject=paper.title,
                registered_by=ground.registrar,
                registered_at=ground.at(paper.day),
                **common,
            )
            records.append(record)
        documents.append(Document(kind=paper.kind, title=paper.title, **common))
        paper.version = DocumentVersion(
            document=documents[-1],
            number=1,
            file=files[paper.media_type],
            filename=paper.filename,
            record=record,
            created_at=ground.at(paper.day),
            created_by=paper.by or ground.registrar,
            **common,
        )
        versions.append(paper.version)
    Record.objects.bulk_create(records, batch_size=2000)
    Document.objects.bulk_create(documents, batch_size=2000)
    DocumentVersion.objects.bulk_create(versions, batch_size=2000)


def _files(ground: Ground) -> dict[str, StoredFile]:
    contents = {PDF: _statement(), XLSX: b"PK\x05\x06" + bytes(18)}
    rows = StoredFile.objects.bulk_create(
        StoredFile(
            association=ground.association,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=media_type,
            size=len(data),
            data=data,
        )
        for media_type, data in contents.items()
    )
    return {row.media_type: row for row in rows}


@cache
def _statement() -> bytes:
    """A small real PDF, so that a summons can be made of it."""
    paper = StatementPaper(
        association="Samordningsförbundet",
        heading="Ansökan om medel",
        day=MOMENT.date(),
        proposal=Clauses("Förbundsstyrelsen föreslås besluta", ("bevilja det sökta beloppet",)),
        matter=(TextSection("Ansökan", "Insatsägaren söker medel för tre år."),),
        signer=Signer("Förbundets kansli", "Handläggare"),
    )
    return render_pdf(paper, moment=MOMENT)
