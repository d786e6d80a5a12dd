"""What a meeting decided, in words: the lead and clauses of each paragraph, everywhere alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from samordna.kernel.dates import format_long
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, clauses_of, proposes, said
from samordna.kernel.wording.deciding import deciding_sentences
from samordna.kernel.wording.shares import Share
from samordna.meetings.models import Adjuster, AgendaItem, DecidedAmount, Meeting, Treatment
from samordna.meetings.proceedings.amounts import amount_clauses, part_clauses
from samordna.meetings.proceedings.left import (
    back_clauses,
    line_of_data,
    reason_words,
    rest_clauses,
)
from samordna.meetings.proceedings.others import others_beside
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.queries.remarks import remarks_on, waived
from samordna.meetings.rules.adjuster_words import (
    follows_the_choice,
    is_about_adjusters,
    tells_adjuster,
    tells_day,
)
from samordna.meetings.rules.blocks import Act, Block, act_of, blocks_of
from samordna.meetings.rules.clauses import decision_lead, leads_decision, with_endings
from samordna.meetings.rules.election_words import elected_to, elects, is_of_its_own_meetings
from samordna.meetings.rules.elections import election_of
from samordna.meetings.rules.meaning import (
    APPLICATION,
    OF_A_REST,
    Reading,
    own_words,
    read_elsewhere,
)
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, Outcome
from samordna.meetings.rules.states import LOCKED
from samordna.meetings.subjects import Remark, subject_of
from samordna.parties.models import Body
from samordna.parties.rules import Lead
from samordna.parties.settings import BodySettings

#: Bodies that prepare for the board: what they say in a matter is a proposal.
PREPARING = frozenset({Body.Kind.WORKING_COMMITTEE, Body.Kind.LOCAL_GROUP})


@dataclass(frozen=True, slots=True)
class DecidedBlock:
    """What the body does in a block: the words above its clauses, and these as they are set,
    without the *att* that stands before each, and with the comma, ”samt” or full stop after it."""

    lead: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecidedParagraph:
    """A paragraph with what was decided in it, in the order of its blocks."""

    number: int
    heading: str
    blocks: tuple[DecidedBlock, ...]
    dnr: str
    #: Whether it decides something: what only prepares cannot be tried by a court (KL 13:2).
    decides: bool = True
    #: That it comes to nothing, because what it was about was taken back after the meeting.
    waived: str = ""
    #: What it means in one line of data, where own words stand in a matter about money.
    meaning: str = ""

    @property
    def kept(self) -> list[list[Any]]:
        """The words as ``Treatment.minuted`` keeps them when they are locked."""
        return [[block.lead, list(block.clauses)] for block in self.blocks]


def decides_by_number(paragraphs: Iterable[DecidedParagraph]) -> dict[int, bool]:
    """Whether each paragraph decides something, by its number, as ``rules.appeals`` wants it."""
    return {paragraph.number: paragraph.decides for paragraph in paragraphs}


#: A block, what the body does in it, and the clauses that stand there.
StandingBlock = tuple[Block, Act, list[Clause]]


@dataclass
class Decisions:
    """A meeting's items with what was decided in them, and who adjusts. The rows are loaded with
    treatments, amounts and matters (:mod:`samordna.meetings.proceedings.load`).

    Items stand in the order they were taken up; those not taken up follow in the agenda's order.
    """

    meeting: Meeting
    items: list[AgendaItem]
    adjusters: list[Adjuster]
    #: What the clauses rest on as it was proposed, by the items' keys.
    proposed_facts: Mapping[int, Facts]
    #: How the body's words begin, and how many must be there, on the day of the meeting.
    settings: BodySettings
    #: What has been put together, by the items' keys.
    _facts: dict[int, Facts] = field(default_factory=dict, init=False)
    _blocks: dict[int, list[StandingBlock]] = field(default_factory=dict, init=False)

    def setting(self, key: str) -> Any:
        """What a setting of the body is on the day of the meeting."""
        return self.settings.of(self.meeting.body, key, self.meeting.held_on)

    @cached_property
    def _decides(self) -> str:
        """Who decides, in the words above the clauses."""
        return Lead(self.setting("lead")).decides(self.meeting.body.name)

    def lead(self, act: Act) -> str:
        """The words above the clauses of a block. It is always the body that proposes."""
        return decision_lead(self.meeting.body.name if act is Act.PROPOSES else self._decides, act)

    @cached_property
    def treated(self) -> list[AgendaItem]:
        """The items that were taken up, in the order of their paragraphs."""
        return [item for item in self.items if treatment_of(item) is not None]

    def facts(self, item: AgendaItem) -> Facts:
        """What an item's clauses rest on: as decided, or before that as proposed."""
        if item.pk not in self._facts:
            proposed, treatment = self.proposed_facts.get(item.pk, Facts()), treatment_of(item)
            decided = proposed if treatment is None else decided_facts(treatment, proposed)
            self._facts[item.pk] = decided
        return self._facts[item.pk]

    def proposed_outcome(self, item: AgendaItem) -> Outcome | None:
        """What is proposed in an item where that is not to grant."""
        return outcome_proposed(item, self.proposed_facts)

    def blocks(self, item: AgendaItem) -> list[StandingBlock]:
        """The blocks of an item that was taken up: what the body does, and the clauses that stand.

        Those that follow from other rows come last in the block about the proposal: who adjusts,
        who was elected, and how the amounts are distributed.
        """
        if item.pk not in self._blocks:
            blocks = blocks_of(the_treatment(item).blocks)
            self._blocks[item.pk] = [(block, *self._read(item, block)) for block in blocks]
        return self._blocks[item.pk]

    def usual_act(self, item: AgendaItem, block: Block) -> Act:
        """What the body does in a block where nobody says otherwise."""
        return self._read(item, replace(block, act=None))[0]

    def _read(self, item: AgendaItem, block: Block) -> tuple[Act, list[Clause]]:
        outcome = outcome_of(the_treatment(item))
        standing = self.standing(item, block, outcome)
        if block.main and block.act is not Act.NOTHING and outcome is not Outcome.UNDECIDED:
            standing = [*standing, *self.derived(item, standing)]
        act = act_of(
            block,
            standing,
            prepares=self.meeting.body.kind in PREPARING,
            is_matter=item.kind == AgendaItem.Kind.DECISION,
            for_the_board=block.main and subject_of(item).is_for_the_board(self.meeting.body),
            elects_for_the_board=elects_for_the_board(item, self.meeting.body),
        )
        return act, standing

    def standing(self, item: AgendaItem, block: Block, outcome: Outcome | None) -> list[Clause]:
        """The clauses of a block that stand with an outcome; before one is chosen, with what is
        proposed. A line that was planned about who adjusts follows who was chosen."""
        found = block.standing(outcome or (self.proposed_outcome(item) if block.main else None))
        if not (block.main and item is self.electing_adjusters):
            return found
        names = [a.attendee.name for a in self.adjusters if a.item_id is None]
        facts, named = self.facts(item), self.organisations
        follow = (follows_the_choice(clause, facts, names, named) for clause in found)
        return [clause for clause in follow if clause is not None]

    def written_in(self, item: AgendaItem, block: Block) -> list[Clause]:
        """The clauses that the page shows of a block to be written: those that stand, or where it
        decides nothing the lines that somebody has added all the same."""
        outcome = outcome_of(the_treatment(item))
        return [*self.standing(item, block, outcome), *block.not_minuted(outcome)]

    @property
    def organisations(self) -> set[str]:
        """The organisations that words about people may name: here those of who adjusts."""
        return {adjuster.attendee.organisation_name for adjuster in self.adjusters}

    def about_money(self, item: AgendaItem) -> bool:
        """Whether an item is about an application's money."""
        return subject_of(item).carries_money

    def reading(self, item: AgendaItem) -> Reading | None:
        """The own words of an item about money, or that speak of it in another, with the line of
        data that they are read against; None where there are none, and before an outcome."""
        treatment = the_treatment(item)
        if outcome_of(treatment) is None:
            return None
        blocks, facts = self.blocks(item), self.facts(item)
        words = own_words([(a, cs) for _, a, cs in blocks], facts, reason_words(treatment))
        beside = tuple(deciding_sentences(treatment.background, [self.meeting.body.name]))
        act = next((act for block, act, _ in blocks if block.main), Act.DECIDES)
        if not self.about_money(item):
            return read_elsewhere(act, words, beside, others_beside(self, item), item.heading)
        if not (words or beside):
            return None
        proposed = self.proposed_facts.get(item.pk, Facts())
        about = APPLICATION if subject_of(item).carries_money else OF_A_REST
        line = line_of_data(treatment, act, facts, proposed, about)
        return Reading(line, words, beside)

    def _meaning(self, item: AgendaItem) -> str:
        """The line of data below own words; of minutes that are locked, as it was locked."""
        if self.meeting.state in LOCKED:
            return the_treatment(item).meaning
        reading = self.reading(item)
        return reading.line if reading else ""

    def proposed_to_board(self, item: AgendaItem) -> list[str]:
        """What the body proposes to the board in an item that was taken up, a clause each."""
        if self.meeting.body.kind == Body.Kind.BOARD:
            return []
        facts = self.facts(item)
        return [
            text
            for _, act, standing in self.blocks(item)
            if act is Act.PROPOSES
            for text in said(standing, facts)
        ]

    def derived(self, item: AgendaItem, standing: Sequence[Clause]) -> list[Clause]:
        """The clauses of an item that are made of other rows than the proposal."""
        treatment = the_treatment(item)
        texts, beside = said(standing, self.facts(item)), self._beside(treatment, self.facts(item))
        proposes = subject_of(item).is_for_the_board(self.meeting.body)
        owner = self.facts(item).owner
        shares = amount_clauses(treatment, owner, [*texts, *beside], proposes=proposes)
        found = [Clause(ClauseKind.DISTRIBUTION, words=text) for text in shares]
        found += part_clauses(treatment, [*texts, *beside])
        found += self._rest(item, standing)
        found += back_clauses(treatment, [*texts, *beside])
        election = election_of(treatment.election)
        granting = outcome_of(treatment) in {None, *GRANTING}
        elected = election.elected if election is not None and granting else ()
        adjusting = item is self.electing_adjusters and (granting or not standing)
        made = self.adjuster_clauses(texts) if adjusting else []
        # Who is elected and chosen to adjust is told once, with what they are elected to.
        told = [*texts, *beside, *made]
        if left := [name for name in elected if not elects(told, name)]:
            found.insert(0, Clause(ClauseKind.ELECTED, words=elected_to(left, item.heading)))
        return found + [Clause(ClauseKind.ADJUSTER, words=text) for text in made]

    def made(self, item: AgendaItem) -> list[str]:
        """What the minutes say of an item besides the clauses that the page shows to be written."""
        outcome, facts = outcome_of(the_treatment(item)), self.facts(item)
        return [
            text
            for block, _, standing in self.blocks(item)
            for text in said(standing[len(self.standing(item, block, outcome)) :], facts)
        ]

    def _rest(self, item: AgendaItem, standing: Sequence[Clause]) -> list[Clause]:
        """What becomes of what is not granted, unless somebody has written it."""
        treatment, facts = the_treatment(item), self.facts(item)
        texts = [*said(standing, facts), *self._beside(treatment, facts)]
        return rest_clauses(treatment, facts, self.proposed_facts.get(item.pk, Facts()), texts)

    @staticmethod
    def _beside(treatment: Treatment, facts: Facts) -> list[str]:
        """What stands in the other blocks than the one about the proposal."""
        outcome, blocks = outcome_of(treatment), blocks_of(treatment.blocks)
        return said(
            [c for block in blocks if not block.main for c in block.standing(outcome)], facts
        )

    @cached_property
    def electing_adjusters(self) -> AgendaItem | None:
        """The election of who adjusts: the one that says so, or else the first one."""
        elections = [
            item
            for item in self.items
            if item.kind == AgendaItem.Kind.ELECTION
            and not elects_for_the_board(item, self.meeting.body)
        ]
        named = (i for i in elections if is_about_adjusters(i.heading))
        return next(named, None) or next(iter(elections), None)

    def adjuster_clauses(self, texts: Sequence[str]) -> list[str]:
        """”utse N.N. att jämte ordföranden justera protokollet”, where ``texts`` do not tell it
        already, and by which day. Who adjusts one item is told in its own paragraph."""
        whole = sorted((a for a in self.adjusters if a.item_id is None), key=lambda a: a.pk)
        clauses = [
            f"utse {name} att jämte ordföranden justera protokollet"
            for name in (adjuster.attendee.name for adjuster in whole)
            if not any(tells_adjuster(text, name, whole=True) for text in texts)
        ]
        day = self.meeting.adjustment
        said_here = bool(whole) or day.is_decided
        if said_here and day.clause and not any(map(tells_day, texts)):
            clauses.append(day.clause)
        return clauses

    @cached_property
    def _reasons(self) -> dict[int, str]:
        """Why nothing was decided, by the keys of the items whose subjects were gone by then."""
        left = [i for i in self.treated if outcome_of(the_treatment(i)) is Outcome.UNDECIDED]
        found = remarks_on(self.meeting, left)
        return {pk: remark.because for pk, remark in found.items() if isinstance(remark, Remark)}

    def decided(self, item: AgendaItem) -> DecidedParagraph:
        """The paragraph of an item that was taken up. Raises KeyError for one that was not."""
        treatment = the_treatment(item)
        blocks = (
            _locked_words(treatment)
            if self._words_are_locked
            else self._made_words(item, treatment)
        )
        return DecidedParagraph(
            number=treatment.paragraph,
            heading=item.heading,
            blocks=blocks,
            dnr=item.matter.number if item.matter else "",
            decides=self._decides_in(treatment, blocks),
            waived=waived(item, self.meeting),
            meaning=self._meaning(item),
        )

    @staticmethod
    def _decides_in(treatment: Treatment, blocks: Sequence[DecidedBlock]) -> bool:
        """Whether a paragraph decides something: not to table or to send back, to inform, or to
        propose to the board."""
        deciding = [block for block in blocks if leads_decision(block.lead)]
        only_prepares = outcome_of(treatment) in {*COMING_BACK, Outcome.UNDECIDED}
        return len(deciding) > 1 or (bool(deciding) and not only_prepares)

    @cached_property
    def _words_are_locked(self) -> bool:
        """Whether the words were kept when they were locked for signing; those of minutes that were
        locked before words were kept are made. Not after the minutes are taken back."""
        kept = any(the_treatment(item).minuted for item in self.treated)
        return kept and self.meeting.state in LOCKED

    def _made_words(self, item: AgendaItem, treatment: Treatment) -> tuple[DecidedBlock, ...]:
        facts = self.facts(item)
        blocks = [
            DecidedBlock(self.lead(act), tuple(with_endings(said(standing, facts))))
            for _, act, standing in self.blocks(item)
            if any(said(standing, facts))
        ]
        # Also under *Övriga frågor*: the minutes, an extract and the notice say the same of it.
        if not blocks and outcome_of(treatment) is Outcome.UNDECIDED:
            blocks = [DecidedBlock(self.nothing_decided(item), ())]
        return tuple(blocks)

    def nothing_decided(self, item: AgendaItem) -> str:
        """What stands in a paragraph that decides nothing, with why where that is known."""
        lead, because = self.lead(Act.NOTHING), self._reasons.get(item.pk)
        return f"{lead.rstrip('.')}: {because}." if because else lead


