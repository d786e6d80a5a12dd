"""At the table: what was decided in each paragraph, in words, votes and amounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any, TypedDict

from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_writing
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, Shown, clauses_of, reworded
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Absence, Attendee, DecidedAmount, Meeting, Treatment
from samordna.meetings.proceedings.decisions import decided_facts, outcome_of, read_amounts
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.rules.blocks import (
    Act,
    blocks_of,
    changed,
    kept_blocks,
    outcome_of_lines,
    restored_block,
    with_block,
    without_block,
)
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, SETTLING, Outcome
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services.elected import choose_elected
from samordna.meetings.services.informed import inform_receivers, receivers
from samordna.meetings.services.laid_by import (
    amounts_laid_by,
    lay_amounts_by,
    sort_out,
    sort_out_rest,
)
from samordna.meetings.services.locking import in_states, locked_meeting, locked_row
from samordna.meetings.subjects import applied_by_year, left_of, subject_of
from samordna.parties.actors import Actor
from samordna.web.revisions import Stale

Amounts = Mapping[tuple[int, int], int]

_DECISION_FIELDS = (
    "outcome", "background", "claims", "blocks", "payout_rule", "period_from", "period_to", "rest",
    "election", "vote_yes", "vote_no", "vote_question", "vote_order", "votes", "reservations",
    "informed", "chaired_by_id", "back_because", "back_by",
)  # fmt: skip


#: The most blocks of a paragraph.
MOST_BLOCKS = 8
#: The most years of a changed period that amounts can be written for.
MOST_YEARS = 10


#: What is written rather than chosen.
_WORDS = frozenset(
    {"background", "claims", "blocks", "vote_question", "reservations", "informed", "back_because"}
)


#: What is proposed where that is not to grant, as a verb.
_TO = {
    Outcome.REJECTED: "avslå",
    Outcome.POSTPONED: "bordlägga",
    Outcome.REMITTED: "återremittera",
}


class BlockDraft(TypedDict):
    """What somebody made of a block: the lines that were shown, and those that came back."""

    key: int
    act: str
    shown: Sequence[Shown]
    typed: Sequence[str]


class OfBlocks(TypedDict, total=False):
    """What a decision says of blocks, and not of the row's own fields.

    ``add_block`` is what the body does in a new block; ``remove_block`` and ``restore_block`` are
    the keys of one to take away, or to give its made words again.
    """

    blocks: list[BlockDraft]
    add_block: str
    remove_block: int | None
    restore_block: int | None


class Decision(OfBlocks, total=False):
    """What is written of a paragraph. What is left out stays as it is."""

    outcome: str
    payout_rule: str
    rest: str
    period_from: date | None
    period_to: date | None
    election: dict[str, Any]
    background: str
    claims: str
    vote_yes: str
    vote_no: str
    vote_question: str
    vote_order: list[str]
    votes: dict[str, str]
    reservations: str
    informed: str
    chaired_by: Attendee | None
    back_because: str
    back_by: date | None


@changes
def save_decision(
    *,
    actor: Actor,
    treatment: Treatment,
    decision: Decision,
    revision: int,
    amounts: Amounts | None = None,
) -> Treatment:
    """Write what was decided in a paragraph as it was read at ``revision``; journalled.

    ``amounts`` maps (organisation id, year) to kronor and counts only when a subject that carries
    money was granted with a change: granted as proposed, the amounts are the proposed ones; not
    granted, there are none. Raises Refused, :class:`NotPossible`, and
    :class:`~samordna.web.revisions.Stale` when somebody else saved.
    """
    meeting = locked_meeting(actor, treatment.item.meeting)
    in_states(meeting, RECORDING, "ändra beslutet")
    locked = locked_row(
        Treatment.objects.select_related("item"), treatment, "Ärendet är inte längre upptaget."
    )
    read_amounts(locked)
    before = {**values_of(locked), "amounts": _amounts_of(locked)}
    if locked.revision != revision:
        raise Stale(locked.revision, saved=before)
    _write(meeting, locked, decision)
    locked.revision += 1
    if subject_of(locked.item).carries_money:
        given = receivers(locked)
        _write_amounts(actor, locked, before["outcome"], amounts)
        locked.item.treatment = locked
        locked.applied = applied = applied_by_year([locked.item]).get(locked.item_id)
        left = None if applied is None else left_of(applied, locked)
        locked.left = None if left is None else list(left.items())
        locked.sought_kr = sum(applied.values()) if applied else None
        sort_out_rest(locked, left=bool(left))
        locked.item.meeting = meeting
        inform_receivers(locked, given)
    locked.save()
    choose_elected(actor, meeting, locked, before)
    after = {**values_of(locked), "amounts": _amounts_of(locked)}
    if after != before:
        # The page saves while the secretary writes: words are journalled once for ten minutes of
        # it, everything that is chosen every time.
        chosen = [name for name in after if name not in _WORDS]
        only_words = all(before[name] == after[name] for name in chosen) and (
            [block["act"] for block in before["blocks"]]
            == [block["act"] for block in after["blocks"]]
        )
        note = journal_writing if only_words else journal
        note(actor=actor, verb="save_decision", subject=locked, before=before, after=after)
    return locked


def values_of(treatment: Treatment) -> dict[str, Any]:
    """What a paragraph's own row says of its decision, as it is journalled; not the amounts."""
    return {name: getattr(treatment, name) for name in _DECISION_FIELDS}


