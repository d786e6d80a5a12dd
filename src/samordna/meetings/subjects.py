"""What an item of an agenda may be about: the question that meetings ask, not the answers.

A kind of subject has one handler. It stands above the meetings, in ``flows/subjects/``, because it
knows the room that the subject is of; ``flows`` provides the handlers when Django starts. Meetings
know the words of the kinds, and nothing else of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from samordna.kernel.choices import Choice
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, Facts
from samordna.kernel.wording.receivers import Names
from samordna.meetings.rules.blocks import ORDINARY, Standing
from samordna.meetings.rules.outcomes import GRANTING, Outcome

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from samordna.documents.models import DocumentVersion
    from samordna.meetings.models import AgendaItem, Meeting, Treatment
    from samordna.parties.actors import Actor
    from samordna.parties.models import Body, Organisation
    from samordna.register.models import Matter


class SubjectKind(Choice):
    """The kinds there are. Each has a handler, or Django's checks fail."""

    APPLICATION = "application", "Ansökan"
    APPOINTMENT = "appointment", "Valärende"
    PREVIOUS_MINUTES = "previous_minutes", "Föregående protokoll"
    EARLIER_ITEM = "earlier_item", "Punkt som ska tas upp igen"
    PROPOSAL = "proposal", "Förslag från ett organ som bereder"


