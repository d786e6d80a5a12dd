"""The notice that minutes are adjusted, and the extract of one paragraph, as papers."""

from __future__ import annotations

from datetime import date

from samordna.documents.pdf.papers.common import Signer
from samordna.documents.pdf.papers.meeting import ExtractPaper, NoticePaper, Signatory
from samordna.kernel.deadlines import Deadlines
from samordna.meetings.models import AgendaItem, Minutes
from samordna.meetings.papers.minutes import DRAFT, paragraph
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules.boards import CountsFrom
from samordna.meetings.rules.numbering import written


def notice_paper(
    minutes: Minutes,
    dates: Deadlines,
    *,
    posted: date,
    rule: CountsFrom,
    waits_for: str,
    posted_by: str,
    title: str,
) -> NoticePaper:
    """The notice of adjusted minutes. Raises ValueError for minutes that are not adjusted."""
    meeting = minutes.meeting
    if minutes.adjusted_on is None:
        raise ValueError("only adjusted minutes are posted")
    association = meeting.association
    return NoticePaper(
        association=association.name,
        body=meeting.body.name,
        meeting_day=meeting.held_on,
        adjusted=minutes.adjusted_on,
        posted=posted,
        last_day_of_appeal=dates.appeal_last_day,
        down_earliest=dates.take_down_earliest,
        counts_from=rule.label,
        waits_for=waits_for,
        paragraphs=written(range(minutes.first_paragraph, minutes.last_paragraph + 1)),
        kept_at=association.minutes_kept_at or f"{association.name}, kansliet",
        court=association.administrative_court or "Förvaltningsrätten",
        posted_by=Signer(posted_by, title) if posted_by else None,
        dnr=meeting.matter.number if meeting.matter else "",
    )


def extract_paper(
    proceedings: Proceedings,
    item: AgendaItem,
    *,
    adjusted: date | None,
    certifier: Signer,
    certified: date,
) -> ExtractPaper:
    """One paragraph of the minutes, with its certificate when they are adjusted."""
    number = the_treatment(item).paragraph
    return ExtractPaper(
        association=proceedings.meeting.association.name,
        body=proceedings.meeting.body.name,
        day=proceedings.meeting.held_on,
        paragraph=paragraph(proceedings, item),
        certifier=certifier if adjusted else None,
        certified=certified,
        adjusted=adjusted,
        status="" if adjusted else DRAFT,
        signatories=tuple(
            Signatory(s.label.split()[0], s.attendee.name, f"§ {number}")
            for s in proceedings.plan.signings
            if number in s.numbers
        ),
    )
