"""The summons (kallelse) of a meeting as a paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest

from samordna.documents.models import StoredFile
from samordna.documents.pdf.papers.common import Clauses, Signer, TextSection
from samordna.documents.pdf.papers.meeting import AgendaItem as PaperItem
from samordna.documents.pdf.papers.meeting import (
    Attachment,
    ForeignPdf,
    MemberSeat,
    SummonsPaper,
    TextPaper,
)
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.papers.words import (
    adjustment_proposal,
    hours,
    person_with_party,
    place_words,
)
from samordna.meetings.queries.seats import empty_seats_on, mandates_on, office_on, title_of
from samordna.meetings.queries.texts import ItemText, texts_of
from samordna.meetings.rules.clauses import with_endings
from samordna.parties.models import Mandate, Organisation
from samordna.parties.rules import SINGLE_SEATS

#: What stands for a seat that nobody holds, and for a *medlem* that is not known.
EMPTY_SEAT = "Ledig plats"
UNKNOWN = "–"


def summons_paper(meeting: Meeting, *, without: Collection[int] = ()) -> SummonsPaper:
    """Gather the summons: agenda, attachments with their bytes, members and office.

    ``without``: the keys of attachments that a page in their place tells of.
    """
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
        agenda=_agenda(meeting, without),
        members=member_seats(mandates, empty_seats_on(meeting.body, meeting.held_on)),
        others=tuple(f"{a.name}, {title_of(a).lower()}" for a in office),
        signer=Signer(chair.name, "Ordförande") if chair else None,
        dnr=meeting.matter.number if meeting.matter else "",
    )


def member_seats(
    mandates: Sequence[Mandate], empty: Sequence[Organisation | None] = ()
) -> tuple[MemberSeat, ...]:
    """The member table: ordinary members and substitutes side by side per organisation, and the
    seats that nobody holds, each with the organisation that fills it where that is known."""
    by_organisation: dict[str, tuple[list[str], list[str]]] = {}
    for mandate in mandates:
        name = mandate.organisation.name
        ordinary, substitutes = by_organisation.setdefault(name, ([], []))
        if mandate.position == Mandate.Position.SUBSTITUTE:
            substitutes.append(person_with_party(mandate))
        else:
            ordinary.append(_ordinary(mandate))
    for member in empty:
        name = UNKNOWN if member is None else member.name
        by_organisation.setdefault(name, ([], []))[0].append(EMPTY_SEAT)
    return tuple(
        MemberSeat(organisation=name, ordinary=member, substitute=substitute)
        for name, (ordinary, substitutes) in by_organisation.items()
        for member, substitute in zip_longest(ordinary, substitutes, fillvalue="")
    )


def _ordinary(mandate: Mandate) -> str:
    name = person_with_party(mandate)
    leads = mandate.position in SINGLE_SEATS
    return f"{name}, {mandate.title.lower()}" if leads else name


def _agenda(meeting: Meeting, without: Collection[int]) -> tuple[PaperItem, ...]:
    items = list(meeting.items.prefetch_related("attachments__version__document"))
    texts = {text.item.pk: text for text in texts_of(items)}
    attached = [a for item in items for a in item.attachments.all()]
    file_ids = [a.version.file_id for a in attached if a.pk not in without]
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
                    content=_told(meeting, attachment)
                    if attachment.pk in without
                    else ForeignPdf(bytes(data[attachment.version.file_id])),
                )
                for attachment in item.attachments.all()
            ),
            background=item.background,
            proposal=_proposal(texts.get(item.pk)),
            proposed_by=texts[item.pk].by if item.pk in texts else (),
        )
        for item in items
    )


def _told(meeting: Meeting, attachment: AgendaAttachment) -> TextPaper:
    """What stands in the place of an attachment that could not be put in."""
    version = attachment.version
    said = (
        f"Bilagan kunde inte fogas in i kallelsen. Den finns i ärendet som en egen fil, "
        f"{version.filename}, och läses bland bilagorna på sammanträdets sida i Samordna. "
        "Kansliet lämnar ut den på annat sätt till den som behöver det."
    )
    return TextPaper(
        association=meeting.association.name,
        heading=version.document.title,
        day=meeting.held_on,
        sections=(TextSection("", said),),
        dnr=meeting.matter.number if meeting.matter else "",
    )


def _proposal(text: ItemText | None) -> Clauses | None:
    return Clauses("", tuple(with_endings(text.clauses))) if text and text.clauses else None


def _note(meeting: Meeting, item: AgendaItem) -> str:
    if item.note:
        return item.note
    if item.kind == AgendaItem.Kind.ELECTION and item.position == 1:
        return adjustment_proposal(meeting)
    if item.kind == AgendaItem.Kind.INFORMATION and not item.attachments.all():
        return "Information"
    return ""
