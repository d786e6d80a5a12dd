"""Papers."""

from __future__ import annotations

from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page, applicant, latest
from samordna.documents.models import DocumentVersion
from samordna.funding.models import Application
from samordna.funding.rules.states import State
from samordna.register.models import Matter


def _own_budget(marks: Landmarks) -> dict[str, Any]:
    """The workbook of an application that its applicant is writing."""
    draft = Application.objects.get(number=marks.applications[State.DRAFT])
    return {"pk": draft.budget_file_id}


_open = latest(Matter, "year", "serial", closed_on=None)

PAGES = (
    Page("Paper", "documents:version", "registrar", DocumentVersion, latest(DocumentVersion)),
    Page("Paper, applicant's", "documents:version", applicant, DocumentVersion, _own_budget),
    Page("New record", "documents:new_record", "registrar", "matters", _open),
)
