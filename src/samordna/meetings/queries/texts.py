"""What members read before the meeting of each item: the matter, what is proposed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, Sum

from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.wording.clauses import Facts, clauses_of, proposal_of, said
from samordna.kernel.wording.granted import Granted
from samordna.meetings.models import AgendaItem, DecidedAmount, Treatment
from samordna.meetings.proceedings.amounts import part_proposed
from samordna.meetings.queries.proposed import Preparing, proposed_facts
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.subjects import SubjectKind, facts_about, sought_by_party, subject_of


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item's text (*Ärendet*), the clauses of its proposal without *att*, and a sentence for
    each who proposes: the paragraph of a body that prepares, and what the subject itself has, as
    the statement of an application. Where the two differ both amounts are read here."""

    item: AgendaItem
    clauses: tuple[str, ...]
    by: tuple[str, ...]


def texts_of(items: Iterable[AgendaItem]) -> list[ItemText]:
    """The texts of those items that have any, in their order. Two queries a kind of subject that
    has facts, and two more where an item comes from a paragraph."""
    rows = list(items)
    stated, paragraphs = facts_about(rows), _paragraphs(rows)
    facts = proposed_facts(rows, stated, paragraphs.values())
    sought = sought_by_party(item for item in rows if item.pk in stated)
    found = []
    for item in rows:
        known = facts.get(item.pk, Facts())
        clauses = tuple(said(proposal_of(clauses_of(item.proposal), known), known))
        if not clauses and not item.background.strip():
            continue
        by = [_sentence(item, paragraphs[item.pk], known.owner)] if item.pk in paragraphs else []
        if (name := subject_of(item).proposed_by) and item.pk in stated:
            by += _stated(name, stated[item.pk], sought.get(item.pk, {}))
        found.append(ItemText(item, clauses, tuple(by)))
    return found


def _stated(name: str, facts: Facts, sought: Mapping[str, int]) -> list[str]:
    """What the subject itself has proposed, as the statement of an application: in all, and to each
    party of what it has ``sought`` where there are several."""
    if not facts.amount_kr:
        return [f"{name} föreslår {Outcome.REJECTED.label.lower()}."]
    to_each = Granted(facts.owner, facts.shares, sought).of_parties(verb="föreslås få")
    return [f"{name} föreslår {format_kr(facts.amount_kr)}.", *to_each]


def _paragraphs(items: Iterable[AgendaItem]) -> Mapping[int, Treatment]:
    """The paragraphs of bodies that prepare that items come from, by the items' keys. One query
    where there are any."""
    follows = {item.pk: item.proposed_in_id for item in items if item.proposed_in_id}
    comes_of = {i.pk: i.subject_id for i in items if i.subject_kind == SubjectKind.PROPOSAL}
    if not follows and not comes_of:
        return {}
    rows = (
        Treatment.objects.filter(Q(pk__in=follows.values()) | Q(item__in=comes_of.values()))
        .select_related("item__meeting__body")
        .prefetch_related(Prefetch("amounts", DecidedAmount.objects.select_related("organisation")))
        .annotate(given_kr=Sum("amounts__amount_kr"))
    )
    by_key, by_item = {t.pk: t for t in rows}, {t.item_id: t for t in rows}
    found = {pk: by_key[key] for pk, key in follows.items() if key in by_key}
    return found | {pk: by_item[key] for pk, key in comes_of.items() if key in by_item}


def _sentence(item: AgendaItem, paragraph: Treatment, owner: str) -> str:
    """Who proposes what in an item that comes from a paragraph, and when that was."""
    meeting, outcome = paragraph.item.meeting, Outcome(paragraph.outcome)
    kr = vars(paragraph).get("given_kr") or 0
    said = Preparing(meeting.body.name, meeting.held_on, paragraph.paragraph, outcome, kr)
    if item.subject_kind != SubjectKind.PROPOSAL:
        if part := part_proposed(paragraph, owner):
            return f"{said.mark} den {format_long(meeting.held_on)} föreslår {part}."
        return f"{said.sentence}."
    what = "avslag på detta" if outcome is Outcome.REJECTED and paragraph.item.proposal else "detta"
    return f"{said.mark} den {format_long(meeting.held_on)} föreslår {what}."
