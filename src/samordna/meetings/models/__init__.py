"""Meetings: agenda, presence, what was treated and decided, minutes, signers and notices."""

from samordna.meetings.models.minutes import (
    BoardPosting,
    EarlierPosting,
    LockedPaper,
    Minutes,
    MinutesSigner,
    Notice,
)
from samordna.meetings.models.planning import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.models.sitting import (
    Absence,
    Adjuster,
    Attendee,
    DecidedAmount,
    InStead,
    Treatment,
)

__all__ = [
    "Absence",
    "Adjuster",
    "AgendaAttachment",
    "AgendaItem",
    "Attendee",
    "BoardPosting",
    "DecidedAmount",
    "EarlierPosting",
    "InStead",
    "LockedPaper",
    "Meeting",
    "Minutes",
    "MinutesSigner",
    "Notice",
    "Treatment",
]
