"""What follows that a letter has gone out: a summons counts as sent when it was sent."""

from __future__ import annotations

from samordna.ground import clock
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting
from samordna.meetings.queries.summons import SUMMONS_LETTERS, letters_of_summons
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.steps import cancellation_sent, summons_sent
from samordna.parties.actors import system_actor


def follow(letter: Letter) -> None:
    """The first letter of the newest summons that goes out makes the meeting *Kallat*; the first
    one that cancels it stands in the register."""
    if letter.about_type != Meeting._meta.label_lower:
        return
    meeting = Meeting.objects.select_related("summons").filter(pk=letter.about_id or 0).first()
    if meeting is None:
        return
    actor = system_actor(letter.association)
    if letter.kind == Kind.MEETING_CANCELLED:
        cancellation_sent(actor=actor, meeting=meeting)
    elif letter.kind in SUMMONS_LETTERS and _goes_out_first(letter, meeting):
        summons_sent(actor=actor, meeting=meeting, how=Dispatch.LETTERS, sent_on=clock.today())


def _goes_out_first(letter: Letter, meeting: Meeting) -> bool:
    """Whether the summons had not gone out, and the letter is not of an earlier version."""
    if meeting.summons is None or meeting.summons.record_id is not None:
        return False
    return letters_of_summons(meeting).filter(pk=letter.pk).exists()
