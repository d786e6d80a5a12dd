"""The meeting and its agenda, and in the other association the meeting before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from samordna.demonstration import clock
from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage, at
from samordna.flows.services import (
    attach_economic_information,
    put_on_agenda,
    sign_and_settle,
    take_off_agenda,
)
from samordna.funding.models import Application
from samordna.kernel.wording.clauses import proposed
from samordna.letters.delivery import deliver_all
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Notice
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice, take_down_notice
from samordna.meetings.services.planning import (
    ItemDetails,
    MeetingDetails,
    add_item,
    edit_item,
    plan_meeting,
)
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import close_meeting, open_meeting, treat_item
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Mandate, Person

#: Who plans the meeting and makes its agenda.
SECRETARIES = {UPPSALA: "Petra Lindahl", OTHER: "Tomas Grahn"}


def meet(stage: Stage) -> None:
    """Plan the meeting, and make its agenda when the story is told whole."""
    data = stage.read("sammantrade.toml")
    actor = stage.be(SECRETARIES[stage.association.slug])
    meeting = plan(stage, actor, data)
    if stage.whole or stage.association.slug == OTHER:
        fresh = {
            key: Application.objects.get(pk=application.pk)
            for key, application in stage.applications.items()
        }
        build_agenda(actor, meeting, data, fresh)


def hold_earlier(stage: Stage) -> None:
    """Call, hold, adjust and post the meeting before; the clock ends on the day of the notice."""
    data = stage.read("tidigare.toml")
    actor = stage.be(SECRETARIES[stage.association.slug])
    meeting = plan(stage, actor, data)
    build_agenda(actor, meeting, data, {})
    send_summons(actor=actor, meeting=meeting)
    deliver_all()
    clock.set_clock(_morning(data["held_on"]))
    meeting = open_meeting(actor=actor, meeting=meeting)
    set_all_present(actor=actor, meeting=meeting)
    adjuster = meeting.attendees.get(name=data["adjuster"])
    choose_adjuster(actor=actor, meeting=meeting, attendee=adjuster)
    for item in meeting.items.order_by("position"):
        noted = item.kind == AgendaItem.Kind.INFORMATION
        save_decision(
            actor=actor,
            treatment=treat_item(actor=actor, item=item),
            decision={"outcome": Outcome.NOTED if noted else Outcome.APPROVED},
            revision=0,
        )
    close_meeting(actor=actor, meeting=meeting)
    minutes = lock_minutes(actor=actor, meeting=meeting)
    clock.set_clock(_morning(data["adjusted_on"]))
    for name in data["signers"]:
        minutes = sign_and_settle(actor=stage.be(name), minutes=minutes)
    clock.set_clock(_morning(data["posted_on"]))
    post_notice(actor=actor, minutes=minutes)


def take_down_earlier(stage: Stage) -> None:
    """Take the notice of that meeting down again."""
    take_down_notice(
        actor=stage.be(SECRETARIES[stage.association.slug]),
        notice=Notice.objects.select_related("minutes__meeting").get(),
    )


def _morning(day: date) -> datetime:
    return at(day.year, day.month, day.day)


def plan(stage: Stage, actor: Actor, data: dict[str, Any]) -> Meeting:
    """Plan the meeting, without an agenda of its own yet."""
    secretary = Person.objects.get(pk=actor.person_id or 0)
    return plan_meeting(
        actor=actor,
        body=stage.board,
        details=MeetingDetails(
            held_on=data["held_on"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            place=data["place"],
            mode=data["mode"],
            hindrance_contact=data["hindrance_contact"],
            proposed_adjustment_on=data["proposed_adjustment_on"],
            secretary=secretary,
        ),
    )


def build_agenda(
    actor: Actor,
    meeting: Meeting,
    data: dict[str, Any],
    applications: Mapping[str, Application],
) -> None:
    """Make the agenda of the file: ordinary items, the economist's information, subjects."""
    for item in list(meeting.items.all()):
        take_off_agenda(actor=actor, item=item)
    for row in data["item"]:
        if (subject := _subject(row, applications)) is not None:
            kind, pk = subject
            made = put_on_agenda(actor=actor, meeting=meeting, kind=kind, subject_id=pk)
            details = ItemDetails(presenter=row["presenter"])
            edit_item(actor=actor, item=made, details=details, revision=made.revision)
            continue
        made = _ordinary(actor, meeting, row)
        if row.get("economic_information"):
            attach_economic_information(actor=actor, item=made)


def _subject(
    row: Mapping[str, Any], applications: Mapping[str, Application]
) -> tuple[SubjectKind, int] | None:
    """What an item of the file is about: an application, an appointment, the last minutes."""
    if "application" in row:
        return SubjectKind.APPLICATION, applications[row["application"]].pk
    if "appointment" in row:
        return SubjectKind.APPOINTMENT, Mandate.objects.get(contact__name=row["appointment"]).pk
    if "previous_minutes" in row:
        return SubjectKind.PREVIOUS_MINUTES, Minutes.objects.latest("adjusted_on").pk
    return None


def _ordinary(actor: Actor, meeting: Meeting, row: dict[str, Any]) -> AgendaItem:
    details = ItemDetails(
        heading=row["heading"],
        kind=row["kind"],
        presenter=row.get("presenter", ""),
        note=row.get("note", ""),
        background=row.get("background", ""),
        proposal=proposed(row["proposal"]),
    )
    return add_item(actor=actor, meeting=meeting, details=details)


CHAPTERS = (
    Chapter(UPPSALA, at(2024, 9, 3), meet),
    Chapter(OTHER, at(2024, 5, 30), hold_earlier),
    Chapter(OTHER, at(2024, 7, 15), take_down_earlier),
    Chapter(OTHER, at(2024, 8, 20), meet),
)
