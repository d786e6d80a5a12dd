"""How far each section of an application has come, in the words of the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samordna.funding.rules.content import Content
from samordna.funding.rules.form import AGREEMENT, BUDGET, INITIATIVE, SEND
from samordna.kernel.counting import counted
from samordna.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Progress:
    """A section's heading, its state (``done``, ``started``, ``empty``, ``error``…) and a note."""

    key: str
    heading: str
    state: str
    note: str = ""


def progress(
    content: Content, findings: Mapping[str, Sequence[Finding]], hindrance: str = ""
) -> list[Progress]:
    """Every section in order. ``findings`` is what ``check_content`` gave; ``hindrance`` what
    besides them keeps the application from being sent, in a few words."""
    sections = [_section(INITIATIVE, "Insatsen", True, findings[INITIATIVE])]
    for section in content.form.sections:
        answered = any(content.answers.get(q.key, "").strip() for q in section.questions)
        begun = answered or bool(content.unread.get(section.key))
        sections.append(_section(section.key, section.heading, begun, findings[section.key]))
    has_rows = any(not row.is_empty for row in content.budget.lines) or content.unread.get(BUDGET)
    sections.append(_section(BUDGET, "Budget", bool(has_rows), findings[BUDGET]))
    sections.append(Progress(AGREEMENT, "Överenskommelse", "done", "fast text"))
    stopped = [s for s in sections if s.state != "done" and s.state != "warning"]
    state = "empty" if stopped or hindrance else "started"
    note = _left(stopped) if stopped or not hindrance else hindrance
    sections.append(Progress(SEND, "Skicka för underskrift", state, note))
    return sections


def _section(
    key: str,
    heading: str,
    begun: bool,
    findings: Sequence[Finding],
) -> Progress:
    missing = sum(1 for f in findings if f.severity is Severity.MISSING)
    errors = sum(1 for f in findings if f.severity is Severity.ERROR)
    warnings = sum(1 for f in findings if f.severity is Severity.WARNING)
    if not begun and (errors or missing):
        return Progress(key, heading, "empty")
    if errors:
        return Progress(key, heading, "error", f"{errors} att rätta")
    if missing:
        return Progress(key, heading, "started", f"{missing} kvar")
    if warnings:
        return Progress(key, heading, "warning", counted(warnings, "varning", "varningar"))
    return Progress(key, heading, "done" if begun else "empty")


def _left(stopped: Sequence[Progress]) -> str:
    return f"{len(stopped)} avsnitt kvar" if stopped else "kan skickas"
