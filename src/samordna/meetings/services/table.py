"""At the table: opening the meeting, taking items up, and closing it."""

from __future__ import annotations

from datetime import date, time

from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import Clause, ClauseKind, clauses_of
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import (
    AgendaItem,
    Attendee,
    DecidedAmount,
    Meeting,
    Treatment,
)
from samordna.meetings.papers.words import meeting_title
from samordna.meetings.proceedings.decisions import outcome_proposed
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.proposed import proposed_facts
from samordna.meetings.queries.seats import empty_seats_on, mandates_on, office_on, title_of
from samordna.meetings.queries.summons import has_reached_nobody
from samordna.meetings.rules.adjuster_words import is_about_adjusters
from samordna.meetings.rules.blocks import (
    MATTER_ON_FILE,
    ORDINARY,
    Block,
    first_block,
    kept_blocks,
    naming,
)
from samordna.meetings.rules.outcomes import GRANTING, Outcome
from samordna.meetings.rules.states import MEETING, Dispatch
from samordna.meetings.rules.voting import usual_propositions
from samordna.meetings.services.informed import first_informed
from samordna.meetings.services.locking import in_states, locked_item, locked_meeting
from samordna.meetings.steps import matter_of
from samordna.meetings.subjects import subject_of, to_be_decided
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Mandate
from samordna.parties.numbers import paragraph_key, paragraph_period, take_number
from samordna.register.steps import open_matter

_ORDINARY_ON_FILE = ORDINARY[Outcome.NOTED]


class NobodyCalled(NotPossible):
    """The summons has reached nobody, or was never made."""

    def __init__(self) -> None:
        super().__init__("Kallelsen har inte nått någon. Sammanträdet är inte öppnat.")


class LeftUnnoted(NotPossible):
    """The body is no quorum at what is left, and nobody has noted that it was not handled."""

    def __init__(self) -> None:
        super().__init__(
            "Inget mer kan behandlas. Välj ”Anteckna att det som återstår inte behandlas”, så står "
            "det i protokollet och sammanträdet kan avslutas."
        )


