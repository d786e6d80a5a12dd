"""What the pages of an association are opened on: one thing in each of the states that matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_scopes import scope

from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.initiatives.models import Initiative
from samordna.journal.models import JournalEntry
from samordna.meetings.models import AgendaItem, Meeting, Notice
from samordna.meetings.subjects import SubjectKind
from samordna.parties.models import Association, Mandate, Person, Role, RoleAssignment
from samordna.register.models import Matter


@dataclass(frozen=True)
class Landmarks:
    """An association's people by role, its objects by number, and how many rows it has."""

    association: Association
    people: dict[str, Person]
    #: Numbers of an application by state, of a meeting by state; the latest of each.
    applications: dict[str, int]
    meetings: dict[str, int]
    draft_applicant: Person
    matter: tuple[int, int]
    initiative: int
    notice: int
    rows: dict[str, int]


def find_landmarks(slug: str) -> Landmarks:
    """Find them. Raises DoesNotExist for an association that was not seeded."""
    association = Association.objects.get(slug=slug)
    with scope(association=association):
        decided = AgendaItem.objects.filter(subject_kind=SubjectKind.APPLICATION)
        granted = Application.objects.filter(
            state=State.GRANTED, pk__in=decided.values("subject_id")
        )
        application = granted.select_related("matter").latest("number")
        draft = _latest_draft()
        assert application.matter is not None, "a granted application has a matter"
        return Landmarks(
            association=association,
            people=_people(),
            applications={
                State.GRANTED: application.number,
                State.DRAFT: draft.number,
                State.REGISTERED: Application.objects.filter(state=State.REGISTERED)
                .latest("number")
                .number,
            },
            meetings=dict(Meeting.objects.order_by("held_on").values_list("state", "number")),
            draft_applicant=RoleAssignment.objects.select_related("person")
            .get(role=Role.APPLICANT, organisation=draft.owner)
            .person,
            matter=(application.matter.year, application.matter.serial),
            initiative=Initiative.objects.latest("number").number,
            notice=Notice.objects.latest("posted_on").pk,
            rows=_rows(),
        )


def _latest_draft() -> Application:
    return Application.objects.filter(state=State.DRAFT).select_related("owner").latest("number")


def _people() -> dict[str, Person]:
    people: dict[str, Person] = {}
    for assignment in RoleAssignment.objects.select_related("person").order_by("pk"):
        people.setdefault(assignment.role, assignment.person)
    chair = Mandate.objects.select_related("person").get(position=Mandate.Position.CHAIR)
    return {**people, "chair": chair.person}


def _rows() -> dict[str, int]:
    counted: dict[str, QuerySet[Any]] = {
        "applications": Application.objects.all(),
        "meetings": Meeting.objects.all(),
        "matters": Matter.objects.all(),
        "notices": Notice.objects.all(),
        "initiatives": Initiative.objects.all(),
        "entries": JournalEntry.objects.all(),
    }
    return {what: rows.count() for what, rows in counted.items()}
