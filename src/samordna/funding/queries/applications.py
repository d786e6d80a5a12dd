"""Reading applications. What the actor may not see is not there (404); what may only be read
refuses to be changed (403 with the reason).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from samordna.documents.models import DocumentVersion
from samordna.funding.models import (
    Application,
    ApplicationPartner,
    Call,
    Statement,
    WantedSignature,
)
from samordna.funding.policies import (
    may_edit,
    may_prepare,
    own_organisations,
    reads_all,
    reads_registered,
)
from samordna.funding.rules import states
from samordna.funding.rules.states import State
from samordna.ground import clock
from samordna.ground.ordering import ByName, owner_first
from samordna.ground.prepared import Kept, Key
from samordna.ground.search import holds, sought
from samordna.journal.queries import entries_about
from samordna.kernel.ordering import person_key
from samordna.kernel.sent_numbers import number_sent
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Organisation, Person, Role, RoleAssignment

#: What a list of applications shows nothing of, and does not read.
UNSHOWN: Final = ("answers", "section_revisions", "budget_file_findings", "before_workbook")


def refused_signatures() -> Coalesce:
    """How many signatures that an application's version still wants have been refused."""
    refused = WantedSignature._base_manager.filter(
        version__application=OuterRef("pk"),
        version__withdrawn_at=None,
        signature=None,
        refused_at__isnull=False,
    )
    counts = refused.order_by().values("version__application").annotate(number=Count("pk"))
    return Coalesce(Subquery(counts.values("number")), 0)


def state_words(application: Application, *, is_office: bool) -> tuple[str, str]:
    """Where an application of :func:`applications_of` stands, in words, and the badge's tone."""
    return states.words_for(
        application.state,
        is_office=is_office,
        remitted_as=application.remitted_as,
        refused=getattr(application, "refused", 0),
        in_part=application.granted_in_part,
        undecided=application.left_undecided,
    )


def applications_of(actor: Actor) -> QuerySet[Application]:
    """The applications that the actor may read.

    The office reads all, applicants and signatories those in which their organisation takes part,
    members of the bodies and the auditor those that are registered. Each has ``refused``: how many
    signatures of its version have been refused.
    """
    found = Application.objects.filter(association_id=actor.association_id)
    found = found.annotate(refused=refused_signatures())
    if reads_all(actor):
        return found
    own = own_organisations(actor)
    as_partner = ApplicationPartner.objects.filter(
        application=OuterRef("pk"), organisation_id__in=own
    )
    visible = Q(Q(owner_id__in=own) | Exists(as_partner))
    if reads_registered(actor):
        visible |= Q(state__in=states.IN_REGISTER)
    return found.filter(visible)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to."""

    state: str = ""
    call: int | None = None
    words: str = ""


def applications_for(actor: Actor, wanted: Filter) -> QuerySet[Application]:
    """The list: the actor's applications as narrowed, the one changed last first. Each has the
    name of its ``officer``, empty without one."""
    found = (
        applications_of(actor)
        .select_related("owner", "call", "matter")
        # The name alone: a contact has no column of its own here and cannot be joined beside
        # defer(), and to read contacts afterwards is a query more where somebody has an officer.
        .annotate(officer=Coalesce("case_officer_contact__name", "case_officer__name", Value("")))
    )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.call is not None:
        found = found.filter(call__number=wanted.call)
    if wanted.words:
        found = found.filter(_matching(wanted.words))
    return found.defer(*UNSHOWN).order_by("-changed_at", "-number")


def _matching(words: str) -> Q:
    """Name or owner holds the words, whatever their case and marks."""
    # The few owners are sought by themselves, not once for each of their applications.
    owners = Organisation.objects.filter(holds(words, "name"))
    found = sought(words) | Q(owner__in=owners)
    if (number := number_sent(words, 9)) is not None:
        found |= Q(number=number)
    return found


def calls_to_filter_by(actor: Actor) -> list[tuple[int, str]]:
    """Number and title of every call, the newest first, for the list's filter."""
    calls = Call.objects.filter(association_id=actor.association_id)
    return list(calls.order_by("-opens_on", "-number").values_list("number", "title"))


