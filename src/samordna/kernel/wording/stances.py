"""Whether a text that a person has written says yes or no, part by part: ”avslå ansökan” and ”men
ge Heby kommun 500 000 kr” are two. Which sums it gives, and which it only tells of.

What a text asks somebody to do, presupposes or gives as a reason says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from samordna.kernel.wording.clauses import bare_clause
from samordna.kernel.wording.limits import sums_in

#: What parts a text. After ”att” a bare ”och” goes on with what somebody else is to do.
_LINKS = re.compile(
    r"(?P<link>[,;](?!\d)|(?<=[a-zåäö])\.(?=\s+[A-ZÅÄÖ])|\s[–-]\s"
    r"|\b(?:och|men|samt|medan|dock|fast|utan(?=\s+i\s*stället))\b)\s*",
    re.IGNORECASE,
)
_BEGINS_ANEW: Final = frozenset({"men", "dock", "fast", ";", "."})
#: What may stand before the verb that a part begins with.
_BEFORE: Final = (
    r"^(?:(?:att|styrelsen|förbundet|utskottet|beslutar?|beslutade|i\s*stället|ändå|därmed|därför"
    r"|härmed|således|också|även|dock|likväl|samtidigt|nu|redan|enhälligt|ytterligare|dessutom"
    r"|därutöver|däremot|genast|i\s+dag|idag|trots\s+(?:detta|allt)|under\s+tiden|tills\s+vidare"
    r"|för\s+sin\s+del|i\s+princip|preliminärt|i\s+(?:väntan|avvaktan)\s+(?:på|av)\s+\w+"
    r"|så\s+länge|och|men|samt)\s+)*"
)
_YES: Final = (
    r"(?:godkänna|godkänner|anta|antar|bifalla|bifaller|tillstyrka|tillstyrker|fastställa"
    r"|fastställer|bevilja|beviljar|acceptera|accepterar|samtycka|samtycker|säg(?:a|er)\s+ja"
    r"|gå(?:r)?\s+med\s+på|(?:ge|ger|lämna|lämnar)\s+(?:sitt\s+)?(?:bifall|klartecken|samtycke"
    r"|medgivande|godkännande)|ställ(?:a|er)\s+sig\s+(?:bakom|positiv)|instämm(?:a|er)"
    r"|besluta\s+(?:enligt|i\s+enlighet\s+med)|besluta(?=$)|bifall)\b"
)
_YES_HEAD = re.compile(rf"{_BEFORE}{_YES}(?!\s+(?:inte|ej|icke)\b)", re.IGNORECASE)
#: ”riktlinjerna godkänns”, and not ”när riktlinjerna godkänns”.
_YES_DONE = re.compile(
    r"^(?!.*\b(?:som|om|innan|när|tills|till\s+dess|sedan|därest|förrän|att|ifall|kan|bör|det)\b"
    r".*\b\w+s\b)(?:\S+\s+){1,10}?(?:godkänns|antas|bifalls|tillstyrks|fastställs|beviljas"
    r"|accepteras)(?=$|\s)(?!\s+(?:inte|ej|icke)\b)",
    re.IGNORECASE,
)
_NOT: Final = r"(?:inte|ej|icke|varken|inte\s+heller|aldrig)"
_NO_HEAD = re.compile(
    rf"{_BEFORE}(?:{_NOT}\s+(?:{_YES}|genomföra|införa)|avstå(?:r)?\s+från\s+att\s+{_YES}"
    rf"|{_YES}\s+(?:inte|ej|icke)\b|säg(?:a|er)\s+nej\b|avslå(?:r)?\b|avvisa(?:r)?\b|avböj(?:a|er)\b"
    r"|avstyrk(?:a|er)\b|förkasta(?:r)?\b|underkänn(?:a|er)\b|neka(?:r)?\b)",
    re.IGNORECASE,
)
_NO_DONE = re.compile(
    r"\b(?:godkänns|antas|bifalls|tillstyrks|fastställs|beviljas|accepteras)\s+(?:inte|ej|icke)\b"
    r"|\b(?:avslås|avvisas|förkastas|underkänns)\b|\butan\s+bifall\b",
    re.IGNORECASE,
)
#: Any words by which something is refused or left as it was.
_NO_ANYHOW = re.compile(
    rf"\b{_NOT}\b|\bavsl\w+|\bavvis\w+|\bavböj\w*|\bavst(?:å|år|yrk\w*)\b|\bförkast\w*"
    r"|\bunderkänn\w*|\bnek\w*|\bnej\b|\butan\s+(?:bifall|åtgärd)\b|\bingen\b|\binga\b"
    r"|\bbehåll\w*|\boförändra\w*|\bkvarstå\w*|\bnuvarande\b|\bupphäv\w*"
    r"|\bavskriv\w*|\bdra\w*\s+tillbaka\b",
    re.IGNORECASE,
)
_PAYS: Final = (
    r"(?:betala|betalar|utbetala|utbetalar|ger?(?!.*\b(?:i\s+uppdrag|besked|svar|möjlighet|rätt"
    r"|anstånd)\b)|utge|tilldela|tilldelar|anslå|anslår|bevilja"
    r"|beviljar|överföra|överför|föra\s+över|ersätta|ersätter|stödja|stöder|stötta|bidra|bidrar"
    r"|avsätta|avsätter|finansiera|finansierar|skjuta\s+till|lämna\s+(?:bidrag|stöd)|bekosta)\b"
)
_PAYS_HEAD = re.compile(rf"{_BEFORE}{_PAYS}(?!\s+(?:tillbaka|åter|inte|ej))", re.IGNORECASE)
_PAYS_ANYWHERE = re.compile(rf"\b{_PAYS}", re.IGNORECASE)
#: From here a sum is a reason, or is told of: ”eftersom 500 000 kr återstår”.
_TOLD = re.compile(
    r"\b(?:eftersom|emedan|då|därför\s+att|med\s+hänvisning|med\s+motivering\w*|motivera\w*"
    r"|mot\s+bakgrund|med\s+anledning|på\s+grund|i\s+(?:väntan|avvaktan)|till\s+dess|tills|sedan"
    r"|noter\w+|konstater\w+|erinra\w*|påminn\w+|informer\w+|upplys\w*|anteckn\w+"
    r"|(?:ta|tar)\s+del|lägg\w*\s+till\s+handlingarna)\b",
    re.IGNORECASE,
)
#: The sum beside these is somebody else's, what there is, or what may be applied for.
_TOLD_NEAR = re.compile(
    r"\b(?:som|vilket|vilka|varav|återstå\w*|kvarstå\w*|kvar|finns|kosta\w*|\w*kostnad\w*|uppgå\w*"
    r"|\w*budget\w*|\w*överskott\w*|\w*underskott\w*|kapital\w*|med\s?finansiering\w*"
    r"|\w*finansiering\w*|utöver|jämfört|i\s*stället\s+för|sök\w*|ansök\w*|avse\w*|gälle\w*"
    r"|motsvara\w*|saknas?|frigör\w*|återför\w*|disponibel\w*|tidigare|redan)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:uppdra\w*|i\s+uppdrag|uppman\w*|bjud\w*\s+in|be|ber|delegera\w*|bemyndiga\w*|bered\w*"
    r"|utred\w*|pröva\w*|föreslå\w*|förslag|frågan|hemställ\w*|rekommender\w*|återkomm\w*)\b",
    re.IGNORECASE,
)
#: What a text is about, word by word.
_WORDS = re.compile(r"\d[\d  ]*\d|[\w-]{3,}")
_SMALL: Final = frozenset({
    "för", "till", "från", "med", "enligt", "och", "samt", "som", "att", "den", "det", "dess",
    "deras", "sin", "sitt", "sina", "helhet", "utan", "ändring", "ändringar", "inom", "denna",
    "detta", "dessa", "man", "kan", "ska", "härmed", "redan", "ändå", "också", "även", "nu",
    "dem", "här", "dag", "kronor", "styrelsen", "förbundet", "liggande", "lagt", "lagda",
    "upprättat", "föreliggande", "föreslagna",
})  # fmt: skip
_GENERAL: Final = ("försla", "ärende", "ansöka", "ansökn", "framst", "begära", "yrkand", "äskand")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: what it says, whether it ``begins`` by itself and is not what somebody is
    asked to do, and whether it is ``told`` as a reason."""

    text: str
    begins: bool = True
    told: bool = False


