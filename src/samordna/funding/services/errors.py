"""What the services of this room refuse, as named exceptions with a Swedish sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samordna.kernel.findings import Finding


class NotComplete(Exception):
    """Findings stop the step; ``findings`` holds them by section."""

    def __init__(self, message: str, findings: Mapping[str, Sequence[Finding]]) -> None:
        super().__init__(message)
        self.findings = findings


class PartnerHasAmounts(Exception):
    """A partner with amounts in the budget can't be taken out of the application."""


class AnotherBook(Exception):
    """The workbook looks like another application's, and there are rows that it would replace."""


class NothingToUndo(Exception):
    """The budget has been changed or sent since the workbook was read, or none has been read."""


class VersionGone(Exception):
    """The version that was to be signed has been taken back, or replaced by another."""


class OutcomeUnknown(ValueError):
    """The outcome is not one of those that a board can reach."""


class CallInUse(Exception):
    """A call in which applications have been begun is not removed."""


class NobodySigns(Exception):
    """A party has nobody who may sign for it; the message names the parties and who can help."""


class NotLater(ValueError):
    """The new last day gives no more time than there was."""


class ReasonMissing(ValueError):
    """The office does something in the stead of another, and has not said why."""
