"""What written words say about who is elected, and whether they and a closed ballot agree.

Who was elected follows from the ballots, and the clause that elects is made of them. Words that a
person has written may say it with what somebody is elected to; they may not elect somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from samordna.kernel.sentences import listed
from samordna.kernel.texts import plain
from samordna.kernel.wording.clauses import ClauseKind
from samordna.meetings.rules.treated import TreatedItem

_VERB = r"\b(?:om|åter|ny)?(?:utse|utser|utses|välja|väljer|väljs)\b"
#: From the electing word to what the elected are to do, which may also stand before the names.
_ELECTED = re.compile(
    rf"(?i:{_VERB})((?:\s+till\s+[a-zåäö]+(?=\s+[A-ZÅÄÖÉ]))?.*?)(?:\batt\b|\btill\b|$)"
)
_ASIDE = re.compile(r"\([^)]{0,200}\)")
_NAME = re.compile(r"[A-ZÅÄÖÉ][\w’'-]*(?:\s+[A-ZÅÄÖÉ][\w’'-]*)*")
#: Words after a name that begin what it is elected to, or where it comes from.
_ASTRAY = re.compile(r"\b(?:som|vid|för|i|på|från|ur|efter|under)\b")
#: ”Val av två ombud för 2025”: the office, without how many and for when.
_ELECTS_TO = re.compile(
    r"^(?:fyllnads|om|ny)?val\s+av\s+(?:(?:en|ett|två|tre|fyra|fem|sex|\d+)\s+)?"
    r"(?P<office>[a-zåäö].*?)(?:\s+för\s+(?:tiden|perioden|år(?:et)?|20\d\d)\b.*)?$",
    re.IGNORECASE,
)
#: Offices that a body fills for its own meetings, and words of what is not its own.
_OF_A_MEETING = re.compile(
    r"^(?:fyllnads)?val$|\b(?:mötes)?ordförande\b|\b(?:mötes)?sekreterare\b|\bprotokollförare\b"
    r"|\brösträknare\b",
    re.IGNORECASE,
)
_OF_THE_ASSOCIATION = re.compile(
    r"\bstyrelse\w*|\b\w*förbund\w*|\bstyrgrupp\w*|\bombud\w*|\brevisor\w*|\bvalberedning\w*",
    re.IGNORECASE,
)
#: Offices that people have.
_OFFICE = re.compile(
    r"\b(?:\w*ombud\w*|\w*ordförande\w*|ledam(?:ot|öter)\w*|ersättare|suppleant\w*|justera\w*"
    r"|\w*revisor\w*|\w*representant\w*|\w*sekreterare|rösträknare|valberedning\w*)\b",
    re.IGNORECASE,
)
#: To what somebody is elected, or what they are to do.
_TO_SOMETHING = re.compile(r"\b(?:till|att|som|såsom)\b", re.IGNORECASE)


def parts_elected(text: str) -> list[str]:
    """What stands from each electing word of a text to what the elected are to do."""
    return [_ASIDE.sub(" ", part) for part in _ELECTED.findall(text)]


def names_in(part: str) -> list[str]:
    """The names in a part of a text, as they are written."""
    return _NAME.findall(part)


def same(text: str) -> str:
    """A text as it is compared with others."""
    return plain(text)


def is_one(name: str, people: Iterable[str]) -> bool:
    """Whether a name, perhaps a first name alone or after a title, is one of the people's."""
    words = set(same(name).split())
    return any(words <= set(same(one).split()) or same(one) in same(name) for one in people)


def is_organisation(name: str, organisations: Iterable[str]) -> bool:
    """Whether a name is an organisation's, or a part of one."""
    words = set(same(name).split())
    return any(words <= set(same(one).split()) for one in organisations)


def elects(texts: Iterable[str], name: str) -> bool:
    """Whether any of the texts elects somebody of that name."""
    return any(is_one(found, [name]) for text in texts for found in elected_by(text))


def elected_by(text: str) -> list[str]:
    """The names that a text elects; those of what somebody is elected to are left out."""
    found = []
    for part in parts_elected(text):
        end = 0
        for match in _NAME.finditer(part):
            if end and _ASTRAY.search(part, end, match.start()):
                break
            found.append(match[0])
            end = match.end()
    return found


def office_of(heading: str) -> str:
    """What an election of this heading elects to, as it stands after ”till”: ”Val av andre vice
    ordförande” gives ”andre vice ordförande”; empty where the heading does not say."""
    found = _ELECTS_TO.match(" ".join(heading.split()))
    return found["office"].rstrip(" .:") if found else ""


def elects_somebody(item: TreatedItem, people: Iterable[str]) -> bool:
    """Whether an item is an election, or reads as one whatever kind of item it is: its heading is
    *Val av* an office, or its words elect to one, or one of the ``people``."""
    if item.election or _OFFICE.search(office_of(item.heading)):
        return True
    known = list(people)
    return any(
        is_one(name, known) or _OFFICE.search(text) is not None
        for text in (clause.says(item.facts) for clause in item.saying)
        for name in elected_by(text)
    )


def is_of_its_own_meetings(heading: str) -> bool:
    """Whether an election of this heading fills an office of the body's own meetings, as its vice
    chair; who adjusts is asked by ``is_about_adjusters``."""
    told = " ".join(heading.split())
    return bool(_OF_A_MEETING.search(told)) and not _OF_THE_ASSOCIATION.search(told)


def elected_to(names: Sequence[str], heading: str) -> str:
    """The clause that elects, and to what by the heading: ”utse Per Pil till ombud”."""
    office = office_of(heading)
    return f"utse {listed(list(names))}{f' till {office}' if office else ''}"


def elects_to_nothing(item: TreatedItem, organisations: Sequence[str]) -> str:
    """The names that written words elect without saying to what, as a list in words; empty
    without."""
    for clause in item.saying:
        text = clause.says(item.facts)
        names = [n for n in elected_by(text) if not is_organisation(n, organisations)]
        if names and clause.kind is not ClauseKind.ELECTED and not _TO_SOMETHING.search(text):
            return listed(names)
    return ""


def against_ballot(item: TreatedItem, organisations: Sequence[str]) -> str:
    """What is wrong where the words of a paragraph elect others than its ballots did, as a Swedish
    sentence; empty if nothing.

    Beside all who were elected somebody else may be elected in a clause of their own, as the one
    who stands in for them.
    """
    elected = item.ballot.elected if item.ballot else ()
    written = [c.says(item.facts) for c in item.saying if c.kind is not ClauseKind.ELECTED]
    if not elected:
        return ""
    whole = all(elects(written, name) for name in elected)
    wrong: list[str] = []
    for text in written:
        names = [n for n in elected_by(text) if not is_organisation(n, organisations)]
        others = [name for name in names if not is_one(name, elected)]
        if len(others) < len(names) or not whole:
            wrong += others
    if not wrong:
        return ""
    return (
        f"rösterna gav {listed(elected)}, men beslutet utser {listed(list(dict.fromkeys(wrong)))}. "
        "Rätta rösterna eller orden i beslutet."
    )
