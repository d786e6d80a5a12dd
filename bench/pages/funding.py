"""Calls, forms and applications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page, applicant, latest
from samordna.funding.models import Application, Call, FormVersion, WantedSignature
from samordna.funding.rules.states import State
from samordna.parties.models import Person, Role, RoleAssignment


def _application(state: str, **more: str) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.applications[state], **more}


def _acting(role: Role, organisation: int) -> Person:
    assignment = RoleAssignment.objects.select_related("person")
    return assignment.get(role=role, organisation=organisation).person


def _owners_applicant(state: str) -> Callable[[Landmarks], Person]:
    def found(marks: Landmarks) -> Person:
        application = Application.objects.get(number=marks.applications[state])
        return _acting(Role.APPLICANT, application.owner_id)

    return found


def _waiting() -> WantedSignature:
    """The newest signature that is waited for."""
    wanted = WantedSignature.objects.filter(signature=None, version__application__state="signing")
    return wanted.select_related("version__application").latest("pk")


def _to_sign(marks: Landmarks) -> dict[str, Any]:
    return {"number": _waiting().version.application.number}


def _signatory(marks: Landmarks) -> Person:
    return _acting(Role.SIGNATORY, _waiting().organisation_id)


_call = latest(Call, "number")
_draft = _application(State.DRAFT)
_section = _application(State.DRAFT, section="bakgrund")
_registered = _application(State.REGISTERED)

PAGES = (
    Page("Calls", "funding:calls", applicant, Call),
    Page("Call", "funding:call", applicant, Call, _call),
    Page("New call", "funding:open_call", "case_officer", Call),
    Page("Call, writing", "funding:edit_call", "case_officer", Call, _call),
    Page("Call, removed", "funding:remove_call", "case_officer", Call, _call),
    Page("Call, more time", "funding:extend_call", "case_officer", Call, _call),
    Page("Forms", "funding:forms", "case_officer", FormVersion),
    Page("Form", "funding:edit_form", "case_officer", FormVersion, latest(FormVersion)),
    Page("New application", "funding:start", applicant, Call, _call),
    Page("Applications", "funding:applications", "case_officer", "applications"),
    Page(
        "Applications, searched",
        "funding:applications",
        "case_officer",
        "applications",
        query="q=kompassen",
    ),
    Page("Applications, applicant's", "funding:applications", applicant, "applications"),
    Page(
        "Application",
        "funding:application",
        "case_officer",
        "applications",
        _application(State.GRANTED),
    ),
    Page("Application, writing", "funding:write_facts", applicant, "applications", _draft),
    Page(
        "Application, saved",
        "funding:write_facts",
        applicant,
        "applications",
        _draft,
        saves="insats",
    ),
    Page("Application, section", "funding:write_section", applicant, "applications", _section),
    Page(
        "Application, section saved",
        "funding:write_section",
        applicant,
        "applications",
        _section,
        saves="svar",
    ),
    Page("Application, budget", "funding:write_budget", applicant, "applications", _draft),
    Page(
        "Application, budget saved",
        "funding:write_budget",
        applicant,
        "applications",
        _draft,
        saves="budget",
    ),
    Page("Application, workbook", "funding:download_budget", applicant, "applications", _draft),
    Page("Application, agreement", "funding:write_agreement", applicant, "applications", _draft),
    Page("Application, sending", "funding:send", applicant, "applications", _draft),
    Page("Application, signing", "funding:sign", _signatory, "applications", _to_sign),
    Page("Application, not signing", "funding:refuse", _signatory, "applications", _to_sign),
    Page("Application, taken back", "funding:recall", "registrar", "applications", _to_sign),
    Page("Application, more time", "funding:extend", "case_officer", "applications", _draft),
    Page("Application, written off", "funding:write_off", "case_officer", "applications", _draft),
    Page(
        "Application, withdrawn",
        "funding:withdraw",
        _owners_applicant(State.REGISTERED),
        "applications",
        _registered,
    ),
    Page(
        "Application, registered",
        "funding:register",
        "registrar",
        "applications",
        latest(Application, "number", state=State.SUBMITTED),
    ),
    Page("Application, officer", "funding:assign", "case_officer", "applications", _registered),
    Page("Statement", "funding:statement", "case_officer", "applications", _registered),
    Page(
        "Statement, saved",
        "funding:statement",
        "case_officer",
        "applications",
        _registered,
        saves="utlatande",
    ),
)