@dataclass(frozen=True, slots=True)
class Planned:
    """An item as its subject gives it. ``name`` is what the subject is called in a sentence."""

    name: str
    heading: str
    kind: str
    presenter: str = ""
    background: str = ""
    proposal: Sequence[Clause] = ()
    matter: Matter | None = None
    papers: Sequence[DocumentVersion] = ()
    #: The paragraph of a preparing body that the proposal comes from.
    proposed_in: Treatment | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A subject that may be put on an agenda: its key, and its row in the offers' table. One that
    ``waits`` is not chosen beforehand: a cell says what for."""

    pk: int
    cells: Sequence[str]
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """The subjects of one kind that wait for an agenda. Without rows, ``empty`` is said instead,
    and where that is empty too, nothing."""

    kind: SubjectKind
    heading: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Offer]
    empty: str = ""
    chosen: bool = False

    @property
    def table(self) -> list[tuple[int, bool, list[tuple[str, str]]]]:
        """The rows as a page sets them: the key, whether it is chosen beforehand, and (column,
        text) of each cell."""
        return [
            (row.pk, self.chosen and not row.waits, list(zip(self.columns, row.cells, strict=True)))
            for row in self.rows
        ]


class Remark(str):
    """What has become of a subject since it was put on an agenda, as a sentence.

    ``rules_out`` are the outcomes that the item cannot have after that: the minutes stop there.
    ``because`` is why nothing is decided then, as the minutes tell it. ``waives``: what was decided
    before it stands, and comes to nothing. ``not_told`` names who was to be sent the decision, and
    is not sent that there is none.
    """

    __slots__ = ("because", "not_told", "rules_out", "waives")
    because: str
    not_told: frozenset[str]
    rules_out: frozenset[Outcome]
    waives: bool

    def __new__(
        cls,
        said: str,
        rules_out: Collection[Outcome] = (),
        because: str = "",
        *,
        waives: bool = False,
        not_told: Collection[str] = (),
    ) -> Self:
        """The sentence, what it rules out, and why."""
        made = super().__new__(cls, said)
        made.not_told = frozenset(not_told)
        made.rules_out, made.because, made.waives = frozenset(rules_out), because, waives
        return made


@dataclass(frozen=True, slots=True)
class Decided:
    """A paragraph of adjusted minutes about a subject, for who puts it into effect."""

    subject_id: int
    treatment: Treatment
    meeting: Meeting
    adjusted_on: date

    @property
    def mark(self) -> str:
        """The paragraph as other papers name it: ``§ 5/2024``."""
        return f"§ {self.treatment.paragraph}/{self.meeting.held_on.year}"


class Subject:
    """How meetings treat what an item is about. This very one is about nothing besides the item.

    A handler answers for many subjects at once where a page asks, so that no query grows with the
    agenda. It holds nothing of its own.
    """

    kind: ClassVar[SubjectKind | None] = None
    #: One and several of them, as a sentence begins: ("En ansökan", "ansökningar").
    counted: ClassVar[tuple[str, str]] = ("Ett ärende", "ärenden")
    #: The clauses that an outcome gives by itself.
    words: ClassVar[Standing] = ORDINARY
    #: Outcomes that the subject cannot have, each with a sentence that says why.
    impossible: ClassVar[Mapping[str, str]] = {}
    #: Whether the board alone settles it: every other body proposes.
    boards_alone: ClassVar[bool] = False
    #: What has happened to :meth:`to_see_to`, and the outcomes that are no end of it.
    see_to: ClassVar[str] = ""
    see_to_rules_out: ClassVar[frozenset[Outcome]] = frozenset()
    #: Whether a decision gives amounts, per owner and year.
    carries_money: ClassVar[bool] = False
    #: What of the subject's own proposes the amounts of its facts, as a sentence begins; empty for
    #: what proposes none.
    proposed_by: ClassVar[str] = ""

    # --- onto the agenda and off it ---------------------------------------------------------------

    def offers(self, meeting: Meeting) -> Offers | None:
        """What may be put on the meeting's agenda, for its planning page. One query."""
        return None

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """The item that the subject makes on the meeting's agenda.

        Raises :class:`~samordna.meetings.errors.NotPossible` with the reason why it may not, also
        for a key that names nothing in the association.
        """
        raise NotImplementedError

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The subject is being put on the agenda. Whatever is raised stops it."""

    def taken_off(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The item has been taken off the agenda before the meeting."""

    def moved(self, meeting: Meeting, pk: int) -> None:
        """The meeting, already with its new day, is being moved with the item on its agenda.

        Raises :class:`~samordna.meetings.errors.NotPossible` where the item cannot stand there.
        """

    def became(self) -> QuerySet[Any, Any] | None:
        """What :meth:`remark` rests on, for the query of the items: the subject whose key is
        ``OuterRef("subject_id")``, as rows of one JSON object with days as ISO writes them. No row
        where nothing has become of it; None for a kind of which nothing does."""
        return None

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> str:
        """What has become of the subject since it was put on the agenda, as a sentence: a
        :class:`Remark` where that rules outcomes out, empty where nothing has. The item has its
        meeting and its treatment; ``became`` is the row of :meth:`became`. No query."""
        return ""

    def to_see_to(self) -> Q | None:
        """The items about this kind whose subjects have come to something that whoever keeps the
        agenda acts on before the minutes are locked: :attr:`see_to` says what, in a sentence, and
        :meth:`remark` says it of each. None where nothing does."""
        return None

    def see_to_in(self, item: AgendaItem) -> str:
        """What is to be seen to of one item, which has its meeting and its treatment."""
        return self.see_to

    def ended(self) -> Q | None:
        """The items whose subjects of this kind have ended without anything left to decide: nothing
        of them comes up again, neither themselves nor what came of them. None where that does not
        happen."""
        return None

    # --- at the table -----------------------------------------------------------------------------

    def told(self, pk: int) -> Sequence[Organisation]:
        """Whom a decision is sent to, unless the secretary writes otherwise."""
        return ()

    def facts(self, pks: Collection[int]) -> dict[int, Facts]:
        """What the clauses about the subjects rest on, by their keys, with the amounts as they are
        proposed. One query, none for subjects whose clauses rest on nothing."""
        return {}

    def names(self, pks: Collection[int]) -> dict[int, Names]:
        """Names that written words about the subjects may speak of, by their keys; asked only where
        somebody has written any. One query, none for subjects that give nothing."""
        return {}

    def words_of(self, pk: int | None) -> Standing:
        """The clauses that an outcome gives by itself, for one subject."""
        return self.words

    def impossible_of(self, pk: int | None) -> Mapping[str, str]:
        """Outcomes that one subject cannot have, each with a sentence that says why."""
        return self.impossible

    def of_a_rest(self, pks: Collection[int]) -> set[int]:
        """Those that are what an earlier grant left out; asked only where somebody has written
        words. No query for other kinds."""
        return set()

    def applied_amounts(self, pks: Collection[int]) -> dict[int, dict[tuple[int, int], int]]:
        """What was applied for, by the subjects' keys, as kronor by (organisation id, year); asked
        only of what is granted. Two queries, none for subjects that carry no money."""
        return {}

    def sought_by_party(self, pks: Collection[int]) -> dict[int, dict[str, int]]:
        """What each party has applied for in all, by the subjects' keys, as kronor by the party's
        name. One query, none for subjects that carry no money."""
        return {}

    def proposed_payout(self, pk: int) -> PayoutRule | None:
        """How what is proposed would be paid out, where that is decided."""
        return None

    def proposed_amounts(self, pk: int) -> dict[tuple[int, int], int]:
        """What is proposed, as kronor by (organisation id, year)."""
        return {}

    def to_be_decided(self, pks: Collection[int]) -> set[int]:
        """Those that the meeting may not close without having taken up. One query."""
        return set()

    def readers(self, pk: int) -> frozenset[int]:
        """The organisations whose own people read the adjusted paragraph."""
        return frozenset()

    # --- when the minutes are adjusted ------------------------------------------------------------

    def takes_effect_in(self, body: Body) -> bool:
        """Whether what the body says takes effect, rather than being a proposal to the board."""
        return self.boards_alone and body.kind == body.Kind.BOARD

    def is_for_the_board(self, body: Body) -> bool:
        """Whether the body may only propose, and table its own treatment: the board settles it."""
        return self.boards_alone and not self.takes_effect_in(body)

    def prepared(self, actor: Actor, decided: Decided) -> None:
        """A body that only prepares has said what it proposes, in adjusted minutes: agendas of the
        board that list the subject already follow."""

    def made_known(self, actor: Actor, decided: Decided) -> None:
        """The paragraph is adjusted: whoever it concerns is told, also where it puts nothing into
        effect by itself."""

    def approved(self, actor: Actor, decided: Decided) -> None:
        """Approved, as proposed or with a change."""

    def refused(self, actor: Actor, decided: Decided) -> None:
        """Refused."""

    def postponed(self, actor: Actor, decided: Decided) -> None:
        """Tabled until a coming meeting."""

    def remitted(self, actor: Actor, decided: Decided) -> None:
        """Sent back to be prepared further; unless a kind does more, as :meth:`postponed`."""
        self.postponed(actor, decided)

    def undecided(self, actor: Actor, decided: Decided) -> None:
        """Taken up, and nothing decided; unless a kind does more, as :meth:`postponed`."""
        self.postponed(actor, decided)

    def noted(self, actor: Actor, decided: Decided) -> None:
        """Put on file."""

    def settle(self, actor: Actor, decided: Decided) -> None:
        """Put a paragraph into effect by its outcome."""
        {
            Outcome.APPROVED: self.approved,
            Outcome.AMENDED: self.approved,
            Outcome.REJECTED: self.refused,
            Outcome.POSTPONED: self.postponed,
            Outcome.REMITTED: self.remitted,
            Outcome.NOTED: self.noted,
            Outcome.UNDECIDED: self.undecided,
        }[Outcome(decided.treatment.outcome)](actor, decided)


