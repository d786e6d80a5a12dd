"""A workbook that somebody has filled in: guarded, kept, read, and landed in the page's rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samordna.budgets import codes
from samordna.budgets.landing import Wanted, book_of, land
from samordna.budgets.workbook.reading import read_budget_apart
from samordna.documents.steps import add_version
from samordna.documents.workbooks.guard import MEDIA_TYPES, kind_of
from samordna.funding.kinds import PaperKind
from samordna.funding.models import Application
from samordna.funding.policies import may_edit
from samordna.funding.queries.content import budget_of, partners_of, party_of
from samordna.funding.rules.content import budget_from_json, budget_json
from samordna.funding.rules.form import BUDGET
from samordna.funding.rules.workbook import kept
from samordna.funding.services.budget import replace_rows, sums, with_new_keys
from samordna.funding.services.drafting import require_current, touch
from samordna.funding.services.errors import AnotherBook, NothingToUndo
from samordna.funding.services.locking import locked
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.findings import Finding, summary, worst_first
from samordna.kernel.unread import from_json
from samordna.parties.access import require
from samordna.parties.actors import Actor


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The application with the workbook's rows in it, and everything found in the workbook."""

    application: Application
    findings: tuple[Finding, ...]


@changes
def upload_budget(
    *,
    actor: Actor,
    application: Application,
    revision: int,
    data: bytes,
    filename: str,
    is_sure: bool = True,
) -> Uploaded:
    """Read a workbook into the budget's rows and keep the file; journalled.

    The rows that were there are replaced. ``is_sure``: also by what looks like another
    application's book; otherwise that raises AnotherBook where there are rows. Raises Refused,
    Stale, and WorkbookRefused with a Swedish sentence for a file that may not be read; then
    nothing is changed. What was there before is kept for :func:`undo_upload`.
    """
    # Read before anything is held: it can take seconds. Then everything is asked of what holds.
    require(may_edit(actor, application))
    reading = read_budget_apart(data)
    application = locked(application)
    require(may_edit(actor, application))
    require_current(application, BUDGET, revision)
    parties = (party_of(application.owner), *partners_of(application))
    wanted = Wanted(application.name, application.period_from, application.period_to)
    landed = land(reading.budget, parties, wanted)
    findings = worst_first([*reading.all_findings(), *landed.findings])
    another = [found.message for found in findings if found.code == codes.OTHER_APPLICATION]
    if another and not is_sure and application.budget_lines.exists():
        raise AnotherBook(f"Inget är ersatt. {another[0]}")
    earlier = _as_it_stands(application)
    previous = application.budget_file.document if application.budget_file else None
    application.budget_file = add_version(
        actor=actor,
        data=data,
        media_type=MEDIA_TYPES[kind_of(data)],
        filename=filename,
        kind=PaperKind.BUDGET,
        title=f"Budget: {application.name}",
        document=previous,
    )
    application.budget_file_findings = kept(findings, book_of(reading.budget))
    before = sums(application)
    written = [row for row in landed.budget.lines if not row.is_empty]
    rows = with_new_keys(application, written)
    replace_rows(application, rows, landed.budget.other_years)
    touch(application, BUDGET)
    application.before_workbook = earlier
    application.save()
    journal(
        actor=actor,
        verb="upload_budget",
        subject=application,
        before=before,
        after={
            "sha256": application.budget_file.file.sha256,
            "requested_kr": landed.budget.requested_kr,
            "own_kr": landed.budget.own_kr,
            "findings": summary(findings),
        },
    )
    return Uploaded(application, tuple(findings))


@changes
def undo_upload(*, actor: Actor, application: Application, revision: int) -> Application:
    """Make the budget what it was before the newest workbook was read; journalled.

    Rows, years, what could not be read, and which workbook was read before. The file stays among
    the papers. One step: ``revision`` is the one that the reading gave. Raises Refused, and
    :class:`NothingToUndo` when the budget has been changed or sent since then.
    """
    application = locked(application)
    require(may_edit(actor, application))
    earlier = application.before_workbook
    if not earlier or application.section_revisions.get(BUDGET) != revision:
        raise NothingToUndo(
            "Budgeten har ändrats efter inläsningen, så den går inte att ångra. Inget är ändrat."
        )
    before = sums(application)
    budget = budget_from_json(earlier["budget"])
    replace_rows(application, budget.lines, budget.other_years)
    application.budget_file_id = earlier["file"]
    application.budget_file_findings = earlier["findings"]
    touch(application, BUDGET, from_json(earlier["unread"]))
    application.save()
    journal(
        actor=actor,
        verb="undo_upload",
        subject=application,
        before=before,
        after={**sums(application), "rows": len(budget.lines)},
    )
    return application


def _as_it_stands(application: Application) -> dict[str, Any]:
    """The budget with its workbook, as :func:`undo_upload` takes it back."""
    return {
        "budget": budget_json(budget_of(application)),
        "unread": application.unread.get(BUDGET, {}),
        "file": application.budget_file_id,
        "findings": application.budget_file_findings,
    }
