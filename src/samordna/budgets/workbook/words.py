"""What the words of a budget sheet mean, however they are written.

Real workbooks say *Att rekvrirera*, *LÖNEKOSTNAD*, *Summa lönekostnader*, *S:a löner*. Labels are
compared without case, spaces and punctuation, and a typing mistake or two is let pass.
"""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from samordna.budgets.labels import fold
from samordna.documents.workbooks.cells import Value


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


_NUMBERING = re.compile(r"^\s*\d{1,2}\s*[.):]\s*")
_SUM_WORD = re.compile(r"^(summa|summan|sum|s a|sa|delsumma|totalt|totala?|tot)\b\s*")
_YEAR = re.compile(
    r"^(?:(?:kalender)?år\s*)?(?:(\d{1,2})\s*[:.,–-]?\s*)?(20\d\d)(?:\s*kr|\s*tkr)?$"
)
_YEAR_FIRST = re.compile(r"^(20\d\d)\s*(?:år\s*(\d{1,2}))?$")
_YEAR_ORDINAL = re.compile(r"^år\s*(\d{1,2})\b")
_HEADS = {
    RowKind.HEAD_WAGE: ("lönekostnad", "lönekostnader", "löner", "personalkostnader"),
    RowKind.HEAD_PREMISES: ("lokalkostnad", "lokalkostnader", "lokaler"),
    RowKind.HEAD_OTHER: ("övriga kostnader", "övrig kostnad", "övriga kostnad"),
    RowKind.HEAD_OWN: ("egenfinansiering", "egen finansiering", "egeninsats"),
}
_REQUISITION = re.compile(r"\brek\w{0,4}ir")
_INCLUDING = re.compile(r"\s+(inkl|inklusive)\b.*$")


def like(text: str, *words: str) -> bool:
    """Return whether a folded text is one of the words, but for a typing mistake."""
    return any(text == word or _ratio(text, word) >= 0.86 for word in words)


def similarity(one: str, other: str) -> float:
    """How alike two labels are, from 0 to 1, their numbering and case aside."""
    return _ratio(fold(unnumbered(one)), fold(unnumbered(other)))


def _ratio(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 0.4 * max(len(one), len(other), 1):
        return 0.0
    return SequenceMatcher(None, one[:120], other[:120], autojunk=False).ratio()


def unnumbered(label: str) -> str:
    """Take the row's number away: ``1. Insatsansvarig``."""
    return " ".join(_NUMBERING.sub("", label).split())


def row_kind(label: str) -> RowKind | None:
    """Return what a row's label makes of it, None for a cost or for no label."""
    text = fold(unnumbered(label))
    if not text:
        return None
    if any(word.startswith("avstämn") for word in text.split()):
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


def _sum_kind(rest: str, text: str) -> RowKind | None:
    kinds = (
        (r"\begen", RowKind.SUM_OWN),
        (r"förbund|rekv|sökt", RowKind.SUM_REQUESTED),
        (r"\b(löne|löner|personal)", RowKind.SUM_WAGE),
        (r"\blokal", RowKind.SUM_PREMISES),
        (r"\b(övriga?|andra)\b", RowKind.SUM_OTHER),
        (r"\b(insats|projekt)", RowKind.TOTAL_COST),
    )
    for pattern, kind in kinds:
        if re.search(pattern, rest):
            return kind
    if "kostnad" in rest and text.startswith("tot"):
        return RowKind.TOTAL_COST
    return RowKind.SUM_HERE if not rest or like(rest, "kostnad", "kostnader") else None


def is_percent_heading(text: str) -> bool:
    """``Tjänst i %``."""
    folded = fold(text)
    if len(folded) > 40:
        return False
    named = folded.startswith(("tjänst", "omfattning", "sysselsättning"))
    return (named and ("%" in folded or "procent" in folded or "grad" in folded)) or folded in (
        "i %",
        "%",
        "procent",
        "tjänst",
        "omfattning",
    )


def is_from_heading(text: str) -> bool:
    """``från``, ``fr o m``."""
    return fold(text) in _FROM


def is_to_heading(text: str) -> bool:
    """``till``, ``t o m``."""
    return fold(text) in _TO


_FROM = frozenset(
    ("från", "from", "fr o m", "fr om", "f o m", "från och med", "start", "startdatum")
)
_TO = frozenset(("till", "tom", "t o m", "to m", "l o m", "till och med", "slut", "slutdatum"))


def is_owner_heading(text: str) -> bool:
    """``Huvudinsatsägare``, ``Delinsatsägare``, and the like with a name after it."""
    folded = fold(text)
    first = folded.split()[0] if folded else ""
    if "alla" in folded.split():
        return False
    return like(
        first, "huvudinsatsägare", "delinsatsägare", "insatsägare", "huvudägare", "delägare"
    )


def is_all_owners_heading(text: str) -> bool:
    """``Att rekvirera - Alla insatsägare``: the column that adds up the owners."""
    folded = fold(text)
    return len(folded) < 60 and (
        "alla insatsägare" in folded
        or "alla ägare" in folded
        or folded.startswith("att rek")
        or like(folded, "alla insatsägare", "totalt", "summa", "total", "summa alla insatsägare")
    )


def is_whole_period_heading(text: str) -> bool:
    """``Totalt för insatsen``: the column for all years."""
    folded = fold(text)
    return len(folded) < 40 and (
        folded.startswith(("totalt för", "total för", "hela insats", "summa för"))
        or like(folded, "totalt för insatsen", "totalt", "totalt insatsen", "total", "summa")
    )


def heading_year(value: Value) -> int | None:
    """Return the calendar year that a column's heading names: ``År 1 2025``, ``2025``, 2025."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and 2000 <= value <= 2099
        return int(value) if whole else None
    if not isinstance(value, str):
        return None
    text = fold(value)
    if match := _YEAR.match(text):
        return int(match[2])
    match = _YEAR_FIRST.match(text)
    return int(match[1]) if match else None


def heading_ordinal(value: Value) -> int | None:
    """Return which year in order a heading without a readable year is: 4 for ``År 4 20xx``."""
    match = _YEAR_ORDINAL.match(fold(value)) if isinstance(value, str) else None
    return int(match[1]) if match else None


def is_nothing(value: Value) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, or a link to an empty cell."""
    if value is None or value == Decimal(0):
        return True
    return isinstance(value, str) and value.strip() in ("", "-", "–", "—", "−", "0", ".", "..")
