"""At the table: opening the meeting, taking items up, and what was decided in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any, TypedDict

from django.db import transaction

from samordna.funding.rules.proposal import follow_table
from samordna.ground import clock
from samordna.journal.queries import entries_about
from samordna.journal.services import journal, journal_writing
from samordna.kernel.money import amounts_in
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import (
    AgendaItem,
    Attendee,
    DecidedAmount,
    Meeting,
    Treatment,
)
from samordna.meetings.queries.seats import mandates_on, office_on, title_of
from samordna.meetings.rules.numbering import listed
from samordna.meetings.rules.outcomes import GRANTING
from samordna.meetings.rules.states import MEETING, RECORDING
from samordna.meetings.services.locking import in_states, locked_item, locked_meeting
from samordna.meetings.subjects import subject_of, to_be_decided
from samordna.meetings.wording import follow_outcome
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Mandate
from samordna.parties.numbers import paragraph_key, paragraph_period, take_number
from samordna.web.revisions import Stale

Amounts = Mapping[tuple[int, int], int]

_DECISION_FIELDS = (
    "outcome", "background", "claims", "clauses", "vote_yes", "vote_no", "vote_question",
    "vote_order", "votes", "reservations", "informed", "chaired_by_id",
)  # fmt: skip

_WORDS = frozenset({"background", "claims", "clauses", "vote_question", "reservations", "informed"})


class Decision(TypedDict, total=False):
    """What is written of a paragraph. What is left out stays as it is."""

    outcome: str
    background: str
    claims: str
    clauses: list[str]
    vote_yes: str
    vote_no: str
    vote_question: str
    vote_order: list[str]
    votes: dict[str, str]
    reservations: str
    informed: str
    chaired_by: Attendee | None


@transaction.atomic
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Open the meeting: everybody with a seat that day becomes an attendee; journalled.

    Nobody is present until ticked. An appointed member whose paper has not come in may attend
    without a vote (practice). Raises Refused, IllegalTransition and :class:`NotPossible`.
    """
    locked = locked_meeting(actor, meeting)
    state = MEETING.next(locked.state, "open")
    if clock.today() < locked.held_on:
        raise NotPossible(f"Sammanträdet hålls {locked.held_on} och kan öppnas den dagen.")
    going_on = Meeting.objects.filter(body=locked.body, state=Meeting.State.IN_SESSION).first()
    if going_on is not None:
        # Paragraphs run through the body: two meetings at once would mix their numbers.
        raise NotPossible(
            f"{locked.body.name} har ett sammanträde som pågår, {going_on.held_on}. Avsluta det "
            "först."
        )
    mandates = mandates_on(locked.body, locked.held_on)
    if not any(m.position != Mandate.Position.SUBSTITUTE for m in mandates):
        raise NotPossible(f"{locked.body.name} har inga ledamöter {locked.held_on}.")
    attendees = [_attendee(actor, locked, mandate) for mandate in mandates]
    attendees += [
        Attendee(
            association_id=actor.association_id,
            meeting=locked,
            person=assignment.person,
            name=assignment.name,
            title=title_of(assignment),
            capacity=Attendee.Capacity.OTHER,
        )
        for assignment in office_on(actor.association_id, locked.held_on)
    ]
    for position, attendee in enumerate(attendees, start=1):
        attendee.position = position
    Attendee.objects.bulk_create(attendees)
    before = {"state": locked.state}
    locked.state = state
    locked.opened_at = clock.now()
    if locked.secretary_id is None:
        locked.secretary_id = actor.person_id
    locked.save(update_fields=["state", "opened_at", "secretary"])
    after = {"state": state, "attendees": len(attendees), "secretary": locked.secretary_id}
    journal(actor=actor, verb="open_meeting", subject=locked, before=before, after=after)
    return locked


