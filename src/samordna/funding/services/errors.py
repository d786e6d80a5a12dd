"""What the services of this room refuse, as named exceptions with a Swedish sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samordna.kernel.findings import Finding


class StaleRevision(Exception):
    """Somebody else has saved the same section since it was read; nothing has been changed."""

    def __init__(self, revision: int) -> None:
        super().__init__(
            "Någon annan har sparat samma avsnitt medan du skrev. Det du har skrivit finns kvar "
            "här. Jämför med det som är sparat och spara igen."
        )
        self.revision = revision


class NotComplete(Exception):
    """Findings stop the step; ``findings`` holds them by section."""

    def __init__(self, message: str, findings: Mapping[str, Sequence[Finding]]) -> None:
        super().__init__(message)
        self.findings = findings


class PartnerHasAmounts(Exception):
    """A partner with amounts in the budget can't be taken out of the application."""


class VersionGone(Exception):
    """The version that was to be signed has been taken back, or replaced by another."""


class OutcomeUnknown(ValueError):
    """The outcome is not one of those that a board can reach."""