def application_for_reading(actor: Actor, number: int) -> Application:
    """An application with what its page shows of it in one query. Raises Http404."""
    if number > 2_000_000_000:  # larger than the column: no such application, and no error either
        raise Http404
    found = _numbered(actor, Key(number))
    if not found:
        raise Http404
    return found[0]


@Kept
def _numbered(actor: Actor, number: Any) -> QuerySet[Application]:
    """The application of a number, as each page about it reads it."""
    found = applications_of(actor).filter(number=number).order_by()
    return found.select_related(
        "association",
        "owner",
        "call",
        "form",
        "matter",
        "case_officer",
        "case_officer_contact",
        "budget_file",
        "statement__paper",
    )


def application_for_editing(actor: Actor, number: int) -> Application:
    """A draft that the actor may write in. Raises Http404 and Refused."""
    application = application_for_reading(actor, number)
    require(may_edit(actor, application))
    return application


def application_for_preparing(actor: Actor, number: int) -> Application:
    """A registered application whose statement the actor may read or write.

    Raises Http404 when it is not registered, and Refused to others than those who prepare.
    """
    application = application_for_reading(actor, number)
    require(may_prepare(actor))
    if application.matter is None:
        raise Http404
    return application


def statement_of(application: Application) -> Statement | None:
    """The statement, if anything has been written; no query after ``application_for_reading``."""
    found: Statement | None = getattr(application, "statement", None)
    return found


def earlier_statements(application: Application) -> list[DocumentVersion]:
    """The papers of the statements that were drawn up before the board sent the application back
    and the present one was made, the oldest first. One query, none where it never was sent back."""
    statement = statement_of(application)
    if statement is None or statement.paper_id is None or not application.remitted_as:
        return []
    found = DocumentVersion.objects.filter(document__versions=statement.paper_id)
    return list(found.exclude(pk=statement.paper_id).order_by("number"))


def wanted_signatures(application: Application) -> list[WantedSignature]:
    """The signatures that the current version needs, with those given. One query."""
    return list(
        WantedSignature.objects.filter(version__application=application, version__withdrawn_at=None)
        .select_related("version__paper__file", "organisation", "signature")
        .defer("version__paper__file__data")
        .order_by(*owner_first("version__application__owner", "organisation"))
    )


def possible_partners(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that may take part in an application."""
    return Organisation.objects.filter(association_id=actor.association_id).order_by(
        "-is_member", ByName("name")
    )


def case_officer_roles(today: date) -> QuerySet[RoleAssignment]:
    """The roles that hold today of those who prepare applications and may sign in."""
    return RoleAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        role__in=[Role.CASE_OFFICER, Role.DIRECTOR],
        valid_from__lte=today,
        person__is_active=True,
    )


def possible_case_officers(actor: Actor) -> dict[Person, str]:
    """Those who prepare applications in the office today, with their names and by them."""
    roles = case_officer_roles(clock.today()).filter(association_id=actor.association_id)
    found = sorted(
        roles.select_related("person", "contact"), key=lambda role: person_key(role.name)
    )
    return {role.person: role.name for role in found}


#: The steps that somebody gives a reason for, by the state that an application comes to.
_WITH_REASON: Final = {
    State.DRAFT: "recall_application",
    State.WITHDRAWN: "withdraw_application",
    State.WRITTEN_OFF: "write_off_application",
}


def reason_of(application: Application) -> str:
    """Why an application was taken back to draft, withdrawn or written off, as the journal keeps
    it; empty without. One query, and only for those that may have been."""
    verb = _WITH_REASON.get(State(application.state))
    if verb is None:
        return ""
    entry = entries_about(application).filter(verb=verb).last()
    return str(entry.after.get("reason", "")) if entry else ""
