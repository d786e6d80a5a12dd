"""What the words of a budget sheet mean, however they are written.

Real workbooks say *Att rekvrirera*, *LÖNEKOSTNAD*, *Summa lönekostnader*, *S:a löner*. Texts are
compared without case, spaces and punctuation, and a typing mistake or two is let pass.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from samordna.budgets.labels import fold, unnumbered


class RowKind(StrEnum):
    """What a row's label makes of it; a row that is none of these is a cost."""

    HEAD_REQUESTED = "head requested"
    HEAD_OWN = "head own"
    HEAD_WAGE = "head wage"
    HEAD_PREMISES = "head premises"
    HEAD_OTHER = "head other"
    SUM_WAGE = "sum wage"
    SUM_PREMISES = "sum premises"
    SUM_OTHER = "sum other"
    SUM_REQUESTED = "sum requested"
    SUM_OWN = "sum own"
    SUM_HERE = "sum here"
    TOTAL_COST = "total cost"
    RECONCILIATION = "reconciliation"


_SUM_WORD = re.compile(r"^(summa|summan|sum|s a|sa|delsumma|totalt|totala?|tot)\b\s*")
_YEAR = re.compile(
    r"^(?:(?:kalender)?år\s*)?(?:([0-9]{1,2})\s*(?:[:.,–-]\s*)?)?(20[0-9]{2})(?:\s*kr|\s*tkr)?$"
    r"|^(20[0-9]{2})\s*(?:år\s*([0-9]{1,2}))?$"
)
_YEAR_ORDINAL = re.compile(r"^år\s*([0-9]{1,2})\b")
_FULL_YEAR = re.compile(r"^20[0-9]{2}$")
_LONGEST_HEADING = 40
#: Words that figures beside a year belong to: ``2025 12 mån``.
_COUNTED = frozenset(("år", "mån", "månader", "månad", "kv", "kvartal"))
#: Words that make a year something else than the one that a column's money is for.
_NO_YEAR = frozenset(
    (
        *("utfall", "bokslut", "från", "fr", "from", "till", "tom", "sedan", "uppräkning"),
        *("prisnivå", "löneläge", "rev", "reviderad", "version", "dnr", "beslut"),
    )
)
_HEADS = {
    RowKind.HEAD_WAGE: ("lönekostnad", "lönekostnader", "löner", "personalkostnader"),
    RowKind.HEAD_PREMISES: ("lokalkostnad", "lokalkostnader", "lokaler"),
    RowKind.HEAD_OTHER: ("övriga kostnader", "övrig kostnad", "övriga kostnad"),
    RowKind.HEAD_OWN: ("egenfinansiering", "egen finansiering", "egeninsats"),
}
_SUMS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"\begen", RowKind.SUM_OWN),
        (r"förbund|rekv|sökt", RowKind.SUM_REQUESTED),
        (r"\b(löne|löner|personal)", RowKind.SUM_WAGE),
        (r"\blokal", RowKind.SUM_PREMISES),
        (r"\b(övriga?|andra)\b", RowKind.SUM_OTHER),
        (r"\b(insats|projekt)", RowKind.TOTAL_COST),
    )
)
_REQUISITION = re.compile(r"\brek\w{0,4}ir")
_INCLUDING = re.compile(r"(?<!\s)\s+(inkl|inklusive)\b.*$")
_PERCENT = ("i %", "%", "procent", "tjänst", "omfattning")
_FROM = ("från", "from", "fr o m", "fr om", "f o m", "från och med", "start", "startdatum")
_TO = ("till", "tom", "t o m", "to m", "l o m", "till och med", "slut", "slutdatum")
_OWNERS = ("huvudinsatsägare", "delinsatsägare", "insatsägare", "huvudägare", "delägare")
_ALL_OWNERS = ("alla insatsägare", "totalt", "summa", "total", "summa alla insatsägare")
_WHOLE_PERIOD = ("totalt för insatsen", "totalt", "totalt insatsen", "total", "summa")
_TITLES = (
    "budget detaljerad",
    "insatsbudget fördelad över insatstid",
    "insatsbudget",
    "fördelad över insatstid",
    "budgetsammanställning",
)
_NAME_LABEL = re.compile(r"^(namn på (insats|insatsen|projekt|projektet)|insatsens namn)\b")
_UNIT_PLACE = re.compile(r"^(kostnader|kostnad|belopp|fördelning|summor|alla belopp|anges)\b")
_INSTRUCTIONS = ("fyll i", "att rek", "data hämtas", "skall ej", "ska ej", "år 1")
#: How alike two texts are that differ by no more than a typing mistake.
_ALIKE = 0.86


def like(text: str, *words: str) -> bool:
    """Return whether a folded text is one of the words, but for a typing mistake."""
    if text in words:
        return True
    for word in words:
        # No two texts are more alike than their lengths are.
        if 2 * min(len(text), len(word)) >= _ALIKE * (len(text) + len(word)):
            matcher = SequenceMatcher(None, text, word, autojunk=False)
            if matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                return True
    return False


