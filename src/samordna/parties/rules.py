"""What the parties' rows hold, in words, and in which order days may come."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from samordna.kernel.choices import Choice
from samordna.kernel.texts import plain


class Position(Choice):
    """What somebody is elected to within a body, the foremost first."""

    CHAIR = "chair", "Ordförande"
    FIRST_VICE_CHAIR = "vice1", "1:e vice ordförande"
    SECOND_VICE_CHAIR = "vice2", "2:e vice ordförande"
    MEMBER = "member", "Ledamot"
    SUBSTITUTE = "substitute", "Ersättare"


#: What one person at a time is elected to in a body.
SINGLE_SEATS = frozenset({Position.CHAIR, Position.FIRST_VICE_CHAIR, Position.SECOND_VICE_CHAIR})


VICE_CHAIRS = frozenset({Position.FIRST_VICE_CHAIR, Position.SECOND_VICE_CHAIR})
#: What an only vice chair is called: first and second are said where there are two.
ONLY_VICE_CHAIR = "Vice ordförande"


def title_of_seat(position: str, *, is_one_of_two: bool) -> str:
    """What somebody is called in a body. ``is_one_of_two``: another vice chair sits at the time."""
    if position in VICE_CHAIRS and not is_one_of_two:
        return ONLY_VICE_CHAIR
    return str(Position(position).label)


#: The positions as one chooses among them, before it is known who else sits.
POSITION_CHOICES = [
    (choice.value, f"{ONLY_VICE_CHAIR} (1:e, där det finns två)")
    if choice is Position.FIRST_VICE_CHAIR
    else (choice.value, str(choice.label))
    for choice in Position
]


def running_out(
    seats: Iterable[tuple[int, bool, date, date | None]], today: date, until: date
) -> dict[date, int]:
    """How many seats end on each day from today until a day, both counted, and have nobody after.

    A seat is its *medlem* (a key), whether it is a substitute's, and its first and last day. Who
    follows for the same *medlem* fills it, whoever it is.
    """
    known = list(seats)
    found: dict[date, int] = {}
    for day in sorted({last for *_, last in known if last and today <= last <= until}):
        lacking = 0
        for kind in {(member, substitute) for member, substitute, *_ in known}:
            own = [(first, last) for member, sub, first, last in known if (member, sub) == kind]
            now, then = (
                sum(first <= on and (last is None or on <= last) for first, last in own)
                for on in (day, day + timedelta(days=1))
            )
            lacking += max(0, now - then)
        if lacking:
            found[day] = lacking
    return found


class NoticeCounts(Choice):
    """Which notice board an appeal counts from."""

    LAST_MEMBER = "last_member", "den dag då den sista medlemmens anslagstavla har justeringen"
    OWN = "own", "den dag då förbundets egen anslagstavla har den, enligt förbundsordningen"


class QuorumRule(Choice):
    """How many of a body must be there to decide."""

    MAJORITY = "majority", "fler än hälften av ledamöterna är med"
    AT_LEAST = "at_least", "ett visst antal är med"
    NONE = "none", "ingen regel: organet fattar inga beslut"


class Lead(Choice):
    """Who decides, in the words above the clauses."""

    BODY = "body", "organets namn: ”Styrelsen beslutar att”"
    ASSOCIATION = "association", "förbundet: ”Samordningsförbundet beslutar att”"

    def decides(self, body: str) -> str:
        """Who decides, at the beginning of a sentence; ``body`` is the body's name."""
        found = body if self is Lead.BODY else "samordningsförbundet"
        return found[:1].upper() + found[1:]