def _attendee(actor: Actor, meeting: Meeting, mandate: Mandate) -> Attendee:
    capacity = Attendee.Capacity.MEMBER
    if mandate.position == Mandate.Position.SUBSTITUTE:
        capacity = Attendee.Capacity.SUBSTITUTE
    title = mandate.get_position_display()
    papers_in = mandate.papers_received_on
    if papers_in is None or papers_in > meeting.held_on:
        capacity, title = Attendee.Capacity.OTHER, f"{title}, valet inte anmält"
    return Attendee(
        association_id=actor.association_id,
        meeting=meeting,
        mandate=mandate,
        person=mandate.person,
        name=mandate.name,
        organisation_name=mandate.organisation.name,
        capacity=capacity,
        title=title,
    )


@transaction.atomic
def treat_item(*, actor: Actor, item: AgendaItem) -> Treatment:
    """Take an item up: it gets the body's next paragraph number; journalled.

    The number is taken in the transaction that makes the paragraph, under the meeting's lock, so
    there is never a gap or a double. An item that was taken up already keeps its paragraph: two
    people who press at once see the same one. Raises Refused and :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, item.meeting)
    in_states(meeting, frozenset({Meeting.State.IN_SESSION}), "ta upp ärendet")
    earlier = Treatment.objects.filter(item=item).first()
    if earlier is not None:
        return earlier
    fresh = locked_item(item)
    period = paragraph_period(meeting.body, meeting.held_on)
    treatment = Treatment.objects.create(
        association_id=actor.association_id,
        item=fresh,
        body=meeting.body,
        paragraph=take_number(
            actor.association_id,
            kind="paragraph",
            key=paragraph_key(meeting.body, meeting.held_on),
        ),
        paragraph_period=period,
        background=fresh.background,
        clauses=list(fresh.proposal),
        informed=told(fresh),
        treated_at=clock.now(),
    )
    after = {"paragraph": treatment.paragraph, "heading": fresh.heading}
    journal(actor=actor, verb="treat_item", subject=treatment, after=after)
    return treatment


@transaction.atomic
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
    locked = (
        Treatment.objects.select_for_update(of=("self",))
        .select_related("item")
        .get(pk=treatment.pk)
    )
    before = {**_values(locked), "amounts": _amounts_of(locked)}
    if locked.revision != revision:
        raise Stale(locked.revision, saved=before)
    _write(meeting, locked, decision)
    locked.revision += 1
    locked.save()
    if subject_of(locked.item).carries_money:
        _write_amounts(actor, locked, before["outcome"], amounts)
    after = {**_values(locked), "amounts": _amounts_of(locked)}
    if after != before:
        # The page saves while the secretary writes: words are journalled once for ten minutes of
        # it, everything that is chosen every time.
        only_words = all(before[name] == after[name] for name in after if name not in _WORDS)
        note = journal_writing if only_words else journal
        note(actor=actor, verb="save_decision", subject=locked, before=before, after=after)
    return locked


def told(item: AgendaItem) -> str:
    """Whom the decision about an item is sent to, before the secretary has written anything."""
    return "" if item.subject_id is None else subject_of(item).told(item.subject_id)


def _values(treatment: Treatment) -> dict[str, Any]:
    return {name: getattr(treatment, name) for name in _DECISION_FIELDS}


def _write(meeting: Meeting, treatment: Treatment, decision: Decision) -> None:
    chair = decision.get("chaired_by")
    if chair is not None and chair.meeting_id != meeting.pk:
        raise NotPossible("Den som ledde ärendet måste ha deltagit i sammanträdet.")
    subject = subject_of(treatment.item)
    if reason := subject.impossible.get(decision.get("outcome", "")):
        raise NotPossible(reason)
    for name, value in decision.items():
        setattr(treatment, name, value)
    if treatment.outcome:
        treatment.clauses = follow_outcome(
            treatment.clauses,
            treatment.outcome,
            treatment.item.proposal,
            standing=subject.words,
            formal=treatment.item.kind == AgendaItem.Kind.FORMAL,
            also=_proposals_with_sums(treatment) if subject.carries_money else (),
        )


def _proposals_with_sums(treatment: Treatment) -> list[list[str]]:
    """The proposal as it reads with each sum that the paragraph has had."""
    proposed = sum(proposed_amounts(treatment).values())
    return [
        follow_table(treatment.item.proposal, before_kr=proposed, after_kr=kr)
        for kr in _earlier_sums(treatment)
    ]


def _earlier_sums(treatment: Treatment) -> set[int]:
    """Every sum that the paragraph has granted, in kronor: whoever read it then may still send it
    in the clauses."""
    saved = entries_about(treatment).filter(verb="save_decision")
    rows = [_amounts_of(treatment)]
    rows += [
        amounts
        for entry in saved.values_list("before", "after")
        for half in entry
        if (amounts := (half or {}).get("amounts"))
    ]
    return {sum(row[2] for row in amounts) for amounts in rows} - {0}


def _amounts_of(treatment: Treatment) -> list[list[int]]:
    rows = treatment.amounts.order_by("organisation_id", "year")
    return [list(row) for row in rows.values_list("organisation_id", "year", "amount_kr")]


def _write_amounts(
    actor: Actor, treatment: Treatment, earlier_outcome: str, given: Amounts | None
) -> None:
    proposed = proposed_amounts(treatment)
    if treatment.outcome not in GRANTING:
        wanted: Amounts = {}
    elif treatment.outcome == Treatment.Outcome.APPROVED:
        wanted = proposed
    elif given is not None:
        wanted = _checked(given, proposed)
    elif earlier_outcome == Treatment.Outcome.AMENDED:
        # Nothing was said of the amounts: those written before stand.
        wanted = {(row[0], row[1]): row[2] for row in _amounts_of(treatment)}
    else:
        wanted = proposed
    _follow_amounts(treatment, wanted)
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


def _follow_amounts(treatment: Treatment, wanted: Amounts) -> None:
    """Write the new sum into clauses that carry the old one; what somebody wrote otherwise stays.

    Otherwise the decision would say one sum and its distribution over the years another. Where no
    clause then names the new sum, one that was read before somebody else saved carries an earlier.
    """
    after = sum(wanted.values())
    if not after:
        return
    proposed = sum(proposed_amounts(treatment).values())
    standing = sum(row[2] for row in _amounts_of(treatment))
    clauses = follow_table(treatment.clauses, before_kr=standing or proposed, after_kr=after)
    for before in (proposed, *sorted(_earlier_sums(treatment))):
        if after not in {kr for clause in clauses for kr in amounts_in(clause)}:
            clauses = follow_table(clauses, before_kr=before, after_kr=after)
    if clauses != treatment.clauses:
        treatment.clauses = clauses
        treatment.save(update_fields=["clauses"])


def proposed_amounts(treatment: Treatment) -> dict[tuple[int, int], int]:
    """What is proposed of what a paragraph is about, as kronor by (organisation id, year)."""
    item = treatment.item
    return {} if item.subject_id is None else subject_of(item).proposed_amounts(item.subject_id)


def _checked(given: Amounts, proposed: Amounts) -> Amounts:
    """Only owners and years that the statement knows, and nothing below zero."""
    if unknown := set(given) - set(proposed):
        year = min(year for _, year in unknown)
        raise NotPossible(f"Förslaget har inget belopp för år {year} och den insatsägaren.")
    if any(kr < 0 for kr in given.values()):
        raise NotPossible("Ett beviljat belopp kan inte vara lägre än noll.")
    return {**proposed, **given}


def what_stops_closing(meeting: Meeting) -> str:
    """Why the meeting cannot be closed yet, as a Swedish sentence; empty when it can."""
    items = list(meeting.items.select_related("treatment"))
    treated = [t for item in items if (t := getattr(item, "treatment", None)) is not None]
    if not treated:
        return "Inget ärende har tagits upp."
    if missing := [f"§ {t.paragraph}" for t in treated if not t.outcome]:
        return f"Ange utgången i {listed(missing)} innan sammanträdet avslutas."
    needed = to_be_decided(items)
    waiting = [
        f"”{item.heading}”"
        for item in items
        if item.pk in needed and getattr(item, "treatment", None) is None
    ]
    if waiting:
        return (
            f"Ta upp {listed(waiting)} innan sammanträdet avslutas. "
            "Det som inte hinns med bordläggs."
        )
    if empty := _granting_nothing(meeting, [item for item in items if item.pk in needed]):
        # The last signature would else fail for ever: a grant of nothing cannot be put on record.
        return f"{listed(empty)} beviljar en ansökan men inget belopp. Ange belopp eller avslå."
    return ""


def _grants(item: AgendaItem, body: Body) -> bool:
    subject = subject_of(item)
    return subject.carries_money and subject.takes_effect_in(body)


def _granting_nothing(meeting: Meeting, items: list[AgendaItem]) -> list[str]:
    """The paragraphs that take effect and grant without a single krona."""
    amounts = DecidedAmount.objects.filter(treatment__item__meeting=meeting, amount_kr__gt=0)
    with_money = set(amounts.values_list("treatment_id", flat=True))
    return [
        f"§ {t.paragraph}"
        for item in items
        if _grants(item, meeting.body) and (t := getattr(item, "treatment", None)) is not None
        if t.outcome in GRANTING and t.pk not in with_money
    ]


@transaction.atomic
def close_meeting(*, actor: Actor, meeting: Meeting, ended_at: time | None = None) -> Meeting:
    """Close the meeting; journalled. ``ended_at`` is the time of day it ended.

    Raises Refused, IllegalTransition, and :class:`NotPossible` while something that was taken up
    has no outcome or something that must be decided has not been taken up.
    """
    locked = locked_meeting(actor, meeting)
    state = MEETING.next(locked.state, "close")
    if reason := what_stops_closing(locked):
        raise NotPossible(reason)
    if ended_at is not None:
        if ended_at <= locked.starts_at:
            raise NotPossible("Sammanträdet måste sluta efter att det har börjat.")
        locked.ends_at = ended_at
    before = {"state": locked.state}
    locked.state = state
    locked.closed_at = clock.now()
    locked.save(update_fields=["state", "closed_at", "ends_at"])
    after = {"state": state, "ends_at": locked.ends_at}
    journal(actor=actor, verb="close_meeting", subject=locked, before=before, after=after)
    return locked


def _check_nothing_followed(meeting: Meeting) -> None:
    """Further paragraphs of this meeting would stand after those of a later one."""
    own = Treatment.objects.filter(item__meeting=meeting).order_by("-paragraph").first()
    if own is None:
        return
    later = (
        Treatment.objects.filter(
            body=own.body, paragraph_period=own.paragraph_period, paragraph__gt=own.paragraph
        )
        .select_related("item__meeting")
        .first()
    )
    if later is not None:
        raise NotPossible(
            f"Sammanträdet {later.item.meeting.held_on} har redan tagit § {later.paragraph}. "
            "Det som återstår tas upp på ett nytt sammanträde."
        )


@transaction.atomic
def reopen_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Open a meeting again that was closed too soon; journalled. Not once the minutes are locked.

    Raises Refused, IllegalTransition, and :class:`NotPossible` when the body has gone on with its
    paragraphs at a later meeting.
    """
    locked = locked_meeting(actor, meeting)
    before = {"state": locked.state}
    locked.state = MEETING.next(locked.state, "reopen")
    _check_nothing_followed(locked)
    locked.closed_at = None
    locked.save(update_fields=["state", "closed_at"])
    journal(
        actor=actor,
        verb="reopen_meeting",
        subject=locked,
        before=before,
        after={"state": locked.state},
    )
    return locked