def _is_disqualified(attendee: Attendee, treatment: Treatment) -> bool:
    noted = attendee.absences.filter(reason=Absence.Reason.DISQUALIFIED)
    return noted.filter(from_item=treatment.item_id).exists()


def _write(meeting: Meeting, treatment: Treatment, decision: Decision) -> None:
    chair, earlier = decision.get("chaired_by"), copy(treatment)
    if chair is not None and chair.meeting_id != meeting.pk:
        raise NotPossible("Den som ledde ärendet måste ha deltagit i sammanträdet.")
    if (
        chair is not None
        and chair.pk != treatment.chaired_by_id
        and _is_disqualified(chair, treatment)
    ):
        raise NotPossible(
            f"{chair.name} är antecknad som jävig i ärendet och kan inte leda det (KL 6:28). Välj "
            "någon annan."
        )
    subject = subject_of(treatment.item)
    chosen = decision.get("outcome", "")
    about = treatment.item.subject_id
    if chosen and (reason := subject.impossible_of(about).get(chosen)):
        raise NotPossible(reason)
    proposed = proposed_facts([treatment.item]).get(treatment.item_id, Facts())
    if "blocks" in decision:
        facts = decided_facts(treatment, proposed)
        outcome = decision.get("outcome", treatment.outcome)
        _write_blocks(treatment, decision["blocks"], outcome_of_lines(outcome), facts)
    for name, value in decision.items():
        if name not in OfBlocks.__annotations__:
            setattr(treatment, name, value)
    _follow_proposal(treatment, earlier.outcome, says_rest="rest" in decision)
    sort_out(treatment, earlier, money=subject.carries_money)
    _check_period(decided_facts(treatment, proposed))
    _check_back(meeting, treatment)
    blocks = blocks_of(treatment.blocks)
    if act := decision.get("add_block", ""):
        blocks = with_block(blocks, Act(act))
    if (key := decision.get("remove_block")) is not None:
        blocks = without_block(blocks, key)
    if (key := decision.get("restore_block")) is not None:
        proposal, ended = clauses_of(treatment.item.proposal), outcome_of(treatment)
        blocks = [restored_block(b, proposal, ended) if b.key == key else b for b in blocks]
    if len(blocks) > MOST_BLOCKS:
        raise NotPossible(f"En paragraf kan ha högst {MOST_BLOCKS} block.")
    treatment.blocks = kept_blocks(blocks)


