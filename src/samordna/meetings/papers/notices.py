"""The notice that minutes are adjusted, and the extract of one paragraph, as papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samordna.documents.pdf.papers.common import Signer
from samordna.documents.pdf.papers.meeting import Board, ExtractPaper, NoticePaper, Signatory
from samordna.meetings.models import AgendaItem, BoardPosting, Notice
from samordna.meetings.papers.minutes import DRAFT, paragraph
from samordna.meetings.proceedings.decisions import decides_by_number, the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_decisions
from samordna.meetings.queries.notices import Earlier, board_words, own_words, standing_of
from samordna.meetings.queries.remarks import waived
from samordna.meetings.rules.appeals import NOTHING_TO_APPEAL, may_be_tried, not_to_be_appealed
from samordna.meetings.rules.numbering import written


def notice_paper(
    notice: Notice,
    boards: Iterable[BoardPosting],
    earlier: Earlier,
    *,
    certified: date,
    certifier: str,
    title: str,
) -> NoticePaper:
    """The notice of adjusted minutes as it stands. Raises ValueError for minutes that are not
    adjusted."""
    minutes = notice.minutes
    meeting = minutes.meeting
    if minutes.adjusted_on is None:
        raise ValueError("only adjusted minutes are posted")
    association = meeting.association
    standing = standing_of(meeting, minutes, notice)
    decided = load_decisions([meeting])[meeting.pk]
    decides = decides_by_number(decided)
    return NoticePaper(
        association=association.name,
        body=meeting.body.name,
        meeting_day=meeting.held_on,
        adjusted=minutes.adjusted_on,
        adjusted_later=meeting.adjustment.later_words(minutes.adjusted_on),
        posted=own_words(notice, earlier),
        last_day_of_appeal=standing.days.appeal_last_day,
        down_earliest=standing.days.take_down_earliest if notice.taken_down_on is None else None,
        counts_from=notice.get_counts_from_display(),
        counted_from=notice.counted_from if standing.days.appeal_last_day else None,
        no_last_day=standing.no_last_day,
        not_appealed=not_to_be_appealed(decides),
        nothing_to_appeal="" if may_be_tried(decides) else NOTHING_TO_APPEAL,
        waived=tuple(paragraph.waived for paragraph in decided if paragraph.waived),
        boards=tuple(
            Board(board.organisation.name, board_words(board, earlier)) for board in boards
        ),
        paragraphs=written(range(minutes.first_paragraph, minutes.last_paragraph + 1)),
        kept_at=association.minutes_kept_at or f"{association.name}, kansliet",
        court=association.court_in_text,
        certified=certified,
        posted_by=Signer(certifier, title) if certifier else None,
        dnr=meeting.matter.number if meeting.matter else "",
    )


def extract_paper(
    proceedings: Proceedings,
    item: AgendaItem,
    *,
    adjusted: date | None,
    certifier: Signer | None,
    certified: date,
) -> ExtractPaper:
    """One paragraph of the minutes, with its certificate when they are adjusted and somebody of the
    office certifies it."""
    number = the_treatment(item).paragraph
    return ExtractPaper(
        association=proceedings.meeting.association.name,
        body=proceedings.meeting.body.name,
        day=proceedings.meeting.held_on,
        paragraph=paragraph(proceedings, item),
        certifier=certifier if adjusted else None,
        certified=certified,
        adjusted=adjusted,
        adjusted_later=proceedings.meeting.adjustment.later_words(adjusted),
        status="" if adjusted else DRAFT,
        waived=waived(item, proceedings.meeting),
        signatories=tuple(
            Signatory(s.role_words, s.attendee.name, f"§ {number}")
            for s in proceedings.plan.signings
            if number in s.numbers
        ),
    )
