"""How an item was treated, as facts for the rules that try minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samordna.kernel.wording.clauses import Clause, Facts
from samordna.meetings.rules.adjustment import AdjustmentDay
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.elections import Election
from samordna.meetings.rules.meaning import Reading
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import Outcome, Rest
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.voting import Propositions, Vote


@dataclass(frozen=True, slots=True)
class TreatedBlock:
    """What the body does in a block, and the clauses that stand there."""

    act: Act = Act.DECIDES
    clauses: tuple[Clause, ...] = ()
    main: bool = True


@dataclass(frozen=True, slots=True)
class TreatedItem:
    """How one item was treated: its outcome, its blocks and what their words rest on (``facts``),
    and a vote by name or an election if there was one.

    ``about_money`` tells that the item is about something that is granted; ``facts.amount_kr`` is
    then what its amounts add up to. With ``takes_effect`` the adjusted paragraph does something by
    itself: grants, refuses, files; ``for_the_board`` tells that only another body's would.
    ``of_a_rest`` tells that it is about what an earlier grant left out, which carries no money.
    ``proposed`` is what was proposed, which the decision may have changed; ``rest`` what becomes of
    what is not granted, and ``planned`` what the clauses of the proposal said, None where unknown.
    ``back_by`` is the day by which what was tabled or sent back is to come up again.
    ``unfunded`` are the years that were applied for and that nothing is granted for.
    ``left_out`` are lines that were written at another outcome, so that they do not stand with this
    one, ``not_minuted`` those that were written where nothing is decided.
    ``sought_kr`` is what was applied for, None where it is not known, and ``sought_sums`` that of
    each year. ``held_on`` is the day of the meeting, ``adjustment`` by which day its minutes are
    adjusted. ``presenter`` is who presented it and was called but is not ticked present.
    ``claims`` are the lines of who moves something.
    ``reservations`` are the lines of who reserves, ``not_there`` who was called and did not come.
    ``unread`` are own words about money that nobody has read against the data.
    ``election`` is an item that elects, ``elects_adjusters`` the one that elects who adjusts.
    """

    item: int
    heading: str
    outcome: Outcome | None
    blocks: tuple[TreatedBlock, ...] = ()
    facts: Facts = field(default_factory=Facts)
    proposed: Facts | None = None
    about_money: bool = False
    takes_effect: bool = False
    for_the_board: bool = False
    of_a_rest: bool = False
    planned: tuple[str, ...] | None = None
    rest: Rest | None = None
    back_by: date | None = None
    unfunded: tuple[int, ...] = ()
    left_out: tuple[Clause, ...] = ()
    not_minuted: tuple[Clause, ...] = ()
    sought_kr: int | None = None
    sought_sums: tuple[int, ...] = ()
    held_on: date | None = None
    adjustment: AdjustmentDay | None = None
    presenter: str = ""
    election: bool = False
    elects_adjusters: bool = False
    reservations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()
    unread: Reading | None = None
    votes: Mapping[str, Vote] = field(default_factory=dict)
    vote_about: Propositions = field(default_factory=Propositions)
    ballot: Election | None = None

    def texts(self, *acts: Act) -> list[str]:
        """What stands in the blocks that do one of the acts."""
        return [
            text
            for block in self.blocks
            if block.act in acts
            for clause in block.clauses
            if (text := clause.says(self.facts).strip())
        ]

    @property
    def saying(self) -> list[Clause]:
        """The clauses of every block in which the body decides or proposes, that about the proposal
        first: what the data say holds for all of them."""
        acts = (Act.DECIDES, Act.PROPOSES)
        ordered = sorted(self.blocks, key=lambda block: not block.main)
        return [clause for block in ordered if block.act in acts for clause in block.clauses]

    @property
    def main(self) -> TreatedBlock:
        """The block about what was proposed."""
        return next((block for block in self.blocks if block.main), TreatedBlock())

    @property
    def undecided(self) -> bool:
        """Whether the paragraph decides nothing, so that it may stand without a quorum: nothing
        stands in it, or it was tabled and nothing else."""
        left = self.outcome in (Outcome.UNDECIDED, Outcome.POSTPONED)
        blocks = [b for b in self.blocks if not (b.main and left)]
        return not any(c.says(self.facts).strip() for block in blocks for c in block.clauses)

    @property
    def only_tabled(self) -> bool:
        """Whether the matter was tabled and nothing else decided."""
        return self.outcome is Outcome.POSTPONED and self.undecided

    def where(self, presence: Presence) -> str:
        """The paragraph's mark, or what the item is called."""
        return written(presence.numbered([self.item])) or f"Punkten ”{self.heading}”"
