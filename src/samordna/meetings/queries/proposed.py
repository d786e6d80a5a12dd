"""What bodies that prepare have said about a subject that the board settles, and what the clauses
of the board's item rest on after that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samordna.kernel.clauses import Facts
from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.shares import Share
from samordna.meetings.models import AgendaItem, DecidedAmount, Treatment
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, SETTLING, Outcome
from samordna.meetings.rules.states import ADJUSTED
from samordna.meetings.subjects import SubjectKind, facts_about
from samordna.parties.models import Body


@dataclass(frozen=True, slots=True)
class Preparing:
    """What the last body that prepared said of a subject, in adjusted minutes: that the board
    grants ``kr`` kronor or refuses, or that it tabled its own treatment."""

    body: str
    held_on: date
    paragraph: int
    outcome: Outcome
    kr: int = 0

    @property
    def mark(self) -> str:
        """The paragraph with its body: ``Arbetsutskottet § 7/2024``."""
        return f"{self.body} § {self.paragraph}/{self.held_on.year}"

    @property
    def proposes(self) -> str:
        """What is proposed, in few words; empty for what was tabled."""
        if self.outcome in COMING_BACK:
            return ""
        return format_kr(self.kr) if self.outcome in GRANTING else "avslag"

    @property
    def sentence(self) -> str:
        """``Arbetsutskottet § 7/2024 den 12 september 2024 föreslår 4 000 000 kr``."""
        on = f"{self.mark} den {format_long(self.held_on)}"
        if self.outcome is Outcome.REMITTED:
            return f"{on}: återremitterad"
        return f"{on} föreslår {self.proposes}" if self.proposes else f"{on}: bordlagd"


_NAMES = {
    "prepared_by": "body__name",
    "prepared_on": "item__meeting__held_on",
    "prepared_paragraph": "paragraph",
    "prepared_outcome": "outcome",
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


def last_prepared(kind: SubjectKind, since: str) -> dict[str, Any]:
    """What :func:`preparing_of` reads, for a query over the subjects; ``since`` is the name of the
    day on which what is proposed was made ready."""
    last = _said(kind, OuterRef("pk"), OuterRef(since))
    amounts = DecidedAmount.objects.filter(treatment=OuterRef("pk")).order_by()
    total = amounts.values("treatment").annotate(kr=Sum("amount_kr")).values("kr")
    found: dict[str, Any] = {n: Subquery(last.values(path)[:1]) for n, path in _NAMES.items()}
    summed = last.annotate(kr=Coalesce(Subquery(total), 0))
    return found | {"prepared_kr": Subquery(summed.values("kr")[:1])}


def preparing_of(subject: object) -> Preparing | None:
    """What was said last of a subject that was read with :func:`last_prepared`."""
    has = vars(subject)
    if not has.get("prepared_by"):
        return None
    return Preparing(
        has["prepared_by"],
        has["prepared_on"],
        has["prepared_paragraph"],
        Outcome(has["prepared_outcome"]),
        has["prepared_kr"] or 0,
    )


def standing_proposal(kind: SubjectKind, pk: int, since: date) -> Treatment | None:
    """The paragraph whose proposal stands before the board; None where nobody has proposed since,
    or the last that was said tabled it. One query."""
    last = _said(kind, pk, since).select_related("item__meeting__body").first()
    return last if last is not None and last.outcome in SETTLING else None


def proposed_facts(items: Iterable[AgendaItem]) -> dict[int, Facts]:
    """What the clauses of items rest on as it is proposed, by the items' keys: as the paragraph has
    it that an item follows, otherwise as the subject has it. One query a kind that has facts, and
    one more where an item follows a paragraph."""
    rows = list(items)
    found = facts_about(rows)
    follows = {item.pk: item.proposed_in_id for item in rows if item.proposed_in_id}
    if follows:
        said = _facts_in(set(follows.values()))
        found |= {pk: said[key](found.get(pk, Facts())) for pk, key in follows.items()}
    return found


class _Said:
    """A paragraph's facts over those of its subject."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.shares: list[Share] = []

    def __call__(self, facts: Facts) -> Facts:
        row = self.row
        given = [share for share in self.shares if share.kr]
        return replace(
            facts,
            start=row["period_from"] or facts.start,
            end=row["period_to"] or facts.end,
            payout=PayoutRule(row["payout_rule"]) if row["payout_rule"] else facts.payout,
            amount_kr=sum(share.kr for share in given),
            owners=tuple(dict.fromkeys(share.name for share in given)),
            years=tuple(sorted({share.year for share in given})),
            shares=tuple(self.shares),
        )


def _facts_in(keys: set[int]) -> dict[int, _Said]:
    rows = Treatment.objects.filter(pk__in=keys).values(
        "pk", "period_from", "period_to", "payout_rule",
        owner=F("amounts__organisation__name"),
        year=F("amounts__year"),
        kr=F("amounts__amount_kr"),
    )  # fmt: skip
    found: dict[int, _Said] = {}
    for row in rows.order_by("pk", "amounts__organisation_id", "amounts__year"):
        said = found.setdefault(row["pk"], _Said(row))
        if row["owner"] is not None:
            said.shares.append(Share(row["owner"], row["year"], row["kr"]))
    return found
