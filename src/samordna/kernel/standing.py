"""What waits in a state, who acts next, and the way out when that person does not.

A state that somebody can get into and nobody out of is a dead end. Each table of transitions
therefore has a table of :class:`Standing` beside it, and a test walks every state of every thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samordna.kernel.transitions import Transitions


@dataclass(frozen=True, slots=True)
class Way:
    """A step that the office can take alone: what the journal calls it, and the page it is on."""

    verb: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state as those see it who are to move it on. Texts are Swedish.

    ``who`` acts next, on ``page`` (a page's name), and ``task`` is the verb of the line on *Idag*.
    ``gone``, ``late``, ``refuses`` and ``disqualified`` say what happens when that person is so,
    and ``ways`` what the office can do alone. Instead of a task, a state that nobody has to move
    says why: ``rests``, what it waits for by itself, or ``final``, why nothing more can happen.
    ``waits_for`` is the role that somebody has to have for an organisation: when its last one has
    left, the office has a line about that, and ``ways`` has the page where another gets the role.
    """

    who: str = ""
    page: str = ""
    task: str = ""
    gone: str = ""
    late: str = ""
    refuses: str = ""
    disqualified: str = ""
    ways: tuple[Way, ...] = ()
    waits_for: str = ""
    rests: str = ""
    final: str = ""


def final(why: str) -> Standing:
    """A state that is the end, and why."""
    return Standing(final=why)


def states_of(transitions: Transitions) -> list[str]:
    """Every state of a thing, in the order of its labels, which ``Transitions`` demands for all
    that its table reaches; a thing of one state has nothing but that label."""
    return [str(state) for state in transitions.state_labels]


def lacking(transitions: Transitions, standings: Mapping[str, Standing]) -> list[str]:
    """What a table of standings lacks: a sentence for each state that says too little, or that no
    transition knows."""
    states = states_of(transitions)
    found = [f"{transitions.thing}: no standing for {s}" for s in states if s not in standings]
    found += [f"{transitions.thing}: no state {s}" for s in standings if s not in states]
    for state, standing in standings.items():
        where = f"{transitions.thing} {state}"
        leads_on = bool(transitions.verbs(state))
        if standing.final:
            if leads_on:
                found.append(f"{where}: is called final, and has transitions")
            continue
        if not standing.rests and not (standing.who and standing.page and standing.task):
            found.append(f"{where}: who acts, on which page, with which line?")
        if standing.waits_for and "give_role" not in {way.verb for way in standing.ways}:
            found.append(f"{where}: waits for an organisation, and nobody can be given the role")
        if not standing.ways:
            found.append(f"{where}: no way out that the office can take alone")
        said = (standing.gone, standing.late, standing.refuses, standing.disqualified)
        if not standing.rests and not all(said):
            found.append(f"{where}: gone, late, refuses, disqualified: what then?")
    return found
