"""Where a written text names those who have a share in a decision: in full, in short, in genitive,
or as ”övriga parter”, each marked by a character of its own so that words about it can be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from samordna.kernel.wording.receivers import Names, forms_of, with_beginnings

#: Characters of no language: what is named, what is named beside (”i Berga”), and a genitive.
_NAMED, _BESIDE = 0xE100, 0xE300
#: How many are marked in a text: what names more is a list, and would take long to read.
_MOST: Final = 60
GENITIVE: Final = "\ue000"
#: Another organisation, which has no part in the decision, and another initiative.
STRANGER: Final = "\ue001"
INITIATIVE: Final = "\ue002"
#: The decision's own initiative.
_OWN: Final = "\ue003"
_NOBODY: Final[frozenset[str]] = frozenset()
#: Patterns: of one that is named, of several side by side, and also of those that are named beside.
ONE: Final = f"[\ue100-\ue2ff]{GENITIVE}?"
_AND: Final = (
    r"(?:\s*,\s*|\s+(?:och|samt|eller|respektive|resp\.?)\s+(?:till\s+|för\s+)?|\s*[/&]\s*)"
)
WHO: Final = rf"(?P<who>{ONE}(?:{_AND}{ONE})*)"
_ANY_ONE = f"[\ue100-\ue4ff]{GENITIVE}?"
ANYBODY: Final = rf"(?P<who>{_ANY_ONE}(?:{_AND}{_ANY_ONE})*)"

_PARTIES: Final = (
    r"(?:part(?:er|erna|en)?|(?:insats)?ägar(?:e|en|na)|(?:med)?sökande(?:na|n)?"
    r"|huvudm(?:a|ä)n(?:nen)?|mottagar(?:e|en|na)"
)
#: ”övriga parter”: those that are not named.
OTHERS = re.compile(
    rf"\b(?:(?:de\s+|alla\s+)?(?:övriga|andra)|den\s+andra)\s+{_PARTIES}|kommun(?:er|erna|en)"
    r"|organisation(?:er|erna|en)|medlemmar(?:na)?)(?P<genitive>s?)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:båda|bägge|samtliga|alla|varje|vardera|var\s+och\s+en\s+av|respektive)\s+"
    rf"(?:de\s+|av\s+)?{_PARTIES})(?P<genitive>s?)\b",
    re.IGNORECASE,
)
#: What is named after these is told beside: ”lokaler i Berga”, ”i samverkan med Berga kommun”.
_BEFORE_BESIDE = re.compile(
    r"\b(?:i|på|vid|hos|inom|från|med|kring|runt|av|mot|genom|via|enligt)\s+(?:bland\s+annat\s+)?$"
    rf"|[\ue300-\ue4ff]{GENITIVE}?{_AND}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its names as marks; ``names`` are whom each mark names, ``words`` how."""

    text: str
    names: Mapping[str, frozenset[str]]
    words: Mapping[str, str]

    def named(self, marks: str) -> frozenset[str]:
        """Whom some marks name together."""
        return _NOBODY.union(*(self.names.get(mark, _NOBODY) for mark in marks))

    def read(self, part: str) -> str:
        """A part of the text as it was written."""
        return "".join(self.words.get(char, char) for char in part)


def marked(
    text: str,
    parties: Sequence[str],
    names: Names,
    *,
    initiative: str = "",
    elsewhere: Collection[str] = (),
) -> Marked:
    """A text with the ``parties`` marked. ``initiative`` is the decision's own, which is no name of
    theirs; ``elsewhere`` are the parties that other clauses name, whom ”övriga parter” leaves."""
    said = text.casefold()
    others = [one for one, begins in with_beginnings(names.organisations) if begins in said]
    known: list[tuple[str, str, frozenset[str]]] = [
        *((form, "", frozenset({one})) for one in parties for form in _called(one, names)),
        *((form, STRANGER, _NOBODY) for one in others for form in _called(one, names)),
        *((one, INITIATIVE, _NOBODY) for one in names.initiatives if one != initiative),
        (initiative, _OWN, _NOBODY),
    ]
    known = [entry for entry in known if entry[0] and entry[0].casefold() in said]
    taken: list[_Taken] = []
    for form, kind, who in sorted(known, key=lambda entry: -len(entry[0])):
        pattern = rf"(?<![\w-]){re.escape(form)}(?P<genitive>:?s)?(?![\w-])"
        for match in re.finditer(pattern, text, re.IGNORECASE if " " in form else 0):
            _take(taken, match, kind, who)
    # Where nobody is named, nobody can tell who the others are.
    named = _NOBODY.union(*(one.who for one in taken)) or frozenset(elsewhere) or frozenset(parties)
    for pattern_of, who in ((OTHERS, frozenset(parties) - named), (_ALL, frozenset(parties))):
        for match in pattern_of.finditer(text):
            _take(taken, match, "", who)
    taken = _with_exceptions(text, taken)
    done, at = "", 0
    words: dict[str, str] = {GENITIVE: ""}
    found: dict[str, frozenset[str]] = {}
    for number, one in enumerate(sorted(taken, key=lambda one: one.start)[:_MOST]):
        done, at = done + text[at : one.start], one.end
        mark = one.kind
        if not mark:
            mark = chr((_BESIDE if _BEFORE_BESIDE.search(done) else _NAMED) + number)
            found[mark] = one.who
        words.setdefault(mark, text[one.start : one.end])
        done += mark + (GENITIVE if one.genitive and not one.kind else "")
    return Marked(done + text[at:], found, words)


def without_places(text: str, parties: Sequence[str], names: Names, initiative: str) -> str:
    """A text without the parties that are places in it: ”deltagare i Berga”."""
    seen = marked(text, parties, names, initiative=initiative)
    place = rf"\b(i|på|vid|inom|kring|runt)\s+[\ue300-\ue4ff]{GENITIVE}?"
    return seen.read(re.sub(place, r"\1", seen.text, flags=re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A place in a text where something is named: the mark where it is no party, or who it is."""

    start: int
    end: int
    kind: str
    who: frozenset[str]
    genitive: bool


def _with_exceptions(text: str, taken: list[_Taken]) -> list[_Taken]:
    """The places, with ”övriga parter än Berga kommun” as one."""
    found: list[_Taken] = []
    for one in sorted(taken, key=lambda one: one.start):
        last = found[-1] if found else None
        if last and re.fullmatch(r"\s+(?:än|förutom|utom)\s+", text[last.end : one.start]):
            found[-1] = replace(last, end=one.end, genitive=one.genitive)
        else:
            found.append(one)
    return found


def _called(name: str, names: Names) -> list[str]:
    """What an organisation is called, also in short."""
    return [*forms_of(name), *(short for short, whole in names.shorts if whole == name)]


def _take(taken: list[_Taken], match: re.Match[str], kind: str, who: frozenset[str]) -> None:
    start, end = match.span()
    if not any(start < one.end and one.start < end for one in taken):
        # A name that ends with s has the same genitive.
        genitive = bool(match["genitive"]) or match[0][-1].casefold() in "sxz"
        taken.append(_Taken(start, end, kind, who, genitive))
