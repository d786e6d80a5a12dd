"""Letters about meetings: the summons, the minutes to sign, and what has been adjusted."""

from __future__ import annotations

from collections.abc import Iterator

from samordna.flows.letters import words
from samordna.journal.models import JournalEntry
from samordna.letters.rules import Kind
from samordna.letters.steps import Draft, stop_letters
from samordna.meetings.models import Meeting
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.queries.summons import SUMMONS_LETTERS
from samordna.web.links import link

REPLACED = "En nyare kallelse har ersatt den."


def summons(entry: JournalEntry, meeting: Meeting) -> Iterator[Draft]:
    """The summons, new or made again, to members and substitutes of the body."""
    again = bool(entry.before.get("summons"))
    stop_letters(about=meeting, kinds=SUMMONS_LETTERS, reason=REPLACED)
    subject, text = words.summons(meeting, again=again)
    for mandate in mandates_on(meeting.body, meeting.held_on):
        yield Draft(
            kind=Kind.SUMMONS_CHANGED if again else Kind.SUMMONS,
            to=mandate.person,
            subject=subject,
            text=text,
            path=link(meeting.association.slug, "meetings:meeting", number=meeting.number),
            link_label="Föredragningslistan och alla handlingar",
        )
