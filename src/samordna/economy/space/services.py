"""The paper *Ekonomisk information*: the decision space of a day as a PDF for the board."""

from __future__ import annotations

from datetime import date

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF, Document, DocumentVersion
from samordna.documents.pdf.papers.common import FigureTable, Row, RowKind
from samordna.documents.pdf.papers.statement import EconomicInformationPaper
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.economy.kinds import PaperKind
from samordna.economy.policies import may_make_paper
from samordna.economy.rules.table import RowKind as TableRowKind
from samordna.economy.space.queries import Space, space_on
from samordna.economy.space.sentences import ROUNDING, reserve_sentence, shortfall_sentences
from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.kernel.money import format_number
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association
from samordna.parties.settings import setting

_KINDS = {
    TableRowKind.HEADING: RowKind.HEADING,
    TableRowKind.ROW: RowKind.ROW,
    TableRowKind.SUM: RowKind.SUM,
}


@changes
def economic_information_paper(*, actor: Actor, as_of: date) -> DocumentVersion:
    """Make the paper of the decision space on a day; a new version if the day has one already.

    Raises :class:`~samordna.economy.space.queries.NoPlan` and Refused.
    """
    require(may_make_paper(actor))
    association = Association.objects.get(pk=actor.association_id)
    floor_kr = setting(association, "decision_space_floor_kr", as_of)
    paper = paper_of(association, space_on(association, as_of), floor_kr)
    title = f"Ekonomisk information per {as_of}"
    return add_version(
        actor=actor,
        data=render_pdf(paper, moment=clock.now(), logo=logo_of(actor.association_id)),
        media_type=PDF,
        filename=f"ekonomisk-information-{as_of}.pdf",
        kind=PaperKind.ECONOMY,
        title=title,
        document=Document.objects.filter(
            association_id=actor.association_id, kind=PaperKind.ECONOMY, title=title
        ).first(),
    )


def paper_of(association: Association, space: Space, floor_kr: int) -> EconomicInformationPaper:
    """The paper as a value."""
    table = space.table
    rows = tuple(
        Row(
            label=row.label,
            texts=(row.owner,),
            figures=tuple(_figure(row.tkr(column.key)) for column in table.columns),
            kind=_KINDS[row.kind],
        )
        if row.kind is not TableRowKind.HEADING
        else Row(label=row.label, kind=RowKind.HEADING)
        for row in table.rows
    )
    notes = [
        ROUNDING,
        reserve_sentence(table.reserve_kr),
        *(finding.message for finding in table.slips),
    ]
    return EconomicInformationPaper(
        association=association.name,
        day=space.as_of,
        table=FigureTable(
            caption=f"Beslutsutrymme per {space.as_of}",
            label_heading="Benämning",
            text_headings=("Insatsägare",),
            figure_headings=tuple(column.label for column in table.columns),
            rows=rows,
            unit="tkr",
        ),
        shortfall=" ".join(shortfall_sentences(table, floor_kr)),
        text=f"Underlag: {space.stored.title}, per {space.stored.as_of}.",
        notes="\n\n".join(note for note in notes if note),
    )


def _figure(tkr: int | None) -> str:
    return "" if tkr is None else format_number(tkr)
