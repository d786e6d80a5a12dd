"""What the table's parts show: rows of people and items, and the panel of one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samordna.kernel.findings import Finding
from samordna.kernel.wording.clauses import Facts, clauses_of, proposal_of, said
from samordna.meetings.forms.decision import DecisionForm
from samordna.meetings.forms.table import (
    AdjustmentDayForm,
    ItemAbsenceForm,
    ItemAdjusterForm,
    PresenceForm,
)
from samordna.meetings.models import Absence, AgendaItem, Attendee, Meeting, Treatment
from samordna.meetings.proceedings.decisions import outcome_of, treatment_of
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.calling import next_called
from samordna.meetings.rules.meaning import DOUBTS, Reading
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import named_outcome
from samordna.meetings.rules.quorum import Quorum
from samordna.parties.models import Body
from samordna.web.merging import fingerprint

OUTCOME_TONES = {
    "": "warning",
    Treatment.Outcome.APPROVED: "success",
    Treatment.Outcome.AMENDED: "success",
    Treatment.Outcome.REJECTED: "danger",
    Treatment.Outcome.POSTPONED: "info",
    Treatment.Outcome.REMITTED: "info",
    Treatment.Outcome.NOTED: "neutral",
    Treatment.Outcome.UNDECIDED: "neutral",
}


#: From what is said of an outcome that is lacking to where it is chosen.
TO_OUTCOME = ("Välj utgång", "#id_outcome_0")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list at the table."""

    item: AgendaItem
    treatment: Treatment | None
    word: str
    tone: str
    current: bool
    lacks_quorum: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Where one is among the items: the one before, the one after, and all to choose from.

    ``place`` is 0 at the presence, which comes before the first item.
    """

    place: int
    of: int
    before: ItemRow | None
    after: ItemRow | None
    choices: list[tuple[int | str, str]]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person at the meeting, and whom a substitute may serve for: their keys and names.

    ``next_up`` is the substitute who is called next for a member of the board who is not there.
    ``sent`` is what was ticked and not saved, and ``error`` why.
    """

    attendee: Attendee
    may_serve: bool
    serves_for: str
    members: list[tuple[int, str]]
    next_up: str = ""
    sent: Mapping[str, Any] | None = None
    error: str = ""

    @property
    def shown(self) -> Mapping[str, Any]:
        """What the row is drawn with, by the names of its fields."""
        return PresenceForm.values_of(self.attendee) if self.sent is None else self.sent

    @property
    def may_be_removed(self) -> bool:
        """Whether the person was added at the table."""
        a = self.attendee
        return not (a.mandate_id or a.person_id or a.empty_seat)

    @property
    def is_member(self) -> bool:
        """Whether the person has a seat of their own."""
        return self.attendee.capacity == Attendee.Capacity.MEMBER

    @property
    def drawn(self) -> str:
        """The prints of what is saved in the row, for when two tick it at once."""
        return PresenceForm().prints_of(PresenceForm.values_of(self.attendee))


@dataclass(frozen=True, slots=True)
class ToRead:
    """The own words of a paragraph with the line of data below them, what the checks of words doubt
    in them, and whether they are read; ``may_confirm`` where nothing in them is known to be wrong.
    """

    item: AgendaItem
    treatment: Treatment
    reading: Reading
    is_read: bool
    may_confirm: bool
    doubts: list[Finding]


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How many serve now and whether they may decide, who was passed over by a substitute, and
    how many items are left that nobody may handle, which can be noted at once."""

    quorum: Quorum | None
    present: int
    next_item: AgendaItem | None
    passed_over: list[str]
    beyond_handling: int = 0


def item_rows(proceedings: Proceedings, current: AgendaItem | None) -> list[ItemRow]:
    """The items in the agenda's order, each with its paragraph and outcome."""
    items = sorted(proceedings.items, key=lambda i: i.position)
    return [item_row(proceedings, item, current=item is current) for item in items]


def item_row(proceedings: Proceedings, item: AgendaItem, *, current: bool = True) -> ItemRow:
    """An item with its paragraph and outcome."""
    treatment = treatment_of(item)
    quorum = proceedings.quorum(item) if treatment else None
    word, tone = "Inte upptagen", "neutral"
    if treatment is not None:
        word = outcome_word(proceedings, item, treatment) or "Utgång saknas"
        tone = OUTCOME_TONES[treatment.outcome]
    return ItemRow(item, treatment, word, tone, current, quorum is not None and not quorum.reached)


def print_of(proceedings: Proceedings) -> str:
    """By which a page that shows the items with these numbers, in this order, is known again."""
    items = sorted(proceedings.items, key=lambda item: item.position)
    numbers = [(i.pk, t.paragraph if (t := treatment_of(i)) else 0) for i in items]
    return fingerprint(repr(numbers))


