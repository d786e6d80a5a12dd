"""The summons (kallelse) of a meeting as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from samordna.documents.models import StoredFile
from samordna.documents.pdf.papers.common import Signer
from samordna.documents.pdf.papers.meeting import AgendaItem as PaperItem
from samordna.documents.pdf.papers.meeting import Attachment, ForeignPdf, MemberSeat, SummonsPaper
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.papers.words import (
    adjustment_proposal,
    hours,
    person_with_party,
    place_words,
)
from samordna.meetings.queries.seats import mandates_on, office_on, title_of
from samordna.parties.models import Mandate
from samordna.parties.rules import SINGLE_SEATS


def summons_paper(meeting: Meeting) -> SummonsPaper:
    """Gather the summons: agenda, attachments with their bytes, members and office."""
    mandates = mandates_on(meeting.body, meeting.held_on)
    chair = next((m for m in mandates if m.position == Mandate.Position.CHAIR), None)
    office = office_on(meeting.association_id, meeting.held_on)
    return SummonsPaper(
        association=meeting.association.name,
        body=meeting.body.name,
        day=meeting.held_on,
        hours=hours(meeting),
        place=place_words(meeting),
        hindrance=meeting.hindrance_contact,
        agenda=_agenda(meeting),
        members=member_seats(mandates),
        others=tuple(f"{a.name}, {title_of(a).lower()}" for a in office),
        signer=Signer(chair.name, "Ordförande") if chair else None,
        dnr=meeting.matter.number if meeting.matter else "",
    )


def member_seats(mandates: Sequence[Mandate]) -> tuple[MemberSeat, ...]:
    """The member table: ordinary members and substitutes side by side per organisation."""
    by_organisation: dict[int, tuple[list[Mandate], list[Mandate]]] = {}
    for mandate in mandates:
        ordinary, substitutes = by_organisation.setdefault(mandate.organisation_id, ([], []))
        is_substitute = mandate.position == Mandate.Position.SUBSTITUTE
        (substitutes if is_substitute else ordinary).append(mandate)
    return tuple(
        MemberSeat(
            organisation=(member or substitute).organisation.name,
            ordinary=_ordinary(member) if member else "",
            substitute=person_with_party(substitute) if substitute else "",
        )
        for ordinary, substitutes in by_organisation.values()
        for member, substitute in zip_longest(ordinary, substitutes)
    )


def _ordinary(mandate: Mandate) -> str:
    name = person_with_party(mandate)
    leads = mandate.position in SINGLE_SEATS
    return f"{name}, {mandate.title.lower()}" if leads else name


def _agenda(meeting: Meeting) -> tuple[PaperItem, ...]:
    items = list(meeting.items.prefetch_related("attachments__version__document"))
    file_ids = [a.version.file_id for item in items for a in item.attachments.all()]
    data = dict(StoredFile.objects.filter(pk__in=file_ids).values_list("pk", "data"))
    return tuple(
        PaperItem(
            number=str(item.position),
            heading=item.heading,
            presenter=item.presenter,
            note=_note(meeting, item),
            attachments=tuple(
                Attachment(
                    number=attachment.label,
                    title=attachment.version.document.title,
                    content=ForeignPdf(bytes(data[attachment.version.file_id])),
                )
                for attachment in item.attachments.all()
            ),
        )
        for item in items
    )


def _note(meeting: Meeting, item: AgendaItem) -> str:
    if item.note:
        return item.note
    if item.kind == AgendaItem.Kind.ELECTION and item.position == 1:
        return adjustment_proposal(meeting)
    if item.kind == AgendaItem.Kind.INFORMATION and not item.attachments.all():
        return "Information"
    return ""
