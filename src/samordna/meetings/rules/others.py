"""Where words name what another paragraph of the same minutes decides on: its initiative, by its
words whatever stands between them or in short, its owner beside money, its number or its matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samordna.kernel.folding import fold_for_search
from samordna.kernel.wording.deciding import has_words_of_taking_back, speaks_of_money
from samordna.kernel.wording.limits import days_in, sums_in
from samordna.kernel.wording.number_words import number_in_letters
from samordna.meetings.rules.numbering import written

_WORDS: Final = re.compile(r"\w+")
#: Words that name no initiative and no owner by themselves, folded.
_ORDINARY: Final = frozenset(
    _WORDS.findall(
        "alla allt arbete den det efter eller ett fler for fran genom halsa hela ihop ingen insats "
        "insatsen inom kommun kommunen kommuner kommunerna lokal lokala mellan mot med mer mera "
        "myndighet nya och om over projekt projektet region regionen rehabilitering samordning "
        "samordnad samordnade samordnat samverkan som stod stodet till tillsammans under utan "
        "utveckling vag vagen vagar vid vidare"
    )
)
#: ”Samordningsförbundet Uppsala” is not Region Uppsala.
_ASSOCIATION: Final = re.compile(r"\bsamordningsforbund\w*(?:\s+\w+)?")
_MONEY: Final = re.compile(
    r"\b(?:\w*med(?:el|len)|pengar\w*|\w*belopp\w*|summan?|stod\w*|bidrag\w*|anslag\w*|insats\w*"
    r"|projekt\w*|finansiering\w*|ansok\w*|sokand\w*|avsla\w*|bevilj\w*|\w*betal\w*|rekvi\w*|kr"
    r"|kronor|tkr|mkr|miljon\w*)\b"
)
#: What is applied for, of nobody named; not ”ansökningsomgången”.
_APPLICATION: Final = re.compile(r"\bansok(?:an|ans|ning(?:en|ar|arna|arnas)?)\b")
#: ”§ 2”, ”§§ 2–4 och 7”, ”paragraf 2”; not ”§ 2/2023”, of other minutes
_MARK: Final = re.compile(
    r"(?:§|\bparagraf(?:en|erna)?\b)\s{0,4}"
    r"(\d{1,5}(?:\s{0,4}(?:[,–—-]|och|samt|till)\s{0,4}§{0,2}\s{0,4}\d{1,5})*)"
    r"(?!\d|\s{0,4}/\s{0,4}\d)(\s{1,4}(?:i|av|ur)\s)?"
)
_MARK_IN_LETTERS: Final = re.compile(r"\bparagraf(?:en)?\s+(\w{3,30})", re.IGNORECASE)
_RUN: Final = re.compile(r"(\d+)(?:\s{0,4}(?:[–—-]|till)\s{0,4}§{0,2}\s{0,4}(\d+))?")
#: What follows a short name where it is the initiative that is given something or loses it.
_THEN: Final = (
    r"(?=\W*(?:$|\d|far\b|erhall|bevilj|tilldel|ges\b|medel|hela\b|det\s+sokta|stod|bidrag|dras\b"
    r"|upphav|aterkall))"
)


@dataclass(frozen=True, slots=True)
class Other:
    """Another paragraph of the same minutes, which is about an application: its number, the
    initiative, who gets the money, and the matter's number. ``undecided``: it decides nothing;
    ``proposes``: it only proposes to another body."""

    number: int
    name: str
    owners: tuple[str, ...] = ()
    dnr: str = ""
    undecided: bool = False
    proposes: bool = False

    @property
    def said(self) -> str:
        """Which paragraph decides on it, in a sentence made of data."""
        name, mark = self.name or "ansökan", written([self.number])
        if self.undecided:
            return f"Om {name} fattar {mark} inget beslut."
        return (
            f"Förslaget om {name} står i {mark}."
            if self.proposes
            else f"Om {name} beslutar {mark}."
        )


def named_in(text: str, others: Sequence[Other]) -> list[Other]:
    """The others that a text may name, also in short, or only by an owner or any word of the name
    beside money: a person reads it then, so that one too many does no harm."""
    folded = fold_for_search(text)
    words = _WORDS.findall(folded)
    beside = _WORDS.findall(_ASSOCIATION.sub(" ", folded))
    money = bool(sums_in(text) or _MONEY.search(folded)) or has_words_of_taking_back(text)
    marks = {number for found in _MARK.finditer(folded) for number in _numbers(found[1])}
    in_letters = [number_in_letters(found[1]) for found in _MARK_IN_LETTERS.finditer(text)]
    marks |= {int(number) for number in in_letters if number}
    return [
        other
        for other in others
        if other.number in marks
        or (other.dnr and re.search(rf"(?<!\d){re.escape(other.dnr)}(?!\d)", folded))
        or _may_name(words, other.name)
        or (money and _any_word(words, other.name))
        or (money and any(_any_word(beside, owner) for owner in other.owners))
    ]


def surely_named_in(text: str, other: Other) -> bool:
    """Whether a text names another paragraph's initiative by its whole name, whatever signs stand
    between the words, in short before what it gets or loses, or by the paragraph's number."""
    folded = fold_for_search(text)
    words = _WORDS.findall(fold_for_search(other.name))
    if not words:
        return False
    whole = r"[\W_]+".join(map(re.escape, words))
    lead = re.escape(_own_words(other.name)[0]) if _own_words(other.name) else whole
    if re.search(rf"(?<!\w)(?:{whole}s?(?!\w)|{lead}s?(?!\w){_THEN})", folded):
        return True
    of_another_day = bool(days_in(text))
    return not of_another_day and any(
        other.number in _numbers(found[1]) for found in _MARK.finditer(folded) if not found[2]
    )


def is_spoken_of(text: str, others: Sequence[Other]) -> bool:
    """Whether a text of an item about no application is to be read: it may give money or take it
    back, or it names what another paragraph decides on, or where there are ``others`` any word of
    taking back or of an application."""
    if speaks_of_money(text) or named_in(text, others):
        return True
    of_any = has_words_of_taking_back(text) or _APPLICATION.search(fold_for_search(text))
    return bool(others and of_any)


def _own_words(name: str) -> list[str]:
    """The words of a name that are its own, and not those that any may have."""
    words = _WORDS.findall(fold_for_search(name))
    return [word for word in words if len(word) > 2 and word not in _ORDINARY]


def _may_name(words: Sequence[str], name: str) -> bool:
    """Whether words name an initiative: by all its words, or by the first that is its own."""
    every = _WORDS.findall(fold_for_search(name))
    if every and all(_stands(one, words) for one in every):
        return True
    return bool(own := _own_words(name)) and _stands(own[0], words)


def _any_word(words: Sequence[str], name: str) -> bool:
    return any(_stands(own, words) for own in _own_words(name))


def _stands(word: str, words: Sequence[str]) -> bool:
    """Whether a word stands among others, also in the genitive or, a long one, with an ending."""
    ends = {word, f"{word}s"}
    return any(one in ends or (len(word) > 4 and one.startswith(word)) for one in words)


def _numbers(said: str) -> set[int]:
    """The paragraphs of ”2–4 och 7”."""
    found: set[int] = set()
    for first, last in _RUN.findall(said):
        until = min(int(last or first), int(first) + 999)
        found |= set(range(int(first), until + 1))
    return found