def elects_for_the_board(item: AgendaItem, body: Body) -> bool:
    """Whether a body that prepares elects somebody who is not its own to elect: only who adjusts
    and who leads its meetings is."""
    if item.kind != AgendaItem.Kind.ELECTION or body.kind not in PREPARING:
        return False
    return not (is_about_adjusters(item.heading) or is_of_its_own_meetings(item.heading))


def _locked_words(treatment: Treatment) -> tuple[DecidedBlock, ...]:
    """What was locked for signing: nothing for a paragraph that decided nothing."""
    return tuple(DecidedBlock(lead, tuple(clauses)) for lead, clauses in treatment.minuted)


def outcome_of(treatment: Treatment) -> Outcome | None:
    """The outcome of a paragraph, None before one is chosen."""
    return Outcome(treatment.outcome) if treatment.outcome else None


def outcome_proposed(item: AgendaItem, facts: Mapping[int, Facts]) -> Outcome | None:
    """What is proposed in an item where that is not to grant; ``facts`` are those of
    :func:`~samordna.meetings.queries.proposed.proposed_facts`."""
    found = proposes(clauses_of(item.proposal), facts.get(item.pk, Facts()))
    return Outcome(found) if found else None


def decided_facts(treatment: Treatment, proposed: Facts) -> Facts:
    """What the clauses of a paragraph rest on: the subject, and the amounts, the period and the
    rule of payment that were decided. Before there are amounts, the proposed ones."""
    payout = PayoutRule(treatment.payout_rule) if treatment.payout_rule else None
    rows = list(treatment.amounts.all())
    start, end = treatment.period_from, treatment.period_to
    proposed = replace(proposed, start=start or proposed.start, end=end or proposed.end)
    if not rows:
        return replace(proposed, payout=payout)
    shares = (Share(row.organisation.name, row.year, row.amount_kr) for row in rows)
    return replace(proposed, payout=payout).with_shares(shares)


