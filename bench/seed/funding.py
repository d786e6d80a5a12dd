"""Calls, applications with their budgets, versions and signatures, and the office's statements."""

from __future__ import annotations

import json
from datetime import date, timedelta

from bench.seed import words
from bench.seed.cases import WITH_MATTER, WITH_STATEMENT, WITH_VERSION, Case
from bench.seed.parties import Ground
from bench.seed.register import Paper
from samordna.documents.models import XLSX, Signature
from samordna.funding.kinds import PaperKind
from samordna.funding.models import (
    Application,
    ApplicationPartner,
    ApplicationVersion,
    BudgetAmount,
    BudgetLine,
    BudgetYear,
    Call,
    FormVersion,
    ProposedAmount,
    Statement,
    WantedSignature,
)
from samordna.funding.queries.content import party_of
from samordna.funding.rules.content import Content, to_json
from samordna.funding.rules.form import Form, parse_form
from samordna.funding.rules.proposal import standard_clauses
from samordna.funding.rules.states import State
from samordna.funding.services.calls import DEFAULT_FORM
from samordna.kernel.wording.clauses import Clause, Facts, kept, proposal_of, said
from samordna.parties.settings import DEFAULTS
from samordna.register.models import Record

BATCH = 2000


def papers_of(ground: Ground, case: Case) -> list[Paper]:
    """The papers of an application that are there in its state, and where they are registered."""
    applicant = ground.applicants[case.owner.pk]
    sender = case.owner.name if case.matter else ""
    direction = Record.Direction.IN if case.matter else None
    case.budget_file = Paper(
        kind=PaperKind.BUDGET,
        title=f"Budget {case.name}",
        filename=f"budget-{case.number}.xlsx",
        day=case.submitted_on or case.written_on,
        matter=case.matter,
        direction=direction,
        counterparty=sender,
        by=applicant,
        media_type=XLSX,
    )
    found = [case.budget_file]
    if case.state in WITH_VERSION:
        case.paper = Paper(
            kind=PaperKind.APPLICATION,
            title=f"Ansökan {case.name}",
            filename=f"ansokan-{case.number}.pdf",
            day=case.submitted_on or case.written_on,
            matter=case.matter,
            direction=direction,
            counterparty=sender,
            by=applicant,
        )
        found.append(case.paper)
    if case.state in WITH_STATEMENT:
        case.statement = Paper(
            kind=PaperKind.STATEMENT,
            title=f"Tjänsteutlåtande {case.name}",
            filename=f"tjansteutlatande-{case.number}.pdf",
            day=case.ready_on,
            matter=case.matter,
            direction=Record.Direction.INTERNAL,
            by=case.officer,
        )
        found.append(case.statement)
    return found


def make_applications(ground: Ground, cases: list[Case]) -> FormVersion:
    """Make the applications with everything that belongs to each, and the form they are on."""
    form = _form(ground)
    definition = parse_form(form.definition)
    answers = {q.key: _answer(q.kind) for q in definition.questions}
    calls = _calls(ground, form, cases)
    for case in cases:
        case.row = _application(ground, case, form, calls[case.written_on.year], answers)
    Application.objects.bulk_create([_row(case) for case in cases], batch_size=500)
    ApplicationPartner.objects.bulk_create(
        (
            ApplicationPartner(
                association=ground.association,
                application=_row(case),
                organisation=partner,
                position=position,
            )
            for case in cases
            for position, partner in enumerate(case.partners, start=1)
        ),
        batch_size=BATCH,
    )
    _budgets(ground, cases)
    _versions(ground, cases, definition, form)
    _statements(ground, cases)
    return form


def _row(case: Case) -> Application:
    assert case.row is not None, "make_applications makes the rows first"
    return case.row


def _form(ground: Ground) -> FormVersion:
    raw = json.loads(DEFAULT_FORM.read_text(encoding="utf-8"))
    return FormVersion.objects.create(
        association=ground.association,
        name=raw["name"],
        version=1,
        valid_from=date(2012, 1, 1),
        definition={"sections": raw["sections"], "agreement": raw["agreement"]},
    )


def _answer(kind: str) -> str:
    return {"text": words.ANSWER, "number": "40"}.get(kind, "Lokusgruppen 2026-03-03")


def _calls(ground: Ground, form: FormVersion, cases: list[Case]) -> dict[int, Call]:
    """A call for each year in which somebody applied; this year's is open."""
    years = sorted({case.written_on.year for case in cases} | {ground.today.year})
    rows = Call.objects.bulk_create(
        Call(
            association=ground.association,
            number=number,
            title=f"Medel för samordnad rehabilitering {year + 1}",
            text=words.ANSWER,
            opens_on=date(year, 1, 15),
            closes_on=date(year, 12, 1),
            form=form,
        )
        for number, year in enumerate(years, start=1)
    )
    return dict(zip(years, rows, strict=True))


def _application(
    ground: Ground, case: Case, form: FormVersion, call: Call, answers: dict[str, str]
) -> Application:
    submitted = case.submitted_on
    budget_file = case.budget_file.version if case.budget_file else None
    return Application(
        association=ground.association,
        number=case.number,
        call=call,
        form=form,
        name=case.name,
        kind=Application.Kind.INDIVIDUAL,
        nature=Application.Nature.NEW,
        owner=case.owner,
        period_from=date(case.years[0], 1, 1),
        period_to=date(case.years[-1], 12, 31),
        intake_end=date(case.years[-1], 6, 30),
        answers=answers,
        state=case.state,
        matter=case.matter,
        case_officer=case.officer if case.state in WITH_MATTER else None,
        budget_file=budget_file,
        created_by=ground.applicants[case.owner.pk],
        created_at=ground.at(case.written_on),
        changed_at=ground.at(case.written_on + timedelta(days=4)),
        submitted_at=ground.at(submitted, 90) if submitted else None,
        settled_on=case.settled_on,
    )


