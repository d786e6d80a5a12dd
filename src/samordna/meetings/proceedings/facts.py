"""A meeting as it happened: the rows, and the same as facts for the rules.

The pages, the checks and the minutes all start from one :class:`Proceedings`, so that what the
secretary sees at the table is what the minutes say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.clauses import clauses_of, proposal_of, said
from samordna.kernel.wording.receivers import Names
from samordna.meetings.models import (
    Absence,
    AgendaAttachment,
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
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.rules import chair_and_adjusters, codes, voting
from samordna.meetings.rules import presence as rules
from samordna.meetings.rules.adjustment import day_findings
from samordna.meetings.rules.blocks import blocks_of
from samordna.meetings.rules.calling import (
    Answer,
    Substitute,
    passed_over_findings,
    uncalled_findings,
)
from samordna.meetings.rules.chair_and_adjusters import (
    Signing,
    SigningPlan,
    SigningRole,
    chair_for,
    signing_plan,
)
from samordna.meetings.rules.checks import minutes_findings
from samordna.meetings.rules.election_words import elects_somebody, is_one
from samordna.meetings.rules.elections import election_of
from samordna.meetings.rules.not_handled import handles_not
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import OPEN, Outcome, Rest
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.quorum import Quorum, quorum_at
from samordna.meetings.rules.stand_ins import StandsIn, secretary_findings, with_stand_ins
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.subjects import Remark, names_about, of_a_rest, sought_by_year, subject_of
from samordna.parties.models import Body, Mandate

_SUBSTITUTE = Attendee.Capacity.SUBSTITUTE


@dataclass
class Proceedings(Decisions):
    """A meeting with everything that was recorded of it. Places count from 1."""

    attendees: list[Attendee]
    absences: list[Absence]
    in_stead: list[InStead]
    _attachments: dict[int, list[AgendaAttachment]] = field(default_factory=dict)

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
        seats = (Attendee.Capacity.MEMBER, _SUBSTITUTE)
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

    def may_elect(self, item: AgendaItem) -> bool:
        """Whether a closed ballot can be noted at an item that was taken up."""
        kept = bool(the_treatment(item).election)
        return kept or elects_somebody(self._treated(item), [a.name for a in self.attendees])

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything that stands in the way of the minutes, and what is only asked."""
        return (
            self._about_subjects
            + self._about_the_day
            + uncalled_findings(
                self.meeting.opened_uncalled,
                self._missing,
                empty=self._empty,
                made=self.meeting.summons_id is not None,
            )
            + self.passed_over
            + self._about_the_secretary
            + minutes_findings(
                self.minuted,
                [self._treated(item) for item in self.treated],
                max(1, self.members),
                self.adjuster_facts,
                chosen_chairs=self.chosen_chairs,
                stand_ins=self.stand_ins,
                quorum_rule=self.setting("quorum"),
            )
        )

    @cached_property
    def substitutes(self) -> list[Substitute]:
        """The substitutes as the rule of who is called knows them."""
        return [_as_callable(a) for a in self.attendees if a.capacity == _SUBSTITUTE]

    @cached_property
    def passed_over(self) -> list[Finding]:
        """Who of the board's substitutes was passed over by one that serves."""
        on_board = self.meeting.body.kind == Body.Kind.BOARD
        return passed_over_findings(self.substitutes) if on_board else []

    @cached_property
    def remarks(self) -> dict[int, str]:
        """What has become of what items are about since they were put on the agenda, by key."""
        return remarks_on(self.meeting, self.items)

    @cached_property
    def _written(self) -> list[AgendaItem]:
        """The items whose words somebody has written: nobody else's are tried."""
        return [
            item
            for item in self.treated
            if any(c.edited for _, _, standing in self.blocks(item) for c in standing)
        ]

    @cached_property
    def _names(self) -> dict[int, Names]:
        return names_about(self._written)

    @cached_property
    def _of_a_rest(self) -> set[int]:
        """The items about what an earlier grant left out, of those whose words somebody wrote, at
        the table or in the proposal of the agenda."""
        return of_a_rest([*self._written, *(item for item in self.treated if item.proposal)])

    @cached_property
    def _sought(self) -> dict[int, dict[int, int]]:
        """What was applied for by year, for the items whose written words may say another sum."""
        return sought_by_year(
            item
            for item in self.treated
            if item.pk in self._names
            and subject_of(item).carries_money
            and any(
                c.own and any(map(str.isdecimal, c.own))
                for _, _, standing in self.blocks(item)
                for c in standing
            )
        )

    def _absent_presenter(self, item: AgendaItem) -> str:
        """Who was called and presented an item, and is not ticked as present; empty otherwise."""
        name = item.presenter.strip()
        there = any(is_one(a.name, [name]) for a in self.attendees if a.present)
        away = [a.name for a in self.attendees if not a.present and is_one(a.name, [name])]
        return away[0] if name and away and not there else ""

    @property
    def _missing(self) -> int:
        """In how many of the seats that somebody holds nobody served at the meeting."""
        here = {a.pk for a in self.attendees if a.present}
        here |= {a.serves_for_id for a in self.attendees if a.present and a.serves_for_id}
        held = [a for a in self.attendees if a.is_seat and not a.empty_seat]
        return sum(a.pk not in here for a in held)

    @property
    def _empty(self) -> int:
        """In how many empty seats nobody served, though a substitute of the same *medlem* who did
        not come might have."""
        served = {a.serves_for_id for a in self.attendees if a.present and a.serves_for_id}
        away = {
            a.appointed_by_id
            for a in self.attendees
            if a.capacity == rules.Capacity.SUBSTITUTE and not a.present
        }
        empty = [a for a in self.attendees if a.empty_seat and a.pk not in served]
        return sum(a.appointed_by_id in away for a in empty)

    @property
    def _about_the_secretary(self) -> list[Finding]:
        person = self.meeting.secretary_signed_by_id or self.meeting.secretary_id
        keys = [str(a.pk) for a in self.attendees if person and a.person_id == person]
        return secretary_findings(self.minuted, keys, self.meeting.signs_as_secretary[1])

    @property
    def _about_the_day(self) -> list[Finding]:
        """A proposed day of adjustment that the law does not give, by what elects who adjusts."""
        election = self.electing_adjusters
        treatment = None if election is None else treatment_of(election)
        mark = written([treatment.paragraph]) if treatment else ""
        return day_findings(self.meeting.adjustment, mark)

    @property
    def _about_subjects(self) -> list[Finding]:
        return [
            finding
            for item in self.treated
            if item.pk in self.remarks
            for finding in _about_subject(the_treatment(item), self.remarks[item.pk])
        ]

    def _treated(self, item: AgendaItem) -> TreatedItem:
        treatment = the_treatment(item)
        years = self._sought.get(item.pk, {})
        return TreatedItem(
            item=self.places[item.pk],
            heading=item.heading,
            outcome=outcome_of(treatment),
            blocks=tuple(
                TreatedBlock(act, tuple(standing), block.main)
                for block, act, standing in self.blocks(item)
            ),
            facts=replace(
                self.facts(item),
                names=self._names.get(item.pk, Names()),
                short=bool(treatment.left),
            ),
            proposed=self.proposed_facts.get(item.pk),
            ballot=election_of(treatment.election),
            votes=self.votes(treatment),
            reservations=tuple(treatment.reservations.splitlines()),
            claims=tuple(treatment.claims.splitlines()),
            not_there=tuple(a.name for a in self.attendees if not (a.present or a.empty_seat)),
            vote_about=treatment.propositions,
            planned=tuple(
                said(proposal_of(clauses_of(item.proposal), self.facts(item)), self.facts(item))
            ),
            rest=Rest(treatment.rest) if treatment.rest else None,
            back_by=treatment.back_by,
            unfunded=tuple(
                {year for year, _ in treatment.left or ()}
                - {row.year for row in treatment.amounts.all() if row.amount_kr}
            ),
            left_out=tuple(
                clause
                for block in blocks_of(treatment.blocks)
                for clause in block.left_out(outcome_of(treatment))
            ),
            sought_kr=sum(years.values()) or treatment.sought_kr,
            sought_sums=tuple(years.values()),
            held_on=self.meeting.held_on,
            adjustment=self.meeting.adjustment,
            presenter=self._absent_presenter(item),
            election=item.kind == AgendaItem.Kind.ELECTION,
            elects_adjusters=item is self.electing_adjusters,
            about_money=subject_of(item).carries_money,
            takes_effect=subject_of(item).takes_effect_in(self.meeting.body),
            for_the_board=subject_of(item).is_for_the_board(self.meeting.body),
            of_a_rest=item.pk in self._of_a_rest,
        )

    def attachments(self, item: AgendaItem) -> list[AgendaAttachment]:
        """The attachments of an item, where the proceedings was loaded with them."""
        return self._attachments.get(item.pk, [])


