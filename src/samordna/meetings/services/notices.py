"""The notice (anslag): posting it, and taking it down no earlier than the law lets."""

from __future__ import annotations

from django.db import transaction

from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.journal.services import journal
from samordna.kernel.deadlines import deadlines
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import Minutes, Notice
from samordna.meetings.papers.notices import notice_paper
from samordna.meetings.papers.words import filename, inside, meeting_title
from samordna.meetings.rules.states import MEETING
from samordna.meetings.services.locking import locked_meeting
from samordna.parties.actors import Actor
from samordna.register.models import Record
from samordna.register.steps import register_record


@transaction.atomic
def post_notice(*, actor: Actor, minutes: Minutes) -> Notice:
    """Post the notice today, with the dates that the law gives, and register it; journalled.

    A late notice is posted all the same: that it is late is a finding, and the appeal period must
    begin. Raises Refused and IllegalTransition.
    """
    meeting = locked_meeting(actor, minutes.meeting)
    state = MEETING.next(meeting.state, "post")
    fresh = Minutes.objects.select_for_update().get(pk=minutes.pk)
    fresh.meeting = meeting
    today = clock.today()
    dates = deadlines(meeting.held_on, fresh.adjusted_on, today)
    if dates.appeal_last_day is None or dates.take_down_earliest is None or not fresh.adjusted_on:
        raise NotPossible("Protokollet är inte justerat och kan inte anslås.")
    record = None
    if meeting.matter is not None:
        record = register_record(
            actor=actor,
            matter=meeting.matter,
            direction=Record.Direction.INTERNAL,
            subject=f"Anslagsbevis, {inside(meeting_title(meeting))}",
        )
    paper = notice_paper(
        fresh,
        dates,
        posted=today,
        posted_by=actor.name if actor.person_id else "",
        title=actor.titles[0] if actor.titles else "",
    )
    notice = Notice.objects.create(
        association_id=actor.association_id,
        minutes=fresh,
        posted_on=today,
        appeal_last_day=dates.appeal_last_day,
        take_down_earliest=dates.take_down_earliest,
        posted_by_id=actor.person_id,
        paper=add_version(
            actor=actor,
            data=render_pdf(paper, moment=clock.now()),
            media_type=PDF,
            filename=filename("anslagsbevis", meeting),
            kind=PaperKind.NOTICE,
            title=f"Anslagsbevis {meeting.body.name} {meeting.held_on}",
            record=record,
        ),
    )
    before = {"state": meeting.state}
    meeting.state = state
    meeting.save(update_fields=["state"])
    after = {
        "state": state,
        "posted_on": today,
        "appeal_last_day": notice.appeal_last_day,
        "take_down_earliest": notice.take_down_earliest,
        "findings": [f.code for f in dates.findings],
    }
    journal(actor=actor, verb="post_notice", subject=notice, before=before, after=after)
    return notice


@transaction.atomic
def take_down_notice(*, actor: Actor, notice: Notice) -> Notice:
    """Take the notice down today; journalled.

    Refused before the day after the last day of appeal: taken down earlier, the appeal period never
    ends (KL 8:12, 13:5). Raises Refused and :class:`NotPossible`.
    """
    locked_meeting(actor, notice.minutes.meeting)
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    today = clock.today()
    if locked.taken_down_on is not None:
        raise NotPossible(f"Anslaget togs ned {locked.taken_down_on}.")
    if today < locked.take_down_earliest:
        raise NotPossible(
            f"Anslaget får tas ned tidigast {locked.take_down_earliest}. Sista dagen att överklaga "
            f"är {locked.appeal_last_day}, och om anslaget tas ned tidigare löper tiden för "
            "överklagande aldrig ut."
        )
    locked.taken_down_on = today
    locked.save(update_fields=["taken_down_on"])
    journal(actor=actor, verb="take_down_notice", subject=locked, after={"taken_down_on": today})
    return locked
