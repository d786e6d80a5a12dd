"""The notice that minutes are adjusted, and the extract of one paragraph, as papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from samordna.documents.pdf.papers.common import Signer
from samordna.documents.pdf.papers.meeting import Board, ExtractPaper, NoticePaper, Signatory
from samordna.meetings.models import AgendaItem, BoardPosting, Minutes, Notice
from samordna.meetings.papers.kept import as_locked
from samordna.meetings.papers.minutes import DRAFT, paragraph
from samordna.meetings.proceedings.decisions import decides_by_number, the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_decisions
from samordna.meetings.queries.notices import Earlier, board_words, own_words, standing_of
from samordna.meetings.queries.remarks import waived
from samordna.meetings.rules.appeals import NOTHING_TO_APPEAL, may_be_tried, not_to_be_appealed
from samordna.meetings.rules.chair_and_adjusters import SECRETARIES
from samordna.meetings.rules.numbering import numbers_in, written


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
        association=minutes.association_name,
        body=minutes.body_name,
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
    minutes: Minutes | None,
    *,
    certifier: Signer | None,
    certified: date,
) -> ExtractPaper:
    """One paragraph of the minutes as it was locked, with its certificate when they are adjusted
    and somebody of the office certifies it; ``minutes`` are those locked, with what they say and
    who signs them. Until then as it stands."""
    meeting, number = proceedings.meeting, the_treatment(item).paragraph
    adjusted, told = (minutes.adjusted_on if minutes else None), as_locked(minutes)
    as_told = [one for one in told.paragraphs if one.number == number] if told else []
    return ExtractPaper(
        association=minutes.association_name if minutes else meeting.association.name,
        body=minutes.body_name if minutes else meeting.body.name,
        day=meeting.held_on,
        paragraph=as_told[0] if as_told else paragraph(proceedings, item),
        certifier=certifier if adjusted else None,
        certified=certified,
        adjusted=adjusted,
        adjusted_later=meeting.adjustment.later_words(adjusted),
        status="" if adjusted else DRAFT,
        waived=waived(item, meeting),
        signatories=tuple(
            Signatory(role, name, f"§ {number}")
            for role, name in _signs(proceedings, minutes, number)
        ),
    )


def _signs(
    proceedings: Proceedings, minutes: Minutes | None, number: int
) -> Iterator[tuple[str, str]]:
    """Who signs a paragraph besides the secretary, and as what: as it was locked, or is planned."""
    if minutes is None:
        for signing in proceedings.plan.signings:
            if number in signing.numbers:
                yield signing.role_words, signing.attendee.name
        return
    for signer in minutes.signers.all():
        if signer.role not in SECRETARIES and numbers_in(signer.paragraphs, [number]):
            yield signer.role_words, signer.name
