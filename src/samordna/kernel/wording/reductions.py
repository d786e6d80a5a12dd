"""Where a text that a person has written takes something of what is granted: a part of the sum, a
deduction, a year, or what somebody else is to get of it; or gives a sum beside it.

What the data have as well is no such thing, nor is a condition: ”om insatsen får färre deltagare
minskas bidraget med 100 000 kr”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from samordna.kernel.money import format_kr
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, bare_clause
from samordna.kernel.wording.disagreements import Disagreement
from samordna.kernel.wording.limits import sums_at, sums_in, years_in, years_in_words
from samordna.kernel.wording.receivers import named_in
from samordna.kernel.wording.shares import names_a_party, summed_shares
from samordna.kernel.wording.speech import PAID, grants, of_the_rest
from samordna.kernel.wording.stances import sums_paid

_MONEY: Final = (
    r"(?:(?:det|de|den)\s+beviljade\s+)?(?:bidraget|beloppet|stödet|anslaget|medlen|summan|ramen"
    r"|tilldelningen|pengarna|finansieringen)"
)
_DOWN: Final = r"(?:minska|sänka|reducera|minskas|sänkas|reduceras|sänks)"
#: Right before the sum that is taken off.
_DEDUCTS = re.compile(
    rf"(?:\bminus|(?<=\s)[−-](?=\s)|\b(?:efter|med)\s+avdrag\s+(?:för|med|om|på|av)|\bavgår"
    rf"|\bexkl(?:\.|usive)?|\bfrånräknat|\b(?:minskat|reducerat|sänkt)\s+med|\b{_DOWN}\s+{_MONEY}\s+med"
    rf"|\b{_MONEY}\s+(?:ska\s+)?{_DOWN}\s+med|\b(?:dra|räkna)(?:s)?\s+av|\bavräkna(?:s)?)"
    rf"\s+(?:ett\s+belopp\s+(?:om|på)\s+)?(?=\d)",
    re.IGNORECASE,
)
#: ”300 000 kr dras av”
_IS_DEDUCTED = re.compile(
    r"(?<![\d.,])(?<!\d[ \u00a0\u202f])\d[\d \u00a0\u202f.,]*(?:kr|kronor|[tm]kr)\s+(?:ska\s+)?"
    r"(?:avgår|dras\s+av|räknas\s+av|avräknas)\b",
    re.IGNORECASE,
)
#: Told as a condition, or against what was sought or proposed.
_NOT_OF_THE_GRANT = re.compile(
    r"\b(?:om|ifall|därest|för\s+varje|per\s+\w+\s+som|jämfört|jämförelse|\w*sökt\w*|ansök\w*"
    r"|\w*förslag\w*|oförbruka\w*|outnyttja\w*|återbetal\w*)\b(?!\s+\d)",
    re.IGNORECASE,
)
_A_PART: Final = (
    r"(?:hälften|halva|\d{1,3}(?:,\d+)?\s*(?:%|procent)|(?:en|två|tre|fyra)\s+\w+del(?:ar)?)"
)
_A_PART_OF = re.compile(
    rf"\b(?P<part>{_A_PART})\s+(?:(?P<of>av)\s+)?(?:(?:beloppet|summan|anslaget|totalt)\s+)?"
    rf"(?:om\s+|på\s+)?(?=\d)",
    re.IGNORECASE,
)
_OF_IT: Final = r"(?=$|[,.;]|\s+(?:av\s+(?:det|dem|den)\b|av\s+" + _MONEY + r"|och|samt))"
_GETS_A_PART = re.compile(
    rf"^\s+(?:ska\s+(?:få|ha)|får|erhåller|tilldelas|har\s+rätt\s+till)\s+(?:{_A_PART}|resten"
    rf"|återstoden|en\s+del|en\s+lika\s+stor\s+del){_OF_IT}",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:delas|dela|fördelas|fördela)\b(?:\s+(?:lika|jämnt|upp))*\s+(?:med|mellan)\b",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(rf"\b{_MONEY}\b|\b(?:medel|kr|kronor|[tm]kr)\b", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"kostnad|lokal|hyr|tjänst|ansvar|arbete|uppgift|plats|deltagar|erfarenhet|information",
    re.IGNORECASE,
)
_A_STRANGER = re.compile(
    r"(?<!\w)(?:[A-ZÅÄÖ][\w-]+(?:\s+[A-ZÅÄÖ][\w-]+)*\s+(?:kommun|stad)|Region\s+[A-ZÅÄÖ][\w-]+)\b"
)
_DECIDED: Final = (
    r"(?:beslutet|beviljandet|bidraget|medlen|stödet|beloppet|anslaget|finansieringen"
    r"|beviljade\s+medel)"
)
_ONLY: Final = r"(?:bara|endast|enbart|uteslutande|inte|ej|icke)"
_YEARLY: Final = (
    r"\s+(?:(?:för|under|till|i)\s+)?(?:(?:kalender)?år(?:et|en)?\s+)?(?=(?:19|20)\d\d)"
)
_COVERS = re.compile(
    rf"\b(?:{_DECIDED}|insatsen|projektet)\s+(?:gäller|avser|omfattar|får\s+användas|löper|pågår"
    rf"|ska\s+(?:gälla|avse|omfatta|användas)|begränsas|beviljas)\s+(?P<only>{_ONLY}){_YEARLY}"
    rf"|\b{_DECIDED}\s+(?P<how>ska|får)\s+(?P<first>{_ONLY})\s+(?:gälla|avse|omfatta|användas)"
    rf"{_YEARLY}|\b{_DECIDED}\s+(?:gäller|avser|omfattar|begränsas\s+till){_YEARLY}",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r"\b(?:inga|inte\s+några)\s+(?:medel|pengar|bidrag)\s+(?:beviljas|utgår|ges|lämnas|tilldelas)\s+för"
    r"\s+(?:år(?:et|en)?\s+)?(?=(?:19|20)\d\d)|\b(?:utom|undanta|med\s+undantag\s+(?:för|av))\s+"
    r"(?:för\s+)?(?:år(?:et|en)?\s+)?(?=(?:19|20)\d\d)|\b(?:dock|men)\s+inte\s+(?:för\s+)?"
    r"(?:år(?:et|en)?\s+)?(?=(?:19|20)\d\d)",
    re.IGNORECASE,
)
_IS_LEFT_OUT = re.compile(
    r"(?<![\d.:/-])(?P<year>(?:19|20)\d\d)\s+(?:undantas|utgår\b|omfattas\s+(?:inte|ej)\b"
    r"|ingår\s+(?:inte|ej)\b|beviljas\s+(?:inte|ej)\b|(?:beviljas|utgår)\s+inga\b)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:förrän|innan|utan\s+att|om)\b", re.IGNORECASE)
#: Of these the rule of payment is tried.
_AT_TIMES = re.compile(
    r"\b(?:kvartal\w*|rekvi\w+|förskott\w*|efterskott\w*|månads?vis|årsvis|halvårsvis|årligen"
    r"|per\s+(?:år|månad|tertial)|(?:vid|när|efter)\s+\w+)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:ur|av|inom)\s+(?:{_MONEY}|det\s+beviljade|beslutet)\b|\bvarav\b", re.IGNORECASE
)


def reductions(
    clauses: Sequence[Clause], facts: Facts, bases: Collection[int] = ()
) -> list[Disagreement]:
    """The first such place of each clause that somebody has written.

    ``clauses`` are those that stand at a grant, ``bases`` the sums, in kronor, that what is granted
    may be told as a part or a reduction of: what was sought, what was proposed.
    """
    if not facts.amount_kr:
        return []
    found = []
    for clause in clauses:
        text = bare_clause(clause.own or "") if clause.edited else ""
        slips: Iterable[str] = _slips(clause, text, facts, bases) if text else ()
        if said := next(iter(slips), ""):
            years = f" för {years_in_words(facts.years)}" if facts.years else ""
            given = f" till {listed(facts.owners)}" if facts.owners else ""
            data = f"{format_kr(facts.amount_kr)}{years}{given}"
            found.append(Disagreement(clause.key, f"”{said}”", data))
    return found


def _slips(clause: Clause, text: str, facts: Facts, bases: Collection[int]) -> Iterator[str]:
    granting = clause.kind is ClauseKind.GRANT or grants(text)
    yield from _deducted(text, facts, bases)
    if granting and not PAID.search(text):
        yield from _part_of_the_sum(text, facts, bases)
    yield from _to_somebody_else(text, facts)
    if not granting or not of_the_rest(text, facts.years):
        yield from _other_years(text, facts)
    if not granting and clause.kind is not ClauseKind.PAYOUT:
        yield from _given_beside(text, facts)


def _deducted(text: str, facts: Facts, bases: Collection[int]) -> Iterator[str]:
    if _NOT_OF_THE_GRANT.search(text):
        return
    named = {*bases, *sums_in(text)}
    for match in _DEDUCTS.finditer(text):
        sums = sums_in(text[match.end() :])
        if sums and facts.amount_kr + sums[0] not in named:
            yield f"{match[0].strip()} {format_kr(sums[0])}"
    for match in _IS_DEDUCTED.finditer(text):
        sums = sums_in(match[0])
        if sums and facts.amount_kr + sums[0] not in named:
            yield match[0]


def _part_of_the_sum(text: str, facts: Facts, bases: Collection[int]) -> Iterator[str]:
    """”80 procent av 7 000 000 kr”, where 7 000 000 kr is what is granted."""
    for match in _A_PART_OF.finditer(text):
        place, kr = next(iter(sums_at(text[match.end() :])), (-1, 0))
        half = match["part"].lower() in ("halva", "hälften")
        told = half and not match["of"] and 2 * facts.amount_kr in bases
        if place == 0 and kr == facts.amount_kr and not told:
            yield f"{match[0].strip()} {format_kr(kr)}"


def _to_somebody_else(text: str, facts: Facts) -> Iterator[str]:
    """Somebody without a part in the decision who gets a share of the money."""
    if not facts.owners or _OF_SOMETHING_ELSE.search(text):
        return
    for start, end in _others_in(text, facts):
        shared = _SHARED.search(text[:start])
        if shared and (_OF_MONEY.search(text[: shared.start()]) or "medlen" in text.lower()):
            yield text[shared.start() : end]
        elif gets := _GETS_A_PART.match(text[end:]):
            yield text[start : end + gets.end()]


def _others_in(text: str, facts: Facts) -> list[tuple[int, int]]:
    """Where a text names organisations and initiatives that the decision is not for."""
    found = [(a, b) for a, b, _ in named_in(text, facts.name, facts.owners, facts.names)]
    own = [facts.name, *facts.owners, *facts.names.own, *facts.names.partners]
    for match in _A_STRANGER.finditer(text):
        first = match[0].casefold().removeprefix("region ").split()[0].rstrip("s")
        taken = any(start < match.end() and match.start() < end for start, end in found)
        if not taken and not any(first in one.casefold() for one in own if one):
            found.append(match.span())
    return sorted(found)


def _other_years(text: str, facts: Facts) -> Iterator[str]:
    """Words by which the decision covers other years than those that money is granted for."""
    granted = set(facts.years)
    if not granted or names_a_party(text, facts.shares, facts.name, facts.names.shorts):
        return
    for match in _COVERS.finditer(text):
        only = (match["only"] or match["first"] or "").lower()
        years = set(years_in(re.split(r"[;.]\s", text[match.end() :])[0]))
        if only in ("inte", "ej", "icke"):
            wrong = bool(years & granted) and not _UNTIL.search(text)
        else:
            wrong = bool(years) and years != granted and (bool(only) or not sums_in(text))
        if wrong:
            yield f"{match[0].strip()} {years_in_words(years)}"
    if _UNTIL.search(text):
        return
    for match in _LEAVES_OUT.finditer(text):
        years = set(years_in(text[match.end() :])[:1])
        if years & granted:
            yield f"{match[0].strip()} {years_in_words(years)}"
    for match in _IS_LEFT_OUT.finditer(text):
        if int(match["year"]) in granted:
            yield match[0]


def _given_beside(text: str, facts: Facts) -> Iterator[str]:
    """A sum that is given by another verb than one that grants, and that no cell has."""
    known = {facts.amount_kr, *summed_shares(facts.shares)}
    if _WITHIN.search(text) or (PAID.search(text) and _AT_TIMES.search(text)):
        return
    for kr in sums_paid(text):
        if kr not in known:
            yield f"{text[:60]}…" if len(text) > 60 else text
