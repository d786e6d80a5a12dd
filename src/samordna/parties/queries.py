"""Reading who is who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import F, JSONField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from samordna.ground.ordering import ByName, BySurname
from samordna.ground.prepared import Kept
from samordna.kernel.folding import fold_for_search
from samordna.kernel.ordering import name_key
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Association,
    AssociationSetting,
    Body,
    Contact,
    ContactPerson,
    Mandate,
    NumberSeries,
    Organisation,
    Person,
    Role,
    RoleAssignment,
    Unit,
    called,
    one_of_two,
)
from samordna.parties.numbers import paragraph_key
from samordna.parties.policies import may_change_association, may_change_people, may_see_people
from samordna.parties.rules import Lead, NoticeCounts, QuorumRule, eligibility_question
from samordna.parties.settings import DEFAULTS, setting
from samordna.web.gone import Way, gone

M = TypeVar("M", bound=Model)
_TO_PEOPLE = Way("Till personerna", "parties:people")
_TO_ORGANISATIONS = Way("Till organisationerna", "parties:organisations")

#: What the association calls the person of a role or a mandate, to sort by.
CALLED = BySurname(Coalesce("contact__name", "person__name"))


def roles_now_or_later(actor: Actor, today: date) -> QuerySet[RoleAssignment]:
    """Every role that holds today or later, by name. Raises Refused."""
    require(may_see_people(actor))
    return (
        RoleAssignment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("person", "contact", "organisation")
        .order_by(CALLED, "role")
    )


def mandates_now_or_later(actor: Actor, today: date) -> QuerySet[Mandate]:
    """Every mandate that holds today or later, by body and party. Raises Refused."""
    require(may_see_people(actor))
    return (
        Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("person", "contact", "organisation", "body")
        .annotate(is_one_of_two=one_of_two())
        .order_by(ByName("body__name"), ByName("organisation__name"), "position", CALLED)
    )


def mandates_ended(actor: Actor, today: date) -> QuerySet[Mandate]:
    """Mandates that ended, or were put on file after they had, within a year; the last first.

    Raises Refused.
    """
    require(may_see_people(actor))
    since = today - timedelta(days=365)
    return (
        Mandate.objects.filter(Q(valid_to__gte=since) | Q(filed_on__gte=since), valid_to__lt=today)
        .select_related("person", "contact", "organisation", "body")
        .annotate(is_one_of_two=one_of_two())
        .order_by("-valid_to", CALLED)
    )


def contacts_like(actor: Actor, words: str) -> list[Contact]:
    """Everybody with some of the words in the name or an address, also who has no role or mandate
    any longer, by name. One query. Raises Refused."""
    require(may_see_people(actor))
    wanted = fold_for_search(words).split()
    rows = Contact.objects.select_related("person").order_by(BySurname("name"), "pk")
    return [
        one
        for one in rows
        if all(
            word in fold_for_search(f"{one.name} {one.email} {one.person.email}") for word in wanted
        )
    ]


def contact_for_reading(actor: Actor, pk: int) -> Contact:
    """Somebody whom the association knows. Raises Refused and Http404."""
    require(may_see_people(actor))
    found = Contact.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise gone("personen", "parties.contact", _TO_PEOPLE, pk=pk)
    return found


def account_said(contact: Contact) -> str:
    """How far somebody has come with the account, in Swedish. No query.

    Of who has not come in here it says the same, whether the address has an account or not.
    """
    person = contact.person
    if contact.came_in_at is None:
        return "Har inte loggat in här"
    if (moment := person.address_confirmed_at) is not None:
        return f"Öppnat, och adressen bekräftad {timezone.localtime(moment).date()}"
    if person.address_changed_in_id is not None:
        return "Öppnat, med en adress som ett kansli satte i stället för den första"
    if person.opened_on_paper_in_id is not None:
        return "Öppnat på papper, med en inbjudan som kansliet skrev ut"
    return "Öppnat"


def successor_missing(leaving: RoleAssignment, today: date) -> str:
    """What to think of before a director's role is ended: nobody else who is director has signed
    in. Empty for other roles, and where somebody has. One query for a director."""
    if leaving.role != Role.DIRECTOR:
        return ""
    directors = RoleAssignment.objects.filter(_holds(today), role=Role.DIRECTOR)
    others = directors.exclude(person_id=leaving.person_id).select_related("person", "contact")
    if any(other.contact is not None and other.contact.came_in_at for other in others):
        return ""
    names = ", ".join(other.name for other in others)
    who = f"{names} har inte loggat in här än" if names else "Ingen annan är förbundschef"
    return (
        f"{who}. Vänta med att avsluta rollen tills efterträdaren har kommit in: utan en "
        "förbundschef som kan logga in kan ingen ge rollen till någon annan."
    )


def roles_of(contact: Contact) -> QuerySet[RoleAssignment]:
    """Every role that somebody has or had, the latest first."""
    return (
        RoleAssignment.objects.filter(person_id=contact.person_id)
        .select_related("person", "contact", "organisation")
        .order_by("-valid_from", "role")
    )


def ask_of(mandate: Mandate, today: date) -> str:
    """What to ask the member about a seat on the board; empty for nothing. The row must be loaded
    with its body and organisation."""
    if mandate.body.kind != Body.Kind.BOARD:
        return ""
    return eligibility_question(
        name=mandate.name,
        member=mandate.organisation.name,
        member_kind=mandate.organisation.kind,
        eligible_as=mandate.eligible_as,
        eligible_to=mandate.eligible_to,
        valid_to=mandate.valid_to,
        today=today,
    )


#: What is read beside rows: for an actor, on a day, and since when something is late.
Told = Callable[[Actor, date, datetime | None], Mapping[str, Subquery]]


def mandates_of_deciding_bodies(
    actor: Actor, today: date, since: date, told: Told, late: datetime | None
) -> list[Mandate]:
    """Mandates of bodies that decide, that hold today or later, and ordinary ones that have ended
    ``since`` a day, each with ``question``: what the member is to be asked about its seat on the
    board; with ``quorum`` and ``seats``, the settings of the body (None where nothing is set); and
    with what is ``told`` of the association to the actor, that day, with what was written before
    ``late`` as late. One query."""
    return [
        one
        for one in with_questions(_sitting(actor, today, since, told, late), today)
        if (one.quorum or {}).get("rule") != QuorumRule.NONE  # type: ignore[attr-defined]
    ]


@Kept
def _sitting(
    actor: Actor, today: date, since: date, told: Told, late: datetime | None
) -> QuerySet[Mandate]:
    rules = AssociationSetting.objects.filter(
        Q(body=None) | Q(body=OuterRef("body")),
        association=OuterRef("association"),
        valid_from__lte=today,
    ).order_by(F("body").desc(nulls_last=True), "-valid_from")
    settings = {
        key: Subquery(rules.filter(key=key).values("value")[:1], output_field=JSONField())
        for key in ("quorum", "seats")
    }
    ended = Q(valid_to__gte=since) & ~Q(position=Mandate.Position.SUBSTITUTE)
    return (
        Mandate.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=today) | ended, association_id=actor.association_id
        )
        .select_related("person", "contact", "organisation", "body", "association")
        .annotate(
            **settings,
            is_one_of_two=one_of_two(),
            **told(actor, today, late),
        )
        .order_by("eligible_to", "valid_from", "pk")
    )


def with_questions(mandates: Iterable[Mandate], today: date) -> list[Mandate]:
    """The mandates, each with what there is to ask about it as ``question``."""
    rows = list(mandates)
    for one in rows:
        one.question = ask_of(one, today)  # type: ignore[attr-defined]
    return rows


def mandates_of(contact: Contact) -> QuerySet[Mandate]:
    """Every mandate that somebody has or had, the latest first."""
    return (
        Mandate.objects.filter(person_id=contact.person_id)
        .select_related("person", "contact", "organisation", "body")
        .annotate(is_one_of_two=one_of_two())
        .order_by("-valid_from", ByName("body__name"))
    )


def contacts_of(people: Iterable[Person]) -> dict[int, Contact]:
    """What the association of the open scope calls people, by their keys. One query."""
    keys = {person.pk for person in people}
    return {found.person_id: found for found in Contact.objects.filter(person__in=keys)}


def name_of(person: Person | None) -> str | None:
    """What the association of the open scope calls a person; None for nobody."""
    if person is None:
        return None
    return called(Contact.objects.filter(person=person).first(), person)


def role_for_changing(actor: Actor, pk: int) -> RoleAssignment:
    """A role that the actor may end. Raises Refused and Http404."""
    require(may_change_people(actor))
    found = RoleAssignment.objects.select_related("person", "contact").filter(pk=pk).first()
    if found is None:
        raise gone("rollen", "parties.roleassignment", _TO_PEOPLE, pk=pk)
    return found


def mandate_for_changing(actor: Actor, pk: int) -> Mandate:
    """A mandate that the actor may change. Raises Refused and Http404."""
    require(may_change_people(actor))
    found = Mandate.objects.select_related("person", "contact", "body").filter(pk=pk).first()
    if found is None:
        raise gone("uppdraget", "parties.mandate", _TO_PEOPLE, pk=pk)
    return found


def associations_of(person: Person, today: date) -> list[Association]:
    """The associations that let a person in today, for a role or a seat, by name. One query."""
    found = _associations_with(person, Q(valid_from__lte=today) & _holds(today))
    return [one for one in found.order_by(ByName("name")) if person.is_trusted_in(one.pk)]


def associations_ended(person: Person, today: date) -> list[Association]:
    """The associations in which a person had or will have a role or a seat, and has none today, by
    name. One query."""
    holds = _associations_with(person, Q(valid_from__lte=today) & _holds(today))
    found = _associations_with(person, Q()).exclude(pk__in=holds.values("pk"))
    return [one for one in found.order_by(ByName("name")) if person.is_trusted_in(one.pk)]


def associations_to_open(person: Person, today: date) -> list[Association]:
    """The associations that a person who signs in goes on to: those that let them in today or,
    where none does, those that tell what has ended or has not begun. Two queries at most."""
    return associations_of(person, today) or associations_ended(person, today)


def is_known_in(person: Person, association_id: int, today: date) -> bool:
    """Whether a person has a role or a seat in the association today. One query."""
    held = _associations_with(person, Q(valid_from__lte=today) & _holds(today))
    return held.filter(pk=association_id).exists()


def is_or_will_be_known_in(person: Person, association_id: int, today: date) -> bool:
    """Whether a person has a role or a seat in the association today or from a later day. One
    query."""
    return _associations_with(person, _holds(today)).filter(pk=association_id).exists()


def has_come_in(person: Person, association_id: int) -> bool:
    """Whether a person has come in to the association, and therefore has a way in that the office
    knows of. One query."""
    mine = Contact._base_manager.filter(association_id=association_id, person=person)
    return mine.exclude(came_in_at=None).exists()


def who_have_come_in(people: Iterable[Person], association_id: int) -> set[int]:
    """Those of some people, by their keys, who have come in to the association. One query."""
    found = Contact._base_manager.filter(association_id=association_id, person__in=list(people))
    return set(found.exclude(came_in_at=None).values_list("person_id", flat=True))


def is_known_elsewhere(person: Person, association_id: int, today: date) -> bool:
    """Whether a person has a role or a seat in another association, today or later. One query."""
    return _associations_with(person, _holds(today)).exclude(pk=association_id).exists()


def _holds(today: date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=today)


def _associations_with(person: Person, valid: Q) -> QuerySet[Association]:
    # The one place that looks across associations: it asks only for the person's own.
    roles = RoleAssignment._base_manager.filter(valid, person=person).values("association_id")
    seats = Mandate._base_manager.filter(valid, person=person).values("association_id")
    return Association.objects.filter(Q(pk__in=roles) | Q(pk__in=seats))


def roles_held(person: Person, today: date) -> frozenset[str]:
    """The roles in the open scope that a person has today or later. One query."""
    held = RoleAssignment.objects.filter(_holds(today), person=person)
    return frozenset(held.values_list("role", flat=True))


def has_seat(person: Person, today: date) -> bool:
    """Whether a person has a mandate in the open scope, today or later. One query."""
    return Mandate.objects.filter(_holds(today), person=person).exists()


# The association and what stands around it --------------------------------------------------------


def organisations_for_reading(actor: Actor) -> list[Organisation]:
    """Every organisation, by name. One query. Raises Refused."""
    require(may_see_people(actor))
    return list(Organisation.objects.all())


def organisation_for_reading(actor: Actor, pk: int) -> Organisation:
    """An organisation. Raises Refused and Http404."""
    require(may_see_people(actor))
    return _found(Organisation.objects.filter(pk=pk), "organisationen", pk)


def unit_for_changing(actor: Actor, pk: int) -> Unit:
    """A unit that the actor may change. Raises Refused and Http404."""
    require(may_change_people(actor))
    return _found(Unit.objects.filter(pk=pk).select_related("organisation"), "enheten", pk)


def contact_person_for_changing(actor: Actor, pk: int) -> ContactPerson:
    """A contact person that the actor may change. Raises Refused and Http404."""
    require(may_change_people(actor))
    rows = ContactPerson.objects.filter(pk=pk).select_related("organisation", "unit")
    return _found(rows, "kontaktpersonen", pk)


def body_for_changing(actor: Actor, slug: str) -> Body:
    """A body that the actor may change. Raises Refused and Http404."""
    require(may_change_association(actor))
    found = Body.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _found(rows: QuerySet[M], what: str, pk: int) -> M:
    row = rows.first()
    if row is None:
        raise gone(what, rows.model._meta.label_lower, _TO_ORGANISATIONS, pk=pk)
    return row


def bodies() -> list[Body]:
    """The bodies of the association in the open scope, the board first. One query."""
    return sorted(Body.objects.all(), key=lambda b: (b.kind != Body.Kind.BOARD, name_key(b.name)))


def board_that_decides(on: date) -> str:
    """Who decides in the words of the board of the association in the open scope, on a day: the
    board by its name, or the association. One query."""
    rows = AssociationSetting.objects.filter(
        Q(body=None) | Q(body=OuterRef("pk")), key="lead", valid_from__lte=on
    ).order_by(F("body").desc(nulls_last=True), "-valid_from")
    lead = Subquery(rows.values("value")[:1], output_field=JSONField())
    board = Body.objects.filter(kind=Body.Kind.BOARD).values_list("name", lead).first()
    name, chosen = board or ("Styrelsen", None)
    return Lead(chosen or DEFAULTS["lead"]).decides(name)


def facts_of(association: Association, today: date) -> dict[str, Any]:
    """What the association's page shows of its bodies, boards and settings. Four queries."""
    own = bodies()
    series = dict(NumberSeries.objects.filter(kind="paragraph").values_list("key", "last"))
    return {
        "bodies": [(b, series.get(paragraph_key(b, today), 0) + 1) for b in own],
        "notice_counts": NoticeCounts(setting(association, "notice_counts_from", today)),
        "boards": [o for o in Organisation.objects.all() if o.posts_notices],
    }
