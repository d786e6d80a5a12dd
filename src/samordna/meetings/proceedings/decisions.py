"""What a meeting decided, in words: the lead and clauses of each paragraph, everywhere alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samordna.kernel.money import format_kr
from samordna.meetings.models import Adjuster, AgendaItem, DecidedAmount, Meeting, Treatment
from samordna.meetings.rules.clauses import decision_lead, with_endings
from samordna.meetings.rules.numbering import listed
from samordna.parties.models import Body

#: Bodies that prepare for the board: what they say in a matter is a proposal.
PREPARING = frozenset({Body.Kind.WORKING_COMMITTEE, Body.Kind.LOCAL_GROUP})


@dataclass(frozen=True, slots=True)
class DecidedParagraph:
    """A paragraph with its decision. ``clauses`` are as they are set: without the *att* that stands
    before each, and with the comma, ”samt” or full stop after it."""

    number: int
    heading: str
    lead: str
    clauses: tuple[str, ...]
    dnr: str


@dataclass
class Decisions:
    """A meeting's items with what was decided in them, and who adjusts. The rows are loaded with
    treatments, amounts and matters (:mod:`samordna.meetings.proceedings.load`).

    Items stand in the order they were taken up; those not taken up follow in the agenda's order.
    """

    meeting: Meeting
    items: list[AgendaItem]
    adjusters: list[Adjuster]

    @cached_property
    def treated(self) -> list[AgendaItem]:
        """The items that were taken up, in the order of their paragraphs."""
        return [item for item in self.items if treatment_of(item) is not None]

    def is_proposal(self, item: AgendaItem) -> bool:
        """Whether the body, which prepares for the board, proposes here rather than decides."""
        return self.meeting.body.kind in PREPARING and item.kind == AgendaItem.Kind.DECISION

    def clauses(self, item: AgendaItem) -> list[str]:
        """The att-clauses of an item; those of the election of adjusters follow from the choice."""
        treatment = treatment_of(item)
        own = [str(c) for c in treatment.clauses] if treatment else []
        if own or not self._elects_adjusters(item):
            return own
        return self.adjuster_clauses

    def _elects_adjusters(self, item: AgendaItem) -> bool:
        elections = (i for i in self.items if i.kind == AgendaItem.Kind.ELECTION)
        return next(elections, None) is item

    @cached_property
    def adjuster_clauses(self) -> list[str]:
        """”utse N.N. att jämte ordföranden justera protokollet”, and whoever adjusts one item."""
        headings = {item.pk: item for item in self.items}
        clauses = []
        for adjuster in sorted(self.adjusters, key=lambda a: (a.item_id is not None, a.pk)):
            name = adjuster.attendee.name
            if adjuster.item_id is None:
                clauses.append(f"utse {name} att jämte ordföranden justera protokollet")
                continue
            item = headings[adjuster.item_id]
            treatment = treatment_of(item)
            what = f"§ {treatment.paragraph}" if treatment else f"ärendet ”{item.heading}”"
            clauses.append(f"utse {name} att justera {what}")
        day = self.meeting.proposed_adjustment_on
        if clauses and day is not None:
            clauses.append(f"justeringen sker senast {day}")
        return clauses

    def decided(self, item: AgendaItem) -> DecidedParagraph:
        """The paragraph of an item that was taken up. Raises KeyError for one that was not."""
        treatment = the_treatment(item)
        proposes_to = "styrelsen" if self.is_proposal(item) else None
        return DecidedParagraph(
            number=treatment.paragraph,
            heading=item.heading,
            lead=decision_lead(self.meeting.body.name, proposes_to),
            clauses=tuple(with_endings([*self.clauses(item), *amount_clauses(treatment)])),
            dnr=item.matter.number if item.matter else "",
        )


def amount_clauses(treatment: Treatment) -> list[str]:
    """What was granted to each owner for each year, from the same rows that become the grant."""
    by_owner: dict[str, list[DecidedAmount]] = {}
    for amount in treatment.amounts.all():
        if amount.amount_kr:
            by_owner.setdefault(amount.organisation.name, []).append(amount)
    return [
        f"medlen till {owner} fördelas med "
        + listed([f"{format_kr(a.amount_kr)} för {a.year}" for a in sorted(rows, key=_year)])
        for owner, rows in by_owner.items()
    ]


def _year(amount: DecidedAmount) -> int:
    return amount.year


def treatment_of(item: AgendaItem) -> Treatment | None:
    """How an item was treated, None when it was not taken up. The row must be loaded with it."""
    return getattr(item, "treatment", None)


def the_treatment(item: AgendaItem) -> Treatment:
    """The treatment of an item that was taken up. Raises KeyError for one that was not."""
    if (treatment := treatment_of(item)) is None:
        raise KeyError(item.pk)
    return treatment
