"""What somebody typed that cannot be read: kept as it was typed, beside the value that is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_number

#: How many times what a field may hold is kept of it; the rest stays in the writer's browser alone.
KEPT_TIMES: Final = 5
#: The limit of a field that has none of its own.
LONGEST: Final = 20_000

#: The code of the finding that stops a paper which has such a field.
UNREAD: Final = "unread"


@dataclass(frozen=True, slots=True)
class Unread:
    """A field's label, what was typed in it, and the sentence that says why it cannot be read.

    ``limit``: how many characters the field may hold.
    """

    label: str
    typed: tuple[str, ...]
    why: str
    limit: int = LONGEST

    @property
    def sentence(self) -> str:
        """What is said of it where it stops something."""
        typed = ", ".join(self.typed)
        if len(typed) > self.limit:
            typed = f"{typed[:100]}…"
        return f"{self.label}: ”{typed}” går inte att läsa. {self.why}"

    @property
    def most(self) -> int:
        """How many characters of it are kept."""
        return KEPT_TIMES * self.limit

    @property
    def cut(self) -> str:
        """What is said to the writer of what is too much to be kept; empty where all is."""
        if sum(map(len, self.typed)) < self.most:
            return ""
        return (
            f"Bara de första {format_number(self.most)} tecknen sparas. Resten finns bara i din "
            "webbläsare: korta texten, eller lägg undan den någon annanstans."
        )

    def kept(self) -> Unread:
        """As it is kept: no more than :attr:`most` of it."""
        room, typed = self.most, []
        for text in self.typed[: self.most]:
            typed.append(text[:room])
            room -= len(typed[-1])
            if room <= 0:
                break
        return replace(self, typed=tuple(typed))


#: Such fields of one form, by the names of their inputs.
Fields = Mapping[str, Unread]


def as_json(fields: Fields) -> dict[str, Any]:
    """The fields as plain JSON: what is kept of each."""
    kept = {name: one.kept() for name, one in fields.items()}
    return {name: {**asdict(one), "typed": list(one.typed)} for name, one in kept.items()}


def from_json(raw: Mapping[str, Any]) -> dict[str, Unread]:
    """Read back what :func:`as_json` wrote."""
    return {
        name: Unread(
            one["label"], tuple(one["typed"]), one["why"], one.get("limit", LONGEST)
        ).kept()
        for name, one in raw.items()
    }


def findings_of(fields: Fields) -> list[Finding]:
    """An error for each field, at its place."""
    return [
        Finding(UNREAD, Severity.ERROR, one.sentence, Where(field=name))
        for name, one in fields.items()
    ]
