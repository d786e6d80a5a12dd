"""A meeting as it happened: the rows, and the same as facts for the rules.

The pages, the checks and the minutes all start from one :class:`Proceedings`, so that what the
secretary sees at the table is what the minutes say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.clauses import clauses_of, proposal_of, said
from samordna.kernel.wording.receivers import NO_NAMES, Names
from samordna.meetings.models import (
    AgendaAttachment,
    AgendaItem,
    Attendee,
    Treatment,
)
from samordna.meetings.proceedings.decisions import (
    outcome_of,
    the_treatment,
    treatment_of,
)
from samordna.meetings.proceedings.sitting import SUBSTITUTE, Sitting
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.rules import codes
from samordna.meetings.rules import presence as rules
from samordna.meetings.rules.adjustment import day_findings
from samordna.meetings.rules.blocks import blocks_of
from samordna.meetings.rules.calling import (
    Answer,
    Substitute,
    passed_over_findings,
    uncalled_findings,
)
from samordna.meetings.rules.checks import minutes_findings
from samordna.meetings.rules.election_words import elects_somebody, is_one
from samordna.meetings.rules.elections import election_of
from samordna.meetings.rules.meaning import Reading
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import OPEN, Rest
from samordna.meetings.rules.stand_ins import secretary_findings
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.subjects import Remark, names_about, of_a_rest, sought_by_year, subject_of
from samordna.parties.models import Body


@dataclass(frozen=True, slots=True)
class _Known:
    """What written words are tried against, by the items' keys: names that they may speak of, and
    what was applied for by year where they may say another sum."""

    names: Mapping[int, Names]
    sought: Mapping[int, Mapping[int, int]]


@dataclass
class Proceedings(Sitting):
    """A meeting with everything that was recorded of it, and what is wrong or missing in it."""

    _attachments: dict[int, list[AgendaAttachment]] = field(default_factory=dict)

    def may_elect(self, item: AgendaItem) -> bool:
        """Whether a closed ballot can be noted at an item that was taken up."""
        kept = bool(the_treatment(item).election)
        return kept or elects_somebody(self._spoken(item), [a.name for a in self.attendees])

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything that stands in the way of the minutes, and what is only asked."""
        return self._found(self.treated)

    def findings_at(self, item: AgendaItem) -> list[Finding]:
        """The findings about one paragraph. What stands in the others is not tried for it."""
        mark = written([the_treatment(item).paragraph])
        return [finding for finding in self._found([item]) if finding.where.field == mark]

    def _found(self, tried: list[AgendaItem]) -> list[Finding]:
        """The findings, of the paragraphs themselves only those ``tried``."""
        known, pks = self._known_of(tried), {item.pk for item in tried}
        return (
            self._about_subjects
            + self._about_absences
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
                [
                    self._treated(item, known) if item.pk in pks else self._spoken(item)
                    for item in self.treated
                ],
                max(1, self.members),
                self.adjuster_facts,
                chosen_chairs=self.chosen_chairs,
                stand_ins=self.stand_ins,
                quorum_rule=self.setting("quorum"),
                tried={self.places[pk] for pk in pks},
            )
        )

    @cached_property
    def substitutes(self) -> list[Substitute]:
        """The substitutes as the rule of who is called knows them."""
        return [_as_callable(a) for a in self.attendees if a.capacity == SUBSTITUTE]

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
    def _own(self) -> dict[int, str]:
        """The words that somebody has written of items, by their keys: nobody else's are tried."""
        own = {
            item.pk: [
                c.own or "" for _, _, standing in self.blocks(item) for c in standing if c.edited
            ]
            for item in self.treated
        }
        return {pk: "\n".join(texts) for pk, texts in own.items() if texts}

    @cached_property
    def _of_a_rest(self) -> set[int]:
        """The items about what an earlier grant left out, of those whose words somebody wrote, at
        the table or in the proposal of the agenda."""
        written = [item for item in self.treated if item.pk in self._own]
        return of_a_rest([*written, *(item for item in self.treated if item.proposal)])

    def _known_of(self, items: list[AgendaItem]) -> _Known:
        """What the own words of some items are tried against."""
        names = names_about(item for item in items if item.pk in self._own)
        with_figures = [
            item
            for item in items
            if item.pk in names
            and subject_of(item).carries_money
            and any(map(str.isdecimal, self._own[item.pk]))
        ]
        known = {item.pk: the_treatment(item).applied for item in with_figures}
        read = {pk: years for pk, years in known.items() if years is not None}
        unread = sought_by_year(item for item in with_figures if item.pk not in read)
        return _Known(names, {**read, **unread})

    def about_money(self, item: AgendaItem) -> bool:
        """As of any item, and of what an earlier grant of an application left out."""
        return super().about_money(item) or item.pk in self._of_a_rest

    def is_read(self, item: AgendaItem, reading: Reading) -> bool:
        """Whether somebody has confirmed that an item's own words say what its data say, as both
        stand now."""
        return the_treatment(item).read_digest == reading.digest

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
    def _about_absences(self) -> list[Finding]:
        """Absences whose last item was taken up before the first: nobody can tell what is between,
        and what is told would be of one of them alone."""
        items = {item.pk: item for item in self.treated}
        found = []
        for row in self.absences:
            first, last = items.get(row.from_item_id), items.get(row.to_item_id or 0)
            if first is None or last is None or self.places[last.pk] >= self.places[first.pk]:
                continue
            marks = [written([the_treatment(item).paragraph]) for item in (last, first)]
            name, reason = self.by_key[str(row.attendee_id)].name, row.get_reason_display()
            said = (
                f"{name} ({reason.lower()}) står från ”{first.heading}” till "
                f"”{last.heading}”, men de togs upp i den andra ordningen, "
                f"{marks[0]} och {marks[1]}. Ta bort det under ”Närvaro och justerare”, och ange "
                "det för varje paragraf som det gäller."
            )
            where = Where(field=marks[0])
            found.append(Finding(codes.ABSENCE_REVERSED, Severity.ERROR, said, where))
        return found

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

    def _spoken(self, item: AgendaItem) -> TreatedItem:
        """An item that was taken up with no more than its words, what they rest on, and whether
        it is about money."""
        treatment = the_treatment(item)
        return TreatedItem(
            item=self.places[item.pk],
            heading=item.heading,
            outcome=outcome_of(treatment),
            blocks=tuple(
                TreatedBlock(act, tuple(standing), block.main)
                for block, act, standing in self.blocks(item)
            ),
            facts=self.facts(item),
            about_money=subject_of(item).carries_money,
            of_a_rest=item.pk in self._of_a_rest,
            ballot=election_of(treatment.election),
            election=item.kind == AgendaItem.Kind.ELECTION,
        )

    def _treated(self, item: AgendaItem, known: _Known) -> TreatedItem:
        treatment, reading = the_treatment(item), self.reading(item)
        spoken = self._spoken(item)
        texts = [clause.says(spoken.facts) for b in spoken.blocks for clause in b.clauses]
        names = known.names.get(item.pk, NO_NAMES).in_words(texts)
        years = known.sought.get(item.pk, {})
        outcome, blocks = outcome_of(treatment), blocks_of(treatment.blocks)
        return replace(
            spoken,
            facts=replace(spoken.facts, names=names, short=bool(treatment.left)),
            proposed=self.proposed_facts.get(item.pk),
            votes=self.votes(treatment),
            reservations=tuple(treatment.reservations.splitlines()),
            claims=tuple(treatment.claims.splitlines()),
            not_there=tuple(a.name for a in self.attendees if not (a.present or a.empty_seat)),
            vote_about=treatment.propositions,
            planned=tuple(said(proposal_of(clauses_of(item.proposal), spoken.facts), spoken.facts)),
            rest=Rest(treatment.rest) if treatment.rest else None,
            back_by=treatment.back_by,
            unfunded=tuple(
                {year for year, _ in treatment.left or ()}
                - {row.year for row in treatment.amounts.all() if row.amount_kr}
            ),
            left_out=tuple(line for block in blocks for line in block.left_out(outcome)),
            not_minuted=tuple(line for block in blocks for line in block.not_minuted(outcome)),
            sought_kr=sum(years.values()) or treatment.sought_kr,
            sought_sums=tuple(years.values()),
            held_on=self.meeting.held_on,
            adjustment=self.meeting.adjustment,
            presenter=self._absent_presenter(item),
            elects_adjusters=item is self.electing_adjusters,
            takes_effect=subject_of(item).takes_effect_in(self.meeting.body),
            for_the_board=subject_of(item).is_for_the_board(self.meeting.body),
            unread=None if reading is None or self.is_read(item, reading) else reading,
        )

    def saved(self, treatment: Treatment) -> Proceedings:
        """The meeting as it stands when a paragraph of it, and nothing else, has been saved since
        it was read. The treatment is loaded with its amounts."""
        item = next(item for item in self.items if item.pk == treatment.item_id)
        item.treatment = treatment
        return replace(self)

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


def _as_callable(a: Attendee) -> Substitute:
    return Substitute(
        key=str(a.pk),
        name=a.name,
        member=str(a.appointed_by_id or ""),
        order=a.mandate.call_order if a.mandate is not None else None,
        answer=Answer.COMES if a.present else Answer.NOT_ASKED,
        serves_for=str(a.serves_for_id) if a.present and a.serves_for_id else None,
    )
