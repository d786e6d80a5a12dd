"""A paragraph's blocks: what the body does in each, and the clauses that stand by the outcome.

A paragraph has one block about what was proposed, and may have others: a body that prepares decides
its own formal matters, proposes to the board in the board's, and may do both in one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from samordna.kernel.choices import Choice
from samordna.kernel.wording.clauses import (
    ALWAYS,
    Clause,
    ClauseKind,
    bare_clause,
    clauses_of,
    kept,
    numbered,
    restored,
)
from samordna.meetings.rules.outcomes import GRANTING, Outcome


class Act(Choice):
    """What the body does in a block."""

    DECIDES = "decides", "beslutar"
    PROPOSES = "proposes", "föreslår"
    INFORMS = "informs", "informerar"
    NOTHING = "nothing", "inget beslut"


#: What each outcome says by itself; for the others the proposal stands.
Standing = Mapping[str, Sequence[str]]

_KINDS: Final = {
    Outcome.REJECTED: ClauseKind.REFUSE,
    Outcome.POSTPONED: ClauseKind.POSTPONE,
    Outcome.REMITTED: ClauseKind.REMIT,
    Outcome.NOTED: ClauseKind.FILE,
}

#: What stands for an item about nothing besides itself.
ORDINARY: Final[Standing] = {
    Outcome.REJECTED: ["avslå förslaget"],
    Outcome.POSTPONED: ["bordlägga ärendet till ett kommande sammanträde"],
    Outcome.REMITTED: ["återremittera ärendet till kansliet för vidare beredning"],
    Outcome.NOTED: ["lägga informationen till handlingarna"],
}

#: The same where a proposal stands on the agenda: nobody reads it anywhere else in the minutes.
_NAMING: Final = {
    Outcome.REJECTED: "avslå förslaget {}",
    Outcome.REMITTED: "återremittera ärendet, förslaget {}, till kansliet för vidare beredning",
}

#: What is put on file when it is a matter to decide, and no information.
MATTER_ON_FILE: Final = ["lägga ärendet till handlingarna"]

#: What every body decides for itself, also one that prepares for another.
_OWN: Final = frozenset(
    {
        ClauseKind.FORMAL,
        ClauseKind.FILE,
        ClauseKind.POSTPONE,
        ClauseKind.REMIT,
        ClauseKind.ADJUSTER,
        ClauseKind.ELECTED,
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block. ``act`` is None where it follows from the body and the clauses. The ``main`` one is
    about the item's proposal, and holds the clauses of every outcome."""

    key: int
    clauses: tuple[Clause, ...] = ()
    act: Act | None = None
    main: bool = False

    def standing(self, outcome: Outcome | None) -> list[Clause]:
        """The clauses that stand with an outcome; before one is chosen, those of the proposal."""
        if self.act is Act.NOTHING:
            return []
        if not self.main:
            # In the order they were written, and each at its outcome as in the block above.
            return [clause for clause in self.clauses if _stands(clause, outcome)]
        if outcome is Outcome.UNDECIDED:
            return []
        if outcome is None or outcome in GRANTING:
            return [clause for clause in self.clauses if clause.when in ("", ALWAYS)]
        # What somebody has added comes after what the outcome says.
        return [c for when in (outcome, ALWAYS) for c in self.clauses if c.when == when]

    def left_out(self, outcome: Outcome | None) -> list[Clause]:
        """The lines that were written at another outcome and do not stand with this one: of a block
        beside the one about the proposal, and those of this that were written at *Inget beslut*."""
        if outcome is None or self.act is Act.NOTHING:
            return []
        lines = [clause for clause in self.clauses if not _stands(clause, outcome)]
        if not self.main:
            return lines
        return [line for line in lines if line.when == Outcome.UNDECIDED and _is_line(line)]

    def not_minuted(self, outcome: Outcome | None) -> list[Clause]:
        """The lines that somebody has added where the block decides nothing: they are kept, and
        shown where they were written, but do not stand in the minutes."""
        if self.act is not Act.NOTHING and not (self.main and outcome is Outcome.UNDECIDED):
            return []
        return [line for line in self.clauses if _is_line(line) and _stands(line, outcome)]

    def as_dict(self) -> dict[str, Any]:
        """The block as a row keeps it."""
        act = str(self.act) if self.act else ""
        return {"key": self.key, "main": self.main, "act": act, "clauses": kept(self.clauses)}


def _is_line(clause: Clause) -> bool:
    """Whether somebody has added a clause beside those of the proposal and of the outcomes."""
    return clause.kind is ClauseKind.FREE and not clause.words