def outcome_word(proceedings: Proceedings, item: AgendaItem, treatment: Treatment) -> str:
    """What the saved outcome is called where it was chosen; empty for none."""
    outcome = outcome_of(treatment)
    return named_outcome(outcome, proceedings.proposed_outcome(item)) if outcome else ""


def step_among(rows: list[ItemRow]) -> Step:
    """Where the current one of the rows stands among them."""
    place = next((n for n, row in enumerate(rows, start=1) if row.current), 0)
    marked = [(row.item.pk, _in_one_line(row)) for row in rows]
    return Step(
        place=place,
        of=len(rows),
        before=rows[place - 2] if place > 1 else None,
        after=rows[place] if place < len(rows) else None,
        choices=[("", "Närvaro och justerare"), *marked],
    )


def _in_one_line(row: ItemRow) -> str:
    mark = written([row.treatment.paragraph]) if row.treatment else str(row.item.position)
    return f"{mark} {row.item.heading}: {row.word.lower()}"


def status_line(proceedings: Proceedings, item: AgendaItem | None = None) -> StatusLine:
    """The quorum at an item; without one, at the next item to take up, else at the last one."""
    waiting = next_item(proceedings)
    here = item or waiting or (proceedings.items[-1] if proceedings.items else None)
    return StatusLine(
        quorum=proceedings.quorum(here) if here is not None else None,
        present=sum(a.present for a in proceedings.attendees),
        next_item=waiting,
        passed_over=[finding.message for finding in proceedings.passed_over],
        beyond_handling=len(proceedings.beyond_handling)
        if proceedings.meeting.state == Meeting.State.IN_SESSION
        else 0,
    )


def next_item(proceedings: Proceedings) -> AgendaItem | None:
    """The first item of the agenda that has not been taken up."""
    waiting = [item for item in proceedings.items if treatment_of(item) is None]
    return min(waiting, key=lambda item: item.position, default=None)


def people(proceedings: Proceedings) -> list[PersonRow]:
    """Everybody, in order: members, substitutes, others."""
    on_board = proceedings.meeting.body.kind == Body.Kind.BOARD
    seated = [a for a in proceedings.attendees if a.is_seat]
    names = {a.pk: a.name for a in proceedings.attendees}
    callable_ones = proceedings.substitutes
    served = {one.serves_for for one in callable_ones}

    def may_serve_for(a: Attendee) -> list[tuple[int, str]]:
        return [
            (m.pk, f"{m.name} (när ledamoten är borta)" if m.present else m.name)
            for m in seated
            if not on_board or m.pk == a.serves_for_id or _member(m) == _member(a)
        ]

    def next_up(a: Attendee) -> str:
        if not on_board or a not in seated or a.present or str(a.pk) in served:
            return ""
        found = next_called(callable_ones, _member(a))
        return found.name if found else ""

    return [
        PersonRow(
            a,
            _is_substitute(a),
            names.get(a.serves_for_id or 0, ""),
            may_serve_for(a) if _is_substitute(a) else [],
            next_up(a),
        )
        for a in proceedings.attendees
    ]


def _is_substitute(a: Attendee) -> bool:
    return a.capacity == Attendee.Capacity.SUBSTITUTE


def _member(a: Attendee) -> str:
    """The *medlem* that has appointed somebody; empty without a mandate."""
    return str(a.appointed_by_id or "")


def presence_panel(proceedings: Proceedings) -> dict[str, object]:
    """The part about who is there."""
    return {
        "item": None,
        "groups": grouped(people(proceedings)),
        "absences": [(a, absence_words(proceedings, a)) for a in proceedings.absences],
        "adjusters": [(a, _adjusts(proceedings, a.item_id)) for a in proceedings.adjusters],
    }


def grouped(rows: Sequence[PersonRow]) -> list[tuple[str, list[PersonRow]]]:
    """The rows under their headings, those that have any."""
    groups = [
        ("Ledamöter", [r for r in rows if r.attendee.capacity == Attendee.Capacity.MEMBER]),
        ("Ersättare", [r for r in rows if r.attendee.capacity == Attendee.Capacity.SUBSTITUTE]),
        ("Övriga", [r for r in rows if r.attendee.capacity == Attendee.Capacity.OTHER]),
    ]
    return [(label, found) for label, found in groups if found]