def _follow_proposal(treatment: Treatment, earlier: str, *, says_rest: bool) -> None:
    """A grant begins with what the proposal makes of the rest, and what is tabled or sent back as
    it is proposed with why and by when; what is proposed to be refused, or
    to get nothing, is not granted as proposed."""
    proposed_in = treatment.item.proposed_in
    if treatment.outcome == Treatment.Outcome.APPROVED:
        if proposed_in is not None and proposed_in.outcome not in GRANTING:
            way = Outcome(proposed_in.outcome)
            raise NotPossible(
                f"Förslaget är att {_TO[way]}. Välj ”{way.label}” för att besluta enligt det."
            )
        # Asked when it is chosen, and not again each time that the words are saved.
        proposed = proposed_amounts(treatment) if treatment.outcome != earlier else {}
        if proposed and not any(proposed.values()):
            raise NotPossible(
                "Förslaget är 0 kr, och då finns inget att bevilja. Välj ”Avslag”, eller ”Med "
                "ändring” och skriv beloppen."
            )
    if proposed_in is None or treatment.outcome == earlier:
        return
    if treatment.outcome in COMING_BACK and treatment.outcome == proposed_in.outcome:
        _come_back_as_proposed(treatment, proposed_in)
    if treatment.outcome not in GRANTING:
        return
    if earlier not in GRANTING and not says_rest and "rest" not in treatment.laid_by:
        treatment.rest = proposed_in.rest


def _come_back_as_proposed(treatment: Treatment, proposed_in: Treatment) -> None:
    """Why and by when, as it was proposed, where nobody has written anything of it here."""
    if treatment.back_because or treatment.back_by or "back_because_all" in treatment.laid_by:
        return
    treatment.back_because = proposed_in.back_because
    if proposed_in.back_by and proposed_in.back_by > treatment.item.meeting.held_on:
        treatment.back_by = proposed_in.back_by


def _check_period(facts: Facts) -> None:
    """A period ends after it begins."""
    if facts.start and facts.end and facts.end < facts.start:
        raise NotPossible(
            f"Perioden kan inte börja {facts.start} och sluta {facts.end}. Rätta en av dagarna."
        )


def _check_back(meeting: Meeting, treatment: Treatment) -> None:
    """It comes back on no earlier day."""
    if treatment.back_by is not None and treatment.back_by <= meeting.held_on:
        raise NotPossible(
            f"Ärendet kan inte tas upp igen {treatment.back_by}: sammanträdet är "
            f"{meeting.held_on}. Skriv en senare dag."
        )


def _write_blocks(
    treatment: Treatment, drafts: Sequence[BlockDraft], when: str, facts: Facts
) -> None:
    """Write what somebody made of the lines that were shown, which rest on ``facts``; a block not
    spoken of stays. New lines stand at the outcome ``when``."""
    blocks = blocks_of(treatment.blocks)
    for draft in drafts:
        block = next((block for block in blocks if block.key == draft["key"]), None)
        if block is None:
            # Taken away by another meanwhile: it comes again as it was written.
            blocks = with_block(blocks, Act(draft["act"]) if draft["act"] else Act.DECIDES)
            block = blocks[-1]
        clauses = reworded(
            block.clauses,
            draft["shown"],
            draft["typed"],
            facts,
            added=Clause(ClauseKind.FREE, when=when),
        )
        act = Act(draft["act"]) if draft["act"] else None
        blocks = changed(blocks, block.key, clauses=tuple(clauses), act=act)
    treatment.blocks = kept_blocks(blocks)


def _amounts_of(treatment: Treatment) -> list[list[int]]:
    """The amounts that :func:`read_amounts` has read."""
    rows = treatment.amounts.all()
    return sorted([row.organisation_id, row.year, row.amount_kr] for row in rows)


