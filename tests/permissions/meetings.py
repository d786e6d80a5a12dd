"""Meetings."""

# ruff: noqa: E501
from __future__ import annotations

from datetime import date, timedelta

from samordna.documents.models import DocumentVersion
from samordna.flows.services import put_on_agenda, sign_and_settle
from samordna.funding.models import Application
from samordna.meetings.models import InStead, Minutes, Treatment
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import (
    add_other,
    choose_adjuster,
    record_absence,
    set_all_present,
)
from samordna.meetings.services.summons import send_summons
from samordna.meetings.subjects import SubjectKind
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

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  meetings:meetings                        -                       in 404 404 404 404 200 200 200 200 200 200
GET  meetings:new                             -                       in 404 404 403 403 403 403 403 403 200 200
POST meetings:new                             -                       in 404 404 403 403 403 403 403 403 200 200
GET  meetings:standard_agenda                 body                    in 404 404 403 403 403 403 403 403 200 200
POST meetings:standard_agenda                 body                    in 404 404 403 403 403 403 403 403 200 200
GET  meetings:meeting                         meeting_planned         in 404 404 404 404 200 200 200 200 200 200
GET  meetings:meeting                         meeting_summoned        in 404 404 404 404 200 200 200 200 200 200
GET  meetings:meeting                         meeting_posted          in 404 404 404 404 200 200 200 200 200 200
GET  meetings:edit                            meeting_planned         in 404 404 404 404 404 403 403 403 200 200
POST meetings:edit                            meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  meetings:edit                            meeting_posted          in 404 404 404 404 403 403 403 403 200 200
POST meetings:edit                            meeting_posted          in 404 404 404 404 403 403 403 403 200 200
GET  meetings:summon                          meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  meetings:dispatch                        meeting_summoned        in 404 404 404 404 403 403 403 403 200 200
POST meetings:dispatch                        meeting_summoned        in 404 404 404 404 403 403 403 403 200 200
POST meetings:summon                          meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  meetings:send_rest                       meeting_summoned        in 404 404 302 302 302 302 302 302 302 302
POST meetings:send_rest                       meeting_summoned        in 404 404 404 404 403 403 403 403 302 302
GET  meetings:open                            meeting_summoned        in 404 404 302 302 302 302 302 302 302 302
POST meetings:open                            meeting_summoned        in 404 404 404 404 403 403 403 403 302 302
GET  meetings:new_item                        meeting_planned         in 404 404 404 404 404 403 403 403 200 200
POST meetings:new_item                        meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  meetings:new_item                        meeting_posted          in 404 404 404 404 403 403 403 403 200 200
POST meetings:new_item                        meeting_posted          in 404 404 404 404 403 403 403 403 200 200
GET  meetings:edit_item                       item                    in 404 404 404 404 404 403 403 403 200 200
POST meetings:edit_item                       item                    in 404 404 404 404 404 403 403 403 200 200
GET  meetings:edit_item                       treated_item            in 404 404 404 404 403 403 403 403 200 200
POST meetings:edit_item                       treated_item            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:move_item                       item                    in 404 404 302 302 302 302 302 302 302 302
POST meetings:move_item                       item                    in 404 404 404 404 404 403 403 403 302 302
GET  meetings:upload                          item                    in 404 404 302 302 302 302 302 302 302 302
POST meetings:upload                          item                    in 404 404 404 404 404 403 403 403 200 200
GET  meetings:detach                          attachment              in 404 404 302 302 302 302 302 302 302 302
POST meetings:detach                          attachment              in 404 404 404 404 404 403 403 403 302 302
GET  meetings:table                           meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  meetings:table                           meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:all_present                     meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:all_present                     meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:presence                        meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:presence                        meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:add_other                       meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:add_other                       meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:remove_other                    guest                   in 404 404 302 302 302 302 302 302 302 302
POST meetings:remove_other                    guest                   in 404 404 404 404 403 403 403 403 302 302
GET  meetings:record_absence                  meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:record_absence                  meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:remove_absence                  absence                 in 404 404 302 302 302 302 302 302 302 302
POST meetings:remove_absence                  absence                 in 404 404 404 404 403 403 403 403 302 302
GET  meetings:choose_adjuster                 meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:choose_adjuster                 meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:decide_adjustment_day           meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:decide_adjustment_day           meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:remove_adjuster                 adjuster                in 404 404 302 302 302 302 302 302 302 302
POST meetings:remove_adjuster                 adjuster                in 404 404 404 404 403 403 403 403 302 302
GET  meetings:drop_stand_in                   stand_in                in 404 404 302 302 302 302 302 302 302 302
POST meetings:drop_stand_in                   stand_in                in 404 404 404 404 403 403 403 403 302 302
GET  meetings:treat                           next_item               in 404 404 302 302 302 302 302 302 302 302
POST meetings:treat                           next_item               in 404 404 404 404 403 403 403 403 302 302
GET  meetings:untake                          treated_item            in 404 404 404 404 403 403 403 403 200 200
POST meetings:untake                          treated_item            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:decide                          treated_item            in 404 404 302 302 302 302 302 302 302 302
POST meetings:decide                          treated_item            in 404 404 404 404 403 403 403 403 422 422
GET  meetings:confirm_words                   treated_item            in 404 404 302 302 302 302 302 302 302 302
POST meetings:confirm_words                   treated_item            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:close                           meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:close                           meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:leave_unhandled                 meeting_open            in 404 404 404 404 403 403 403 403 200 200
POST meetings:leave_unhandled                 meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:reopen                          meeting_signing         in 404 404 302 302 302 302 302 302 302 302
POST meetings:reopen                          meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:minutes                         meeting_planned         in 404 404 404 404 404 404 404 404 404 404
GET  meetings:minutes                         meeting_open            in 404 404 404 404 403 403 200 200 200 200
GET  meetings:minutes                         meeting_signing         in 404 404 404 404 403 403 200 200 200 200
GET  meetings:minutes                         meeting_posted          in 404 404 404 404 200 200 200 200 200 200
GET  meetings:lock                            meeting_open            in 404 404 302 302 302 302 302 302 302 302
POST meetings:lock                            meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:renumber                        meeting_open            in 404 404 404 404 403 403 403 403 200 200
POST meetings:renumber                        meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:renumber                        meeting_signing         in 404 404 404 404 403 403 403 403 302 302
POST meetings:renumber                        meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:recall                          meeting_signing         in 404 404 404 404 403 403 403 403 200 200
POST meetings:recall                          meeting_signing         in 404 404 404 404 403 403 403 403 200 200
GET  meetings:recall                          meeting_posted          in 404 404 404 404 403 403 403 403 302 302
GET  meetings:post                            meeting_signing         in 404 404 302 302 302 302 302 302 302 302
POST meetings:post                            meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:boards                          meeting_posted          in 404 404 302 302 302 302 302 302 302 302
POST meetings:boards                          meeting_posted          in 404 404 404 404 403 403 403 403 302 302
GET  meetings:post_again                     meeting_posted          in 404 404 302 302 302 302 302 302 302 302
POST meetings:post_again                     meeting_posted          in 404 404 404 404 403 403 403 403 302 302
GET  meetings:take_down                       meeting_posted          in 404 404 302 302 302 302 302 302 302 302
POST meetings:take_down                       meeting_posted          in 404 404 404 404 403 403 403 403 302 302
GET  meetings:extract                         paragraph               in 404 404 404 404 200 200 200 200 200 200
"""


def make(world: World) -> None:
    """A meeting ahead with an application on its agenda, and one in each later state.

    The open one is made last: a body sits in one meeting at a time.
    """
    world.begin_numbers("meeting", "all")
    _planned(world)
    _summoned(world)
    _posted(world)
    minutes = locked(world.cast)
    world.things["meeting_signing"] = {"number": minutes.meeting.number}
    signer = minutes.signers.get(role="adjuster")
    world.things["signer"] = {"number": minutes.meeting.number, "pk": signer.pk}
    _open(world)


def _planned(world: World) -> None:
    actor = world.cast.actor("registrar")
    meeting = plan(world.cast, day=date(2024, 10, 10))
    number = world.things["application_prepared"]["number"]
    made = put_on_agenda(
        actor=actor,
        meeting=meeting,
        kind=SubjectKind.APPLICATION,
        subject_id=Application.objects.get(number=number).pk,
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
    stead = InStead.objects.create(
        association=cast.association,
        meeting=meeting,
        item=item(meeting, "resor"),
        role="for_adjust",
        instead_of=person(meeting, "Viola"),
        by=person(meeting, "Tage"),
    )
    world.things["stand_in"] = {**here, "pk": stead.pk}


def _posted(world: World) -> None:
    cast = world.cast
    minutes = locked(cast)
    with on(MEETING_DAY + timedelta(days=5)):
        for who in ("registrar", "chair", "vice_chair"):
            signed = sign_and_settle(
                actor=cast.actor(who), minutes=Minutes.objects.get(pk=minutes.pk)
            )
        notice = post_notice(actor=cast.actor("registrar"), minutes=signed)
    row = item(minutes.meeting, "resor")
    world.things["posted_item"] = {"number": minutes.meeting.number, "pk": row.pk}
    world.things["item_of_posted"] = {"pk": row.pk}
    Treatment.objects.filter(item=row).update(not_in_effect="Det som behövs saknas.")
    world.things["failed_paragraph"] = {
        "number": minutes.meeting.number,
        "paragraph": Treatment.objects.get(item=row).paragraph,
    }
    paper = DocumentVersion.objects.get(pk=minutes.paper_id)
    world.things["meeting_posted"] = {"number": minutes.meeting.number}
    world.things["notice"] = {"pk": notice.pk}
    world.things["paper_of_minutes"] = {"pk": paper.pk}
    world.things["paragraph"] = {
        "number": minutes.meeting.number,
        "paragraph": minutes.first_paragraph,
    }
