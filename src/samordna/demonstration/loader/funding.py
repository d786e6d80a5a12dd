"""Applications: written, signed by every party, registered, and prepared with a statement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import years_of_groups, years_of_line
from samordna.demonstration import clock
from samordna.demonstration.loader.files import read_all
from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage, at
from samordna.funding.models import Application, ApplicationPartner, Call
from samordna.funding.rules.form import parse_form
from samordna.funding.rules.proposal import standard_clauses
from samordna.funding.services.budget import save_budget
from samordna.funding.services.calls import install_default_form, open_call
from samordna.funding.services.drafting import (
    InitiativeFacts,
    save_application,
    start_application,
)
from samordna.funding.services.preparing import (
    StatementDraft,
    complete_statement,
    register_application,
    save_statement,
)
from samordna.funding.services.signing import request_signatures, sign_application
from samordna.kernel.findings import Where
from samordna.parties.actors import Actor, system_actor
from samordna.parties.models import Contact, Role, RoleAssignment
from samordna.parties.settings import setting

#: When the story is not told whole, this application is not written yet ...
UNWRITTEN = "vaxtkraft"
#: ... and this one, the one that is cut by a coach, has no statement yet.
UNPREPARED = "samordnat_stod"


def papers_of(stage: Stage) -> list[dict[str, Any]]:
    """The files of the applications that are written at this stage of the story."""
    papers = read_all(stage.association.slug, "ansokningar")
    return [paper for paper in papers if stage.whole or paper["key"] != UNWRITTEN]


def open_calls(stage: Stage) -> None:
    """Publish the calls with the product's form; the first is the one that is answered."""
    actor = system_actor(stage.association)
    form = install_default_form(actor=actor)
    calls = stage.read("utlysningar.toml")["call"]
    stage.call, *_ = [open_call(actor=actor, form=form, **call) for call in calls]


