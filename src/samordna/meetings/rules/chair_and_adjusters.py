"""Who chairs and who adjusts each paragraph, when somebody is disqualified or has left.

The minutes are signed by who chaired the paragraph and by one member more (KL 5:69, 6:35). Nobody
signs a paragraph that they were disqualified in, nobody signs one in both roles, and nobody signs
for what they did not see. So when the chair is disqualified for § 73 and the vice chair, who is
the adjuster of the day, takes the chair, a second adjuster signs § 73.

Where nobody else served, there is no member more: who chaired signs the paragraph alone. Where
nobody served at all and nothing was decided, only the secretary signs it. Both are told, and stand
in the minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from samordna.kernel.choices import Choice
from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.presence import Attendee, Presence
from samordna.parties.rules import Position

#: Who takes the chair before whom.
_ORDER = (Position.CHAIR, Position.FIRST_VICE_CHAIR, Position.SECOND_VICE_CHAIR)


class SigningRole(Choice):
    """As what a person signs the minutes, or some of their paragraphs."""

    SECRETARY = "secretary", "Sekreterare"
    CHAIR = "chair", "Ordförande"
    ADJUSTER = "adjuster", "Justerare"
    FOR_SECRETARY = "for_secr", "I sekreterarens ställe"
    FOR_CHAIR = "for_chair", "I ordförandens ställe"
    FOR_ADJUSTER = "for_adjust", "I justerarens ställe"

    @property
    def as_who_signs(self) -> str:
        """After ”skriver under”: ”som justerare”, and ”i justerarens ställe” without *som*."""
        words = self.label.lower()
        return words if words.startswith("i ") else f"som {words}"


#: Those who sign for having kept the minutes, and adjust nothing.
SECRETARIES = frozenset({SigningRole.SECRETARY, SigningRole.FOR_SECRETARY})


def stand_in_words(role: SigningRole, instead_of: str) -> str:
    """A role as pages and papers name it: ”I justerarens ställe, för Roger Nord”."""
    return f"{role.label}, för {instead_of}" if instead_of else role.label


@dataclass(frozen=True, slots=True)
class Adjuster:
    """A person chosen to adjust: the items named, or without ``items`` all that no other adjuster
    was chosen for."""

    attendee: str
    items: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """What one person signs, in one role."""

    attendee: Attendee
    role: SigningRole
    items: tuple[int, ...]
    numbers: tuple[int, ...]
    instead_of: Attendee | None = None

    @property
    def role_words(self) -> str:
        """As what the person signs, and for whom where that is another."""
        return stand_in_words(self.role, self.instead_of.name if self.instead_of else "")

    @property
    def label(self) -> str:
        """The words beside the signature: ”Ordförande §§ 60–72 och 74”."""
        return f"{self.role.label} {written(self.numbers)}".rstrip()


@dataclass(frozen=True, slots=True)
class Alone:
    """Items at which nobody served but who signs them alone; None where nobody served at all, so
    that only the secretary signs."""

    attendee: Attendee | None
    items: tuple[int, ...]
    numbers: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """What the minutes say of it."""
        where = written(self.numbers)
        if self.attendee is None:
            return f"Ingen tjänstgjorde vid {where}, som skrivs under bara av sekreteraren."
        name = self.attendee.name
        return f"Bara {name} tjänstgjorde vid {where}, som därför justeras av en enda person."


@dataclass(frozen=True)
class SigningPlan:
    """Who signs what, chairs first, and what is wrong with it; ``alone`` is what fewer sign."""

    signings: tuple[Signing, ...]
    findings: tuple[Finding, ...] = field(default=())
    alone: tuple[Alone, ...] = ()


def chair_for(presence: Presence, item: int, oldest_first: Sequence[str] = ()) -> Attendee | None:
    """Return who chairs an item: the chair, else the first vice chair, else the second.

    Where none of them serves, the body chooses one of its own, and until it has done so the oldest
    serving member leads: ``oldest_first`` are keys in the order of age (the rules of procedure that
    most bodies have; no age is kept here). Where only one serves, there is nobody else. None when
    nobody can be named.
    """
    serving = presence.serving_at(item)
    for position in _ORDER:
        for person in serving:
            if person.position is position:
                return person
    if len(serving) == 1:
        return serving[0]
    by_key = {person.key: person for person in serving}
    return next((by_key[key] for key in oldest_first if key in by_key), None)


def signing_plan(
    presence: Presence,
    adjusters: Sequence[Adjuster],
    chosen_chairs: Mapping[int, str] | None = None,
    oldest_first: Sequence[str] = (),
    undecided: Collection[int] | None = None,
) -> SigningPlan:
    """Return who signs each item as chair and as adjuster, and findings.

    ``chosen_chairs`` maps an item to the key of who chaired it, where the body chose somebody else
    than :func:`chair_for` gives. ``undecided`` are the items that the body did not handle: at those
    nobody need have served, while somebody signs other paragraphs of the minutes. Codes:
    ``chair-missing``, ``chair-disqualified``, ``chair-absent``, ``adjuster-missing``,
    ``adjuster-disqualified``, ``adjuster-absent``, ``adjuster-is-chair``, ``served-by-nobody`` and
    ``adjusted-alone``. Raises KeyError when a key is nobody at the meeting.
    """
    chosen = chosen_chairs or {}
    signed: dict[tuple[SigningRole, str], list[int]] = {}
    slips: dict[tuple[str, str], list[int]] = {}
    alone: dict[str, list[int]] = {}
    for item in presence.paragraphs:
        if not (serving := presence.serving_at(item)):
            alone.setdefault("", []).append(item)
            continue
        chair = (
            presence.attendee(chosen[item])
            if item in chosen
            else chair_for(presence, item, oldest_first)
        )
        adjuster_key = _adjuster_of(adjusters, item)
        adjuster = presence.attendee(adjuster_key) if adjuster_key else None
        slip = _adjuster_slip(presence, item, adjuster, chair)
        if chair is not None and serving == [chair]:
            alone.setdefault(chair.key, []).append(item)
            adjuster = slip = None
        for code, person in ((_chair_slip(presence, item, chair), chair), (slip, adjuster)):
            if code:
                slips.setdefault((code, person.name if person else ""), []).append(item)
        if chair:
            signed.setdefault((SigningRole.CHAIR, chair.key), []).append(item)
        if adjuster:
            signed.setdefault((SigningRole.ADJUSTER, adjuster.key), []).append(item)
    in_order = sorted(signed.items(), key=lambda entry: entry[0][0] is SigningRole.ADJUSTER)
    few = tuple(
        Alone(
            presence.attendee(key) if key else None,
            tuple(items),
            tuple(presence.numbered(items)),
        )
        for key, items in alone.items()
    )
    return SigningPlan(
        tuple(
            Signing(presence.attendee(key), role, tuple(items), tuple(presence.numbered(items)))
            for (role, key), items in in_order
        ),
        (
            *(_finding(presence, code, name, items) for (code, name), items in slips.items()),
            *(
                finding
                for one in few
                for finding in _few(presence, one, undecided, somebody=bool(signed))
            ),
        ),
        few,
    )


def _few(
    presence: Presence, one: Alone, undecided: Collection[int] | None, *, somebody: bool
) -> list[Finding]:
    """What is told of paragraphs that one signs alone, or that nobody served at."""
    if one.attendee is not None:
        return [_alone(one)]
    if not somebody:
        where = written(one.numbers)
        message = (
            f"Ingen tjänstgjorde vid sammanträdet, så ingen kan justera {where}. Rätta närvaron. "
            "Kom ingen: ångra vid bordet att ärendena togs upp, och ställ in sammanträdet."
        )
        return [Finding(codes.SERVED_BY_NOBODY, Severity.ERROR, message, Where(field=where))]
    handled = [item for item in one.items if item not in (undecided or ())]
    left = [item for item in one.items if item not in handled]
    found = []
    if handled:
        where = written(presence.numbered(handled))
        it = "ärendet" if len(handled) == 1 else "ärendena"
        message = (
            f"Ingen tjänstgjorde vid {where}, så {it} kan varken avgöras eller bordläggas. Välj "
            f"”Inget beslut”, ångra vid bordet att {it} togs upp, eller rätta närvaron."
        )
        found.append(Finding(codes.SERVED_BY_NOBODY, Severity.ERROR, message, Where(field=where)))
    if left:
        found.append(_alone(Alone(None, tuple(left), tuple(presence.numbered(left)))))
    return found


def _alone(one: Alone) -> Finding:
    message = f"{one.sentence} Det står i protokollet. Stämmer inte närvaron rättar du den."
    return Finding(
        codes.ADJUSTED_ALONE, Severity.WARNING, message, Where(field=written(one.numbers))
    )


def _adjuster_of(adjusters: Sequence[Adjuster], item: int) -> str | None:
    for adjuster in adjusters:
        if adjuster.items is not None and item in adjuster.items:
            return adjuster.attendee
    return next((a.attendee for a in adjusters if a.items is None), None)


def _chair_slip(presence: Presence, item: int, chair: Attendee | None) -> str | None:
    if chair is None:
        return codes.CHAIR_MISSING
    if presence.is_disqualified(chair.key, item):
        return codes.CHAIR_DISQUALIFIED
    return None if chair in presence.serving_at(item) else codes.CHAIR_ABSENT


def _adjuster_slip(
    presence: Presence, item: int, adjuster: Attendee | None, chair: Attendee | None
) -> str | None:
    if adjuster is None:
        return codes.ADJUSTER_MISSING
    if presence.is_disqualified(adjuster.key, item):
        return codes.ADJUSTER_DISQUALIFIED
    if adjuster not in presence.serving_at(item):
        return codes.ADJUSTER_ABSENT
    return codes.ADJUSTER_IS_CHAIR if adjuster == chair else None


def _finding(presence: Presence, code: str, name: str, items: Sequence[int]) -> Finding:
    """Say one slip for all the paragraphs that it is about."""
    where = written(presence.numbered(items))
    it = "den" if len(items) == 1 else "dem"
    sentences = {
        codes.CHAIR_MISSING: f"Varken ordföranden eller någon vice ordförande kunde leda {where}. "
        f"Ange vem som valdes att leda {it}.",
        codes.CHAIR_DISQUALIFIED: f"{name} har jäv i {where} och kan varken leda "
        f"eller justera {it}. Ange vem som ledde {it}.",
        codes.CHAIR_ABSENT: f"{name} tjänstgjorde inte vid {where} och kan inte ha lett {it}. Ange "
        "någon annan eller rätta närvaron.",
        codes.ADJUSTER_MISSING: f"Ingen är utsedd att justera {where}. Utse en justerare under "
        "Närvaro och justerare.",
        codes.ADJUSTER_DISQUALIFIED: f"{name} har jäv i {where} och kan inte justera {it}. "
        "Utse en annan justerare.",
        codes.ADJUSTER_ABSENT: f"{name} tjänstgjorde inte vid {where} och kan inte justera {it}. "
        "Utse en annan justerare.",
        codes.ADJUSTER_IS_CHAIR: f"{name} ledde {where} och kan inte också vara justerare av {it}. "
        "Utse en annan justerare.",
    }
    return Finding(code, Severity.ERROR, sentences[code], Where(field=where))
