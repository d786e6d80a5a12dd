"""The board, the organisations and the people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import slugify

from samordna.demonstration import clock
from samordna.demonstration.loader.files import mail_of
from samordna.demonstration.loader.stage import OTHER, UPPSALA, Chapter, Stage, at
from samordna.journal.changes import change
from samordna.journal.services import journal
from samordna.parties.actors import Actor, system_actor
from samordna.parties.models import Body, Contact, Organisation
from samordna.parties.numbers import paragraph_key
from samordna.parties.services import mandates, organisations, roles
from samordna.parties.services.association import save_setting
from samordna.parties.steps import say_came_in, start_series

FROM = date(2023, 4, 1)


def settle(stage: Stage) -> None:
    """Make the board, the organisations and the people with their roles and mandates."""
    data = stage.read("forbund.toml")
    actor = system_actor(stage.association)
    with change():
        journal(actor=actor, verb="found_association", subject=stage.association)
    stage.board = Body.objects.create(
        association=stage.association,
        kind=Body.Kind.BOARD,
        slug="styrelsen",
        name="Styrelsen",
        numbering=Body.Numbering.YEAR,
    )
    # Its paragraphs begin at 1, and somebody has said so.
    key = paragraph_key(stage.board, clock.today())
    start_series(actor=actor, kind="paragraph", key=key, first=1, what="§ {}", way_out="")
    # Its förbundsordning lets appeals count from the association's own board.
    save_setting(actor=actor, key="notice_counts_from", value="own", valid_from=FROM)
    for row in data["organisation"]:
        _organisation(actor, stage, row)
    for row in data["office"]:
        _role(actor, stage, row["name"], row["role"], None, row["title"])
    # They have worked here for a while: nobody waits with an invitation that was never used.
    for contact in Contact.objects.select_related("person"):
        say_came_in(contact.person, stage.association.pk)


def appoint(stage: Stage) -> None:
    """Register whom a member has appointed since the term began."""
    director = stage.be("Tomas Grahn")
    for row in stage.read("forbund.toml")["appointment"]:
        mandates.give_mandate(
            actor=director,
            body=stage.board,
            email=mail_of(row["name"], stage.association.slug),
            organisation=stage.organisations[row["organisation"]],
            **{key: value for key, value in row.items() if key != "organisation"},
        )


def _organisation(actor: Actor, stage: Stage, row: dict[str, Any]) -> None:
    organisation = organisations.add_organisation(
        actor=actor,
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        is_member=True,
        no_substitute=False,
        **_notice_board(row),
    )
    stage.organisations[organisation.name] = organisation
    _mandate(actor, stage, row["member"]["name"], organisation, row["member"]["position"])
    _mandate(actor, stage, row["substitute"], organisation, "substitute")
    if "applicant" in row:
        _role(actor, stage, row["applicant"], "applicant", organisation, "")
    _role(actor, stage, row["signatory"], "signatory", organisation, "")


def _notice_board(row: dict[str, Any]) -> dict[str, str]:
    """Municipalities and regions post notices on the web."""
    if row["kind"] not in ("region", "municipality"):
        return {}
    address = f"https://{slugify(row['short_name'])}.exempel.se/anslagstavla"
    return {"notice_board": f"Anslagstavla, {row['name']}", "notice_board_url": address}


def _mandate(
    actor: Actor, stage: Stage, name: str, organisation: Organisation, position: str
) -> None:
    mandates.give_mandate(
        actor=actor,
        body=stage.board,
        email=mail_of(name, stage.association.slug),
        name=name,
        organisation=organisation,
        position=position,
        valid_from=FROM,
        papers_received_on=FROM,
    )


def _role(
    actor: Actor,
    stage: Stage,
    name: str,
    role: str,
    organisation: Organisation | None,
    title: str,
) -> None:
    roles.give_role(
        actor=actor,
        email=mail_of(name, stage.association.slug),
        name=name,
        role=role,
        organisation=organisation,
        title=title,
        valid_from=FROM,
    )


CHAPTERS = (
    Chapter(UPPSALA, at(2024, 4, 15), settle),
    Chapter(OTHER, at(2024, 5, 30), settle),
    Chapter(OTHER, at(2024, 6, 27), appoint),
)
