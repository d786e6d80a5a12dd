"""Who was at a meeting, item by item, as facts for the rules: presence, who led, who adjusts, the
quorum and the votes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samordna.meetings.models import (
    Absence,
    AgendaItem,
    Attendee,
    InStead,
    Treatment,
)
from samordna.meetings.proceedings.decisions import (
    Decisions,
    outcome_of,
    the_treatment,
    treatment_of,
)
from samordna.meetings.rules import chair_and_adjusters, voting
from samordna.meetings.rules import presence as rules
from samordna.meetings.rules.chair_and_adjusters import (
    Signing,
    SigningPlan,
    SigningRole,
    chair_for,
    signing_plan,
)
from samordna.meetings.rules.not_handled import handles_not
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.quorum import Quorum, quorum_at
from samordna.meetings.rules.stand_ins import StandsIn, with_stand_ins
from samordna.parties.models import Mandate

#: Those who are called and are no members.
SUBSTITUTE = Attendee.Capacity.SUBSTITUTE


@dataclass
class Sitting(Decisions):
    """A meeting's items with everybody who was called or came. Places count from 1."""

    attendees: list[Attendee]
    absences: list[Absence]
    in_stead: list[InStead]

    # --- rows ---------------------------------------------------------------------------------

    @cached_property
    def by_key(self) -> dict[str, Attendee]:
        """The attendees by the key that the rules know them by."""
        return {str(a.pk): a for a in self.attendees}

    @cached_property
    def organisations(self) -> set[str]:
        """Those of everybody who was called."""
        return {attendee.organisation_name for attendee in self.attendees}

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each item in the meeting, by primary key."""
        return {item.pk: place for place, item in enumerate(self.items, start=1)}

    @cached_property
    def members(self) -> int:
        """How many seats the body has: those without papers and the empty ones as well."""
        return sum(a.is_seat for a in self.attendees)

    # --- facts for the rules --------------------------------------------------------------------

    @cached_property
    def presence(self) -> Presence:
        """Who was there at each item; every item has a place, those taken up a number."""
        return self._presence(list(self.places.values()))

    @cached_property
    def minuted(self) -> Presence:
        """The same over the items that were taken up: what the minutes are about."""
        return self._presence([self.places[item.pk] for item in self.treated])

    def _presence(self, items: list[int]) -> Presence:
        facts = [self._attendee(a) for a in self.attendees if a.present or a.pk in self._referred]
        known = {f.key for f in facts}
        return Presence(
            attendees=facts,
            items=items,
            absences=[self.absence_fact(a) for a in self.absences if str(a.attendee_id) in known],
            services=self._services(known),
            numbers={
                self.places[item.pk]: treatment.paragraph
                for item in self.items
                if (treatment := treatment_of(item)) is not None
            },
        )

    @cached_property
    def _referred(self) -> set[int]:
        """Who chaired, adjusts, signs for another or voted, also where they were not ticked as
        present."""
        referred = {a.attendee_id for a in self.adjusters} | {row.by_id for row in self.in_stead}
        for item in self.treated:
            treatment = the_treatment(item)
            referred |= {int(key) for key in treatment.votes if key in self.by_key}
            if treatment.chaired_by_id is not None:
                referred.add(treatment.chaired_by_id)
        return referred

    def _attendee(self, row: Attendee) -> rules.Attendee:
        member = self.by_key.get(str(row.serves_for_id))
        # While the member is in the room as well, the substitute serves only when the member is
        # not: that is told by services, not by a seat for the whole meeting.
        whole = row.serves_for_id is not None and (member is None or not member.present)
        return rules.Attendee(
            key=str(row.pk),
            name=row.name,
            organisation=row.organisation_name,
            capacity=rules.Capacity(row.capacity if row.present else Attendee.Capacity.OTHER),
            position=Mandate.Position(row.mandate.position)
            if row.mandate and row.capacity == Attendee.Capacity.MEMBER
            else None,
            serving_for=str(row.serves_for_id) if whole else None,
            by_distance=row.by_distance,
        )

    def absence_fact(self, row: Absence) -> rules.Absence:
        """An exception as the rules know it, by the places of its items."""
        start = self.places[row.from_item_id]
        end = None if row.to_item_id is None else max(start, self.places[row.to_item_id])
        reason = rules.Reason(row.reason)
        if reason is rules.Reason.ARRIVED_LATE and end is None:
            end = start
        return rules.Absence(str(row.attendee_id), start, end, reason, row.at)

    def _services(self, known: set[str]) -> list[rules.Service]:
        """When a substitute takes over from a member who left, came late or was disqualified."""
        found: list[rules.Service] = []
        for row in self.attendees:
            member = self.by_key.get(str(row.serves_for_id))
            if member is None or not (row.present and member.present):
                continue
            gone = [
                place
                for place in self.places.values()
                if any(
                    self.absence_fact(a).covers(place) and a.reason != Absence.Reason.ABSTAINS
                    for a in self.absences
                    if a.attendee_id == member.pk
                )
            ]
            found += [
                rules.Service(str(row.pk), str(member.pk), low, high)
                for low, high in _runs(gone)
                if str(row.pk) in known
            ]
        return found

    @cached_property
    def chosen_chairs(self) -> dict[int, str]:
        """Who chaired an item, where the secretary has said so."""
        return {
            self.places[item.pk]: str(chair)
            for item in self.treated
            if (chair := the_treatment(item).chaired_by_id) is not None
        }

    def chair_of(self, item: AgendaItem) -> rules.Attendee | None:
        """Who chairs an item: who was said to, otherwise who the order of the body gives."""
        place = self.places[item.pk]
        if (key := self.chosen_chairs.get(place)) is not None:
            return self.presence.attendee(key)
        return chair_for(self.presence, place)

    @cached_property
    def adjuster_facts(self) -> list[chair_and_adjusters.Adjuster]:
        """The adjusters as the rules know them, those of single items first."""
        rows = sorted(self.adjusters, key=lambda a: a.item_id is None)
        return [
            chair_and_adjusters.Adjuster(
                str(a.attendee_id),
                None if a.item_id is None else frozenset({self.places[a.item_id]}),
            )
            for a in rows
        ]

    @cached_property
    def plan(self) -> SigningPlan:
        """Who signs which paragraphs, and what is wrong with it."""
        plan = signing_plan(self.minuted, self.adjuster_facts, self.chosen_chairs)
        return with_stand_ins(plan, self.minuted, self.stand_ins)

    @cached_property
    def called(self) -> list[rules.Attendee]:
        """The members and substitutes who have been called, whether they came or not."""
        seats = (Attendee.Capacity.MEMBER, SUBSTITUTE)
        rows = [a for a in self.attendees if a.capacity in seats and a.person_id is not None]
        return [self._attendee(row) for row in rows]

    @cached_property
    def stand_ins(self) -> list[StandsIn]:
        """Who signs which item in another's stead, as the rules know it."""
        return [
            StandsIn(
                self.places[row.item_id],
                SigningRole(row.role),
                str(row.instead_of_id),
                str(row.by_id),
            )
            for row in self.in_stead
        ]

    def rows_of(self, signing: Signing) -> list[InStead]:
        """Why and by whose decision somebody signs in another's stead, a row for each item."""
        pairs = zip(self.in_stead, self.stand_ins, strict=True)
        return [row for row, one in pairs if one.is_of(signing)]

    def quorum(self, item: AgendaItem) -> Quorum | None:
        """The quorum at an item; None for a body without members."""
        if not self.members:
            return None
        return quorum_at(self.presence, self.members, self.places[item.pk], self.setting("quorum"))

    def not_handled(self, item: AgendaItem) -> bool:
        """Whether a matter was left since the body was no quorum: it may not be handled then, not
        even to be tabled (KL 6:27)."""
        left = outcome_of(the_treatment(item)) is Outcome.UNDECIDED
        counted = self.quorum(item) if left and item.kind != AgendaItem.Kind.FORMAL else None
        return counted is not None and not counted.reached

    @property
    def beyond_handling(self) -> list[AgendaItem]:
        """What is left of the agenda, in its order, where the body is no quorum at any of it: not
        taken up, or without an outcome. Nothing where nobody came, who could adjust it."""
        left = [
            item
            for item in sorted(self.items, key=lambda item: item.position)
            if item.kind != AgendaItem.Kind.FORMAL
            if (treatment := treatment_of(item)) is None or not treatment.outcome
        ]
        if not any(a.present for a in self.attendees if a.capacity != Attendee.Capacity.OTHER):
            return []
        counted = [self.quorum(item) for item in left]
        return left if all(one is not None and not one.reached for one in counted) else []

    def nothing_decided(self, item: AgendaItem) -> str:
        """The same, also of what was not handled."""
        if not self.not_handled(item):
            return super().nothing_decided(item)
        return handles_not(self.meeting.body.name)

    def vote_of(self, item: AgendaItem) -> voting.VoteResult | None:
        """The count of an item's vote by name, the chair's vote deciding a tie; None without."""
        treatment = treatment_of(item)
        if treatment is None or not (votes := self.votes(treatment)):
            return None
        chair = self.chair_of(item)
        return voting.count_vote(votes, chair.key if chair else None, treatment.propositions)

    def votes(self, treatment: Treatment) -> dict[str, voting.Vote]:
        """The votes of a paragraph by the keys of those who are at the meeting."""
        known = {str(a.pk) for a in self.attendees if a.present or a.pk in self._referred}
        return {
            key: voting.Vote(vote)
            for key, vote in treatment.votes.items()
            if key in known and vote in set(voting.Vote)
        }


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
