"""Who may plan, keep and read a meeting. Functions answer (allowed, reason)."""

from __future__ import annotations

from samordna.meetings.models import AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.rules.states import ADJUSTED, LOCKED
from samordna.meetings.subjects import subject_of
from samordna.parties.access import ALLOWED, ANOTHERS, Decision, of_one_association
from samordna.parties.actors import Actor
from samordna.parties.models import Role

#: The roles that plan meetings and keep the minutes.
KEEPERS = (Role.DIRECTOR, Role.REGISTRAR)


def is_keeper(actor: Actor) -> bool:
    """Whether planning and keeping meetings is the actor's work."""
    return actor.kind == "system" or bool(actor.roles & set(KEEPERS))


def may_plan(actor: Actor) -> Decision:
    """Plan a new meeting: the director and the registrar."""
    if is_keeper(actor):
        return ALLOWED
    return False, "Bara förbundschefen och administratören planerar sammanträden."


@of_one_association(ANOTHERS)
def may_keep(actor: Actor, meeting: Meeting) -> Decision:
    """Plan, record and lock a meeting: director, registrar and the meeting's own secretary."""
    if is_keeper(actor) or (
        meeting.secretary_id is not None and meeting.secretary_id == actor.person_id
    ):
        return ALLOWED
    return (
        False,
        "Det här gör förbundschefen, administratören eller sammanträdets sekreterare. "
        "Du kan läsa handlingarna.",
    )


@of_one_association(ANOTHERS)
def may_read(actor: Actor, meeting: Meeting) -> Decision:
    """Read the agenda and its papers: the office, auditors, and from the summons the body."""
    if may_keep(actor, meeting)[0] or actor.is_office or Role.AUDITOR in actor.roles:
        return ALLOWED
    if actor.seat_in(meeting.body_id) is not None and was_called(meeting):
        return ALLOWED
    return False, "Sammanträdets handlingar är till för organets ledamöter."


@of_one_association(ANOTHERS)
def may_know_of(actor: Actor, meeting: Meeting) -> Decision:
    """Know when and where a meeting is, also before the summons: its body, and all who read it."""
    if actor.seat_in(meeting.body_id) is not None:
        return ALLOWED
    return may_read(actor, meeting)


def was_called(meeting: Meeting) -> bool:
    """Whether the body has been summoned: of a cancelled meeting it reads what it was called to."""
    if meeting.state == Meeting.State.CANCELLED:
        return meeting.summoned_on is not None
    return meeting.state != Meeting.State.PLANNED


@of_one_association(ANOTHERS)
def may_read_minutes(actor: Actor, meeting: Meeting) -> Decision:
    """Read the minutes: the office always, those who sign from the lock, the body when adjusted."""
    if may_keep(actor, meeting)[0] or actor.is_office:
        return ALLOWED
    if meeting.state in ADJUSTED and may_read(actor, meeting)[0]:
        return ALLOWED
    if meeting.state in LOCKED and is_signer(actor, meeting):
        return ALLOWED
    return False, "Protokollet kan läsas när det är justerat."


@of_one_association(ANOTHERS)
def may_read_extract(actor: Actor, treatment: Treatment, adjusted: bool) -> Decision:
    """Read one paragraph: whoever reads the minutes, and once adjusted an organisation its own."""
    if may_read_minutes(actor, treatment.item.meeting)[0]:
        return ALLOWED
    if adjusted and _is_about_own(actor, treatment.item):
        return ALLOWED
    return False, "Utdraget kan läsas när protokollet är justerat."


def _is_about_own(actor: Actor, item: AgendaItem) -> bool:
    own = actor.applicant_for | actor.signatory_for
    if not own or item.subject_id is None:
        return False
    return bool(own & subject_of(item).readers(item.subject_id))


def is_signer(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor is named to sign the minutes that are locked now. One query."""
    return (
        actor.person_id is not None
        and Minutes.objects.filter(
            meeting=meeting, withdrawn_at=None, signers__person_id=actor.person_id
        ).exists()
    )