def write_and_sign_all(stage: Stage) -> None:
    """Two applications a day, each signed by all as soon as it is written."""
    for number, paper in enumerate(papers_of(stage)):
        clock.set_clock(at(2024, 6, 3 + number // 2, 9 + number % 2 * 4))
        application = write(stage, stage.call, paper)
        sign_by_all(stage, application)
        stage.applications[paper["key"]] = Application.objects.get(pk=application.pk)


def write_all(stage: Stage) -> None:
    """Applications that are only drafts."""
    for paper in papers_of(stage):
        write(stage, stage.call, paper)


def register_all(stage: Stage) -> None:
    """Register them, each with its case officer."""
    for paper in papers_of(stage):
        register(stage, stage.applications[paper["key"]], paper["case_officer"])


def prepare_all(stage: Stage) -> None:
    """Write and complete the statements."""
    for paper in papers_of(stage):
        if stage.whole or paper["key"] != UNPREPARED:
            prepare(stage, stage.applications[paper["key"]], paper, clock.today())


def _someone(stage: Stage, role: str, organisation: str) -> Actor:
    row = RoleAssignment.objects.select_related("person", "contact").get(
        role=role, organisation=stage.organisations[organisation]
    )
    return stage.be(row.name)


def write(stage: Stage, call: Call, data: dict[str, Any]) -> Application:
    """Write a whole application as its owner's applicant."""
    actor = _someone(stage, Role.APPLICANT, data["owner"])
    application = start_application(
        actor=actor,
        call=call,
        owner=stage.organisations[data["owner"]],
        name=data["name"],
        kind=data["kind"],
    )
    facts = InitiativeFacts(
        name=data["name"],
        kind=data["kind"],
        nature=data["nature"],
        extends=data.get("extends", ""),
        partner_ids=tuple(stage.organisations[name].pk for name in data["partners"]),
        period_from=data["period_from"],
        period_to=data["period_to"],
        intake_end=data.get("intake_end"),
    )
    application = save_application(
        actor=actor, application=application, revision=application.revision, facts=facts
    )
    for section in parse_form(call.form.definition).sections:
        keys = [question.key for question in section.questions]
        application = save_application(
            actor=actor,
            application=application,
            revision=application.revision,
            section=section.key,
            answers={key: data["answers"].get(key, "") for key in keys},
        )
    return save_budget(
        actor=actor,
        application=application,
        revision=application.revision,
        budget=_budget(stage, data),
    )


def _budget(stage: Stage, data: dict[str, Any]) -> Budget:
    years = range(data["period_from"].year, data["period_to"].year + 1)
    rows = [
        _row(stage, row, Side.REQUESTED, group, f"r{group}{n}", years)
        for group in Group
        for n, row in enumerate(data.get(str(group), []), start=1)
    ]
    rows += [
        _row(stage, row, Side.OWN, Group(row["group"]), f"e{n}", years)
        for n, row in enumerate(data.get("own", []), start=1)
    ]
    spread = data.get("group_years_kr", {})
    return Budget(
        lines=tuple(rows),
        other_years=years_of_groups(
            {Group(g): dict(zip(years, kr, strict=True)) for g, kr in spread.items()}
        ),
    )


def _row(
    stage: Stage, row: dict[str, Any], side: Side, group: Group, key: str, years: range
) -> Line:
    owner = stage.organisations[row["owner"]].pk
    percent = row.get("percent")
    return Line(
        side=side,
        group=group,
        label=row["title"],
        percent=Decimal(percent) if percent is not None else None,
        date_from=row.get("from"),
        date_to=row.get("to"),
        amounts={owner: row["amount_kr"]} if "amount_kr" in row else {},
        note=row.get("note", ""),
        years=years_of_line(dict(zip(years, row["years_kr"], strict=True)))
        if "years_kr" in row
        else None,
        where=Where(field=key),
    )


def sign_by_all(stage: Stage, application: Application) -> None:
    """Freeze the version and have the owner's and every partner's signatory sign it."""
    actor = _someone(stage, Role.APPLICANT, application.owner.name)
    version = request_signatures(actor=actor, application=application)
    partners = ApplicationPartner.objects.filter(application=application)
    names = [application.owner.name, *(p.organisation.name for p in partners)]
    for name in names:
        sign_application(
            actor=_someone(stage, Role.SIGNATORY, name),
            application=application,
            version_number=version.number,
            organisation_id=stage.organisations[name].pk,
        )


def register(stage: Stage, application: Application, officer: str) -> None:
    """Register a submitted application, with its case officer."""
    register_application(
        actor=stage.be("Petra Lindahl"),
        application=application,
        case_officer=Contact.objects.get(name=officer).person,
    )


def prepare(stage: Stage, application: Application, data: dict[str, Any], today: date) -> None:
    """Write and complete the statement, with the standard clauses."""
    statement = data["statement"]
    amounts = {
        (stage.organisations[name].pk, int(year)): kr
        for name, years in statement["amounts_kr"].items()
        for year, kr in years.items()
    }
    actor = stage.be(data["case_officer"])
    saved = save_statement(
        actor=actor,
        application=application,
        revision=0,
        draft=StatementDraft(
            summary=statement["summary"],
            assessment=statement["assessment"],
            cut_reason=statement.get("cut_reason", ""),
            clauses=standard_clauses(setting(stage.association, "standard_clauses", today)),
            amounts=amounts,
        ),
    )
    complete_statement(actor=actor, application=application, revision=saved.revision)


CHAPTERS = (
    Chapter(UPPSALA, at(2024, 4, 15), open_calls),
    Chapter(UPPSALA, at(2024, 6, 3), write_and_sign_all),
    Chapter(UPPSALA, at(2024, 6, 17), register_all),
    Chapter(UPPSALA, at(2024, 8, 22), prepare_all),
    Chapter(OTHER, at(2024, 8, 20), open_calls),
    Chapter(OTHER, at(2024, 8, 20), write_all),
)
