"""Calls and applications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.landmarks import Landmarks
from bench.pages import Page, applicant
from samordna.funding.rules.states import State


def _application(state: str) -> Callable[[Landmarks], dict[str, Any]]:
    return lambda marks: {"number": marks.applications[state]}


PAGES = (
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
    Page(
        "Application, writing",
        "funding:write_facts",
        applicant,
        "applications",
        _application(State.DRAFT),
    ),
    Page(
        "Application, budget",
        "funding:write_budget",
        applicant,
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
)
