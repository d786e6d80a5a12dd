"""The pages that are measured: who opens which, on what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.landmarks import Landmarks
from samordna.funding.rules.states import State
from samordna.meetings.models import Meeting
from samordna.parties.models import Person

#: A page's median time in the server must be under this, in milliseconds.
MOST_MS = 40.0
#: A search in the journal reads every entry's text, a hundred thousand of them.
MOST_MS_JOURNAL_SEARCH = 300.0
#: Nobody is signed in.
ANYONE = "anyone"


@dataclass(frozen=True)
class Page:
    """A page. ``grows_with`` is what there are many of in the large association.

    ``most_ms`` is the limit of the median in the large association.
    """

    label: str
    route: str
    who: str | Callable[[Landmarks], Person]
    grows_with: str
    arguments: Callable[[Landmarks], dict[str, Any]] = lambda marks: {}
    query: str = ""
    most_ms: float = MOST_MS

    def person(self, marks: Landmarks) -> Person | None:
        """Who opens it; None for anyone."""
        if callable(self.who):
            return self.who(marks)
        return None if self.who == ANYONE else marks.people[self.who]


def _application(state: str) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.applications[state]}


def _meeting(state: Meeting.State) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.meetings[state]}


def _matter(marks: Landmarks) -> dict[str, Any]:
    year, serial = marks.matter
    return {"year": year, "serial": serial}


def _applicant(marks: Landmarks) -> Person:
    return marks.draft_applicant


def _initiative(marks: Landmarks) -> dict[str, Any]:
    return {"number": marks.initiative}


def _notice(marks: Landmarks) -> dict[str, Any]:
    return {"pk": marks.notice}


_STATE = Meeting.State

PAGES = (
    Page("Applications", "funding:applications", "case_officer", "applications"),
    Page(
        "Applications, searched",
        "funding:applications",
        "case_officer",
        "applications",
        query="q=kompassen",
    ),
    Page("Applications, applicant's", "funding:applications", _applicant, "applications"),
    Page(
        "Application",
        "funding:application",
        "case_officer",
        "applications",
        _application(State.GRANTED),
    ),
    Page(
        "Application, writing",
        "funding:write_facts",
        _applicant,
        "applications",
        _application(State.DRAFT),
    ),
    Page(
        "Application, budget",
        "funding:write_budget",
        _applicant,
        "applications",
        _application(State.DRAFT),
    ),
    Page(
        "Statement",
        "funding:statement",
        "case_officer",
        "applications",
        _application(State.REGISTERED),
    ),
    Page("Meetings", "meetings:meetings", "registrar", "meetings"),
    Page(
        "Meeting, planning", "meetings:meeting", "registrar", "meetings", _meeting(_STATE.SUMMONED)
    ),
    Page(
        "Meeting, at the table",
        "meetings:table",
        "registrar",
        "meetings",
        _meeting(_STATE.IN_SESSION),
    ),
    Page("Meeting, minutes", "meetings:minutes", "registrar", "meetings", _meeting(_STATE.POSTED)),
    Page("Decision space", "economy:decision_space", "economist", "applications"),
    Page("Idag, director", "parties:today", "director", "applications"),
    Page("Idag, registrar", "parties:today", "registrar", "applications"),
    Page("Idag, case officer", "parties:today", "case_officer", "applications"),
    Page("Idag, applicant", "parties:today", _applicant, "applications"),
    Page("Idag, chair", "parties:today", "chair", "meetings"),
    Page("Register", "register:matters", "registrar", "matters"),
    Page("Register, searched", "register:matters", "registrar", "matters", query="q=kompassen"),
    Page("Matter", "register:matter", "registrar", "matters", _matter),
    Page("Initiatives", "initiatives:initiatives", "economist", "initiatives"),
    Page("Initiative", "initiatives:initiative", "economist", "initiatives", _initiative),
    Page("Journal", "parties:journal", "auditor", "entries"),
    Page(
        "Journal, searched",
        "parties:journal",
        "auditor",
        "entries",
        query="q=kompassen",
        most_ms=MOST_MS_JOURNAL_SEARCH,
    ),
    Page("Association, public", "publicsite:association", ANYONE, "initiatives"),
    Page("Notice board, public", "publicsite:board", ANYONE, "notices"),
    Page("Notice, public", "publicsite:notice", ANYONE, "notices", _notice),
    Page("Minutes, public", "publicsite:minutes_archive", ANYONE, "notices"),
    Page("Initiatives, public", "publicsite:initiatives", ANYONE, "initiatives"),
)
