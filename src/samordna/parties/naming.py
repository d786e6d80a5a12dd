"""Whose each name is in an association, asked of what has been read once. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from samordna.parties.rules import Naming, mixed_alphabets, plain_name, same_name, seen_name
from samordna.parties.services.errors import MixedName, OtherName, SameName

Refusal = OtherName | SameName


def _looks_of(name: str) -> tuple[str, str]:
    """What two names share that :func:`~samordna.parties.rules.looks_same` takes for one."""
    return f"plain {plain_name(name)}", f"seen {seen_name(name)}"


@dataclass
class Names:
    """What each address is called here, and whose each name is, written plainly and as it is seen.

    People are known by the address that they sign in with.
    """

    called: dict[str, str] = field(default_factory=dict)
    _holders: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> Names:
        """Made of addresses with their names."""
        names = cls()
        for address, name in rows:
            names.call(address, name)
        return names

    def call(self, address: str, name: str) -> None:
        """Let an address be called by a name."""
        for key in _looks_of(self.called.get(address, "")):
            self._holders.pop(key, None)
        self.called[address] = name
        for key in _looks_of(name):
            self._holders[key] = address

    def holder_of(self, name: str) -> str | None:
        """Whose address goes with a name, or with one that looks the same."""
        found = (self._holders.get(key) for key in _looks_of(name))
        return next((address for address in found if address is not None), None)

    def refused(self, address: str, name: str, naming: str) -> Refusal | None:
        """Why an address cannot be called by a name; None when it can, or keeps its own."""
        held = self.called.get(address)
        if held is not None and same_name(held, name):
            return None
        if held is not None and naming != Naming.RENAME:
            return None if naming == Naming.KEEP else OtherName(held, name, address)
        if reason := mixed_alphabets(name):
            return MixedName(reason)
        other = self.holder_of(name)
        return None if other in (None, address) else SameName(self.called[other], other)

    def written(self, address: str, name: str, naming: str) -> str:
        """What an address is called when a name that is not refused has been written."""
        held = self.called.get(address)
        if held is None or (naming == Naming.RENAME and not same_name(held, name)):
            self.call(address, name)
            return name
        return held
