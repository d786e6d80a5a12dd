"""What bodies that prepare have said about a subject that the board settles, and what the clauses
of the board's item rest on after that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Case, F, JSONField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, JSONObject

from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Facts
from samordna.kernel.wording.shares import Share
from samordna.meetings.models import AgendaItem, DecidedAmount, Treatment
from samordna.meetings.queries.not_handled import last_not_handled
from samordna.meetings.queries.remarks import day
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, SETTLING, Outcome
from samordna.meetings.rules.states import ADJUSTED
from samordna.meetings.subjects import SubjectKind, facts_about
from samordna.parties.models import Body


@dataclass(frozen=True, slots=True)
class Preparing:
    """What the last body that prepared said of a subject, in adjusted minutes: what the board is to
    do (``for_board``), of a grant with its ``kr`` kronor, or that it tabled its own treatment.
    ``because`` and ``back_by``: why it is to be tabled or sent back, and until when."""

    body: str
    held_on: date
    paragraph: int
    outcome: Outcome
    kr: int = 0
    for_board: bool = True
    because: str = ""
    back_by: date | None = None

    @property
    def mark(self) -> str:
        """The paragraph with its body: ``Arbetsutskottet § 7/2024``."""
        return f"{self.body} § {self.paragraph}/{self.held_on.year}"

    @property
    def proposes(self) -> str:
        """What is proposed, in few words; empty for what the body tabled itself."""
        return proposed_in_short(self.outcome, self.kr) if self.for_board else ""

    @property
    def sentence(self) -> str:
        """``Arbetsutskottet § 7/2024 den 12 september 2024 föreslår 4 000 000 kr``."""
        on = f"{self.mark} den {format_long(self.held_on)}"
        return f"{on} föreslår {self.proposes}" if self.proposes else f"{on}: {self.became}"

    @property
    def became(self) -> str:
        """What the body made of it itself, in a word."""
        return BECAME[self.outcome]


#: What became of an application that was not settled, in a word.
BECAME: Final[Mapping[str, str]] = {
    Outcome.POSTPONED: "bordlagd",
    Outcome.REMITTED: "återremitterad",
    Outcome.UNDECIDED: "lämnad utan beslut",
}


def proposed_in_short(outcome: str, kr: int) -> str:
    """What is proposed to the board, in few words: ``4 000 000 kr``, ``återremiss``."""
    if outcome in GRANTING:
        return format_kr(kr)
    return Outcome(outcome).label.lower()


_NAMES = {
    "by": "body__name",
    "on": "item__meeting__held_on",
    "paragraph": "paragraph",
    "outcome": "outcome",
    "because": "back_because",
    "back_by": "back_by",
}


def _said(kind: SubjectKind, subject: Any, since: Any) -> QuerySet[Treatment]:
    """The paragraphs of other bodies than the board about a subject, the last first. Those before
    ``since``, when what was proposed was made anew, no longer stand."""
    says = Q(outcome__in=SETTLING) & ~Q(proposes=[]) | Q(outcome__in=COMING_BACK)
    found = Treatment.objects.filter(
        says,
        item__subject_kind=kind,
        item__subject_id=subject,
        item__meeting__state__in=ADJUSTED,
        item__meeting__held_on__gte=since,
    )
    return found.exclude(body__kind=Body.Kind.BOARD).order_by(
        "-item__meeting__held_on", "-item__meeting__starts_at", "-pk"
    )


def last_said(kind: SubjectKind, since: str) -> dict[str, Any]:
    """What :func:`preparing_of`, :func:`left_open` and
    :func:`~samordna.meetings.queries.not_handled.was_not_handled_in` read, for a query over the
    subjects; ``since`` is the name of the day on which what is proposed was made ready."""
    last = _said(kind, OuterRef("pk"), OuterRef(since))
    amounts = DecidedAmount.objects.filter(treatment=OuterRef("pk")).order_by()
    total = amounts.values("treatment").annotate(kr=Sum("amount_kr")).values("kr")
    summed = last.annotate(kr=Coalesce(Subquery(total), 0), for_board=_FOR_BOARD)
    prepared = JSONObject(**_NAMES, kr="kr", for_board="for_board")
    boards = _of_board(kind, OuterRef("pk"))
    return {
        "prepared": _one(summed, prepared),
        "board": _one(boards, JSONObject(**_NAMES)),
        **last_not_handled(kind),
    }


def _one(rows: QuerySet[Treatment], told: JSONObject) -> Subquery:
    """The first row with all that is told of it: a query for each would be made again and again."""
    return Subquery(rows.values_list(told, flat=True)[:1], output_field=JSONField())


#: Whether a paragraph proposes something to the board.
_FOR_BOARD: Final = Case(When(proposes=[], then=False), default=True)


def _of_board(kind: SubjectKind, subject: Any) -> QuerySet[Treatment]:
    """The board's adjusted paragraphs about a subject, the last first. One in which it was no
    quorum and did not handle the matter says nothing of it: what was said before still holds."""
    found = Treatment.objects.filter(
        item__subject_kind=kind,
        item__subject_id=subject,
        item__meeting__state__in=ADJUSTED,
        body__kind=Body.Kind.BOARD,
        not_handled=False,
    )
    return found.order_by("-item__meeting__held_on", "-item__meeting__starts_at", "-pk")


def preparing_of(subject: object) -> Preparing | None:
    """What was said last of a subject that was read with :func:`last_said`, by a body that
    prepares. What it tabled itself has been told when the board has taken the subject up since."""
    said, board = _read(subject, "prepared"), _read(subject, "board")
    if said is not None and board is not None and not said.for_board:
        return said if said.held_on > board.held_on else None
    return said


def left_open(subject: object) -> Preparing | None:
    """How the board left a subject that was read with :func:`last_said`, when its last paragraph
    about it settled nothing."""
    board = _read(subject, "board")
    return board if board is not None and board.outcome in BECAME else None


def _read(subject: object, of: str) -> Preparing | None:
    said = vars(subject).get(of)
    if said is None:
        return None
    return Preparing(
        said["by"],
        date.fromisoformat(said["on"]),
        said["paragraph"],
        Outcome(said["outcome"]),
        said.get("kr") or 0,
        for_board=bool(said.get("for_board")),
        because=said["because"] or "",
        back_by=day(said["back_by"]),
    )


def left_open_in(kind: SubjectKind, pk: int) -> list[AgendaItem]:
    """The items in which the board, and each other body, last left a subject open in adjusted
    minutes: tabled, sent back or undecided. What a body did not handle comes beside what it said
    before, which still holds. The oldest first. One query."""
    found = AgendaItem.objects.filter(
        subject_kind=kind,
        subject_id=pk,
        meeting__state__in=ADJUSTED,
        treatment__isnull=False,
    )
    rows = found.select_related("meeting__body", "treatment").order_by(
        "meeting__held_on", "meeting__starts_at", "pk"
    )
    last = {item.meeting.body_id: item for item in rows}
    said = {i.meeting.body_id: i for i in rows if not i.treatment.not_handled}
    told = {item.pk for item in (*last.values(), *said.values())}
    # What a body has proposed is told as its proposal.
    left = [i for i in rows if i.pk in told and i.treatment.outcome in BECAME]
    return [item for item in left if not item.treatment.proposes]


def standing_proposal(kind: SubjectKind, pk: int, since: date) -> Treatment | None:
    """The paragraph whose proposal stands before the board; None where nobody has proposed since,
    or the body that was last to speak tabled it itself. One query."""
    last = _said(kind, pk, since).select_related("item__meeting__body").first()
    return last if last is not None and last.proposes else None


def proposed_facts(
    items: Iterable[AgendaItem],
    stated: Mapping[int, Facts] | None = None,
    paragraphs: Iterable[Treatment] | None = None,
) -> dict[int, Facts]:
    """What the clauses of items rest on as it is proposed, by the items' keys: as the paragraph has
    it that an item follows, otherwise as the subject has it. ``stated`` and ``paragraphs``, which
    are loaded with their amounts, are given where they have been read. One query a kind that has
    facts, and one more where an item follows a paragraph."""
    rows = list(items)
    found = dict(facts_about(rows) if stated is None else stated)
    follows = {item.pk: item.proposed_in_id for item in rows if item.proposed_in_id}
    if follows:
        said = (
            _facts_in(set(follows.values()))
            if paragraphs is None
            else {paragraph.pk: _Said.of(paragraph) for paragraph in paragraphs}
        )
        found |= {pk: said[key](found.get(pk, Facts())) for pk, key in follows.items()}
    return found


class _Said:
    """A paragraph's facts over those of its subject."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.shares: list[Share] = []

    @classmethod
    def of(cls, paragraph: Treatment) -> _Said:
        """The same of a paragraph that is loaded with its amounts."""
        said = cls(vars(paragraph))
        said.shares += (
            Share(row.organisation.name, row.year, row.amount_kr) for row in paragraph.amounts.all()
        )
        return said

    def __call__(self, facts: Facts) -> Facts:
        row = self.row
        if row["outcome"] not in GRANTING:
            facts = replace(facts, proposes=row["outcome"])
        if row["outcome"] not in SETTLING:
            return facts  # what would be granted otherwise is as the subject has it
        found = replace(
            facts,
            start=row["period_from"] or facts.start,
            end=row["period_to"] or facts.end,
            payout=PayoutRule(row["payout_rule"]) if row["payout_rule"] else facts.payout,
        )
        return found.with_shares(self.shares)


def _facts_in(keys: set[int]) -> dict[int, _Said]:
    rows = Treatment.objects.filter(pk__in=keys).values(
        "pk", "outcome", "period_from", "period_to", "payout_rule",
        owner=F("amounts__organisation__name"),
        year=F("amounts__year"),
        kr=F("amounts__amount_kr"),
    )  # fmt: skip
    found: dict[int, _Said] = {}
    for row in rows.order_by("pk"):
        said = found.setdefault(row["pk"], _Said(row))
        if row["owner"] is not None:
            said.shares.append(Share(row["owner"], row["year"], row["kr"]))
    return found
