"""Who signs the minutes when somebody refuses, is late, or is gone."""

from __future__ import annotations

from dataclasses import dataclass

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Attendee, Meeting, Minutes, MinutesSigner
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.lists import secretaries
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.services.locking import locked_meeting, locked_row
from samordna.meetings.services.minutes import lock_minutes, take_back
from samordna.parties.access import Refused
from samordna.parties.actors import Actor
from samordna.parties.models import Person


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who may sign in another's stead: an attendee, or for the secretary a person."""

    key: str
    name: str
    person: Person | None = None
    attendee: Attendee | None = None


@changes
def refuse_minutes(*, actor: Actor, minutes: Minutes, reason: str) -> Minutes:
    """Say that one does not sign the minutes as they stand, and why; journalled.

    They wait as before: the office takes them back to be put right or lets somebody else sign, or
    the person signs after all. Raises Refused to who is not named, and :class:`NotPossible`.
    """
    meeting = for_change(Meeting.objects.all()).get(pk=minutes.meeting_id)
    locked = for_change(Minutes.objects.all()).get(pk=minutes.pk)
    if locked.withdrawn_at is not None or meeting.state != Meeting.State.SIGNING:
        raise NotPossible("Protokollet är inte låst för justering. Läs den senaste versionen.")
    if not reason.strip():
        raise NotPossible("Skriv varför du inte skriver under, så att protokollet kan rättas.")
    own = [s for s in locked.signers.all() if s.person_id == actor.person_id]
    if not own or actor.person_id is None:
        raise Refused("Bara de som är utsedda att underteckna protokollet kan neka.")
    waiting = [signer for signer in own if signer.signature_id is None]
    if not waiting:
        raise NotPossible("Du har redan skrivit under protokollet.")
    for signer in waiting:
        signer.refused_at, signer.refusal_reason = clock.now(), reason.strip()[:500]
        signer.save(update_fields=["refused_at", "refusal_reason"])
    after = {"roles": [str(s) for s in waiting], "reason": reason.strip()[:500]}
    journal(actor=actor, verb="refuse_minutes", subject=locked, after=after)
    return locked


def stand_ins(signer: MinutesSigner) -> list[StandIn]:
    """Who may sign in a signer's stead: for the secretary somebody of the office today, for a chair
    or an adjuster who served at all their paragraphs and does not sign them already. Where nobody
    else served, the one of the two who is left may sign for the other too."""
    meeting = signer.minutes.meeting
    if signer.role in _AS_SECRETARY:
        office = secretaries(meeting.association_id, clock.today())
        return [
            StandIn(f"p{person.pk}", name, person=person)
            for person, name in office.items()
            if person.pk != signer.person_id
        ]
    proceedings = load_proceedings(meeting, attachments=False)
    mine = [s for s in proceedings.plan.signings if _is_of(signer, proceedings.by_key, s)]
    items = {item for signing in mine for item in signing.items}
    taken = {
        other.attendee.key
        for other in proceedings.plan.signings
        if other not in mine and items & set(other.items)
    } | {signing.attendee.key for signing in mine}
    everywhere = set.intersection(
        *({person.key for person in proceedings.minuted.serving_at(item)} for item in items)
    )
    left = everywhere - taken
    if not left:
        # In a committee of two nobody else served: the other signs in both roles.
        left = everywhere - {signing.attendee.key for signing in mine}
    found = [proceedings.by_key[key] for key in left]
    return [
        StandIn(str(row.pk), f"{row.name}, {row.organisation_name}".rstrip(", "), attendee=row)
        for row in sorted(found, key=lambda row: row.position)
    ]


def _is_of(signer: MinutesSigner, by_key: dict[str, Attendee], signing: object) -> bool:
    row = by_key[signing.attendee.key]  # type: ignore[attr-defined]
    same = row.person_id == signer.person_id and row.name == signer.name
    return same and signing.role == signer.role  # type: ignore[attr-defined]


@changes
def replace_signer(
    *, actor: Actor, signer: MinutesSigner, stand_in: StandIn, reason: str
) -> Minutes:
    """Let somebody else sign in a signer's stead, with a reason; journalled.

    The paper names who signs, so the version is taken back as it is, with its signatures on record,
    and a new one is locked in the same transaction; all sign the new one. Raises Refused,
    IllegalTransition, and :class:`NotPossible` also for a stand-in who may not sign.
    """
    meeting = locked_meeting(actor, signer.minutes.meeting)
    signer = locked_row(
        MinutesSigner.objects.select_related("minutes"), signer, "Underskriften behövs inte längre."
    )
    signer.minutes.meeting = meeting
    if signer.minutes.withdrawn_at is not None or meeting.state != Meeting.State.SIGNING:
        raise NotPossible("Protokollet är inte låst för justering. Läs den senaste versionen.")
    if signer.signature_id is not None:
        raise NotPossible(f"{signer.name} har redan skrivit under.")
    if not reason.strip():
        raise NotPossible("Skriv varför någon annan skriver under. Skälet står i journalen.")
    chosen = next((s for s in stand_ins(signer) if s.key == stand_in.key), None)
    if chosen is None:
        raise NotPossible(
            f"{stand_in.name} kan inte skriva under i stället: den som gör det har tjänstgjort vid "
            "paragraferna och skriver inte redan under dem."
        )
    take_back(actor, meeting, signer.minutes, reason, locks_anew=True)
    _put_in(actor, meeting, signer, chosen, reason)
    after = {"instead_of": signer.name, "by": chosen.name, "role": signer.role, "reason": reason}
    journal(actor=actor, verb="replace_signer", subject=signer.minutes, after=after)
    return lock_minutes(actor=actor, meeting=meeting)


def _put_in(
    actor: Actor, meeting: Meeting, signer: MinutesSigner, chosen: StandIn, reason: str
) -> None:
    """Note who signs in whose place, why, and by whose decision: what the body decided, who
    chaired, and who kept the minutes, stands as it was."""
    if chosen.person is not None:
        # The one who kept them can sign after all: nobody stands in any more, and the version that
        # somebody else was to sign says why.
        back = chosen.person.pk == meeting.secretary_id
        meeting.secretary_signed_by = None if back else chosen.person
        _note(meeting, actor, reason)
        return
    assert chosen.attendee is not None
    here = Attendee.objects.filter(meeting=meeting)
    own = here.filter(person=signer.person, name=signer.name)
    field = "signed_for_by" if signer.role in _AS_CHAIR else "adjusted_for_by"
    # Who stands in for somebody, and cannot either, is replaced where that is noted.
    stood_in = signer.role in (SigningRole.FOR_CHAIR, SigningRole.FOR_ADJUSTER)
    replaced = here.filter(**{f"{field}__in": own}) if stood_in else own
    for row in list(replaced):
        setattr(row, field, chosen.attendee)
        _note(row, actor, reason)


def _note(row: Meeting | Attendee, actor: Actor, reason: str) -> None:
    row.stand_in_reason = reason.strip()[:300]
    row.stand_in_decided_by = actor.name[:120]
    row.stand_in_decided_on = clock.today()
    row.save()


_AS_SECRETARY = frozenset({SigningRole.SECRETARY, SigningRole.FOR_SECRETARY})
_AS_CHAIR = frozenset({SigningRole.CHAIR, SigningRole.FOR_CHAIR})