def parts_of(text: str) -> list[Part]:
    """The parts of a clause, each with what the parts before it make of it."""
    bare, found, start, link = bare_clause(text), [], 0, ""
    open_att = told = False
    for match in [*_LINKS.finditer(bare), None]:
        said = bare[start : match.start() if match else len(bare)].strip()
        if link in _BEGINS_ANEW or (told and _PAYS_HEAD.search(said)):
            open_att = told = False
        if said:
            found.append(Part(said, begins=not open_att, told=told))
        open_att = open_att or re.search(r".\batt\s", said) is not None
        told = told or _TOLD.search(said) is not None
        if match:
            start, link = match.end(), match["link"].strip().lower()
    return found


def says_yes_in(text: str) -> list[str]:
    """The parts of a text that say yes or pay a sum, each without the verb where it has one at its
    head: ”riktlinjerna” of ”avslå förslaget, men anta riktlinjerna”."""
    found = []
    for part in parts_of(text):
        if not part.begins or part.told or _TOLD.match(part.text):
            continue
        if head := _YES_HEAD.search(part.text):
            found.append(part.text[head.end() :].strip())
        elif _YES_DONE.search(part.text) or (_PAYS_HEAD.search(part.text) and sums_in(part.text)):
            found.append(part.text)
    return found


