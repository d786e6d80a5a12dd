"""Who signs the minutes when somebody refuses, is late, or is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.sentences import either, listed
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Attendee, InStead, Meeting, Minutes, MinutesSigner
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries.lists import secretaries
from samordna.meetings.rules.chair_and_adjusters import Signing, SigningRole
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.stand_ins import AS_CHAIR, who_may
from samordna.meetings.rules.states import RECORDING
from samordna.meetings.services.locking import in_states, locked_meeting, locked_row
from samordna.meetings.services.minutes import lock_minutes, take_back
from samordna.parties.access import Refused
from samordna.parties.actors import Actor
from samordna.parties.models import Person

AS_SECRETARY = frozenset({SigningRole.SECRETARY, SigningRole.FOR_SECRETARY})


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who may sign in another's stead: an attendee, or for the secretary a person."""

    key: str
    name: str
    person: Person | None = None
    attendee: Attendee | None = None

    @property
    def person_key(self) -> int | None:
        """Whose account signs; None for nobody's."""
        if self.person is not None:
            return self.person.pk
        return self.attendee.person_id if self.attendee else None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what a signer signs, with those who may sign it instead.

    ``items`` are agenda items by key, none for the secretary's all, and ``for_whom`` is who was to
    sign them at first. ``numbers`` are their paragraphs. Of those, ``by_both``: nobody else served,
    so that whoever signs it already would sign it in both roles; ``by_called``: nobody is left of
    those who served.
    """

    key: str
    paragraphs: str
    people: tuple[StandIn, ...]
    items: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    for_whom: Attendee | None = None
    by_both: tuple[int, ...] = ()
    by_called: tuple[int, ...] = ()

    @property
    def names(self) -> str:
        """Those who may, to choose among: ”Alva Alm, Lars Lind eller Tage Torn”."""
        return either([one.name.partition(",")[0] for one in self.people])


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


def shares(signer: MinutesSigner) -> list[Share]:
    """What a signer signs, divided by who may sign it in the stead: for the secretary all of it,
    by somebody of the office today; for a chair or an adjuster paragraph by paragraph, as
    :func:`samordna.meetings.rules.stand_ins.who_may` says."""
    meeting = signer.minutes.meeting
    other_side = _on_the_other_side(signer)
    if signer.role in AS_SECRETARY:
        office = secretaries(meeting.association_id, clock.today())
        people = [
            StandIn(f"p{person.pk}", name, person=person)
            for person, name in office.items()
            if person.pk != signer.person_id
        ]
        return [Share("alla", signer.paragraphs, _rather_others(people, other_side))]
    proceedings = load_proceedings(meeting, attachments=False)
    plan = proceedings.plan.signings
    mine = next((s for s in plan if _is_of(signer, proceedings, s)), None)
    if mine is None:
        return []
    alike: dict[tuple[str, ...], list[int]] = {}
    for place in mine.items:
        may = who_may(proceedings.minuted, plan, mine, place, proceedings.called)
        alike.setdefault(tuple(person.key for person in may), []).append(place)
    items = {proceedings.places[item.pk]: item.pk for item in proceedings.treated}
    return [
        Share(
            str(items[places[0]]),
            written(proceedings.minuted.numbered(places)),
            _rather_others([_stand_in(row) for row in _in_order(proceedings, keys)], other_side),
            tuple(items[place] for place in places),
            tuple(proceedings.minuted.numbered(places)),
            proceedings.by_key[(mine.instead_of or mine.attendee).key],
            by_both=tuple(
                proceedings.minuted.numbered([p for p in places if _all_sign(plan, keys, p)])
            ),
            by_called=tuple(
                proceedings.minuted.numbered(
                    [p for p in places if not _served(proceedings, keys, p)]
                )
            ),
        )
        for keys, places in alike.items()
    ]


def _on_the_other_side(signer: MinutesSigner) -> set[int | None]:
    """The people who sign the same version on the other side of the secretary and the body."""
    as_secretary = signer.role in AS_SECRETARY
    return {
        other.person_id
        for other in signer.minutes.signers.all()
        if (other.role in AS_SECRETARY) != as_secretary
    }


def _rather_others(people: Sequence[StandIn], other_side: set[int | None]) -> tuple[StandIn, ...]:
    """Of some people those who do not sign on the other side already; all of them where there is
    nobody else: a person signs twice only then."""
    others = [one for one in people if one.person_key not in other_side]
    return tuple(others or people)


def _served(proceedings: Proceedings, keys: Iterable[str], place: int) -> bool:
    """Whether nobody but who served may sign a paragraph."""
    return {*keys} <= {person.key for person in proceedings.minuted.serving_at(place)}


def stand_ins(signer: MinutesSigner) -> list[StandIn]:
    """Those who may sign all of what the signer signs."""
    parts = shares(signer)
    return [
        person
        for person in (parts[0].people if parts else ())
        if all(person.key in {other.key for other in part.people} for part in parts)
    ]


def _in_order(proceedings: Proceedings, keys: Iterable[str]) -> list[Attendee]:
    return sorted((proceedings.by_key[key] for key in keys), key=lambda row: row.position)


def _stand_in(row: Attendee) -> StandIn:
    whole = f"{row.name}, {row.organisation_name}".rstrip(", ")
    return StandIn(str(row.pk), whole, attendee=row)


def _all_sign(plan: Iterable[Signing], keys: Collection[str], place: int) -> bool:
    """Whether everybody who may sign a paragraph signs it already, and so would sign it twice."""
    return bool(keys) and {*keys} <= {s.attendee.key for s in plan if place in s.items}


def _is_of(signer: MinutesSigner, proceedings: Proceedings, signing: Signing) -> bool:
    row = proceedings.by_key[signing.attendee.key]
    instead_of = signing.instead_of.name if signing.instead_of else ""
    same = row.person_id == signer.person_id and row.name == signer.name
    return same and signing.role == signer.role and instead_of == signer.instead_of


@changes
def replace_signer(
    *, actor: Actor, signer: MinutesSigner, chosen: Mapping[str, StandIn], reason: str
) -> Minutes:
    """Let others sign in a signer's stead, with a reason; journalled.

    ``chosen`` has one for each of the signer's :func:`shares` that anybody may take, by its key.
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
    parts = [(part, _chosen(part, chosen)) for part in shares(signer) if part.people]
    if not parts:
        raise NotPossible(
            f"Ingen annan kan skriva under i stället för {signer.name}. {why_nobody(signer)}"
        )
    take_back(actor, meeting, signer.minutes, reason, locks_anew=True)
    if signer.role in AS_SECRETARY:
        _for_secretary(actor, meeting, parts[0][1], reason)
    else:
        for part, stand_in in parts:
            _for_member(actor, meeting, signer, part, stand_in, reason)
    after = {
        "instead_of": signer.name,
        "by": by_whom(parts),
        "role": signer.role,
        "reason": reason,
    }
    journal(actor=actor, verb="replace_signer", subject=signer.minutes, after=after)
    return lock_minutes(actor=actor, meeting=meeting, again=True)