@changes
def open_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    uncalled_reason: str = "",
    called: tuple[Dispatch, date] | None = None,
) -> Meeting:
    """Open the meeting: everybody with a seat that day becomes an attendee; journalled.

    Nobody is present until ticked, but the secretary who opens it. An appointed member whose
    paper has not come in may attend without a vote (practice). ``uncalled_reason``: the actor has
    been told that the summons has reached nobody, and says why it is opened all the same, which
    the minutes tell. ``called``: how and when its body was called where no summons was made here.
    Raises Refused, IllegalTransition, :class:`NotPossible` and :class:`NobodyCalled`.
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
    secretary = locked.secretary_id or actor.person_id
    mandates = mandates_on(locked.body, locked.held_on)
    if not any(m.position != Mandate.Position.SUBSTITUTE for m in mandates):
        raise NotPossible(f"{locked.body.name} har inga ledamöter {locked.held_on}.")
    if called is not None:
        _check_called(locked, called[1])
    reached_nobody = called is None and has_reached_nobody(locked)
    reason = uncalled_reason.strip()[:300] if reached_nobody else ""
    if reached_nobody and not reason:
        raise NobodyCalled
    attendees = [_attendee(actor, locked, mandate) for mandate in mandates]
    attendees += [
        Attendee(
            association_id=actor.association_id,
            meeting=locked,
            name=f"ledig plats, {member.name}" if member else "ledig plats",
            organisation_name=member.name if member else "",
            capacity=Attendee.Capacity.MEMBER,
            empty_seat=True,
            seat_of=member,
        )
        for member in empty_seats_on(locked.body, locked.held_on)
    ]
    attendees += [
        Attendee(
            association_id=actor.association_id,
            meeting=locked,
            person=assignment.person,
            name=assignment.name,
            title=title_of(assignment),
            capacity=Attendee.Capacity.OTHER,
            present=assignment.person_id == secretary == actor.person_id,
        )
        for assignment in office_on(actor.association_id, locked.held_on)
    ]
    for position, attendee in enumerate(attendees, start=1):
        attendee.position = position
    Attendee.objects.bulk_create(attendees)
    before = {"state": locked.state}
    locked.state = state
    locked.opened_at = clock.now()
    locked.secretary_id = secretary
    locked.opened_uncalled, locked.uncalled_reason = reached_nobody, reason
    if called is not None:
        locked.summoned_by, locked.summoned_on = called
    if matter_of(locked) is None:
        # The summons opens it, and none was made.
        locked.matter = open_matter(actor=actor, subject=meeting_title(locked))
    locked.save(update_fields=_OPENED)
    after = {"state": state, "attendees": len(attendees), "secretary": locked.secretary_id}
    journal(actor=actor, verb="open_meeting", subject=locked, before=before, after=after)
    if reached_nobody:
        uncalled = {"uncalled": True, "reason": reason}
        journal(actor=actor, verb="open_uncalled", subject=locked, after=uncalled)
    if called is not None:
        told = {"how": locked.summoned_by, "summoned_on": locked.summoned_on}
        journal(actor=actor, verb="dispatch_summons", subject=locked, after=told)
    return locked


_OPENED = (
    "state",
    "opened_at",
    "secretary",
    "opened_uncalled",
    "uncalled_reason",
    "summoned_by",
    "summoned_on",
    "matter",
)


def _check_called(meeting: Meeting, day: date) -> None:
    """Raises :class:`NotPossible` for a day after the meeting's, and where a summons was made here,
    whose letters and register say how it went out."""
    if meeting.summons_id is not None:
        raise NotPossible("Det finns en kallelse. Ange hur den skickades på sammanträdets sida.")
    if day > meeting.held_on:
        raise NotPossible(
            f"Sammanträdet hölls {meeting.held_on}, så ingen kan ha kallats till det {day}."
        )


def _attendee(actor: Actor, meeting: Meeting, mandate: Mandate) -> Attendee:
    capacity = Attendee.Capacity.MEMBER
    if mandate.position == Mandate.Position.SUBSTITUTE:
        capacity = Attendee.Capacity.SUBSTITUTE
    title = mandate.title
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


@changes
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
    vote = usual_propositions(outcome_proposed(fresh, proposed_facts([fresh])))
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
        blocks=kept_blocks([_first_block(fresh)]),
        payout_rule=_proposed_payout(fresh),
        informed=first_informed(fresh),
        vote_yes=vote.yes or "",
        vote_no=vote.no or "",
        treated_at=clock.now(),
        # The item's grows past what any page has read of a treatment that was untaken.
        revision=fresh.revision,
    )
    after = {"paragraph": treatment.paragraph, "heading": fresh.heading}
    journal(actor=actor, verb="treat_item", subject=treatment, after=after)
    return treatment


def _first_block(item: AgendaItem) -> Block:
    proposal = clauses_of(item.proposal)
    if _proposed_payout(item) and all(c.kind is not ClauseKind.PAYOUT for c in proposal):
        proposal.append(Clause(ClauseKind.PAYOUT, words="{payout}"))
    words = subject_of(item).words_of(item.subject_id)
    if item.kind == AgendaItem.Kind.DECISION and words.get(Outcome.NOTED) == _ORDINARY_ON_FILE:
        words = {**words, Outcome.NOTED: MATTER_ON_FILE}
    if not (item.kind == AgendaItem.Kind.ELECTION and is_about_adjusters(item.heading)):
        words = naming(clauses_of(item.proposal), words)
    return first_block(proposal, words)


def _proposed_payout(item: AgendaItem) -> str:
    if item.proposed_in is not None and item.proposed_in.payout_rule:
        return item.proposed_in.payout_rule
    rule = subject_of(item).proposed_payout(item.subject_id) if item.subject_id else None
    return str(rule) if rule else ""


def what_stops_closing(meeting: Meeting) -> NotPossible | None:
    """Why the meeting cannot be closed yet, with the items that it is about; None when it can."""
    items = list(meeting.items.select_related("treatment"))
    treated = {i.pk: t for i in items if (t := getattr(i, "treatment", None)) is not None}
    if not treated:
        return NotPossible(
            "Inget ärende har tagits upp. Kom ingen, eller öppnades sammanträdet av misstag, "
            "ställer du in det."
        )
    if missing := {pk: f"§ {t.paragraph}" for pk, t in treated.items() if not t.outcome}:
        said = f"Ange utgången i {listed(list(missing.values()))} innan sammanträdet avslutas."
        return NotPossible(said, dict.fromkeys(missing, "Välj hur ärendet slutade."))
    needed = to_be_decided(items)
    if waiting := {
        item.pk: f"”{item.heading}”"
        for item in items
        if item.pk in needed and item.pk not in treated
    }:
        said = (
            f"Ta upp {listed(list(waiting.values()))} innan sammanträdet avslutas. "
            "Det som inte hinns med bordläggs."
        )
        return NotPossible(said, dict.fromkeys(waiting, "Ta upp ärendet, eller bordlägg det."))
    if empty := _granting_nothing(meeting, [item for item in items if item.pk in needed]):
        # The last signature would else fail for ever: a grant of nothing cannot be put on record.
        said = (
            f"{listed(list(empty.values()))} beviljar en ansökan men inget belopp. "
            "Ange belopp eller avslå."
        )
        return NotPossible(said, dict.fromkeys(empty, "Ange belopp, eller avslå ansökan."))
    return None


def _grants(item: AgendaItem, body: Body) -> bool:
    subject = subject_of(item)
    return subject.carries_money and subject.takes_effect_in(body)


def _granting_nothing(meeting: Meeting, items: list[AgendaItem]) -> dict[int, str]:
    """The paragraphs that take effect and grant without a single krona, by their items' keys."""
    amounts = DecidedAmount.objects.filter(treatment__item__meeting=meeting, amount_kr__gt=0)
    with_money = set(amounts.values_list("treatment_id", flat=True))
    return {
        item.pk: f"§ {t.paragraph}"
        for item in items
        if _grants(item, meeting.body) and (t := getattr(item, "treatment", None)) is not None
        if t.outcome in GRANTING and t.pk not in with_money
    }


@changes
def close_meeting(*, actor: Actor, meeting: Meeting, ended_at: time | None = None) -> Meeting:
    """Close the meeting; journalled. ``ended_at`` is the time of day it ended.

    Raises Refused, IllegalTransition, and :class:`NotPossible` while something that was taken up
    has no outcome or something that must be decided has not been taken up, and
    :class:`LeftUnnoted`: what a body that is no quorum leaves would have no trace in the minutes.
    """
    locked = locked_meeting(actor, meeting)
    state = MEETING.next(locked.state, "close")
    if stops := what_stops_closing(locked):
        raise stops
    if load_proceedings(locked, attachments=False).beyond_handling:
        raise LeftUnnoted
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


@changes
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
