"""Findings: what a rule has to say about facts, as values that point at their source.

A rule never raises for bad content and never stops at the first slip: it returns every finding at
once, so that a page or a command can show them all beside what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a step, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


#: What a user reads for each severity.
SEVERITY_LABELS = {
    Severity.ERROR: "Fel",
    Severity.WARNING: "Varning",
    Severity.NOTE: "Upplysning",
}


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding is about: a cell of a sheet, a field of a form, or both."""

    sheet: str | None = None
    cell: str | None = None
    field: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """Return the place as the documented JSON object."""
        return {"sheet": self.sheet, "cell": self.cell, "field": self.field}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a stable code, its weight, its place and a Swedish sentence.

    ``expected_kr`` and ``found_kr`` are whole kronor where the finding is about an amount.
    """

    code: str
    severity: Severity
    message: str
    where: Where = field(default_factory=Where)
    expected_kr: int | None = None
    found_kr: int | None = None

    @property
    def difference_kr(self) -> int | None:
        """Found minus expected, in kronor, where both are known."""
        if self.expected_kr is None or self.found_kr is None:
            return None
        return self.found_kr - self.expected_kr

    @property
    def severity_label(self) -> str:
        """The Swedish word for the severity."""
        return SEVERITY_LABELS[self.severity]

    def as_dict(self) -> dict[str, object]:
        """Return the finding as the documented JSON object."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": self.where.as_dict(),
            "message": self.message,
            "expected_kr": self.expected_kr,
            "found_kr": self.found_kr,
            "difference_kr": self.difference_kr,
        }


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(f.severity is Severity.ERROR for f in findings)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort errors before warnings before notes; the order within each stays."""
    weight = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(findings, key=lambda f: weight[f.severity])