def why_nobody(signer: MinutesSigner) -> str:
    """Why nobody may sign in a signer's stead, and what is done about it."""
    as_secretary = signer.role in AS_SECRETARY
    way_out = (
        "Ge någon en roll på kansliet först."
        if as_secretary
        else "Ta tillbaka protokollet först. Rätta sedan närvaron om den är fel, eller ange vem "
        "som ledde eller justerar paragraferna."
    )
    return f"Den som gör det {_demand(as_secretary=as_secretary)}. {way_out}"


def _demand(*, as_secretary: bool) -> str:
    """What somebody who signs in another's stead is or has done."""
    if as_secretary:
        return "arbetar på kansliet"
    return "har tjänstgjort vid paragraferna utan jäv och skriver inte redan under dem"


def _chosen(part: Share, chosen: Mapping[str, StandIn]) -> StandIn:
    stand_in = chosen.get(part.key)
    if stand_in is None:
        raise NotPossible(f"Välj vem som skriver under {part.paragraphs}.")
    found = next((person for person in part.people if person.key == stand_in.key), None)
    if found is None:
        raise NotPossible(
            f"{stand_in.name} kan inte skriva under {part.paragraphs} i stället: den som gör det "
            f"{_demand(as_secretary=not part.items)}. Välj {part.names}."
        )
    return found


def by_whom(parts: Sequence[tuple[Share, StandIn]]) -> str:
    """Who signs instead, each with the paragraphs where they are several: ”Klara Kvist § 64”."""
    by: dict[str, list[Share]] = {}
    for part, stand_in in parts:
        by.setdefault(stand_in.name, []).append(part)
    if len(by) == 1:
        return next(iter(by))
    return listed(
        [f"{name} ({written(n for part in own for n in part.numbers)})" for name, own in by.items()]
    )


def _for_secretary(actor: Actor, meeting: Meeting, chosen: StandIn, reason: str) -> None:
    """Note who signs for the secretary. The one who kept the minutes can sign after all: nobody
    stands in any more, and the version that somebody else was to sign says why."""
    assert chosen.person is not None
    back = chosen.person.pk == meeting.secretary_id
    meeting.secretary_signed_by = None if back else chosen.person
    meeting.stand_in_reason = reason.strip()[:300]
    meeting.stand_in_decided_by = actor.name[:120]
    meeting.stand_in_decided_on = clock.today()
    meeting.save()


def _for_member(
    actor: Actor,
    meeting: Meeting,
    signer: MinutesSigner,
    part: Share,
    chosen: StandIn,
    reason: str,
) -> None:
    """Note who signs the paragraphs of a part, why, and by whose decision: who chaired and whom the
    body elected stands as it was. Who can sign after all has nobody in the stead any more."""
    assert chosen.attendee is not None and part.for_whom is not None
    role = SigningRole.FOR_CHAIR if signer.role in AS_CHAIR else SigningRole.FOR_ADJUSTER
    replaced = part.for_whom
    rows = InStead.objects.filter(meeting=meeting, item__in=part.items, role=role)
    rows.filter(instead_of=replaced).delete()
    if chosen.attendee.pk == replaced.pk:
        return
    InStead.objects.bulk_create(
        InStead(
            association_id=actor.association_id,
            meeting=meeting,
            item_id=item,
            role=role,
            instead_of=replaced,
            by=chosen.attendee,
            reason=reason.strip()[:300],
            decided_by=actor.name[:120],
            decided_on=clock.today(),
        )
        for item in part.items
    )


@changes
def drop_stand_in(*, actor: Actor, row: InStead) -> None:
    """Let nobody sign in another's stead any more while the minutes are put right, for all that the
    one signs for the other: whoever was to sign does; journalled. Raises Refused and
    :class:`NotPossible`."""
    meeting = locked_meeting(actor, row.meeting)
    in_states(meeting, RECORDING, "ta bort den som skriver under i stället")
    rows = InStead.objects.filter(
        meeting=meeting, role=row.role, instead_of=row.instead_of_id, by=row.by_id
    )
    if not rows.exists():
        raise NotPossible("Ersättaren är redan borttagen.")
    before = {
        "instead_of": row.instead_of.name,
        "by": row.by.name,
        "role": row.role,
        "reason": row.reason,
    }
    rows.delete()
    journal(actor=actor, verb="drop_stand_in", subject=meeting, before=before)
