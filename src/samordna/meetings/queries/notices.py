"""The notice board and the posted minutes, as the public pages read them. No actor is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samordna.kernel.deadlines import Deadlines, deadlines
from samordna.meetings.models import Meeting, Minutes, Notice, Treatment
from samordna.meetings.papers.minutes import amount_clauses
from samordna.meetings.queries.sheet import load_sheet
from samordna.meetings.rules.clauses import decision_lead
from samordna.meetings.rules.numbering import written
from samordna.parties.models import Association


@dataclass(frozen=True, slots=True)
class PublicParagraph:
    """A paragraph as the public reads it."""

    number: int
    heading: str
    lead: str
    clauses: tuple[str, ...]
    dnr: str


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A notice with what was decided and the days that the law gives."""

    notice: Notice
    meeting: Meeting
    minutes: Minutes
    paragraphs: tuple[PublicParagraph, ...]
    paragraph_range: str
    dates: Deadlines


def _notices(association: Association) -> list[Notice]:
    return list(
        Notice.objects.filter(association=association, minutes__withdrawn_at=None)
        .select_related("minutes__meeting__body", "minutes__paper", "paper")
        .order_by("-posted_on", "-pk")
    )


def notices_on_board(association: Association, today: date) -> list[Notice]:
    """The notices that are up today, the newest first, with meeting and body. One query."""
    return [
        notice
        for notice in _notices(association)
        if notice.posted_on <= today
        and (notice.taken_down_on is None or notice.taken_down_on > today)
    ]


def posted_minutes(association: Association) -> list[Notice]:
    """All minutes that have been posted, the newest first; read ``notice.minutes``. One query."""
    return _notices(association)


def notice_for_public(pk: int) -> PublicNotice | None:
    """A notice with its paragraphs, None when there is no such notice in the association."""
    notice = (
        Notice.objects.filter(pk=pk, minutes__withdrawn_at=None)
        .select_related("minutes__meeting__body", "minutes__paper", "paper", "association")
        .first()
    )
    if notice is None:
        return None
    minutes = notice.minutes
    return PublicNotice(
        notice=notice,
        meeting=minutes.meeting,
        minutes=minutes,
        paragraphs=_paragraphs(minutes.meeting),
        paragraph_range=written(range(minutes.first_paragraph, minutes.last_paragraph + 1)),
        dates=deadlines(
            minutes.meeting.held_on, minutes.adjusted_on, notice.posted_on, notice.taken_down_on
        ),
    )


def _paragraphs(meeting: Meeting) -> tuple[PublicParagraph, ...]:
    sheet = load_sheet(meeting, attachments=False)
    found = []
    for item in sheet.treated:
        treatment: Treatment = item.treatment
        matter = item.matter
        proposes_to = "styrelsen" if sheet.is_proposal(item) else None
        found.append(
            PublicParagraph(
                number=treatment.paragraph,
                heading=item.heading,
                lead=decision_lead(meeting.body.name, proposes_to),
                clauses=(*sheet.clauses(item), *amount_clauses(treatment)),
                dnr=matter.number if matter else "",
            )
        )
    return tuple(found)
