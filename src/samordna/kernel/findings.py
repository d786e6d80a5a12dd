"""Findings: what a rule has to say about facts, as values that point at their source.

A rule never raises for bad content and never stops at the first slip: it returns every finding at
once, so that a page or a command can show them all beside what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from samordna.kernel.counting import counted


class Severity(StrEnum):
    """How much a finding weighs: an error stops a step, and so does what is missing still.

    Warnings and notes do not.
    """

    ERROR = "error"
    MISSING = "missing"
    WARNING = "warning"
    NOTE = "note"


#: What a user reads for each severity.
SEVERITY_LABELS = {
    Severity.ERROR: "Fel",
    Severity.MISSING: "Saknas",
    Severity.WARNING: "Varning",
    Severity.NOTE: "Upplysning",
}


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding is about: a cell of a sheet, a line of a page, a field of a form.

    ``page`` and ``line`` count from 1.
    """

    sheet: str | None = None
    cell: str | None = None
    field: str | None = None
    page: int | None = None
    line: int | None = None

    @property
    def in_words(self) -> str:
        """The place as a Swedish phrase: ``blad Budget, cell B12`` or ``sidan 3, rad 12``.

        Empty when only the field is known: a form shows its findings beside it.
        """
        parts = (
            ("blad", self.sheet),
            ("cell", self.cell),
            ("sidan", self.page),
            ("rad", self.line),
        )
        return ", ".join(f"{word} {value}" for word, value in parts if value is not None)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the place as the documented JSON object."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "field": self.field,
            "page": self.page,
            "line": self.line,
        }


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


def finding_of(raw: Mapping[str, Any]) -> Finding:
    """The finding of a documented JSON object, as :meth:`Finding.as_dict` gives it."""
    return Finding(
        code=raw["code"],
        severity=Severity(raw["severity"]),
        message=raw["message"],
        where=Where(**raw["where"]),
        expected_kr=raw["expected_kr"],
        found_kr=raw["found_kr"],
    )


_COUNTED = {
    Severity.ERROR: ("fel", "fel"),
    Severity.MISSING: ("saknas", "saknas"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("upplysning", "upplysningar"),
}


def summary(findings: Iterable[Finding]) -> str:
    """How many findings of each severity: ``2 fel, 1 varning``; empty for none."""
    weights = [f.severity for f in findings]
    return ", ".join(counted(weights.count(s), *_COUNTED[s]) for s in _COUNTED if s in weights)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(f.severity is Severity.ERROR for f in findings)


def stops(findings: Iterable[Finding]) -> bool:
    """Return whether a step has to wait: something is wrong, or not written yet."""
    return any(f.severity in (Severity.ERROR, Severity.MISSING) for f in findings)


def now_wanted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings when somebody tries to take the step: what is missing is an error then."""
    return [
        replace(f, severity=Severity.ERROR) if f.severity is Severity.MISSING else f
        for f in findings
    ]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort errors before what is missing, warnings and notes; the order within each stays."""
    weight = {severity: number for number, severity in enumerate(Severity)}
    return sorted(findings, key=lambda f: weight[f.severity])