def _budgets(ground: Ground, cases: list[Case]) -> None:
    association = ground.association
    lines: list[BudgetLine] = []
    amounts: list[BudgetAmount] = []
    years: list[BudgetYear] = []
    for case in cases:
        application = _row(case)
        for position, row in enumerate(case.budget.lines, start=1):
            line = BudgetLine(
                association=association,
                application=application,
                side=row.side,
                group=row.group,
                position=position,
                key=position,
                label=row.label,
                percent=row.percent,
                date_from=row.date_from,
                date_to=row.date_to,
            )
            lines.append(line)
            amounts += [
                BudgetAmount(
                    association=association, line=line, organisation_id=payer, amount_kr=kr
                )
                for payer, kr in row.amounts.items()
            ]
            years += [
                BudgetYear(
                    association=association,
                    application=application,
                    line=line,
                    group=row.group,
                    year=year,
                    amount_kr=kr,
                )
                for year, kr in row.by_year.items()
            ]
        years += [
            BudgetYear(
                association=association,
                application=application,
                group=spread.group,
                year=year,
                amount_kr=kr,
            )
            for spread in case.budget.other_years
            if spread.group is not None
            for year, kr in spread.by_year.items()
        ]
    BudgetLine.objects.bulk_create(lines, batch_size=BATCH)
    BudgetAmount.objects.bulk_create(amounts, batch_size=BATCH)
    BudgetYear.objects.bulk_create(years, batch_size=BATCH)


def _versions(ground: Ground, cases: list[Case], definition: Form, form: FormVersion) -> None:
    """The frozen versions with the signatures that they want and those that they have."""
    versions: list[ApplicationVersion] = []
    signatures: list[Signature] = []
    wanted: list[WantedSignature] = []
    for case in cases:
        if case.paper is None or case.paper.version is None:
            continue
        version = ApplicationVersion(
            association=ground.association,
            application=_row(case),
            number=1,
            paper=case.paper.version,
            snapshot=to_json(_content(case, definition), form.definition),
            frozen_at=ground.at(case.written_on + timedelta(days=4)),
        )
        versions.append(version)
        for place, organisation in enumerate(case.parties):
            signature = None
            # One that waits for signatures has the owner's.
            if place == 0 or case.state != State.SIGNING:
                person = ground.signatories[organisation.pk]
                signature = Signature(
                    association=ground.association,
                    version=case.paper.version,
                    person=person,
                    name=person.name,
                    organisation_name=organisation.name,
                    role="Behörig firmatecknare",
                    method=Signature.Method.PRODUCT_SESSION,
                    level="lösenord",
                    signed_at=ground.at(case.written_on + timedelta(days=5), place),
                    transaction_id=f"{case.number}-{place}",
                    sha256=case.paper.version.file.sha256,
                )
                signatures.append(signature)
            wanted.append(
                WantedSignature(
                    association=ground.association,
                    version=version,
                    organisation=organisation,
                    signature=signature,
                )
            )
    ApplicationVersion.objects.bulk_create(versions, batch_size=500)
    Signature.objects.bulk_create(signatures, batch_size=BATCH)
    WantedSignature.objects.bulk_create(wanted, batch_size=BATCH)


def _content(case: Case, definition: Form) -> Content:
    row = _row(case)
    return Content(
        name=row.name,
        kind=row.kind,
        nature=row.nature,
        extends=row.extends,
        owner=party_of(case.owner),
        partners=tuple(party_of(partner) for partner in case.partners),
        form=definition,
        period_from=row.period_from,
        period_to=row.period_to,
        intake_end=row.intake_end,
        answers=row.answers,
        budget=case.budget,
    )


def _statements(ground: Ground, cases: list[Case]) -> None:
    """A ready statement with its amounts for those prepared, a draft for those registered."""
    statements: list[Statement] = []
    amounts: list[ProposedAmount] = []
    for case in cases:
        if case.state not in WITH_MATTER:
            continue
        ready = case.state in WITH_STATEMENT
        statement = Statement(
            association=ground.association,
            application=_row(case),
            summary=words.ANSWER,
            assessment=words.ANSWER,
            clauses=kept(proposal()),
            state=Statement.State.READY if ready else Statement.State.DRAFT,
            ready_on=case.ready_on if ready else None,
            written_by=case.officer,
            paper=case.statement.version if case.statement else None,
        )
        statements.append(statement)
        amounts += [
            ProposedAmount(
                association=ground.association,
                statement=statement,
                organisation_id=organisation,
                year=year,
                amount_kr=kr,
            )
            for (organisation, year), kr in case.proposed.items()
        ]
    Statement.objects.bulk_create(statements, batch_size=BATCH)
    ProposedAmount.objects.bulk_create(amounts, batch_size=BATCH)


def proposal() -> list[Clause]:
    """What the office proposes that the board decides."""
    return standard_clauses(DEFAULTS["standard_clauses"])


def words_of(case: Case) -> list[str]:
    """The same as it is said about one application."""
    years = case.years
    facts = Facts(
        name=case.name,
        amount_kr=sum(case.proposed.values()),
        start=date(years[0], 1, 1),
        end=date(years[-1], 12, 31),
    )
    return said(proposal_of(proposal(), facts), facts)
