"""The office's part: registered, prepared with a statement, on an agenda, settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version, attach_to_record
from samordna.funding.kinds import PaperKind
from samordna.funding.models import Application, ProposedAmount, Statement
from samordna.funding.papers import statement_paper
from samordna.funding.policies import (
    may_assign,
    may_register,
    may_reopen_statement,
    may_write_statement,
)
from samordna.funding.queries.content import content_of, current_version
from samordna.funding.queries.names import names_beside
from samordna.funding.rules.proposal import check_proposal
from samordna.funding.services.errors import NotComplete
from samordna.funding.services.locking import journal_state, locked, save_state, take_step
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_change, journal_writing
from samordna.kernel.findings import stops
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.unread import Fields, as_json, findings_of, from_json
from samordna.kernel.wording.clauses import Clause, clauses_of, kept
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Person
from samordna.parties.queries import board_that_decides, name_of
from samordna.register.models import Record
from samordna.register.steps import open_matter, register_record
from samordna.web.revisions import Stale


@changes
def register_application(
    *, actor: Actor, application: Application, case_officer: Person | None = None
) -> Application:
    """Open a matter for a submitted application and register its papers in it; journalled.

    Raises Refused and IllegalTransition.
    """
    application = locked(application)
    require(may_register(actor, application))
    version = current_version(application)
    if version is None or application.submitted_at is None:
        raise ValueError(f"application {application.pk} was submitted without a version")
    before = take_step(application, "register")
    received = timezone.localtime(application.submitted_at).date()
    application.matter = open_matter(
        actor=actor,
        subject=f"Ansökan om medel: {application.name}",
        responsible_id=case_officer.pk if case_officer else None,
    )
    papers = [(f"Ansökan om medel: {application.name}", version.paper)]
    if application.budget_file is not None:
        # What was read in once; the budget that was signed stands in the signed paper.
        papers.append(
            (f"Inläst arbetsbok till ansökan: {application.name}", application.budget_file)
        )
    for subject, paper in papers:
        record = register_record(
            actor=actor,
            matter=application.matter,
            direction=Record.Direction.IN,
            subject=subject,
            dated=received,
            counterparty=application.owner.name,
        )
        attach_to_record(actor=actor, version=paper, record=record)
    application.case_officer = case_officer
    application.changed_at = clock.now()
    application.save(update_fields=["state", "matter", "case_officer", "changed_at"])
    journal(
        actor=actor,
        verb="register_application",
        subject=application,
        before={"state": before},
        after={
            "state": application.state,
            "matter": application.matter.number,
            "case_officer": name_of(case_officer),
        },
    )
    return application


@changes
def assign_case_officer(
    *, actor: Actor, application: Application, case_officer: Person | None
) -> Application:
    """Choose who prepares a registered application; journalled. Raises Refused."""
    application = locked(application)
    require(may_assign(actor, application))
    before = name_of(application.case_officer)
    application.case_officer = case_officer
    application.save(update_fields=["case_officer"])
    if application.matter is not None:
        application.matter.responsible = case_officer
        application.matter.save(update_fields=["responsible"])
    journal_change(
        actor=actor,
        verb="assign_case_officer",
        subject=application,
        before={"case_officer": before},
        after={"case_officer": name_of(case_officer)},
    )
    return application


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDraft:
    """What the case officer has written. ``amounts``: kronor per (organisation's id, year)."""

    summary: str
    assessment: str
    cut_reason: str
    clauses: Sequence[Clause]
    amounts: Mapping[tuple[int, int], int]
    payout_rule: PayoutRule = PayoutRule.QUARTERLY
    unread: Fields = field(default_factory=dict)


@changes
def save_statement(
    *,
    actor: Actor,
    application: Application,
    revision: int,
    draft: StatementDraft,
    writing: bool = False,
) -> Statement:
    """Save the statement's draft with its proposed amounts; journalled.

    What the clauses say follows the amounts, except where somebody has written other words.
    ``writing``: saved while it is written, and journalled once for ten minutes of it, and whenever
    an amount changes. Raises Refused, and Stale when somebody has saved the statement after
    ``revision``.
    """
    application = locked(application)
    require(may_write_statement(actor, application))
    statement = _locked_statement(application)
    if statement.revision != revision:
        raise Stale(statement.revision)
    before = _proposed(statement)
    after = {place: kr for place, kr in draft.amounts.items() if kr}
    statement.summary, statement.assessment = draft.summary, draft.assessment
    statement.cut_reason = draft.cut_reason
    statement.clauses = kept(draft.clauses)
    statement.payout_rule = draft.payout_rule
    statement.unread = as_json(draft.unread)
    statement.revision += 1
    statement.written_by_id = actor.person_id
    statement.save()
    _replace_amounts(statement, after)
    note = journal_writing if writing and before == after else journal
    note(
        actor=actor,
        verb="save_statement",
        subject=statement,
        before={"amounts_kr": _labelled(before)},
        after={
            "revision": statement.revision,
            "amounts_kr": _labelled(after),
            "payout_rule": statement.payout_rule,
        },
    )
    return statement


def _locked_statement(application: Application) -> Statement:
    found = for_change(Statement.objects.all()).filter(application=application).first()
    return found or Statement(association_id=application.association_id, application=application)


def _proposed(statement: Statement) -> dict[tuple[int, int], int]:
    if statement.pk is None:
        return {}
    return {(a.organisation_id, a.year): a.amount_kr for a in statement.amounts.all()}


def _labelled(amounts: Mapping[tuple[int, int], int]) -> dict[str, int]:
    return {f"{party}/{year}": kr for (party, year), kr in sorted(amounts.items())}


def _replace_amounts(statement: Statement, amounts: Mapping[tuple[int, int], int]) -> None:
    ProposedAmount.objects.filter(statement=statement).delete()
    ProposedAmount.objects.bulk_create(
        ProposedAmount(
            association_id=statement.association_id,
            statement=statement,
            organisation_id=party,
            year=year,
            amount_kr=kr,
        )
        for (party, year), kr in sorted(amounts.items())
    )


@changes
def complete_statement(*, actor: Actor, application: Application, revision: int) -> Statement:
    """Make the statement's PDF, register it as drawn up, and mark the application as prepared.

    Journalled. Raises Refused, Stale, NotComplete with the findings, IllegalTransition.
    """
    application = locked(application)
    require(may_write_statement(actor, application))
    statement = _locked_statement(application)
    if statement.revision != revision:
        raise Stale(statement.revision)
    content, amounts = content_of(application), _proposed(statement)
    findings = check_proposal(
        content,
        amounts,
        clauses_of(statement.clauses),
        payout=PayoutRule(statement.payout_rule),
        summary=statement.summary,
        assessment=statement.assessment,
        cut_reason=statement.cut_reason,
        names=names_beside([application.pk])[application.pk],
    )
    findings = [*findings_of(from_json(statement.unread)), *findings]
    if statement.pk is None or stops(findings):
        raise NotComplete("Tjänsteutlåtandet är inte klart.", {"statement": findings})
    before = take_step(application, "complete_statement")
    today, matter = clock.today(), application.matter
    if matter is None:
        raise ValueError(f"application {application.pk} is registered without a matter")
    paper = statement_paper(
        content,
        statement,
        amounts,
        association=application.association.name,
        decides=board_that_decides(today),
        day=today,
        dnr=matter.number,
        signer_name=actor.name,
        signer_title=", ".join(actor.titles),
    )
    record = register_record(
        actor=actor,
        matter=matter,
        direction=Record.Direction.INTERNAL,
        subject=f"Tjänsteutlåtande: {application.name}",
    )
    statement.paper = add_version(
        actor=actor,
        data=render_pdf(paper, moment=clock.now(), logo=logo_of(actor.association_id)),
        media_type=PDF,
        filename=f"tjansteutlatande-{matter.year}-{matter.serial}.pdf",
        kind=PaperKind.STATEMENT,
        title=f"Tjänsteutlåtande: {application.name}",
        document=statement.paper.document if statement.paper else None,
        record=record,
    )
    statement.state, statement.ready_on = Statement.State.READY, today
    statement.save()
    save_state(application)
    journal(
        actor=actor,
        verb="complete_statement",
        subject=application,
        before={"state": before},
        after={
            "state": application.state,
            "proposed_kr": sum(amounts.values()),
            "sha256": statement.paper.file.sha256,
        },
    )
    return statement


@changes
def reopen_statement(*, actor: Actor, application: Application) -> Statement:
    """Open a completed statement again before it is on an agenda; journalled.

    The paper that was drawn up stays in the register; completing again makes its next version.
    Raises Refused and IllegalTransition.
    """
    application = locked(application)
    require(may_reopen_statement(actor, application))
    statement = for_change(Statement.objects.all()).get(application=application)
    before = take_step(application, "reopen_statement")
    statement.state = Statement.State.DRAFT
    statement.revision += 1
    statement.save(update_fields=["state", "revision"])
    save_state(application)
    journal_state(actor, "reopen_statement", application, before)
    return statement