def absence_words(proceedings: Proceedings, absence: Absence) -> str:
    """``Jäv, § 5`` or ``Lämnade sammanträdet kl. 11.00, från punkt 7``."""
    words = absence.get_reason_display()
    if absence.at:
        words += f" kl. {absence.at:%H.%M}"
    first = _mark(proceedings, absence.from_item_id)
    if absence.to_item_id == absence.from_item_id:
        return f"{words}, {first}"
    if absence.reason == Absence.Reason.ARRIVED_LATE and absence.to_item_id is not None:
        return f"{words}, efter {_mark(proceedings, absence.to_item_id)}"
    last = (
        f" till {_mark(proceedings, absence.to_item_id)}" if absence.to_item_id is not None else ""
    )
    return f"{words}, från {first}{last}"


def _mark(proceedings: Proceedings, pk: int) -> str:
    return mark_of(next(i for i in proceedings.items if i.pk == pk))


def mark_of(item: AgendaItem) -> str:
    """What an item is called: its paragraph, or its place on the agenda while it has none."""
    treatment = treatment_of(item)
    return f"§ {treatment.paragraph}" if treatment else f"punkt {item.position}"


def _adjusts(proceedings: Proceedings, item_id: int | None) -> str:
    return "hela protokollet" if item_id is None else f"bara {_mark(proceedings, item_id)}"


def item_panel(proceedings: Proceedings, item: AgendaItem) -> dict[str, object]:
    """The part about one item."""
    place = proceedings.places[item.pk]
    deciding = proceedings.presence.deciding_at(place)
    chair = proceedings.chair_of(item)
    own = next((a for a in proceedings.adjusters if a.item_id == item.pk), None)
    later = [
        i for i in sorted(proceedings.items, key=lambda i: i.position) if treatment_of(i) is None
    ]
    treatment = treatment_of(item)
    panel: dict[str, object] = {
        "chair": chair,
        "deciding": deciding,
        "exceptions": [
            (a, absence_words(proceedings, a))
            for a in proceedings.absences
            if proceedings.absence_fact(a).covers(place)
        ],
        "absence_form": ItemAbsenceForm(proceedings, at=item),
        "adjuster_form": ItemAdjusterForm(
            proceedings, at=item, attendee=own.attendee_id if own else ""
        ),
        "own_adjuster_name": own.attendee.name if own else "",
        "attachments": proceedings.attachments(item),
        "remark": proceedings.remarks.get(item.pk, "") if treatment is None else "",
        "next_item": next((i for i in later if i.pk != item.pk), None),
    }
    if item is proceedings.electing_adjusters:
        panel["day_form"] = AdjustmentDayForm(proceedings.meeting.adjustment)
    return panel | decision_panel(proceedings, item)


def decision_panel(proceedings: Proceedings, item: AgendaItem) -> dict[str, object]:
    """What is proposed in an item, and where it was taken up what was decided: all that a save of
    the decision draws anew."""
    treatment = treatment_of(item)
    facts = proceedings.proposed_facts.get(item.pk, Facts())
    panel: dict[str, object] = {
        "item": item,
        "proposal": said(proposal_of(clauses_of(item.proposal), facts), facts),
        "treatment": treatment,
        "quorum": proceedings.quorum(item),
    }
    if treatment is None:
        return panel
    every = proceedings.findings_at(item)
    to_read = words_to_read(proceedings, item, every)
    found = _beside(to_read, every)
    return panel | {
        "decision_form": DecisionForm(proceedings, item, None),
        "vote": proceedings.vote_of(item),
        "derived": proceedings.made(item),
        "to_read": to_read,
        "item_findings": found,
        "item_ways": {f: [TO_OUTCOME] for f in found if f.code == codes.ITEM_WITHOUT_OUTCOME},
        "outcome_word": outcome_word(proceedings, item, treatment),
        "total_kr": sum(a.amount_kr for a in treatment.amounts.all()),
    }


def words_to_read(
    proceedings: Proceedings, item: AgendaItem, found: Sequence[Finding]
) -> ToRead | None:
    """The own words of an item about money that was taken up, to be read against its data, with
    what was ``found`` at it; None where all words are made."""
    treatment, reading = treatment_of(item), proceedings.reading(item)
    if treatment is None or reading is None:
        return None
    unread = any(finding.code == codes.WORDS_UNREAD for finding in found)
    doubts = [finding for finding in found if finding.code in DOUBTS]
    is_read = proceedings.is_read(item, reading)
    return ToRead(item, treatment, reading, is_read, unread, doubts)


def _beside(to_read: ToRead | None, findings: list[Finding]) -> list[Finding]:
    """The findings of a paragraph besides those that its words to read are shown with."""
    if to_read is None or not to_read.may_confirm:
        return findings
    return [f for f in findings if f.code != codes.WORDS_UNREAD and f not in to_read.doubts]