NO_SUBJECT = Subject()

_handlers: dict[str, Subject] = {}


def provide(handlers: Iterable[Subject]) -> None:
    """Say which handlers there are; what was said before no longer holds.

    Raises ValueError for two of one kind.
    """
    given = list(handlers)
    kinds = [str(handler.kind) for handler in given]
    if len(set(kinds)) < len(kinds):
        raise ValueError(f"a kind of subject has two handlers: {sorted(kinds)}")
    _handlers.clear()
    _handlers.update(zip(kinds, given, strict=True))


def handlers() -> list[Subject]:
    """Every handler, in the order they were provided."""
    return list(_handlers.values())


def handler_of(kind: str) -> Subject:
    """The handler of a kind, :data:`NO_SUBJECT` for an item about nothing else.

    Raises KeyError for a kind without a handler.
    """
    return _handlers[kind] if kind else NO_SUBJECT


def subject_of(item: AgendaItem) -> Subject:
    """The handler of what an item is about."""
    return handler_of(item.subject_kind)


def facts_about(items: Iterable[AgendaItem]) -> dict[int, Facts]:
    """What the clauses of items rest on, by the items' keys. One query a kind that has facts."""
    found: dict[int, Facts] = {}
    for kind, subjects in _by_kind(items).items():
        facts = handler_of(kind).facts(set(subjects.values()))
        found |= {item: facts[pk] for item, pk in subjects.items() if pk in facts}
    return found


