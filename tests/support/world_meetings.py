"""Meetings from plan to notice, brought there by the product's own services."""

from __future__ import annotations

from datetime import date, timedelta

from samordna.documents.models import DocumentVersion
from samordna.flows.services import put_on_agenda, sign_and_settle
from samordna.funding.models import Application
from samordna.meetings.models import Minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import (
    add_other,
    choose_adjuster,
    record_absence,
    set_all_present,
)
from samordna.meetings.services.summons import send_summons
from samordna.meetings.tests.story import (
    MEETING_DAY,
    decide,
    item,
    locked,
    on,
    opened,
    person,
    plan,
)
from tests.support.things import World


def make_meetings(world: World, first: int) -> None:
    """A meeting ahead with an application on its agenda, and one in each later state.

    The open one is made last: a body sits in one meeting at a time.
    """
    _planned(world)
    _summoned(world)
    _posted(world)
    world.things["meeting_signing"] = {"number": locked(world.cast).meeting.number}
    _open(world)


def _planned(world: World) -> None:
    actor = world.cast.actor("registrar")
    meeting = plan(world.cast, day=date(2024, 10, 10))
    number = world.things["application_prepared"]["number"]
    made = put_on_agenda(
        actor=actor, application=Application.objects.get(number=number), meeting=meeting
    )
    world.things["meeting_planned"] = {"number": meeting.number}
    world.things["item"] = {"number": meeting.number, "pk": item(meeting, "resor").pk}
    world.things["item_with_application"] = {"number": meeting.number, "pk": made.pk}
    attachment = made.attachments.first()
    assert attachment is not None
    world.things["attachment"] = {"number": meeting.number, "pk": attachment.pk}


def _summoned(world: World) -> None:
    meeting = plan(world.cast, day=date(2024, 10, 24))
    send_summons(actor=world.cast.actor("registrar"), meeting=meeting)
    meeting.refresh_from_db()
    world.things["meeting_summoned"] = {"number": meeting.number}
    world.things["paper_of_summons"] = {"pk": meeting.summons_id}


def _open(world: World) -> None:
    """Everybody is there; the first decision is taken up, and Lars leaves before the second."""
    cast = world.cast
    keeper = cast.actor("registrar")
    meeting = opened(cast)
    set_all_present(actor=keeper, meeting=meeting)
    decide(cast, meeting, "resor")
    other = add_other(actor=keeper, meeting=meeting, name="Gry Gäst")
    chosen = choose_adjuster(actor=keeper, meeting=meeting, attendee=person(meeting, "Viola"))
    left = record_absence(
        actor=keeper,
        attendee=person(meeting, "Lars"),
        reason="left",
        from_item=item(meeting, "Internkontroll"),
    )
    here = {"number": meeting.number}
    world.things["meeting_open"] = here
    world.things["treated_item"] = {**here, "pk": item(meeting, "resor").pk}
    world.things["next_item"] = {**here, "pk": item(meeting, "Internkontroll").pk}
    world.things["attendee"] = {**here, "pk": person(meeting, "Lars").pk}
    world.things["guest"] = {**here, "pk": other.pk}
    world.things["adjuster"] = {**here, "pk": chosen.pk}
    world.things["absence"] = {**here, "pk": left.pk}


def _posted(world: World) -> None:
    cast = world.cast
    minutes = locked(cast)
    with on(MEETING_DAY + timedelta(days=5)):
        for who in ("registrar", "chair", "vice_chair"):
            signed = sign_and_settle(
                actor=cast.actor(who), minutes=Minutes.objects.get(pk=minutes.pk)
            )
        notice = post_notice(actor=cast.actor("registrar"), minutes=signed)
    paper = DocumentVersion.objects.get(pk=minutes.paper_id)
    world.things["meeting_posted"] = {"number": minutes.meeting.number}
    world.things["notice"] = {"pk": notice.pk}
    world.things["paper_of_minutes"] = {"pk": paper.pk}
    world.things["paragraph"] = {
        "number": minutes.meeting.number,
        "paragraph": minutes.first_paragraph,
    }
