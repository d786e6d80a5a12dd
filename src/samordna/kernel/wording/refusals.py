"""What a written text says of an application that it refuses, tables or sends back: whose it is,
and for how much; and where that is another than the paragraph is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from samordna.kernel.money import format_kr
from samordna.kernel.wording.clauses import Clause, Facts, bare_clause
from samordna.kernel.wording.disagreements import Disagreement
from samordna.kernel.wording.limits import sums_in, years_in
from samordna.kernel.wording.receivers import named_in

_ACT: Final = (
    r"(?:avslå(?:s|r)?|bordlägg(?:a|s|er)|återremittera?[rs]?|avvisa[rs]?|inte\s+bevilja"
    r"|bevilja[rs]?|bifalla|bifalls)"
)
_THING: Final = r"(?:ansök(?:an|ningen|ningarna)|insatsen|projektet|ärendet|framställningen)"
_FILLER: Final = (
    r"(?:från|om|avseende|gällande|rörande|angående|för|medel|stöd|bidrag|till|den|det|och|samt|i"
    r"|övrigt)"
)
_ACTS = re.compile(rf"\b{_ACT}\b", re.IGNORECASE)
_QUOTES: Final = "[\\s”\"'’«»,:–-]*"
#: From the act or the application to the name, with nothing but small words between.
_UP_TO_NAME = re.compile(
    rf"(?:^|\b(?P<act>{_ACT})|\b(?P<thing>{_THING})){_QUOTES}"
    rf"(?P<between>(?:(?:{_FILLER}|{_THING}){_QUOTES})*)$",
    re.IGNORECASE,
)
_OWNS = re.compile(rf"^s?{_QUOTES}{_THING}", re.IGNORECASE)
#: A name that nobody has, right after the application.
_UNKNOWN = re.compile(
    rf"\b{_THING}\s+(?:(?:från|för|om\s+medel\s+till|avseende|gällande)\s+)?[”\"]?"
    r"(?P<name>[A-ZÅÄÖ][a-zåäö][\w-]+(?:\s+[A-ZÅÄÖ][\w-]+)*)(?!\s*\d)"
)
_NOBODY = re.compile(r"^(?:Dnr|Diarie|Bilaga|Samordningsförbund|Insats|Projekt|Sökande|Punkt|Nr)")
#: Words that make a sum what was applied for, which elsewhere is told beside.
_SOUGHT = re.compile(r"\b(?:an)?sök\w*|\bansök\w*|\b(?:med|egen)\s?finansiering\w*", re.IGNORECASE)
#: ”avslå 300 000 kr av ansökan”, ”300 000 kr avslås”
_REFUSES_A_SUM = re.compile(
    r"\bavslå[sr]?\s+(?:(?:·|de|det|den|av|beloppet|medel|om|på|med)\s+){0,5}(?=\d)", re.IGNORECASE
)
_A_SUM_IS_REFUSED = re.compile(
    r"(?<!\d)\d[\d \u00a0\u202f]{0,20}(?:kr|kronor|tkr)\s+(?:av\s+·\s+)?avslås\b", re.IGNORECASE
)
_AN_APPLICATION_OF = re.compile(
    r"\b(?:ansök(?:an|ningen)\s+om\s+(?:medel\s+(?:om|på|med)\s+)?|sökta\s+)(?=\d)", re.IGNORECASE
)


def another_application(clauses: Sequence[Clause], facts: Facts) -> list[Disagreement]:
    """Where written words refuse, table, send back or grant the application of another initiative
    or organisation than the paragraph is about: the first of each clause."""
    if not facts.name:
        return []
    found = []
    for clause in clauses:
        text = clause.own or ""
        if clause.edited and _acts(text) and (said := _whose(text, facts)):
            found.append(Disagreement(clause.key, f"”{said}”", f"”{facts.name}”"))
    return found


def _acts(text: str) -> bool:
    """Whether a text does something with an application; not what it asks somebody else to do."""
    bare = bare_clause(text)
    found = _ACTS.search(bare)
    return found is not None and not re.search(r"\batt\s", bare[: found.start()])


def _whose(text: str, facts: Facts) -> str:
    owners = (*facts.owners, *facts.names.own)
    for one in sorted({facts.name, *owners}, key=len, reverse=True):
        if one:  # the decision's own, which another may stand beside
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", lambda m: " " * len(m[0]), text)
    named = named_in(text, facts.name, owners, facts.names)
    for start, end, initiative in named:
        up_to = _UP_TO_NAME.search(text[:start])
        if up_to is None:
            continue
        between = up_to["between"].casefold().split()
        owned = _OWNS.match(text[end:]) is not None
        if not (up_to["act"] or up_to["thing"]) and not owned and not _ACTS.search(text[end:]):
            continue  # first of all, and not what the act is about
        # An organisation may be sent the matter; the application is it only ”från” whom it came.
        if initiative or owned or "från" in between or (not between and up_to["act"]):
            return text[start:end]
    own = [facts.name, *facts.owners, *facts.names.also(facts.owners), *facts.names.own]
    known = [*own, *facts.names.partners, *facts.names.organisations]
    for match in _UNKNOWN.finditer(text):
        said = match["name"]
        first = said.split()[0].casefold().rstrip("s")
        if not _NOBODY.match(said) and not any(
            first in one.casefold() or one.casefold() in said.casefold() for one in known if one
        ):
            return said
    return ""


def refused_in_part(texts: Sequence[str], sought: Collection[int], sought_kr: int) -> str:
    """The sum that written words refuse where it is not all that was applied for, ``sought_kr``;
    empty without. ``sought`` are the sums of its years, which may be told each."""
    if not sought_kr:
        return ""
    for text in texts:
        bare = _SOUGHT.sub("·", text)
        refused = [*_REFUSES_A_SUM.finditer(bare), *_A_SUM_IS_REFUSED.finditer(bare)]
        sums = sums_in(bare)
        if not refused or not sums or sought_kr in (*sums, sum(sums)):
            continue
        if years_in(text) and set(sums) <= set(sought):
            continue
        return format_kr(sums_in(bare[refused[0].start() :])[0])
    return ""


def another_sought(texts: Sequence[str], right: Collection[int]) -> int:
    """A sum that a text says the application is of and that is none of the ``right`` ones; 0
    without."""
    if not right:
        return 0
    for text in texts:
        for match in _AN_APPLICATION_OF.finditer(text):
            sums = sums_in(text[match.end() :])
            if sums and sums[0] not in right:
                return sums[0]
    return 0