def names_about(items: Iterable[AgendaItem]) -> dict[int, Names]:
    """The names that written words about items may speak of, by the items' keys. One query a kind
    that has names."""
    found: dict[int, Names] = {}
    for kind, subjects in _by_kind(items).items():
        names = handler_of(kind).names(set(subjects.values()))
        found |= {item: names[pk] for item, pk in subjects.items() if pk in names}
    return found


def of_a_rest(items: Iterable[AgendaItem]) -> set[int]:
    """The keys of the items that are about what an earlier grant left out."""
    found: set[int] = set()
    for kind, subjects in _by_kind(items).items():
        left = handler_of(kind).of_a_rest(set(subjects.values()))
        found |= {item for item, pk in subjects.items() if pk in left}
    return found


def _by_kind(items: Iterable[AgendaItem]) -> dict[str, dict[int, int]]:
    """The keys of what items are about by their own, kind by kind."""
    by_kind: dict[str, dict[int, int]] = {}
    for item in items:
        if item.subject_id is not None:
            by_kind.setdefault(item.subject_kind, {})[item.pk] = item.subject_id
    return by_kind


def applied_by_year(items: Iterable[AgendaItem]) -> dict[int, dict[int, int]]:
    """What was applied for, as kronor by year, by the keys of the items whose decision grants. Two
    queries a kind that carries money."""
    return sought_by_year(item for item in items if item.treatment.outcome in GRANTING)


def sought_by_year(items: Iterable[AgendaItem]) -> dict[int, dict[int, int]]:
    """What was applied for, as kronor by year, by the keys of the items. Two queries a kind that
    carries money."""
    by_kind: dict[str, set[int]] = {}
    subjects = [item for item in items if item.subject_id]
    for item in subjects:
        by_kind.setdefault(item.subject_kind, set()).add(item.subject_id or 0)
    applied = {kind: handler_of(kind).applied_amounts(pks) for kind, pks in by_kind.items()}
    found = {}
    for item in subjects:
        years: Counter[int] = Counter()
        for (_, year), kr in applied[item.subject_kind].get(item.subject_id or 0, {}).items():
            years[year] += kr
        found[item.pk] = dict(years)
    return found


def sought_by_party(items: Iterable[AgendaItem]) -> dict[int, dict[str, int]]:
    """What each party has applied for, as kronor by its name, by the keys of the items. One query a
    kind that carries money."""
    found: dict[int, dict[str, int]] = {}
    for kind, about in _by_kind(items).items():
        sought = handler_of(kind).sought_by_party(set(about.values()))
        found |= {item: sought[pk] for item, pk in about.items() if pk in sought}
    return found


def left_of(applied: Mapping[int, int], treatment: Treatment) -> dict[int, int]:
    """What a grant leaves out of what was ``applied`` for, as kronor by year; the treatment is
    loaded with its amounts."""
    left = Counter(applied)
    moved = 0  # to years that a changed period has beside those that were applied for
    for row in treatment.amounts.all():
        if row.year in applied:
            left[row.year] -= row.amount_kr
        else:
            moved += row.amount_kr
    for year in sorted(left):
        here = max(0, min(left[year], moved))
        left[year], moved = left[year] - here, moved - here
    return {year: kr for year, kr in sorted(left.items()) if kr > 0}


def left_by_year(items: Iterable[AgendaItem]) -> dict[int, dict[int, int]]:
    """What grants leave out of what was applied for, as kronor by year, by the keys of the items
    whose decision grants; the treatments are loaded with their amounts. Two queries a kind that
    carries money."""
    items = list(items)
    applied = applied_by_year(items)
    return {
        item.pk: left_of(applied[item.pk], item.treatment) for item in items if item.pk in applied
    }


def to_be_decided(items: Iterable[AgendaItem]) -> set[int]:
    """The keys of the items that a meeting may not close without. One query a kind."""
    by_kind: dict[str, dict[int, int]] = {}
    for item in items:
        if item.subject_id is not None:
            by_kind.setdefault(item.subject_kind, {})[item.subject_id] = item.pk
    return {
        by_subject[pk]
        for kind, by_subject in by_kind.items()
        for pk in handler_of(kind).to_be_decided(by_subject)
    }