def _about_subject(treatment: Treatment, remark: str) -> list[Finding]:
    """What has become of a paragraph's subject: it stops where the outcome is ruled out by it, and
    is nothing to see to where the outcome already leaves the subject be."""
    mark, outcome = written([treatment.paragraph]), outcome_of(treatment)
    if not isinstance(remark, Remark) or not remark.because:
        said = _with_mark(mark, remark)
        return [Finding(codes.SUBJECT_CHANGED, Severity.WARNING, said, Where(field=mark))]
    because = f"{remark.because[:1].upper()}{remark.because[1:]}"
    way = f"{because}. Välj ”Inget beslut”."
    if outcome in remark.rules_out:
        said = f"{mark} avgör det som inte längre finns att avgöra. {way}"
        return [Finding(codes.SUBJECT_GONE, Severity.ERROR, said, Where(field=mark))]
    if outcome in OPEN:
        return []
    said = _with_mark(mark, way)
    return [Finding(codes.SUBJECT_CHANGED, Severity.WARNING, said, Where(field=mark))]


def _with_mark(mark: str, said: str) -> str:
    """A sentence with its paragraph's number first, unless it says the number itself."""
    plainly = [text.replace("\xa0", " ") for text in (mark, said)]
    known = re.search(rf"{re.escape(plainly[0])}\b", plainly[1])
    return said if known else f"{mark}: {said}"


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _as_callable(a: Attendee) -> Substitute:
    return Substitute(
        key=str(a.pk),
        name=a.name,
        member=str(a.appointed_by_id or ""),
        order=a.mandate.call_order if a.mandate is not None else None,
        answer=Answer.COMES if a.present else Answer.NOT_ASKED,
        serves_for=str(a.serves_for_id) if a.present and a.serves_for_id else None,
    )
