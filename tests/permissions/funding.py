"""Calls and applications."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from samordna.funding.models import Application
from samordna.funding.rules.proposal import standard_clauses
from samordna.funding.services.preparing import (
    StatementDraft,
    complete_statement,
    save_statement,
)
from samordna.funding.services.signing import request_signatures
from samordna.funding.tests.world import register, submit, write_application
from samordna.parties.tests.cast import Cast
from tests.support.things import World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  funding:calls                            -                       in 404 404 200 200 200 200 200 200 200 200
GET  funding:open_call                        -                       in 404 404 403 403 403 403 403 200 200 200
POST funding:open_call                        -                       in 404 404 403 403 403 403 403 200 200 200
GET  funding:forms                            -                       in 404 404 403 403 403 403 403 200 200 200
GET  funding:choose_form                      -                       in 404 404 403 403 403 403 403 302 302 302
POST funding:choose_form                      -                       in 404 404 403 403 403 403 403 404 404 404
GET  funding:edit_form                        form_version            in 404 404 403 403 403 403 403 200 200 200
POST funding:edit_form                        form_version            in 404 404 403 403 403 403 403 200 200 200
GET  funding:remove_form                           form_version            in 404 404 403 403 403 403 403 302 302 302
POST funding:remove_form                           form_version            in 404 404 403 403 403 403 403 302 302 302
GET  funding:call                             call                    in 404 404 200 200 200 200 200 200 200 200
GET  funding:edit_call                        call                    in 404 404 403 403 403 403 403 200 200 200
POST funding:edit_call                        call                    in 404 404 403 403 403 403 403 200 200 200
GET  funding:extend_call                      call                    in 404 404 403 403 403 403 403 200 200 200
POST funding:extend_call                      call                    in 404 404 403 403 403 403 403 200 200 200
GET  funding:remove_call                      call                    in 404 404 403 403 403 403 403 200 200 200
POST funding:remove_call                      call                    in 404 404 403 403 403 403 403 200 200 200
GET  funding:start                            call                    in 404 404 200 403 403 403 403 403 403 403
POST funding:start                            call                    in 404 404 200 403 403 403 403 403 403 403
GET  funding:applications                     -                       in 404 404 200 200 200 200 200 200 200 200
GET  funding:application                      application_draft       in 404 404 200 200 404 404 200 200 200 200
GET  funding:application                      application_registered  in 404 404 200 200 200 200 200 200 200 200
GET  funding:download_budget                  application_draft       in 404 404 200 200 404 404 200 200 200 200
GET  funding:download_budget                  application_registered  in 404 404 200 200 200 200 200 200 200 200
GET  funding:write                            application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:write                            application_signing     in 404 404 403 403 404 404 403 403 403 403
GET  funding:write_facts                      application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:write_facts                      application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:write_facts                      application_signing     in 404 404 403 403 404 404 403 403 403 403
POST funding:write_facts                      application_signing     in 404 404 403 403 404 404 403 403 403 403
GET  funding:write_budget                     application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:write_budget                     application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:upload_budget                    application_draft       in 404 404 302 302 302 302 302 302 302 302
POST funding:upload_budget                    application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:undo_upload                      application_draft       in 404 404 302 302 302 302 302 302 302 302
POST funding:undo_upload                      application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:write_agreement                  application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:send                             application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:send                             application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:write_section                    section                 in 404 404 200 403 404 404 403 403 403 403
POST funding:write_section                    section                 in 404 404 200 403 404 404 403 403 403 403
GET  funding:sign                             application_draft       in 404 404 403 200 404 404 403 403 403 403
POST funding:sign                             application_draft       in 404 404 403 200 404 404 403 403 403 403
GET  funding:sign                             application_signing     in 404 404 403 200 404 404 403 403 403 403
POST funding:sign                             application_signing     in 404 404 403 200 404 404 403 403 403 403
GET  funding:refuse                           application_draft       in 404 404 403 302 404 404 403 403 403 403
POST funding:refuse                           application_draft       in 404 404 403 302 404 404 403 403 403 403
GET  funding:refuse                           application_signing     in 404 404 403 200 404 404 403 403 403 403
POST funding:refuse                           application_signing     in 404 404 403 200 404 404 403 403 403 403
GET  funding:recall                           application_signing     in 404 404 200 403 404 404 403 200 200 200
POST funding:recall                           application_signing     in 404 404 302 403 404 404 403 200 200 200
GET  funding:extend                           application_draft       in 404 404 403 403 404 404 403 200 200 200
POST funding:extend                           application_draft       in 404 404 403 403 404 404 403 200 200 200
GET  funding:extend                           application_registered  in 404 404 403 403 403 403 403 403 403 403
POST funding:extend                           application_registered  in 404 404 403 403 403 403 403 403 403 403
GET  funding:write_off                        application_draft       in 404 404 403 403 404 404 403 200 200 200
POST funding:write_off                        application_draft       in 404 404 403 403 404 404 403 200 200 200
GET  funding:write_off                        application_rejected    in 404 404 403 403 403 403 403 403 403 403
POST funding:write_off                        application_rejected    in 404 404 403 403 403 403 403 403 403 403
GET  funding:recall                           application_registered  in 404 404 403 403 403 403 403 403 403 403
POST funding:recall                           application_registered  in 404 404 403 403 403 403 403 403 403 403
GET  funding:withdraw                         application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:withdraw                         application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:withdraw                         application_submitted   in 404 404 200 403 404 404 403 403 403 403
POST funding:withdraw                         application_submitted   in 404 404 302 403 404 404 403 403 403 403
GET  funding:withdraw                         application_registered  in 404 404 200 403 403 403 403 403 403 403
POST funding:withdraw                         application_registered  in 404 404 302 403 403 403 403 403 403 403
GET  funding:register                         application_draft       in 404 404 403 403 404 404 403 403 403 403
POST funding:register                         application_draft       in 404 404 403 403 404 404 403 403 403 403
GET  funding:register                         application_submitted   in 404 404 403 403 404 404 403 403 200 200
POST funding:register                         application_submitted   in 404 404 403 403 404 404 403 403 200 200
GET  funding:assign                           application_registered  in 404 404 403 403 403 403 403 200 200 200
POST funding:assign                           application_registered  in 404 404 403 403 403 403 403 200 200 200
GET  funding:statement                        application_draft       in 404 404 403 403 404 404 403 404 403 404
POST funding:statement                        application_draft       in 404 404 403 403 404 404 403 404 403 404
GET  funding:statement                        application_registered  in 404 404 403 403 403 403 403 200 403 200
POST funding:statement                        application_registered  in 404 404 403 403 403 403 403 200 403 200
GET  funding:statement                        application_prepared    in 404 404 403 403 403 403 403 200 403 200
POST funding:statement                        application_prepared    in 404 404 403 403 403 403 403 200 403 200
GET  funding:complete_statement               application_registered  in 404 404 302 302 302 302 302 302 302 302
POST funding:complete_statement               application_registered  in 404 404 403 403 403 403 403 302 403 302
GET  funding:reopen_statement                 application_prepared    in 404 404 302 302 302 302 302 302 302 302
POST funding:reopen_statement                 application_prepared    in 404 404 403 403 403 403 403 403 403 403
"""


def make(world: World) -> None:
    """``application_draft`` to ``application_rejected``, their papers, a section and a call."""
    cast = world.cast
    world.begin_numbers("call")
    world.begin_numbers("application")
    for state, bring in STATES.items():
        application = bring(cast, write_application(cast, name=f"Insats {state}"))
        world.things[f"application_{state}"] = {"number": application.number}
        if state == "draft":
            world.things["section"] = {"number": application.number, "section": "bakgrund"}
            world.things["call"] = {"number": application.call.number}
            world.things["form_version"] = {"pk": application.form_id}
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
        clauses=standard_clauses(["bevilja insatsen högst {amount}"]),
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
