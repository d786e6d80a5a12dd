"""What follows that a letter has gone out: a summons counts as sent when it was sent."""

from __future__ import annotations

from samordna.ground import clock
from samordna.letters.models import Letter
from samordna.meetings.models import Meeting
from samordna.meetings.queries.summons import SUMMONS_LETTERS, letters_of_summons
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.steps import summons_sent
from samordna.parties.actors import system_actor


def follow(letter: Letter) -> None:
    """The first letter of the newest summons that goes out makes the meeting *Kallat*."""
    if letter.kind not in SUMMONS_LETTERS or letter.about_type != Meeting._meta.label_lower:
        return
    meeting = Meeting.objects.select_related("summons").filter(pk=letter.about_id or 0).first()
    if meeting is None or meeting.summons is None or meeting.summons.record_id is not None:
        return
    if not letters_of_summons(meeting).filter(pk=letter.pk).exists():
        return  # of an earlier version
    summons_sent(
        actor=system_actor(letter.association),
        meeting=meeting,
        how=Dispatch.LETTERS,
        sent_on=clock.today(),
    )
