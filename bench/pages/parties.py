"""Idag, people, the association and the journal."""

from __future__ import annotations

from bench.pages import Page, applicant
from samordna.parties.models import Mandate

#: A search in the journal reads every entry's text, a hundred thousand of them.
MOST_MS_JOURNAL_SEARCH = 300.0

PAGES = (
    Page("Idag, director", "parties:today", "director", "applications"),
    Page("Idag, registrar", "parties:today", "registrar", "applications"),
    Page("Idag, case officer", "parties:today", "case_officer", "applications"),
    Page("Idag, applicant", "parties:today", applicant, "applications"),
    Page("Idag, chair", "parties:today", "chair", "meetings"),
    Page("People", "parties:people", "registrar", Mandate),
    Page("The association", "parties:association", "registrar", Mandate),
    Page("Journal", "parties:journal", "auditor", "entries"),
    Page(
        "Journal, searched",
        "parties:journal",
        "auditor",
        "entries",
        query="q=kompassen",
        most_ms=MOST_MS_JOURNAL_SEARCH,
    ),
)