class Naming(Choice):
    """Which of two names holds, when a known address is given with another one."""

    KEEP = "keep", "Behåll namnet"
    RENAME = "rename", "Byt namnet"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in a body: whose (a key, and the name), what as, and from when to when."""

    holder: object
    name: str
    position: str
    valid_from: date
    valid_to: date | None = None

    def meets(self, other: Seat) -> bool:
        """Whether the two are held on some day in common."""
        return (self.valid_to is None or other.valid_from <= self.valid_to) and (
            other.valid_to is None or self.valid_from <= other.valid_to
        )


def seat_taken(wanted: Seat, held: Iterable[Seat], body: str) -> str:
    """Why a seat cannot be given in a body where these are held; empty when it can.

    Nobody sits twice in a body at once, since nobody votes twice, nor do two sit in the chair of
    it, or beside it. ``body`` is its name inside a sentence.
    """
    same_time = sorted((seat for seat in held if seat.meets(wanted)), key=lambda s: s.valid_from)
    if any(seat.holder == wanted.holder for seat in same_time):
        return f"{wanted.name} har redan ett uppdrag i {body}. Avsluta det först."
    other = next((seat for seat in same_time if seat.position == wanted.position), None)
    if wanted.position not in SINGLE_SEATS or other is None:
        return ""
    label = Position(other.position).label.lower()
    until = f" till och med {other.valid_to}" if other.valid_to else ""
    return (
        f"{other.name} är {label} i {body} från {other.valid_from}{until}, och ett organ har bara "
        f"en {label} åt gången. Avsluta det uppdraget först, eller ändra dagarna."
    )


def seat_of_another(wanted: Seat, held: Iterable[Seat]) -> bool:
    """Whether what :func:`seat_taken` refuses is the position, that another has, and not that the
    same person sits in the body."""
    return not any(seat.holder == wanted.holder for seat in held if seat.meets(wanted))


def role_given(
    name: str,
    role: str,
    first: date,
    held: Iterable[tuple[date, date | None]],
    *,
    last: date | None = None,
) -> str:
    """Why a role cannot be given from a day, to a ``last`` one or until further notice, to who has
    it between these days, for the same organisation; empty when it can. ``role`` is its word in
    small letters.
    """
    if any(
        since == first or (until is None and (last is None or last >= since))
        for since, until in held
    ):
        return f"{name} har redan rollen {role}."
    return ""


def organisation_out_of_place(
    role: str, *, in_office: bool, for_organisation: bool, organisation: str
) -> str:
    """Why a role cannot be given with this organisation, or without one; empty when it can.

    ``in_office`` roles read what the whole association has, and whoever has one works for it:
    someone with a similar title at a party does not. Roles ``for_organisation`` act for one.
    ``role`` is its word in small letters, and ``organisation`` the name, empty for none.
    """
    if for_organisation and not organisation:
        return "Välj organisationen som personen företräder."
    if in_office and organisation:
        return (
            f"Rollen {role} är förbundets egen och har ingen organisation. Arbetar personen hos "
            f"{organisation} är det sökande eller firmatecknare som är rollen; annars lämnas "
            "organisationen tom."
        )
    return ""


#: Who can be a *medlem* (lag 2003:1210, 1 and 3 §§), by the kind of organisation.
MEMBER_KINDS = ("fk", "af", "region", "municipality")
WHO_CAN_BE_MEMBER = (
    "Medlemmar är Försäkringskassan, Arbetsförmedlingen, regioner och kommuner, och inga andra "
    "(lagen 1 och 3 §§)."
)


def not_a_member(kind: str) -> str:
    """Why an organisation of a kind cannot be a member of the association; empty when it can."""
    return "" if kind in MEMBER_KINDS else WHO_CAN_BE_MEMBER


def plain_name(name: str) -> str:
    """A name without what makes no difference between two: spaces, capitals, forms of signs."""
    return plain(name)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their spaces and capitals."""
    return plain_name(one) == plain_name(other)


#: Letters of other alphabets that look like a Latin one, and the Arabic ones that are written in
#: two ways: those of capitals and those of small letters are not the same.
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҺԌԚԜаеѕіјорсухһԁԛԝӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικαυργ" + "ՕՍօոսհց" + "کیى",
    "ABESIJKMHOPCTYXhGQWaesijopcyxhdqwl" + "ABEZHIKMNOPTYXovikaupy" + "OUonuhg" + "كيي",
)


def seen_name(name: str) -> str:
    """A name as the eye takes it: a Cyrillic, Greek or Armenian letter that looks like a Latin one
    counts as it, and signs that are not seen do not count."""
    apart = normalize("NFKD", name)  # so that ё is taken for ë
    shown = (sign for sign in apart if sign != "ـ" and unicodedata.category(sign) != "Cf")
    return plain_name("".join(shown).translate(_LOOKS))


def looks_same(one: str, other: str) -> bool:
    """Whether two names are one, or nobody sees the difference: *Роре*, all in Cyrillic letters,
    and *Pope*."""
    return same_name(one, other) or seen_name(one) == seen_name(other)


#: How a common noun ends that is one certain body: *styrelsen*, *rådet*, *kommittén*.
_DEFINITE = ("en", "et", "én")


def same_noun(one: str, other: str) -> bool:
    """Whether two names of bodies, in small letters, are one but for the form of their first word:
    *styrelse* and *styrelsen*, *lokusgrupp heby* and *lokusgruppen heby*."""
    (one, _, rest), (other, _, of_other) = one.partition(" "), other.partition(" ")
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return rest == of_other and longer in {f"{shorter}{end}" for end in ("", "n", "en", "et", "t")}