def says_no(text: str) -> bool:
    """Whether a text by itself says no to something: ”inte godkänna …”, ”säga nej till …”."""
    return any(
        part.begins and not part.told and (_NO_HEAD.search(part.text) or _NO_DONE.search(part.text))
        for part in parts_of(text)
    )


def of_no(text: str) -> str:
    """What a text that says no says it to, as far as it begins with the verb: ”riktlinjerna”."""
    for part in parts_of(text):
        if head := _NO_HEAD.search(part.text):
            return re.sub(r"^\s*(?:till|av|på)\s", "", part.text[head.end() :]).strip()
        if _NO_DONE.search(part.text):
            return _NO_DONE.sub(" ", part.text).strip()
    return ""


def refuses_anyhow(text: str) -> bool:
    """Whether a text refuses, or leaves something as it was, in any words. One that says yes as
    well has to refuse by itself: ”anta riktlinjerna, som inte har ändrats” does not."""
    return says_no(text) if says_yes_in(text) else _NO_ANYHOW.search(text) is not None


def stems_of(text: str) -> set[str]:
    """What a text is about: its longer words by their beginnings, and its figures."""
    found = set()
    for word in _WORDS.findall(text.casefold()):
        if word not in _SMALL:
            found.add(re.sub(r"\s", "", word) if word[0].isdecimal() else word[:6])
    return found


def is_about(said: str, lines: Collection[str]) -> bool:
    """Whether what is said names nothing but what one of the ``lines`` does, or only *förslaget*,
    *ärendet* or *ansökan*; true also where it names nothing."""
    stems = stems_of(said)
    names = {stem for stem in stems if not stem.startswith(_GENERAL)}
    return not names or any(names <= stems_of(line) for line in lines)


def sums_paid(text: str) -> list[int]:
    """The sums, in kronor, that a text gives by itself: ”ge Heby kommun 500 000 kr”."""
    parts = (part for part in parts_of(text) if part.begins and not part.told)
    return [kr for part in parts if _PAYS_HEAD.search(part.text) for kr in sums_in(part.text)]


def sum_given(text: str, right: Collection[int]) -> tuple[int, bool]:
    """The first sum, in kronor, that a text decides about where nothing is granted, and whether
    that is certain; 0 without.

    The sums that are ``right`` may be named, but not paid. A sum that is a reason, what is left or
    what is applied for is only told of; one in what somebody is asked to do is doubtful, unless it
    is to pay.
    """
    doubtful, paying, near = 0, False, False
    for part in parts_of(text):
        paying = paying or (part.begins and not part.told and bool(_PAYS_HEAD.search(part.text)))
        beside = near and not paying
        near = near or _TOLD_NEAR.search(part.text) is not None
        sums = sums_in(part.text)
        if sums and part.begins and _PAYS_HEAD.search(part.text):
            return sums[0], True
        if not sums or part.told or _TOLD.search(part.text):
            continue
        others = [kr for kr in sums if kr not in right]
        asks = _ASKS.search(part.text) is not None or not part.begins
        if asks and _PAYS_ANYWHERE.search(part.text):
            return sums[0], True
        if not others or (_TOLD_NEAR.search(part.text) and not paying):
            continue
        if asks or beside:
            doubtful = doubtful or others[0]
            continue
        return others[0], True
    return doubtful, False