def _write_amounts(
    actor: Actor, treatment: Treatment, earlier_outcome: str, given: Amounts | None
) -> None:
    proposed = proposed_amounts(treatment)
    written = {(row[0], row[1]): row[2] for row in _amounts_of(treatment)}
    further = _further_years(treatment, proposed)
    if given is not None:
        given = _checked(given, proposed, {*written, *further})
    was_amended = earlier_outcome == Treatment.Outcome.AMENDED
    if was_amended and treatment.outcome != Treatment.Outcome.AMENDED:
        lay_amounts_by(treatment, written if given is None else given)
    if treatment.outcome not in GRANTING:
        wanted: Amounts = {}
    elif treatment.outcome == Treatment.Outcome.APPROVED:
        wanted = proposed
    else:
        if given is not None:
            wanted = given
        elif was_amended:
            wanted = written  # nothing was said of the amounts: those written before stand
        else:
            begin = {**further, **_to_begin_with(treatment, proposed)}
            wanted = amounts_laid_by(treatment, begin)
        wanted = {
            place: kr
            for place, kr in {**further, **wanted}.items()
            if kr or place in proposed or place in further
        }
    if wanted == written:
        return
    treatment.amounts.all().delete()
    DecidedAmount.objects.bulk_create(
        DecidedAmount(
            association_id=actor.association_id,
            treatment=treatment,
            organisation_id=organisation_id,
            year=year,
            amount_kr=kr,
        )
        for (organisation_id, year), kr in sorted(wanted.items())
    )
    read_amounts(treatment)


def proposed_amounts(treatment: Treatment) -> dict[tuple[int, int], int]:
    """What is proposed of what a paragraph is about, as kronor by (organisation id, year): by the
    body whose proposal stands before the board, otherwise by the subject."""
    item = treatment.item
    if item.subject_id is None:
        return {}
    found = subject_of(item).proposed_amounts(item.subject_id)
    if item.proposed_in is None or item.proposed_in.outcome not in SETTLING:
        return found
    rows = item.proposed_in.amounts.all()
    said = {(row.organisation_id, row.year): row.amount_kr for row in rows}
    return {**dict.fromkeys(found, 0), **said}


def _to_begin_with(treatment: Treatment, proposed: Amounts) -> Amounts:
    """The amounts that a grant with a change begins at: the proposed ones, and where refusal is
    proposed those of the subject, or else what was applied for by whom the proposal knows."""
    item = treatment.item
    if any(proposed.values()) or item.subject_id is None:
        return proposed
    subject, pk = subject_of(item), item.subject_id
    stated = subject.proposed_amounts(pk)
    applied = subject.applied_amounts([pk]).get(pk, {})
    found = stated if any(stated.values()) else applied
    return {place: found.get(place, 0) for place in proposed}


def _further_years(treatment: Treatment, proposed: Amounts) -> dict[tuple[int, int], int]:
    """The years that a changed period has beside the one applied for, for each owner: nothing is
    granted in them until somebody writes it."""
    amended = treatment.outcome == Treatment.Outcome.AMENDED
    if not (proposed and amended and (treatment.period_from or treatment.period_to)):
        return {}
    applied = proposed_facts([treatment.item]).get(treatment.item_id, Facts())
    start, end = treatment.period_from or applied.start, treatment.period_to or applied.end
    if start is None or end is None or applied.start is None or applied.end is None:
        return {}
    known = range(applied.start.year, applied.end.year + 1)
    last = min(end.year, start.year + MOST_YEARS - 1)
    years = [year for year in range(start.year, last + 1) if year not in known]
    owners = dict.fromkeys(owner for owner, _ in proposed)
    return {(owner, year): 0 for owner in owners for year in years if (owner, year) not in proposed}


def _checked(
    given: Amounts, proposed: Amounts, beside: Collection[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """Only owners and years that the statement knows, or that stand ``beside`` them since the
    period was changed, and nothing below zero."""
    if unknown := set(given) - set(proposed) - set(beside):
        year = min(year for _, year in unknown)
        raise NotPossible(f"Förslaget har inget belopp för år {year} och den insatsägaren.")
    if any(kr < 0 for kr in given.values()):
        raise NotPossible("Ett beviljat belopp kan inte vara lägre än noll.")
    return {**proposed, **given}