def body_in_text(name: str) -> str:
    """A body's name inside a sentence: *styrelsen*, *lokusgruppen Heby*, *styrgruppen för Kraft*.

    ``AU`` is an abbreviation and ``Lokus Heby`` a name of its own: they stand as they are.
    """
    first, _, rest = name.partition(" ")
    abbreviated = first[:2].isupper()
    is_name = rest[:1].isupper() and not first.endswith(_DEFINITE)
    return name if abbreviated or is_name else name[:1].lower() + name[1:]


#: Scripts that are written together.
_EASTERN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
_NAMED_SCRIPTS = {"CYRILLIC": "kyrilliskt", "GREEK": "grekiskt"}


def mixed_alphabets(name: str) -> str:
    """What is wrong with a name that mixes letters of several alphabets, as a Swedish sentence;
    empty for others. A Cyrillic е looks like a Latin e, and the two names are not the same."""
    scripts: dict[str, str] = {}
    for sign in name:
        if sign.isalpha() and (words := unicodedata.name(sign, "").split()):
            scripts.setdefault("CJK" if words[0] in _EASTERN else words[0], sign)
    scripts.pop("MODIFIER", None)
    if len(scripts) < 2:
        return ""
    usual = "LATIN" if "LATIN" in scripts else next(iter(scripts))
    odd, sign = next((script, sign) for script, sign in scripts.items() if script != usual)
    what = f"ett {_NAMED_SCRIPTS[odd]} ”{sign}”" if odd in _NAMED_SCRIPTS else f"tecknet ”{sign}”"
    return (
        f"I namnet {name} står {what} bland bokstäver ur ett annat alfabet. Skriv hela namnet med "
        "ett alfabet: journal och underskrifter visar namnet, och ingen ser skillnaden."
    )


def ends_before_it_starts(valid_from: date, valid_to: date | None, *, is_role: bool = False) -> str:
    """Why a mandate or a role cannot end on a day; empty when it can."""
    if valid_to is None or valid_to >= valid_from:
        return ""
    what, it = ("Rollen", "den") if is_role else ("Uppdraget", "det")
    return f"{what} slutar före den dag {it} börjar. Ändra en av dem."


def decision_out_of_order(
    *, appointed_on: date | None, received_on: date | None, today: date
) -> str:
    """Why a decision about an appointment cannot have come in on a day; empty when it can.

    It comes in after it has been made, and nobody knows what will come in tomorrow.
    """
    if received_on is None:
        return ""
    if received_on > today:
        return "Beslutet kan inte ha kommit in efter i dag. Lämna dagen tom tills det har kommit."
    if appointed_on is not None and received_on < appointed_on:
        return "Beslutet kan inte ha kommit in innan det fattades."
    return ""


class Eligibility(Choice):
    """What makes somebody eligible to the board (lag 2003:1210, 12 §)."""

    COUNCIL = "council", "Ledamot eller ersättare i fullmäktige"
    EMPLOYED = "employed", "Anställd hos myndigheten"


#: What each kind of *medlem* appoints: out of its council, or out of its own people.
_WANTED = {
    "municipality": Eligibility.COUNCIL,
    "region": Eligibility.COUNCIL,
    "fk": Eligibility.EMPLOYED,
    "af": Eligibility.EMPLOYED,
}


def eligibility_question(
    *,
    name: str,
    member: str,
    member_kind: str,
    eligible_as: str,
    eligible_to: date | None,
    valid_to: date | None,
    today: date,
) -> str:
    """What to ask the *medlem* about somebody's seat on the board; empty when there is nothing.

    A seat on the board outlives the council's own term (16 §): that the one has ended is a
    question, and ends nothing by itself. Nothing is asked of what nobody has written down, nor of a
    seat that has ended.
    """
    if not eligible_as or (valid_to is not None and valid_to < today):
        return ""
    wanted = _WANTED.get(member_kind)
    if wanted is not None and wanted != eligible_as:
        how = {
            Eligibility.COUNCIL: f"väljer {member} bland ledamöter och ersättare i fullmäktige",
            Eligibility.EMPLOYED: f"utser {member} bland sina anställda",
        }[wanted]
        return f"Till styrelsen {how} (12 §). Stämmer det som är antecknat om {name}?"
    if eligible_to is None or eligible_to >= today:
        return ""
    if eligible_as == Eligibility.COUNCIL:
        return (
            f"Uppdraget i fullmäktige slutade {eligible_to}. Fråga {member} om {name} sitter kvar "
            "i styrelsen: uppdraget här upphör inte av sig självt när fullmäktiges tid är slut "
            "(16 §)."
        )
    return (
        f"Anställningen slutade {eligible_to}. Fråga {member} vem som ska sitta i stället för "
        f"{name}."
    )
