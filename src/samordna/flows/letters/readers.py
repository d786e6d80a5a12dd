"""Who gets a letter: the office, and those who apply and sign for a party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from samordna.flows import involved
from samordna.funding.models import Application
from samordna.ground import clock
from samordna.journal.queries import entries_about
from samordna.meetings.models import Meeting
from samordna.meetings.policies import KEEPERS
from samordna.meetings.queries.seats import mandates_on
from samordna.parties.models import Person, Role, RoleAssignment
from samordna.parties.rules import Position


def with_roles(
    roles: Iterable[Role], today: date, organisations: Iterable[int] | None = None
) -> list[Person]:
    """Those of the open scope who have a role today, each once; for some organisations, if said.

    One query.
    """
    valid = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    found = RoleAssignment.objects.filter(valid, role__in=list(roles))
    if organisations is not None:
        found = found.filter(organisation_id__in=list(organisations))
    people = [assignment.person for assignment in found.select_related("person").order_by("pk")]
    return list(dict.fromkeys(people))


def keepers(today: date) -> list[Person]:
    """Those of the office who register, summon and keep minutes."""
    return with_roles(KEEPERS, today)


def applicants(organisation: int, today: date) -> list[Person]:
    """Those who apply for an organisation."""
    return with_roles([Role.APPLICANT], today, [organisation])


def told_of_decision(application: Application, today: date) -> list[Person]:
    """Those who apply and sign for whoever is told what the board has decided. Five queries."""
    organisations = involved.told_of_decision(application)
    applying = with_roles([Role.APPLICANT], today, organisations)
    return list(dict.fromkeys([*applying, *signatories(organisations, today)]))


def writers(application: Application, today: date) -> list[Person]:
    """Those of an application's applicants who have written in it or sent it; all of them where
    none of those has the role any longer. Two queries."""
    mine = applicants(application.owner_id, today)
    acted = entries_about(application).filter(actor_kind="person")
    known = set(acted.values_list("actor_id", flat=True))
    return [person for person in mine if person.pk in known] or mine


def signatories(organisations: Iterable[int], today: date) -> list[Person]:
    """Those who sign for any of some organisations."""
    return with_roles([Role.SIGNATORY], today, organisations)


def keepers_of(meeting: Meeting, today: date) -> list[Person]:
    """Those who may change a meeting's agenda: the office's keepers and its own secretary."""
    secretary = [meeting.secretary] if meeting.secretary is not None else []
    return list(dict.fromkeys([*keepers(today), *secretary]))


def keeps_with_chair(meeting: Meeting, today: date) -> list[Person]:
    """Who makes a meeting's agenda and who leads it: its secretary, the director and the chair of
    the body on the day of the meeting, each once. Two queries."""
    secretary = [meeting.secretary] if meeting.secretary is not None else []
    on_the_day = mandates_on(meeting.body, meeting.held_on)
    chairs = [seat.person for seat in on_the_day if seat.position == Position.CHAIR]
    return list(dict.fromkeys([*secretary, *with_roles([Role.DIRECTOR], today), *chairs]))


def read_now(meeting: Meeting) -> list[Person]:
    """Those who were called to a meeting and may read its papers today: who has left the body since
    gets no letter whose link is closed to them. Two queries."""
    seated = {mandate.person_id for mandate in mandates_on(meeting.body, clock.today())}
    return [person for person in called_to(meeting) if person.pk in seated]


def called_to(meeting: Meeting) -> list[Person]:
    """The members and substitutes who are called to a meeting. One query."""
    return [mandate.person for mandate in mandates_on(meeting.body, meeting.held_on)]
