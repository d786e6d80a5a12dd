"""An application in each state, brought there by the product's own services."""

from __future__ import annotations

from collections.abc import Callable

from samordna.funding.models import Application
from samordna.funding.services.preparing import (
    StatementDraft,
    complete_statement,
    save_statement,
)
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.world import register, submit, write_application
from samordna.parties.tests.cast import Cast
from tests.support.things import World


def make_applications(world: World, first: int) -> None:
    """``application_draft`` to ``application_rejected``, their papers, a section and a call."""
    cast = world.cast
    for state, bring in STATES.items():
        application = bring(cast, write_application(cast, name=f"Insats {state}"))
        world.things[f"application_{state}"] = {"number": application.number}
        if state == "draft":
            world.things["section"] = {"number": application.number, "section": "bakgrund"}
            world.things["call"] = {"number": application.call.number}
        if state == "prepared":
            version = application.versions.get()
            world.things["paper_of_application"] = {"pk": version.paper_id}
            world.things["paper_of_statement"] = {"pk": application.statement.paper_id}


def _draft(cast: Cast, application: Application) -> Application:
    return application


def _signing(cast: Cast, application: Application) -> Application:
    request_signatures(actor=cast.actor("applicant"), application=application)
    return application


def _registered(cast: Cast, application: Application) -> Application:
    return register(cast, submit(cast, application))


def _prepared(cast: Cast, application: Application) -> Application:
    """With a statement that proposes the whole sum; not read anew, so that all is fresh."""
    registered = _registered(cast, application)
    officer = cast.actor("case_officer")
    heby, af = cast.organisations["heby"].pk, cast.organisations["af"].pk
    draft = StatementDraft(
        summary="Heby ansöker om 600 000 kr.",
        assessment="Insatsen svarar mot förbundets mål.",
        cut_reason="",
        clauses=["bevilja insatsen högst 600 000 kr"],
        amounts={
            (heby, 2025): 200_000,
            (heby, 2026): 200_000,
            (af, 2025): 150_000,
            (af, 2026): 50_000,
        },
    )
    saved = save_statement(actor=officer, application=registered, revision=0, draft=draft)
    complete_statement(actor=officer, application=registered, revision=saved.revision)
    return Application.objects.get(pk=application.pk)


def _rejected(cast: Cast, application: Application) -> Application:
    Application.objects.filter(pk=application.pk).update(state=Application.State.REJECTED)
    return application


STATES: dict[str, Callable[[Cast, Application], Application]] = {
    "draft": _draft,
    "signing": _signing,
    "submitted": submit,
    "registered": _registered,
    "prepared": _prepared,
    "rejected": _rejected,
}