def read_amounts(treatment: Treatment) -> None:
    """Read the decided amounts of a paragraph with their owners, and keep them with it as
    ``amounts.all()``. One query."""
    getattr(treatment, "_prefetched_objects_cache", {}).pop("amounts", None)
    rows = DecidedAmount.objects.select_related("organisation")
    prefetch_related_objects([treatment], Prefetch("amounts", queryset=rows))


def facts_of(treatment: Treatment) -> Facts:
    """What the clauses of one paragraph rest on, for who has not loaded the meeting."""
    item = treatment.item
    if "amounts" not in getattr(treatment, "_prefetched_objects_cache", {}):
        read_amounts(treatment)
    return decided_facts(treatment, proposed_facts([item]).get(item.pk, Facts()))


def decided_words(treatment: Treatment) -> list[str]:
    """What the clauses about the proposal say in one paragraph, without how it is distributed."""
    facts = facts_of(treatment)
    standing = [
        clause
        for block in blocks_of(treatment.blocks)
        if block.main
        for clause in block.standing(outcome_of(treatment))
    ]
    return said(standing, facts)


def told_back(because: str, day: date | None) -> str:
    """Why and by when it comes back as sentences, each with a blank before it."""
    why = f" Skäl: {because.strip().rstrip('.')}." if because.strip() else ""
    return why + (f" Det ska tas upp igen senast den {format_long(day)}." if day else "")


def treatment_of(item: AgendaItem) -> Treatment | None:
    """How an item was treated, None when it was not taken up. The row must be loaded with it."""
    return getattr(item, "treatment", None)


def the_treatment(item: AgendaItem) -> Treatment:
    """The treatment of an item that was taken up. Raises KeyError for one that was not."""
    if (treatment := treatment_of(item)) is None:
        raise KeyError(item.pk)
    return treatment
