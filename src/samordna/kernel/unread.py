"""What somebody typed that cannot be read: kept as it was typed, beside the value that is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from samordna.kernel.findings import Finding, Severity, Where

#: The code of the finding that stops a paper which has such a field.
UNREAD: Final = "unread"


@dataclass(frozen=True, slots=True)
class Unread:
    """A field's label, what was typed in it, and the sentence that says why it cannot be read."""

    label: str
    typed: tuple[str, ...]
    why: str

    @property
    def sentence(self) -> str:
        """What is said of it where it stops something."""
        return f"{self.label}: ”{', '.join(self.typed)}” går inte att läsa. {self.why}"


#: Such fields of one form, by the names of their inputs.
Fields = Mapping[str, Unread]


def as_json(fields: Fields) -> dict[str, Any]:
    """The fields as plain JSON."""
    return {name: {**asdict(one), "typed": list(one.typed)} for name, one in fields.items()}


def from_json(raw: Mapping[str, Any]) -> dict[str, Unread]:
    """Read back what :func:`as_json` wrote."""
    return {
        name: Unread(one["label"], tuple(one["typed"]), one["why"]) for name, one in raw.items()
    }


def findings_of(fields: Fields) -> list[Finding]:
    """An error for each field, at its place."""
    return [
        Finding(UNREAD, Severity.ERROR, one.sentence, Where(field=name))
        for name, one in fields.items()
    ]
