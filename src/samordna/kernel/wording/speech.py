"""What a text that a person has written says it does, and where that is not what the data say.

Only for words that somebody wrote: those that are made of the data need no reading. A text is read
for what it plainly says; one that says nothing of the kind says nothing here either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, bare_clause
from samordna.kernel.wording.limits import part_in, sums_in, years_in, years_in_words


class Says(StrEnum):
    """An act that a text speaks of."""

    GRANT = "grant"
    REFUSE = "refuse"
    POSTPONE = "postpone"
    REMIT = "remit"


#: What a text does that speaks of an act.
ACT_WORDS: Final = {
    Says.GRANT: "beviljar",
    Says.REFUSE: "avslår",
    Says.POSTPONE: "bordlägger",
    Says.REMIT: "återremitterar",
}

GRANTS = re.compile(r"\b(?:bevilja|tilldela|anslå|utbetala)s?\b", re.IGNORECASE)
_GIVES = re.compile(r"^(?:ge|stödja|finansiera|bidra)\b", re.IGNORECASE)
_GIVES_SOMETHING_ELSE = re.compile(r"\s(?:i\s+uppdrag|att|besked|svar)\b", re.IGNORECASE)
#: ”utöka ramen med 500 000 kr”
_RAISES = re.compile(
    r"\b(?:utöka|utökas|höja|höjs|öka|ökas|förstärka|förstärks)\s+(?:\S+\s+){0,3}?"
    r"\w*(?:ram|budget|belopp|anslag|medel|medlen|bidrag|stöd|tilldelning)\w*"
    r"|\b(?:ramen|budgeten|beloppet|anslaget|bidraget)\s+(?:utökas|höjs|ökas|förstärks)\b",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"\b(?:bifalla|bifalls|bifall till|tillstyrka|tillstyrks|godkänna|godkänns|avsätta|avsätts"
    r"|finansiera|finansieras"
    r"|(?:enligt|i (?:enlighet|överensstämmelse) med) (?:förslag|ansökan|tjänsteutlåtande))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:avslå|avslås)(?:$|\s+(?:ansök|förslag|ärende|framställ|begäran|den\b|det\b))"
    r"|\bavslag\b",
    re.IGNORECASE,
)
_POSTPONES = re.compile(r"\bbordlägg(?:a|s|er)\b", re.IGNORECASE)
_REMITS = re.compile(r"\båterremittera?s?\b", re.IGNORECASE)
#: ”inte bevilja”, ”beviljas inte”
_DENIED = (
    r"\b(?:inte|ej|icke)\s+(?:bevilja|bifalla)\b|\b(?:beviljas|bifalls)\s+(?:inte|ej|icke)\b"
    r"|\butan\s+bifall\b|\bing(?:a|et)\s+(?:medel|stöd|bidrag|belopp|anslag)\s+(?:\w+\s+){0,2}?"
    r"(?:bevilja|tilldela|anslå|utbetala|ge)s\b"
    r"|\bbevilja\s+ing(?:a|et)\s+(?:medel|stöd|bidrag|belopp)\b"
)
#: What is denied is what was applied for, and not some other thing.
_DENIES = re.compile(
    r"\bansök\w+\s+(?:i\s+övrigt\s+)?(?:inte|ej|icke)\s+(?:beviljas|bifalls)\b"
    rf"|(?:{_DENIED})(?:$|[,.;]|\s+(?:ansök|framställ|den\b|det\b|mer\b|i\s+övrigt\b|rest\w+|övriga\b"
    r"|(?:mellan)?skillnaden\b|återstå\w+|(?:några?\s+)?(?:medel|belopp)\b(?!\s+(?:till|åt)\b)))",
    re.IGNORECASE,
)
_REFUSES_ANYHOW = re.compile(rf"\bavslå(?:s|r)?\b|\bavslag\b|{_DENIED}", re.IGNORECASE)
#: How much is paid at a time is no part of what is granted.
PAID = re.compile(r"\b(?:ut)?betal(?:a|as|ning)|\bbetalas ut\b", re.IGNORECASE)
_REMAINDER = re.compile(
    r"\bi övrigt\b|\bresterande\b|\bövriga\b|\b(?:mellan)?skillnaden\b|\båterstå(?:ende|den)\b",
    re.IGNORECASE,
)
#: ”får 300 000 kr”, ”erhåller för 2025 högst 300 000 kr”, ”300 000 kr tillfaller”
RECEIVES = re.compile(
    r"\b(?:får|erhåller|tilldelas|beviljas|ges)(?:\s+(?:då|därmed|således|alltså|högst|totalt|också"
    r"|även|sammanlagt|ytterligare|upp\s+till|(?:för\s+)?(?:år\s+)?20\d\d))*\s+(?!20\d\d\s)\d"
    r"|\b(?:kr|kronor|tkr|mkr)\s+(?:går\s+till|tillfaller|tillkommer|utgår\s+till|ges\s+till)\b",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"^(?:betala|överföra)\b(?!\s+(?:tillbaka|åter)).*\b(?:till|åt)\b", re.IGNORECASE
)
_OF_AN_APPLICATION = re.compile(r"\bansök(?:an|ning)", re.IGNORECASE)
_OF_A_REST = re.compile(
    r"\bansök(?:an|ning)|\bmed(?:el|len)\b|\b\w*belopp\w*|\brest(?:en|erande)\b|\bi övrigt\b"
    r"|\b(?:mellan)?skillnaden\b|\båterstå(?:ende|den)\b|\bdel(?:en)?\b",
    re.IGNORECASE,
)
#: Whatever else is said: ”bevilja resten som tillägg” applies for nothing.
_GRANTS_OUTRIGHT = re.compile(r"\b(?:bevilj|bifall)\w*", re.IGNORECASE)
_GRANTS_NO_MONEY = re.compile(
    r"\b(?:anstånd|uppskov|entledigande|förläng\w+|dispens|undantag)\b", re.IGNORECASE
)
#: With a sum: ”fastställa stödet för 2026 till 4 000 000 kr”, ”lämna bidrag med 50 000 kr”.
_SETS = re.compile(
    r"\b(?:fastställ\w*|bestäm\w*|anslå|anslås|tilldel\w*|utöka\w*|höj\w*|utge|utges"
    r"|(?:lämn|utbetal|betal)\w*\s+(?:stöd|bidrag|medel|ut)\w*)",
    re.IGNORECASE,
)
_APPLIES_ANEW = re.compile(
    r"\btillägg\w*|\bny(?:a|tt)?\s+ansök\w+|\b(?:söker|söks|sökas|ansöker)\b", re.IGNORECASE
)
#: ”avslås”, and what parts it from what is said before.
_PASSIVE = re.compile(r"(?:ås|äggs|ras)$|\b(?:beviljas|bifalls)\b", re.IGNORECASE)
_LINKS = re.compile(r"[,;](?!\d)|\b(?:och|men|samt|medan)\b", re.IGNORECASE)
#: ”inte bevilja”, ”inga medel beviljas”
_NOT_BEFORE = re.compile(
    r"\batt\s|\b(?:inte|ej|icke)\s+$|\bing(?:a|et|en)\s+(?:[^\s,;.]+\s+){0,3}$", re.IGNORECASE
)
#: ”beviljas inte”, ”bevilja inga medel”
_NOT_AFTER = re.compile(r"\s{1,20}(?:inte|ej|icke|ing(?:a|et|en))\b", re.IGNORECASE)


def grants(text: str) -> bool:
    """Whether a text grants an application: ”bevilja …”, ”bifalla ansökan”.

    Not what it asks somebody to do or presupposes: ”uppdra åt kansliet att bevilja …”.
    """
    if speaks(GRANTS, text):
        return True
    if speaks(_RAISES, text) and sums_in(text):
        return True
    of_it = bool(_OF_AN_APPLICATION.search(text) or sums_in(text))
    return of_it and speaks(_APPROVES, text) and "avsl" not in text.lower()


def gives_money(text: str) -> bool:
    """Whether a text gives a sum in any words: ”ge Ung framtid 50 000 kr”, ”Ung framtid får 50 000
    kr”, ”betala 50 000 kr till Ung framtid”."""
    if grants_money(text):
        return True
    return bool(sums_in(text)) and (speaks(RECEIVES, text) or speaks(_PAYS, text))


def grants_money(text: str) -> bool:
    """Whether a text gives a sum to somebody: ”bevilja Ung framtid 500 000 kr”, ”ge … kr”; not
    ”ge förbundschefen i uppdrag att …”."""
    given = _GIVES_SOMETHING_ELSE.split(bare_clause(text))[0]
    return bool(sums_in(text)) and (
        speaks(GRANTS, text) or (speaks(_GIVES, given) and bool(sums_in(given)))
    )


def grants_rest(text: str) -> bool:
    """Whether a text grants something of what an earlier grant left out, with a sum or without:
    ”bevilja resten”, ”bifalla ansökan i den del som inte beviljats”; not ”godkänna att det söks som
    tillägg”, which asks for another application."""
    if gives_money(text) or (sums_in(text) and (grants(text) or speaks(_SETS, text))):
        return True
    if speaks(_GRANTS_OUTRIGHT, text):
        return not _GRANTS_NO_MONEY.search(text)
    granted = grants(text) or speaks(_APPROVES, text)
    return granted and bool(_OF_A_REST.search(text)) and not _APPLIES_ANEW.search(text)


def approves(text: str) -> bool:
    """Whether a text grants or says yes in other words: ”godkänna förslaget”."""
    return grants(text) or speaks(_APPROVES, text)


def acts_in(text: str) -> set[Says]:
    """The acts that a text speaks of as done by it."""
    patterns = {Says.REFUSE: _REFUSES, Says.POSTPONE: _POSTPONES, Says.REMIT: _REMITS}
    found = {act for act, pattern in patterns.items() if speaks(pattern, text)}
    if speaks(_DENIES, text):
        found.add(Says.REFUSE)
    return found | {Says.GRANT} if grants(text) else found


def settles_rest(text: str, years: Iterable[int], rest: Says) -> bool:
    """Whether a text tells already what becomes of what is not granted: by the act ``rest`` in any
    of its words, or by another that it does."""
    if not of_the_rest(text, years):
        return False
    said = {Says.REFUSE: _REFUSES_ANYHOW, Says.POSTPONE: _POSTPONES, Says.REMIT: _REMITS}[rest]
    return bool(said.search(text) or acts_in(text) - {Says.GRANT})


def of_the_rest(text: str, years: Iterable[int]) -> bool:
    """Whether a text refuses, tables or remits only what is not granted: ”i övrigt”, a part, or
    other than the granted ``years``."""
    acts = (_REFUSES_ANYHOW, _POSTPONES, _REMITS)
    found = [match for pattern in acts if (match := pattern.search(text))]
    first = min(found, key=lambda match: match.start(), default=None)
    tail = text[_whereof(text, first) :] if first else text
    if named := set(years_in(tail)):
        return not named & set(years)
    return bool(_REMAINDER.search(text) or part_in(tail))


def _whereof(text: str, act: re.Match[str]) -> int:
    """Where the words begin that tell what an act is about: after ”avslå”, but before ”avslås”."""
    if not _PASSIVE.search(act[0]):
        return act.start()
    return max((link.end() for link in _LINKS.finditer(text[: act.start()])), default=0)


def about_the_application(text: str) -> bool:
    """Whether a text refuses, tables or remits the application, not something else."""
    return bool(re.search(r"\bansök(?:an|ning)|\bärendet\b|\bi övrigt\b", text, re.IGNORECASE))


def contrary_act(
    clause: Clause, facts: Facts, right: Says, rest: Says = Says.REFUSE
) -> Says | None:
    """The act that a written clause speaks of where the data say another, ``right``; None without.

    A granting clause that says no to anything at all does so; of what is not granted it may say
    what becomes of it, ``rest`` (”avslå ansökan i övrigt”).
    """
    text = clause.says(facts)
    acts = acts_in(text) - {right}
    if right is Says.GRANT and clause.kind is ClauseKind.GRANT and _REFUSES_ANYHOW.search(text):
        acts |= {Says.REFUSE}
    if right is Says.GRANT and of_the_rest(text, facts.years):
        acts -= {rest}
    return min(acts, default=None)


def says_yes(clauses: Iterable[Clause], facts: Facts) -> bool:
    """Whether any of the clauses grants, or says yes in other words."""
    return any(
        (clause.kind is ClauseKind.GRANT and not clause.edited) or approves(clause.says(facts))
        for clause in clauses
    )


def refuses_a_part(text: str, years: Iterable[int]) -> str:
    """The words by which a text refuses only a part of what was applied for: ”delvis”, or some of
    the ``years``; empty where it refuses all or nothing."""
    if not _REFUSES_ANYHOW.search(text):
        return ""
    named, applied = set(years_in(text)), set(years)
    return part_in(text) or (f"år {years_in_words(named)}" if named and named != applied else "")


def speaks(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text does what a pattern says, and does not ask or deny it."""
    bare = bare_clause(text)
    found = pattern.search(bare)
    return (
        found is not None
        and not _NOT_BEFORE.search(bare[: found.start()])
        and not _NOT_AFTER.match(bare[found.end() :])
    )
