"""Who gets a letter: the office, and those who apply and sign for a party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from samordna.flows import involved
from samordna.funding.models import Application
from samordna.ground import clock
from samordna.journal.queries import entries_about
from samordna.kernel.wording.granted import Granted
from samordna.meetings.models import Meeting
from samordna.meetings.policies import KEEPERS
from samordna.meetings.queries.seats import mandates_on
from samordna.parties.models import Person, Role, RoleAssignment
from samordna.parties.rules import Position


def valid_on(today: date) -> Q:
    """The roles that hold on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def with_roles(
    roles: Iterable[Role], today: date, organisations: Iterable[int] | None = None
) -> list[Person]:
    """Those of the open scope who have a role today, each once; for some organisations, if said.

    One query.
    """
    found = RoleAssignment.objects.filter(valid_on(today), role__in=list(roles))
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


def by_parties(
    application: Application, readers: Iterable[Person], today: date, granted: Granted | None
) -> Mapping[tuple[str, ...], list[Person]]:
    """Those who read of a grant, by the parties whose sums they are told of: the owner's people of
    all (no name), a partner's of its own. All together where nothing is granted, or one party has
    it all. One query."""
    people = list(readers)
    if granted is None or len(granted.parties) < 2:
        return {(): people}
    rows = RoleAssignment.objects.filter(
        valid_on(today),
        person__in=people,
        role__in=[Role.APPLICANT, Role.SIGNATORY],
        organisation__name__in=granted.parties,
    )
    acts_for: dict[int, set[str]] = {}
    for person, name in rows.values_list("person_id", "organisation__name"):
        acts_for.setdefault(person, set()).add(name)
    found: dict[tuple[str, ...], list[Person]] = {}
    for one in people:
        mine = acts_for.get(one.pk, set())
        told = () if granted.owner in mine else tuple(n for n in granted.parties if n in mine)
        found.setdefault(told, []).append(one)
    return found


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
