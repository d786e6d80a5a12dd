"""Who signs a paragraph in the stead of its chair or its elected adjuster.

The minutes are signed by who chaired the paragraph and by one member more (KL 5:69, 6:35); the law
does not say what follows when one of them cannot. Practice: another who served at that paragraph
signs in the stead, paragraph by paragraph, so that one signer's may be divided among several. The
chair is never the second who signs a paragraph at which another member served. Where nobody is left
of those who served, the body adjusts the paragraph itself, at its next meeting, and chooses one of
those it had called to sign for it (KL 5:69: in the way that the body has decided).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.chair_and_adjusters import Signing, SigningPlan, SigningRole
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.presence import Attendee, Presence

INSTEAD = {
    SigningRole.CHAIR: SigningRole.FOR_CHAIR,
    SigningRole.ADJUSTER: SigningRole.FOR_ADJUSTER,
}
AS_CHAIR = frozenset({SigningRole.CHAIR, SigningRole.FOR_CHAIR})


@dataclass(frozen=True, slots=True)
class StandsIn:
    """Who signs one item (``by``) in the stead of whom, by keys; ``role`` is FOR_CHAIR or
    FOR_ADJUSTER. It counts only while the other is to sign that item in that role."""

    item: int
    role: SigningRole
    instead_of: str
    by: str

    def is_of(self, signing: Signing) -> bool:
        """Whether somebody signs because of this."""
        other = signing.instead_of.key if signing.instead_of else ""
        same = (self.role, self.by, self.instead_of) == (signing.role, signing.attendee.key, other)
        return same and self.item in signing.items


def with_stand_ins(
    plan: SigningPlan, presence: Presence, stand_ins: Iterable[StandsIn]
) -> SigningPlan:
    """The plan with those who sign in another's stead, and what is wrong with it added.

    The minutes still say who chaired and whom the body elected. Codes: ``chair-absent``,
    ``chair-disqualified``, ``adjuster-absent``, ``adjuster-disqualified`` and
    ``adjuster-is-chair``. Raises KeyError when a key is nobody at the meeting.
    """
    known = {(one.role, one.instead_of, one.item): one.by for one in stand_ins}
    signings: list[Signing] = []
    for signing in plan.signings:
        parts: dict[str, list[int]] = {signing.attendee.key: []}
        role = INSTEAD[signing.role]
        for item in signing.items:
            by = known.get((role, signing.attendee.key, item), signing.attendee.key)
            parts.setdefault(by, []).append(item)
        for key, items in parts.items():
            if items:
                part = replace(signing, items=tuple(items), numbers=tuple(presence.numbered(items)))
                signings.append(part if key == signing.attendee.key else _by(presence, part, key))
    slips = _slips(presence, plan, signings)
    return SigningPlan(tuple(signings), (*plan.findings, *slips), plan.alone)


def _by(presence: Presence, part: Signing, key: str) -> Signing:
    other = presence.attendee(key)
    return replace(part, attendee=other, role=INSTEAD[part.role], instead_of=part.attendee)


def who_may(
    presence: Presence,
    signings: Sequence[Signing],
    signing: Signing,
    item: int,
    called: Iterable[Attendee] = (),
) -> list[Attendee]:
    """Who may sign an item in the stead of one who is to sign it: who served at it and was not
    disqualified, does not sign it already, and was not replaced in the other's place; also the one
    whom a stand-in signs for, who may after all. Where only those who sign it, or were to, served,
    as in a committee of two, the one who is left signs for the other too; where nobody is left,
    those of the body who had been ``called`` and were not disqualified."""
    here = [s for s in signings if item in s.items]
    others = [s for s in here if (s.role in AS_CHAIR) != (signing.role in AS_CHAIR)]
    signs = {signing.attendee, *(s.attendee for s in others)}
    gone = {s.instead_of for s in others}
    serving = presence.serving_at(item)
    found = [person for person in serving if person not in signs | gone]
    if any(person != signing.instead_of for person in found):
        return found
    left = {s.attendee for s in others} - {signing.attendee}
    if both := [person for person in serving if person in left]:
        return found or both
    if not {*serving} <= gone | {signing.instead_of or signing.attendee}:
        return found
    taken = {person.key for person in (*serving, *signs, *gone) if person}
    return found + [
        person
        for person in called
        if person.key not in taken and not presence.is_disqualified(person.key, item)
    ]


def secretary_findings(presence: Presence, keys: Iterable[str], name: str) -> list[Finding]:
    """Return ``secretary-disqualified`` where who signs for the secretary was disqualified.

    ``keys`` are the person at the meeting. It stops nothing: the secretary decides nothing, and the
    chair and the adjuster answer for what the paragraph says.
    """
    keys = list(keys)
    items = [i for i in presence.paragraphs if any(presence.is_disqualified(k, i) for k in keys)]
    if not items:
        return []
    where = written(presence.numbered(items))
    message = (
        f"{name} har jäv i {where} men skriver under som sekreterare. Det hindrar inte: "
        "sekreteraren beslutar inget. Vill ni undvika frågan ger ni protokollet en annan "
        "sekreterare innan det låses, eller låter någon annan på kansliet skriva under när det är "
        "låst."
    )
    return [Finding(codes.SECRETARY_DISQUALIFIED, Severity.WARNING, message, Where(field=where))]


def _slips(presence: Presence, plan: SigningPlan, signings: Sequence[Signing]) -> list[Finding]:
    """What is wrong with who signs in another's stead. One person in both roles before anybody
    stood in is told by the plan itself."""
    chairs = {i: s.attendee for s in signings if s.role in AS_CHAIR for i in s.items}
    led = {(s.attendee.key, i) for s in plan.signings if s.role in AS_CHAIR for i in s.items}
    already = {
        i
        for s in plan.signings
        if s.role not in AS_CHAIR
        for i in s.items
        if (s.attendee.key, i) in led
    }
    found: list[Finding] = []
    for signing in signings:
        if signing.instead_of is not None:
            key, as_chair = signing.attendee.key, signing.role in AS_CHAIR
            biased = [i for i in signing.items if presence.is_disqualified(key, i)]
            away = [
                i
                for i in signing.items
                if i not in biased
                and signing.attendee not in presence.serving_at(i)
                and not _all_replaced(presence, signings, i)
            ]
            if biased:
                code = codes.CHAIR_DISQUALIFIED if as_chair else codes.ADJUSTER_DISQUALIFIED
                found.append(_finding(presence, code, signing, "har jäv i", biased))
            if away:
                code = codes.CHAIR_ABSENT if as_chair else codes.ADJUSTER_ABSENT
                found.append(_finding(presence, code, signing, "tjänstgjorde inte vid", away))
        if signing.role in AS_CHAIR:
            continue
        twice = [
            i
            for i in signing.items
            if chairs.get(i) == signing.attendee
            and i not in already
            and not _nobody_else(presence, signings, i)
        ]
        if twice:
            found.append(_twice(presence, signings, signing, twice))
    return found


def _all_replaced(presence: Presence, signings: Sequence[Signing], item: int) -> bool:
    """Whether others sign in the stead of everybody who served."""
    return {*presence.serving_at(item)} <= {s.instead_of for s in signings if item in s.items}


def _nobody_else(presence: Presence, signings: Sequence[Signing], item: int) -> bool:
    """Whether one signs in the other's stead because only the chair and the adjuster served."""
    here = [signing for signing in signings if item in signing.items]
    known = {person for s in here for person in (s.attendee, s.instead_of)}
    return any(s.instead_of for s in here) and set(presence.serving_at(item)) <= known


def _twice(
    presence: Presence, signings: Sequence[Signing], signing: Signing, items: Sequence[int]
) -> Finding:
    """One who signs in both roles where another served: told of as the one who stands in."""
    as_other = signing
    if signing.instead_of is None:
        as_other = next(
            s
            for s in signings
            if s.role in AS_CHAIR and s.attendee == signing.attendee and items[0] in s.items
        )
    said = "skriver redan under, och en annan tjänstgjorde vid,"
    return _finding(presence, codes.ADJUSTER_IS_CHAIR, as_other, said, items)


def _finding(
    presence: Presence, code: str, signing: Signing, said: str, items: Sequence[int]
) -> Finding:
    where = written(presence.numbered(items))
    it = "den" if len(items) == 1 else "dem"
    words = signing.role_words
    message = (
        f"{signing.attendee.name} {said} {where} och kan inte skriva under {it} "
        f"{words[:1].lower()}{words[1:]}. Ta bort ersättaren här på sidan, eller rätta närvaron."
    )
    return Finding(code, Severity.ERROR, message, Where(field=where))
