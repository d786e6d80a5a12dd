"""Small words that several papers share."""

from __future__ import annotations

from datetime import date
from typing import Final

from samordna.documents.models import DocumentVersion
from samordna.kernel.dates import format_long
from samordna.kernel.deadlines import deadlines
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import Dispatch
from samordna.parties.models import Mandate


def hours(meeting: Meeting) -> str:
    """``09.00–12.00``, or ``09.00`` while nobody has said when it ends."""
    starts = f"{meeting.starts_at:%H.%M}"
    return f"{starts}–{meeting.ends_at:%H.%M}" if meeting.ends_at else starts


def day_told(meeting: Meeting) -> str:
    """The day of a meeting as those who were called know it: ”3 oktober 2024”, and of one that was
    moved without a new summons ”3 oktober 2024, som har flyttats till den 4 oktober 2024,”."""
    if not meeting.moved or meeting.summons_for is None:
        return format_long(meeting.held_on)
    called_to = format_long(meeting.summons_for)
    return f"{called_to}, som har flyttats till den {format_long(meeting.held_on)},"


#: How a summons went out, where the day follows.
_SENT: Final = {
    Dispatch.LETTERS: "Skickad med e-post",
    Dispatch.MAIL: "Skickad med e-post",
    Dispatch.POST: "Skickad med posten",
    Dispatch.HAND: "Lämnad för hand",
}


def called_words(meeting: Meeting) -> str:
    """How and when the body was called, as the minutes say it; that the summons had reached nobody,
    with the reason that the office has written; or nothing where nothing is known of it."""
    if meeting.opened_uncalled:
        made = meeting.summons_id is not None
        said = "Kallelsen nådde ingen före sammanträdet." if made else "Ingen kallelse gick ut."
        return " ".join(filter(None, (said, meeting.uncalled_reason)))
    if meeting.summoned_on is None or not meeting.summoned_by:
        return ""
    said = f"{_SENT[Dispatch(meeting.summoned_by)]} den {format_long(meeting.summoned_on)}"
    return f"{said}, till den {day_told(meeting)}".rstrip(",") if meeting.moved else said


def place_words(meeting: Meeting) -> str:
    """Where a meeting is held, and how one may take part; empty where no place is said."""
    if meeting.mode == Meeting.Mode.PHYSICAL:
        return meeting.place
    mode = meeting.get_mode_display()
    return f"{meeting.place} ({inside(mode)})" if meeting.place else mode


def inside(text: str) -> str:
    """A name or a heading inside a sentence: ``Styrelsen`` becomes ``styrelsen``, ``AU`` stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def body_in_text(meeting: Meeting) -> str:
    """The body's name inside a sentence: ``styrelsen``."""
    return meeting.body.in_text


def meeting_title(meeting: Meeting) -> str:
    """``Sammanträde styrelsen 2024-09-12``: the subject of the meeting's matter."""
    return f"Sammanträde {body_in_text(meeting)} {meeting.held_on}"


def filename(what: str, meeting: Meeting, extra: str = "") -> str:
    """A file name that sorts by day: ``2024-09-12-kallelse-styrelsen.pdf``."""
    parts = [meeting.held_on.isoformat(), what, meeting.body.slug, extra]
    return "-".join(part for part in parts if part) + ".pdf"


def next_filename(what: str, meeting: Meeting, last: DocumentVersion | None) -> str:
    """The file name of the next version of a paper: from the second on it carries its number."""
    return filename(what, meeting, f"version-{last.number + 1}" if last else "")


def person_with_party(mandate: Mandate) -> str:
    """``Vera Berg (S)``; the party is left out where the mandate has none."""
    return f"{mandate.name} ({mandate.party})" if mandate.party else mandate.name


def adjust_by(meeting: Meeting) -> date:
    """The last day to adjust a meeting's minutes: as the meeting has decided, or by the law."""
    return deadlines(meeting.held_on, agreed=meeting.adjustment.last).adjust_by


def adjustment_proposal(meeting: Meeting) -> str:
    """The sentence about the proposed day of adjustment, or nothing."""
    if meeting.proposed_adjustment_on is None:
        return ""
    return f"Förslag på justeringsdag: {format_long(meeting.proposed_adjustment_on)}"
