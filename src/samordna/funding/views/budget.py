"""The budget: written in the page, read from a workbook, handed out as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samordna.budgets.labels import STANDARD_LABELS
from samordna.budgets.shape import Budget, Side
from samordna.budgets.workbook.writer import write_budget as workbook_of
from samordna.documents.models import XLSX
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.funding.budget_form import BudgetForm, findings_of, is_about_years
from samordna.funding.budget_merging import merge_budget
from samordna.funding.budget_rows import RowForm, YearsForm
from samordna.funding.forms.shared import RevisionForm
from samordna.funding.forms.writing import WorkbookForm
from samordna.funding.models import Application
from samordna.funding.queries.applications import application_for_editing, application_for_reading
from samordna.funding.queries.content import content_of, draft_content
from samordna.funding.rules.completeness import check_budget
from samordna.funding.rules.content import Content
from samordna.funding.rules.form import BUDGET
from samordna.funding.services.budget import kept_rows, save_budget
from samordna.funding.services.errors import AnotherBook, NothingToUndo
from samordna.funding.services.upload import undo_upload, upload_budget
from samordna.funding.views.writing import after_saving, content_now, workbench
from samordna.kernel.counting import counted
from samordna.kernel.findings import SEVERITY_LABELS, Finding, Severity, finding_of, summary
from samordna.kernel.money import format_kr
from samordna.kernel.unread import Fields
from samordna.parties.access import AssociationRequest, insiders
from samordna.web import autosave
from samordna.web.choosing import keeps_files, refused
from samordna.web.components import with_tones
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.revisions import Difference, Stale, at_revision, both_texts
from samordna.web.templatetags.samordna import findings_summary

SIDES = (
    (Side.REQUESTED, "Att rekvirera från förbundet"),
    (Side.OWN, "Egenfinansiering"),
)


READ_WELL = "Arbetsboken är inläst utan anmärkningar."
SAVED_MEANWHILE = (
    "Inget är ersatt. Någon annan har sparat budgeten sedan du öppnade sidan, och nu visas det "
    "som är sparat. Välj filen igen om arbetsboken ska ersätta det."
)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def write_budget(request: AssociationRequest, number: int) -> HttpResponse:
    """The budget's rows and years: written, mended, added to and taken from."""
    application = application_for_editing(request.actor, number)
    content = draft_content(application)
    revision = RevisionForm(request.POST or None, initial={"revision": application.revision})
    budget = BudgetForm(content, request.POST or None)
    if not budget.is_bound:
        budget = budget.with_unread(content.unread.get(BUDGET, {}))
    context: dict[str, Any] = {"revision": revision, "just_read": "inlast" in request.GET}
    around = partial(workbench, request, application, content, BUDGET)
    if request.method == "POST":
        changed = _change_rows(request, budget)
        if changed is not None:
            context |= {"focus": changed, "unsent": "visa" in request.POST}
            budget.focus(changed)
        elif revision.is_valid():
            attempt = _Attempt(request, application, budget)
            try:
                saved = autosave.save(
                    request, attempt.save, revision.read_revision(), attempt.merge
                )
            except Stale as stale:
                budget = attempt.budget.with_unread(attempt.unread)
                context["both_texts"] = both_texts(stale)
                at_revision(revision, stale.revision)
            else:
                if attempt.unread or autosave.asked(request):
                    return _as_typed(request, saved, attempt)
                here = link(request, "funding:write_budget", number=number)
                return after_saving(request, around(), here)
    context |= around()
    page = render(request, "funding/write_budget.html", {**context, **_shown(context, budget)})
    if "focus" in context:
        return page
    return autosave.not_saved(request, page, stale="both_texts" in context)


class _Attempt:
    """What can be read of a budget as it is saved; ``unread`` is kept beside it as it was typed."""

    def __init__(
        self, request: AssociationRequest, application: Application, typed: BudgetForm
    ) -> None:
        self.request, self.application = request, application
        self.unread: Fields = typed.unread()
        self.budget = typed.without_unread()

    def save(self, revision: int) -> Application:
        read = self.application
        saved = save_budget(
            actor=self.request.actor,
            application=read,
            revision=revision,
            budget=self.budget.written(),
            unread=self.unread,
            writing=autosave.asked(self.request),
        )
        # What the page tells of besides the row has been read: no need to ask again.
        saved.call = read.call
        if saved.budget_file_id == read.budget_file_id:
            saved.budget_file = read.budget_file
        return saved

    def merge(self, stale: Stale) -> list[Difference]:
        content = content_now(self.request, self.application.number)
        merged = merge_budget(self.budget, content, stale.revision)
        here = {form.key for form in merged.form.forms}
        saved = content.unread.get(BUDGET, {})
        theirs = {name: one for name, one in saved.items() if name in merged.untouched}
        fields = {**theirs, **self.unread}
        self.unread = {n: one for n, one in fields.items() if n.partition(".")[0] in here}
        self.budget = merged.form
        return merged.differences