class Words:
    """A text of a sheet. What it means is found out once, when somebody asks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    @cached_property
    def kind(self) -> RowKind | None:
        """What the text makes of a row that it is the label of; None for a cost or no label."""
        text = fold(unnumbered(self.text))
        if not text:
            return None
        if text.startswith("avstämn") or " avstämn" in text:
            return RowKind.RECONCILIATION
        if match := _SUM_WORD.match(text):
            return _sum_kind(text[match.end() :], text)
        if "kostnad" in text and _REQUISITION.search(text):
            return RowKind.HEAD_REQUESTED
        bare = _INCLUDING.sub("", text)
        for kind, words in _HEADS.items():
            # "Övriga lokalkostnader" is a row, however near it is to "Övriga kostnader".
            if like(bare, *words) and not (kind is RowKind.HEAD_OTHER and "lokal" in bare):
                return kind
        return None

    @cached_property
    def is_percent(self) -> bool:
        """``Tjänst i %``."""
        folded = self.folded
        if len(folded) > 40:
            return False
        named = folded.startswith(("tjänst", "omfattning", "sysselsättning"))
        said = "%" in folded or "procent" in folded or "grad" in folded
        return (named and said) or folded in _PERCENT

    @cached_property
    def is_from(self) -> bool:
        """``från``, ``fr o m``."""
        return self.folded in _FROM

    @cached_property
    def is_to(self) -> bool:
        """``till``, ``t o m``."""
        return self.folded in _TO

    @cached_property
    def is_owner(self) -> bool:
        """``Huvudinsatsägare``, ``Delinsatsägare``, and the like with a name after it."""
        words = self.folded.split()
        return bool(words) and "alla" not in words and like(words[0], *_OWNERS)

    @cached_property
    def is_all_owners(self) -> bool:
        """``Att rekvirera - Alla insatsägare``: the column that adds up the owners."""
        folded = self.folded
        return len(folded) < 60 and (
            "alla insatsägare" in folded
            or "alla ägare" in folded
            or folded.startswith("att rek")
            or like(folded, *_ALL_OWNERS)
        )

    @cached_property
    def is_whole_period(self) -> bool:
        """``Totalt för insatsen``: the column for all years."""
        folded = self.folded
        return len(folded) < 40 and (
            folded.startswith(("totalt för", "total för", "hela insats", "summa för"))
            or like(folded, *_WHOLE_PERIOD)
        )

    @cached_property
    def is_title(self) -> bool:
        """``BUDGET - DETALJERAD`` and the titles of the other two sheets."""
        return like(self.folded, *_TITLES)

    @cached_property
    def asks_name(self) -> bool:
        """``Namn på insats:``."""
        return _NAME_LABEL.match(self.folded) is not None

    @cached_property
    def names_unit(self) -> bool:
        """``Kostnader i tkr``: where a sheet says what its figures are."""
        return _UNIT_PLACE.match(self.folded) is not None

    @cached_property
    def is_heading(self) -> bool:
        """Whether the text is the form's own, and so no name or date that somebody filled in."""
        return bool(
            self.is_title
            or self.asks_name
            or self.names_unit
            or "löptid" in self.folded
            or self.kind
            or self.is_percent
            or self.is_owner
            or self.is_whole_period
            or self.is_from
            or self.is_to
            or "egenfinansiering" in self.folded
            or self.folded.startswith(_INSTRUCTIONS)
        )

    @cached_property
    def year(self) -> int | None:
        """The calendar year that a column's heading names: ``År 1 2025``, ``2025``."""
        match = _YEAR.match(self.folded)
        return int(match[2] or match[3]) if match else None

    @cached_property
    def said_year(self) -> int | None:
        """The one calendar year among the words of a short heading: ``Budget 2025``."""
        if self.year is not None or len(self.folded) > _LONGEST_HEADING:
            return self.year
        words = self.folded.split()
        years = {word for word in words if _FULL_YEAR.match(word)}
        others = set(words) - years
        # 2025/26 is two years, and 2025-01-01 a day.
        has_figures = any(word[0].isdigit() for word in others) and not others & _COUNTED
        if len(years) != 1 or has_figures or others & _NO_YEAR:
            return None
        return int(years.pop())

    @cached_property
    def ordinal(self) -> int | None:
        """Which year in order a heading is: 4 for ``År 4 20xx``."""
        match = _YEAR_ORDINAL.match(self.folded)
        return int(match[1]) if match else None


def _sum_kind(rest: str, text: str) -> RowKind | None:
    for pattern, kind in _SUMS:
        if pattern.search(rest):
            return kind
    if "kostnad" in rest and text.startswith("tot"):
        return RowKind.TOTAL_COST
    return RowKind.SUM_HERE if not rest or like(rest, "kostnad", "kostnader") else None
