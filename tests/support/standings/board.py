"""Meetings of the board that an application comes to, as far as they have come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from samordna.flows.services import (
    put_on_agenda,
    sign_and_settle,
)
from samordna.funding.models import Application
from samordna.funding.tests.world import write_application
from samordna.meetings.models import AgendaItem, Meeting, Minutes
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import (
    close_meeting,
    open_meeting,
)
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.permissions.funding import _prepared as prepare
from tests.support.standings.base import EARLY, HELD, office, summon


def on_agenda(cast: Cast) -> tuple[Application, Meeting, AgendaItem]:
    with story.on(EARLY):
        application = prepare(cast, write_application(cast))
        meeting = story.plan(cast)
        item = put_on_agenda(
            actor=office(cast),
            meeting=meeting,
            kind=SubjectKind.APPLICATION,
            subject_id=application.pk,
        )
        summon(cast, meeting)
    return application, Meeting.objects.get(pk=meeting.pk), item


def decided(cast: Cast, outcome: str, *, lose_period: bool = False) -> tuple[Application, Minutes]:
    """The board decides about an application; the minutes are adjusted the same day."""
    application, meeting, _ = on_agenda(cast)
    minutes = lock(cast, meeting, {"Ansökan": outcome})
    if lose_period:
        Application.objects.filter(pk=application.pk).update(period_from=None, period_to=None)
    return application, signed(cast, minutes)


def lock(cast: Cast, meeting: Meeting, outcomes: Mapping[str, str] = {}) -> Minutes:
    hold(cast, meeting, outcomes)
    with story.on(HELD, 10):
        return lock_minutes(actor=story.keeper(cast), meeting=meeting)


def hold(cast: Cast, meeting: Meeting, outcomes: Mapping[str, str] = {}) -> None:
    keeper = story.keeper(cast)
    with story.on(HELD, 10):
        open_meeting(actor=keeper, meeting=meeting)
        set_all_present(actor=keeper, meeting=meeting)
        choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
        for row in meeting.items.order_by("position"):
            noted = row.kind in (AgendaItem.Kind.INFORMATION, AgendaItem.Kind.FORMAL)
            usual = "noted" if noted else "approved"
            outcome = next((o for word, o in outcomes.items() if word in row.heading), usual)
            story.decide(cast, meeting, row.heading, outcome)
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))


def signed(cast: Cast, minutes: Minutes, *who: str) -> Minutes:
    with story.on(HELD, 12):
        for name in who or ("registrar", "chair", "vice_chair"):
            signed = sign_and_settle(
                actor=cast.actor(name, HELD), minutes=Minutes.objects.get(pk=minutes.pk)
            )
    return signed