def _stands(line: Clause, outcome: Outcome | None) -> bool:
    """Whether a line belongs to an outcome: that at which it was written, or any."""
    granting = outcome is None or outcome in GRANTING
    return line.when == ALWAYS or line.when == ("" if granting else outcome)


def outcome_of_lines(outcome: str) -> str:
    """At which outcome a line stands that somebody adds at one: at that one, or at those that grant
    together. At any where none is chosen."""
    if not outcome:
        return ALWAYS
    return "" if outcome in GRANTING else outcome


def blocks_of(rows: Iterable[Mapping[str, Any]]) -> list[Block]:
    """The blocks that a row keeps, in order."""
    return [
        Block(
            key=row["key"],
            clauses=tuple(clauses_of(row["clauses"])),
            act=Act(row["act"]) if row["act"] else None,
            main=row["main"],
        )
        for row in rows
    ]


def kept_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as a row keeps them."""
    return [block.as_dict() for block in blocks]


def first_block(proposal: Sequence[Clause], words: Standing = ORDINARY) -> Block:
    """The block about a proposal, with the clauses that each outcome gives by itself."""
    said = {clause.when for clause in proposal}
    by_outcome = [
        Clause(kind, words=text, when=str(outcome))
        for outcome, kind in _KINDS.items()
        if outcome not in said
        for text in words.get(outcome, ())
    ]
    return Block(1, tuple(numbered([*proposal, *by_outcome])), main=True)


def naming(proposal: Sequence[Clause], words: Standing) -> Standing:
    """The words of outcomes with what is refused or sent back named in them, where they otherwise
    only say *förslaget* or *ärendet*. Places for facts stay: the words are made of these."""
    lines = [c.words if c.own is None else c.own for c in proposal if c.when in ("", ALWAYS)]
    told = [f"att {bare}" for line in lines if (bare := bare_clause(line))]
    if not told:
        return words
    what = " samt ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
    named: dict[str, Sequence[str]] = {
        outcome: [sentence.replace("{}", what)]
        for outcome, sentence in _NAMING.items()
        if words.get(outcome) == ORDINARY[outcome]
    }
    return {**words, **named}


def act_of(
    block: Block,
    standing: Sequence[Clause],
    *,
    prepares: bool,
    is_matter: bool,
    for_the_board: bool = False,
    elects_for_the_board: bool = False,
) -> Act:
    """What the body does in a block: what was said, or what follows.

    A body that ``prepares`` for the board proposes in a matter (``is_matter``), and decides what is
    its own to decide: its list, its adjusters, and to table, send back or put on file. Of what is
    ``for_the_board`` to settle, every body may only table its own treatment. Whom the association
    elects (``elects_for_the_board``) such a body proposes as well.
    """
    if block.act is not None:
        return block.act
    kinds = {clause.kind for clause in standing} - {ClauseKind.FREE}
    if for_the_board:
        own = _OWN - {ClauseKind.REMIT, ClauseKind.FILE}
        return Act.DECIDES if kinds and kinds <= own else Act.PROPOSES
    electing = prepares and elects_for_the_board
    own = _OWN - {ClauseKind.ELECTED} if electing else _OWN
    if not prepares or not (is_matter or electing) or (kinds and kinds <= own):
        return Act.DECIDES
    return Act.PROPOSES


def restored_block(block: Block, proposal: Sequence[Clause], outcome: Outcome | None) -> Block:
    """The block with the words that are made. In the one about the ``proposal`` its rows that
    somebody wrote stand as on the agenda, also those that were struck here; where it is decided as
    proposed (``outcome``), so do the words that somebody wrote in its other rows."""
    clauses = restored(block.clauses)
    if not block.main:
        return replace(block, clauses=tuple(clauses))
    for place, row in enumerate(numbered(proposal)):
        found = next((n for n, c in enumerate(clauses) if c.key == row.key), None)
        if found is None and row.own and not row.words:
            clauses.insert(place, row)
        elif found is not None and (not row.words or outcome is Outcome.APPROVED):
            clauses[found] = replace(clauses[found], own=row.own)
    return replace(block, clauses=tuple(clauses))


def with_block(blocks: Sequence[Block], act: Act) -> list[Block]:
    """The blocks and a new one, empty."""
    key = max((block.key for block in blocks), default=0) + 1
    return [*blocks, Block(key, act=act)]


def without_block(blocks: Sequence[Block], key: int) -> list[Block]:
    """The blocks without one; the one about the proposal stays."""
    return [block for block in blocks if block.main or block.key != key]


def changed(blocks: Iterable[Block], key: int, **facts: Any) -> list[Block]:
    """The blocks with one of them changed."""
    return [replace(block, **facts) if block.key == key else block for block in blocks]