def _as_typed(
    request: AssociationRequest, application: Application, saved: _Attempt
) -> HttpResponse:
    """The page after a save while somebody writes: its rows keep their names, empty ones too."""
    written, unread = saved.budget.written(), saved.unread
    rows = kept_rows(written, unread)
    budget = saved.budget.saved_with({line.key for line in rows}).with_unread(unread)
    content = replace(
        budget.content,
        budget=replace(written, lines=tuple(rows)),  # what is saved: no row that is empty
        unread={**budget.content.unread, BUDGET: unread},
    )
    context = workbench(request, application, content, BUDGET)
    context["revision"] = RevisionForm(initial={"revision": application.revision})
    if unread:
        autosave.say_partly(request)
    page = render(request, "funding/write_budget.html", {**context, **_shown(context, budget)})
    if unread:
        return autosave.partly_saved(request, page, application.revision)
    return autosave.saved(page, application.revision)


def _change_rows(request: AssociationRequest, budget: BudgetForm) -> str | None:
    """Do what a button for rows asks; return where the person goes on, None for no such button.

    ``visa`` asks for nothing but the page with the rows that were sent.
    """
    if asked := request.POST.get("add"):
        side, _, group = asked.partition(":")
        return budget.add_row(side, group) or asked
    if asked := request.POST.get("remove"):
        return budget.remove_row(asked)
    return "" if "visa" in request.POST else None


def _shown(context: dict[str, Any], budget: BudgetForm) -> dict[str, Any]:
    """The tables of the page, each row with the findings about it, from what is typed."""
    content: Content = context["content"]
    application: Application = context["application"]
    written = budget.written()
    found = check_budget(replace(content, budget=written)) if application.revision else []
    findings = budget.without_guesses(found)
    unread = {side: budget.unread_side(side) for side in Side}
    unread_years = budget.unread_years()
    per_year = written.per_year_kr
    file_findings = _grouped(application.budget_file_findings)
    sides = []
    for side, heading in SIDES:
        groups = [
            (group, name, [(row, _about(row.key, findings, years=False)) for row in rows])
            for group, name, rows in budget.groups(side)
        ]
        totals = [
            (party, _known(written.total_kr(side, owner=party.id), unread[side]))
            for party in budget.parties
        ]
        total = _known(written.total_kr(side), unread[side])
        sides.append((side, heading, groups, totals, total, unread[side]))
    year_rows: list[RowForm | YearsForm] = [*budget.wage_rows(), *budget.year_forms]
    return {
        "budget": budget,
        "sides": sides,
        "year_rows": [
            (row, _about(row.key, findings, years=True), _wanted_kr(row, budget, written))
            for row in year_rows
        ],
        "year_totals": [
            (year, _known(per_year.get(year, 0), unread_years)) for year in budget.years
        ],
        "year_total": _known(sum(per_year.values()), unread_years),
        "requested_kr": _known(written.requested_kr, unread[Side.REQUESTED]),
        "own_kr": _known(written.own_kr, unread[Side.OWN]),
        "unread_requested": unread[Side.REQUESTED],
        "unread_own": unread[Side.OWN],
        "unread_years": unread_years,
        "findings": findings,
        "general_findings": [f for f in findings if _form_of(f, budget) is None],
        "placed_findings": _placed(findings, budget),
        "workbook_form": context.get("workbook_form")
        or WorkbookForm(
            initial={"revision": application.revision},
            auto_id="arbetsbok_%s",
            replaced=_replaced(content),
        ),
        "file_findings": file_findings,
        "file_summary": findings_summary([f for _, found in file_findings for f in found]),
        "row_widths": {"wage": 6 + len(budget.parties), "other": 3 + len(budget.parties)},
        "year_width": 3 + len(budget.years),
        "labels": [label for labels in STANDARD_LABELS.values() for label in labels],
    }


def _known(kr: int, unread: Sequence[object] | bool) -> int | None:
    """A sum; None, which is shown as a dash, while something in it could not be read."""
    return None if unread else kr


def _wanted_kr(row: RowForm | YearsForm, budget: BudgetForm, written: Budget) -> int | None:
    """What the years of a row should come to, in kronor; None while that is not known."""
    if isinstance(row, RowForm):
        return row.known_kr
    of_group = [one for one in budget.rows if (one.side, one.group) == (Side.REQUESTED, row.group)]
    unread = any(one.cannot_read("amount-") for one in of_group)
    return _known(written.total_kr(Side.REQUESTED, row.group), unread)


