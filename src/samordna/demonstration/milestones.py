"""The days that the demonstration's clock offers to move to."""

from __future__ import annotations

from datetime import date

from django_scopes import scope

from samordna.meetings.models import Meeting, Notice
from samordna.meetings.papers.words import adjust_by
from samordna.parties.models import Association


def coming(association: Association | None, day: date) -> list[tuple[str, date]]:
    """Meetings, days of adjustment, last days of appeal and of notices, after ``day``, in order."""
    if association is None:
        return []
    with scope(association=association):
        meetings = list(Meeting.objects.exclude(state=Meeting.State.POSTED))
        notices = list(Notice.objects.filter(taken_down_on=None))
    found: list[tuple[str, date]] = []
    for meeting in meetings:
        found.append(("Sammanträdet", meeting.held_on))
        found.append(("Justeringen", adjust_by(meeting)))
    for notice in notices:
        if notice.appeal_last_day and notice.take_down_earliest:
            found.append(("Sista dag att överklaga", notice.appeal_last_day))
            found.append(("Anslaget får tas ned", notice.take_down_earliest))
    return sorted({(label, when) for label, when in found if when > day}, key=lambda p: p[1])[:4]
