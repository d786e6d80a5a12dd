"""Which step may be taken from which state: one explicit table per kind of thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samordna.kernel.sentences import either


class IllegalTransition(ValueError):
    """The step is not allowed from the state; the message is a Swedish sentence."""

    def __init__(self, message: str, state: str, verb: str) -> None:
        super().__init__(message)
        self.state = state
        self.verb = verb


@dataclass(frozen=True)
class Transitions:
    """The states of one kind of thing and the verbs that lead between them.

    ``table`` maps (state, verb) to the state that follows. ``thing`` is the Swedish noun in its
    definite form (”ansökan”), ``state_labels`` what a user reads for each state and
    ``verb_labels`` the Swedish infinitive of each verb, with the place of the thing (”registrera
    {}”), or without one where the whole phrase stands as it is (”låsa protokollet”). Raises
    ValueError when a state or a verb of the table has no label: a state without words would reach
    a page.
    """

    thing: str
    table: Mapping[tuple[str, str], str]
    state_labels: Mapping[str, str]
    verb_labels: Mapping[str, str]

    def __post_init__(self) -> None:
        states = {state for state, _ in self.table} | set(self.table.values())
        verbs = {verb for _, verb in self.table}
        nameless = sorted((states - set(self.state_labels)) | (verbs - set(self.verb_labels)))
        if nameless:
            raise ValueError(f"no label for {', '.join(nameless)} of {self.thing}")

    def next(self, state: str, verb: str) -> str:
        """Return the state that the verb leads to. Raises :class:`IllegalTransition`."""
        try:
            return self.table[state, verb]
        except KeyError:
            raise IllegalTransition(self._refusal(state, verb), state, verb) from None

    def allows(self, state: str, verb: str) -> bool:
        """Return whether the verb may be used in the state."""
        return (state, verb) in self.table

    def verbs(self, state: str) -> tuple[str, ...]:
        """Return the verbs that may be used in the state, in the order of the table."""
        return tuple(verb for origin, verb in self.table if origin == state)

    def _refusal(self, state: str, verb: str) -> str:
        where = self.state_labels.get(state, state)
        label = self.verb_labels.get(verb, verb)
        in_state = (
            f"i läget ”{where}”" if "{}" in label else f"när {self.thing} har läget ”{where}”"
        )
        sentence = f"Det går inte att {label.format(self.thing)} {in_state}."
        if self._is_done(state, verb):
            sentence = f"Det är redan gjort: {self.thing} har läget ”{where}”."
        pronoun = "det" if self.thing.partition(" ")[0].endswith("t") else "den"
        # Two verbs may be the same thing to a reader.
        steps = dict.fromkeys(self.verb_labels[one].format(pronoun) for one in self.verbs(state))
        possible = f" Det som kan göras nu är att {either(list(steps))}." if steps else ""
        return sentence + possible

    def _is_done(self, state: str, verb: str) -> bool:
        """Whether the state is one that this verb alone leads to."""
        return {by for (_, by), to in self.table.items() if to == state} == {verb}