def _about(key: str, findings: list[Finding], *, years: bool) -> list[Finding]:
    return [f for f in findings_of(key, findings) if is_about_years(f) is years]


def _form_of(finding: Finding, budget: BudgetForm) -> RowForm | YearsForm | None:
    """The row, or the years of a group, that a finding is about; None for all of the budget."""
    return next((form for form in budget.forms if findings_of(form.key, [finding])), None)


def _placed(findings: list[Finding], budget: BudgetForm) -> list[tuple[Finding, str, str, str]]:
    """The findings that have a row: each with its tone, the row's name and the input to go to."""
    return [
        (finding, tone, form.title, _input_of(form, finding))
        for finding, tone in with_tones(findings)
        if (form := _form_of(finding, budget)) is not None
    ]


def _input_of(form: RowForm | YearsForm, finding: Finding) -> str:
    """The id of the input that a finding is about, or of the first where it is about several."""
    _, _, own = (finding.where.field or "").partition(".")
    years = [name for name in form.fields if name.startswith("year-")]
    of_row = [] if isinstance(form, YearsForm) else ["label"]
    wanted = [own, *years, *of_row] if is_about_years(finding) else [own, *of_row, *years]
    shown = (name for name in wanted if name in form.fields and name != "note")
    found = (form[name] for name in shown if not form[name].is_hidden)
    return next((bound.auto_id for bound in found), "")


def _grouped(raw: list[dict[str, Any]]) -> list[tuple[str, list[Finding]]]:
    """What was found in the workbook when it was read: errors, warnings, notes."""
    found = [finding_of(item) for item in raw]
    return [
        (SEVERITY_LABELS[severity], of_severity)
        for severity in Severity
        if (of_severity := [f for f in found if f.severity is severity])
    ]


def _replaced(content: Content) -> str:
    """What a workbook that is read in would replace, in words; empty where nothing stands."""
    budget = content.budget
    if not budget.lines:
        return ""
    rows = counted(len(budget.lines), "rad", "rader")
    asked, own = format_kr(budget.requested_kr), format_kr(budget.own_kr)
    return f"{rows}: {asked} att rekvirera och {own} egenfinansiering"


@insiders
@require_POST
@keeps_files
def upload(request: AssociationRequest, number: int) -> HttpResponse:
    """Read a workbook into the rows. A refused file changes nothing and is told why."""
    application = application_for_editing(request.actor, number)
    content = draft_content(application)
    form = WorkbookForm(
        request.POST, request.FILES, auto_id="arbetsbok_%s", replaced=_replaced(content)
    )
    context: dict[str, Any] = {}
    if form.is_valid():
        sent = form.cleaned_data["workbook"]
        try:
            uploaded = upload_budget(
                actor=request.actor,
                application=application,
                revision=form.read_revision(),
                data=sent.read(),
                filename=sent.name,
                is_sure=form.cleaned_data["another"],
            )
        except AnotherBook as error:
            add_service_error(form, error, "another")
            context["asks_another"] = True
        except WorkbookRefused as error:
            refused(sent, str(error))
            add_service_error(form, error, "workbook")
        except Stale as stale:
            at_revision(form, stale.revision)
            form.add_error("workbook", SAVED_MEANWHILE)
        else:
            told = summary(uploaded.findings)
            said = f"Arbetsboken är inläst: {told}." if told else READ_WELL
            messages.success(request, said)
            return redirect(
                link(request, "funding:write_budget", number=number) + "?inlast=1#arbetsbok"
            )
    context |= workbench(request, application, content, BUDGET)
    context["workbook_form"] = form
    context["revision"] = RevisionForm(initial={"revision": application.revision})
    shown = _shown(context, BudgetForm(content))
    return render(request, "funding/write_budget.html", {**context, **shown})


@insiders
@require_POST
def undo(request: AssociationRequest, number: int) -> HttpResponse:
    """Take the newest reading of a workbook back, as long as nobody has changed the budget."""
    application = application_for_editing(request.actor, number)
    form = RevisionForm(request.POST)
    try:
        undo_upload(
            actor=request.actor,
            application=application,
            revision=form.read_revision() if form.is_valid() else 0,
        )
    except NothingToUndo as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Inläsningen är ångrad. Budgeten är som den var innan.")
    return redirect(link(request, "funding:write_budget", number=number) + "#arbetsbok")


@insiders
@require_safe
def download(request: AssociationRequest, number: int) -> HttpResponse:
    """The budget as a workbook, in the layout that applicants know."""
    application = application_for_reading(request.actor, number)
    content = content_of(application)
    response = HttpResponse(workbook_of(content.budget_to_check), content_type=XLSX)
    filename = f"budget-{slugify(content.name) or application.number}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
