"""The meeting and its agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage, at
from samordna.flows.services import attach_economic_information, put_on_agenda
from samordna.funding.models import Application
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.services.planning import (
    ItemDetails,
    MeetingDetails,
    add_item,
    edit_item,
    plan_meeting,
    remove_item,
)
from samordna.meetings.subjects import SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Person

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
    """Make the agenda of the file: ordinary items, the economist's information, applications."""
    for item in list(meeting.items.all()):
        remove_item(actor=actor, item=item)
    for row in data["item"]:
        if "application" in row:
            made = put_on_agenda(
                actor=actor,
                meeting=meeting,
                kind=SubjectKind.APPLICATION,
                subject_id=applications[row["application"]].pk,
            )
            details = ItemDetails(presenter=row["presenter"])
            edit_item(actor=actor, item=made, details=details, revision=made.revision)
            continue
        made = _ordinary(actor, meeting, row)
        if row.get("economic_information"):
            attach_economic_information(actor=actor, item=made)


def _ordinary(actor: Actor, meeting: Meeting, row: dict[str, Any]) -> AgendaItem:
    details = ItemDetails(
        heading=row["heading"],
        kind=row["kind"],
        presenter=row.get("presenter", ""),
        note=row.get("note", ""),
        background=row.get("background", ""),
        proposal=row["proposal"],
    )
    return add_item(actor=actor, meeting=meeting, details=details)


CHAPTERS = (
    Chapter(UPPSALA, at(2024, 9, 3), meet),
    Chapter(OTHER, at(2024, 8, 20), meet),
)
