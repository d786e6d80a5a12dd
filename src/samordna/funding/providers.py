"""What this room adds to the pages that all rooms share: navigation, Idag, the thread, reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from samordna.documents.models import Document, DocumentVersion
from samordna.funding.models import Application, Statement, WantedSignature
from samordna.funding.policies import may_read_statement, own_organisations, reads_registered
from samordna.funding.queries.applications import applications_of
from samordna.funding.rules import states
from samordna.funding.rules.states import State
from samordna.parties.actors import Actor
from samordna.parties.models import Role
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.registry import NavItem, Task, ThreadStep

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Lines of Idag from this room; a longer list is read in the list of applications.
MOST_TASKS = 100


def navigation(request: HttpRequest) -> Iterable[NavItem]:
    """Calls are for everybody, applications for those who write, sign, prepare or decide."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    items = [NavItem("Utlysningar", link(request, "funding:calls"), order=20)]
    if actor.is_office or own_organisations(actor) or reads_registered(actor):
        items.append(NavItem("Ansökningar", link(request, "funding:applications"), order=30))
    return items


def tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Drafts to finish, signatures to give, applications to register and to prepare. One query."""
    mine = Q(pk=None)
    if actor.applicant_for:
        mine |= Q(state=State.DRAFT, owner_id__in=actor.applicant_for)
    if actor.signatory_for:
        unsigned = WantedSignature.objects.filter(
            version__application=OuterRef("pk"),
            version__withdrawn_at=None,
            signature=None,
            organisation_id__in=actor.signatory_for,
        )
        mine |= Q(Q(state=State.SIGNING) & Exists(unsigned))
    if actor.has(Role.REGISTRAR):
        mine |= Q(state=State.SUBMITTED)
    if actor.has(Role.CASE_OFFICER):
        mine |= Q(state=State.REGISTERED) & (
            Q(case_officer_id=actor.person_id) | Q(case_officer_id=None)
        )
    if mine == Q(pk=None):
        return
    found = (
        Application.objects.filter(mine, association_id=actor.association_id)
        .select_related("association", "call", "owner")
        .defer("answers", "section_revisions", "budget_file_findings")
        .order_by("number")[:MOST_TASKS]
    )
    for application in found:
        yield _task(actor, application)


def _task(actor: Actor, application: Application) -> Task:
    slug, number = application.association.slug, application.number
    page = {
        State.DRAFT: ("Skriv klart", "funding:write", "Du är sökande"),
        State.SIGNING: ("Skriv under", "funding:sign", "Du är firmatecknare"),
        State.SUBMITTED: ("Registrera", "funding:application", "Du registrerar"),
        State.REGISTERED: ("Skriv tjänsteutlåtande", "funding:statement", "Du är handläggare"),
    }
    verb, name, why = page[State(application.state)]
    if application.state == State.REGISTERED and application.case_officer_id is None:
        why = "Ingen handläggare är utsedd"
    is_draft = application.state == State.DRAFT
    return Task(
        verb=verb,
        thing=f"{application.name}, {application.owner.name}",
        url=link(slug, name, number=number),
        why=why,
        due=application.call.closes_on if is_draft else None,
    )


def thread(matter: Matter, actor: Actor, today: date) -> Iterable[ThreadStep]:
    """The application's part of a matter's thread. One query, none where it has been read."""
    application: Application | None
    if "application" in matter._state.fields_cache:
        application = matter._state.fields_cache["application"]
    else:
        application = (
            Application.objects.filter(matter=matter)
            .select_related("association", "statement")
            .first()
        )
        if application is not None:
            application.matter = matter  # read already, and later parts of the thread find it there
    return [] if application is None else thread_steps(application, actor)


def thread_steps(application: Application, actor: Actor) -> list[ThreadStep]:
    """The steps from application to statement; the statement is linked to those who may read it."""
    slug, number = application.association.slug, application.number
    submitted = application.submitted_at
    statement: Statement | None = getattr(application, "statement", None)
    ready = statement is not None and statement.state == Statement.State.READY
    steps = [
        ThreadStep(
            "Ansökan inlämnad",
            "done" if submitted else "coming",
            timezone.localtime(submitted).date() if submitted else None,
            link(slug, "funding:application", number=number),
        ),
        ThreadStep(
            "Registrerad",
            "done" if application.matter else "coming",
            application.matter.opened_on if application.matter else None,
            note=f"dnr {application.matter.number}" if application.matter else "",
        ),
    ]
    if application.state == State.WITHDRAWN:
        return [*steps, ThreadStep("Återkallad", "done", application.settled_on)]
    paper = None
    if (
        ready
        and statement
        and statement.paper_id
        and may_read_statement(actor, application, statement)
    ):
        paper = link(slug, "documents:version", pk=statement.paper_id)
    ready_on = statement.ready_on if ready and statement else None
    steps.append(ThreadStep("Tjänsteutlåtande", "done" if ready else "coming", ready_on, paper))
    return steps


def thread_before_matter(application: Application, actor: Actor) -> list[ThreadStep]:
    """The thread of an application that has no matter yet: this room's steps, and the decision."""
    begun = timezone.localtime(application.created_at).date()
    steps = [ThreadStep("Påbörjad", "done", begun), *thread_steps(application, actor)]
    if application.state != State.WITHDRAWN:
        steps.append(ThreadStep("Beslut av styrelsen", "coming"))
    present = next((i for i, step in enumerate(steps) if step.state != "done"), None)
    if present is not None:
        steps[present] = replace(steps[present], state="now")
    return steps


def may_read_paper(actor: Actor | None, version: DocumentVersion) -> bool:
    """Applicants and signatories of the parties read their application's papers; so do members of
    the bodies and the auditor once it is registered, but not what was taken back or replaced before
    that. The statement is read from the agenda on.
    """
    if actor is None:
        return False
    kind = version.document.kind
    visible = applications_of(actor)
    own = own_organisations(actor)
    takes_part = Q(owner_id__in=own) | Q(partners__organisation_id__in=own)
    if kind == Document.Kind.APPLICATION:
        stands = Q(versions__withdrawn_at=None)
        return visible.filter(stands | takes_part, versions__paper=version).exists()
    if kind == Document.Kind.BUDGET:
        earlier = takes_part & Q(budget_file__document_id=version.document_id)
        return visible.filter(Q(budget_file=version) | earlier).exists()
    if kind == Document.Kind.STATEMENT:
        return visible.filter(
            statement__paper=version,
            statement__state=Statement.State.READY,
            state__in=states.BEFORE_THE_BOARD,
        ).exists()
    return False
