"""What a text that a person has written says it does, and where that is not what the data say.

Only for words that somebody wrote: those that are made of the data need no reading. A text is read
for what it plainly says; one that says nothing of the kind says nothing here either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samordna.kernel.clauses import Clause, ClauseKind, Facts, bare_clause
from samordna.kernel.dates import format_long
from samordna.kernel.limits import part_in, period_slip, sums_in, unread_sum, years_in
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import other_rhythm, payout_words, rules_spoken_of
from samordna.kernel.rates import rate_in, times_of
from samordna.kernel.receivers import receiver_slip
from samordna.kernel.shares import share_slip, summed_shares


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

_GRANTS = re.compile(r"\b(?:bevilja|tilldela|anslå|utbetala)s?\b", re.IGNORECASE)
_GIVES = re.compile(r"^(?:ge|stödja|finansiera|bidra)\b", re.IGNORECASE)
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
    r"|\butan\s+bifall\b"
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
_PAID = re.compile(r"\b(?:ut)?betal(?:a|as|ning)|\bbetalas ut\b", re.IGNORECASE)
_REMAINDER = re.compile(
    r"\bi övrigt\b|\bresterande\b|\bövriga\b|\b(?:mellan)?skillnaden\b|\båterstå(?:ende|den)\b",
    re.IGNORECASE,
)
#: More than what the rest of the decision says.
_ON_TOP = re.compile(
    r"\bytterligare\b|\bdär(?:ut)?över\b|\bdessutom\b|\bextra\b"
    r"|\b(?:utöka|höja?|öka|förstärk)\w{0,3}\b.*\bmed\b",
    re.IGNORECASE,
)
#: Until when something runs that is granted; an agreement has days of its own.
_RUNS = re.compile(
    r"^(?!.*\bavtal)(?:.*\blåta\b.*\b(?:löpa|pågå|fortgå)\b|.*\b(?:förlänga|förlängs)\b"
    r"|(?:insatsen|projektet|perioden)\s+(?:ska\s+)?(?:löper|löpa|pågår|pågå)\b)",
    re.IGNORECASE,
)
#: ”i enlighet med ansökan”: all that was applied for.
_AS_APPLIED = re.compile(
    r"\b(?:enligt|i\s+(?:enlighet|överensstämmelse|linje)\s+med)\s+ansök(?:an|ningen)\b"
    r"|\bansök(?:an|ningen)\s+i\s+(?:sin\s+helhet|dess\s+helhet)\b",
    re.IGNORECASE,
)
_YES = re.compile(rf"{_GRANTS.pattern}|\bbif(?:alla|alls)\b", re.IGNORECASE)
_OF_THE_SUM = re.compile(r"\bvarav\b|\bdärav\b", re.IGNORECASE)
_SHARES = re.compile(r"\bfördela", re.IGNORECASE)
_OF_AN_APPLICATION = re.compile(r"\bansök(?:an|ning)", re.IGNORECASE)
#: ”avslås”, and what parts it from what is said before.
_PASSIVE = re.compile(r"(?:ås|äggs|ras)$|\b(?:beviljas|bifalls)\b", re.IGNORECASE)
_LINKS = re.compile(r"[,;](?!\d)|\b(?:och|men|samt|medan)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\batt\s|\b(?:inte|ej|icke)\s+$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s{1,20}(?:inte|ej|icke)\b", re.IGNORECASE)


def grants(text: str) -> bool:
    """Whether a text grants an application: ”bevilja …”, ”bifalla ansökan”.

    Not what it asks somebody to do or presupposes: ”uppdra åt kansliet att bevilja …”.
    """
    if _speaks(_GRANTS, text):
        return True
    if _speaks(_RAISES, text) and sums_in(text):
        return True
    of_it = bool(_OF_AN_APPLICATION.search(text) or sums_in(text))
    return of_it and _speaks(_APPROVES, text) and "avsl" not in text.lower()


def grants_money(text: str) -> bool:
    """Whether a text gives a sum to somebody: ”bevilja Ung framtid 500 000 kr”, ”ge … kr”."""
    return bool(sums_in(text)) and (_speaks(_GRANTS, text) or _speaks(_GIVES, text))


def approves(text: str) -> bool:
    """Whether a text grants or says yes in other words: ”godkänna förslaget”."""
    return grants(text) or _speaks(_APPROVES, text)


def acts_in(text: str) -> set[Says]:
    """The acts that a text speaks of as done by it."""
    patterns = {Says.REFUSE: _REFUSES, Says.POSTPONE: _POSTPONES, Says.REMIT: _REMITS}
    found = {act for act, pattern in patterns.items() if _speaks(pattern, text)}
    if _speaks(_DENIES, text):
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


def _speaks(pattern: re.Pattern[str], text: str) -> bool:
    bare = bare_clause(text)
    found = pattern.search(bare)
    return (
        found is not None
        and not _NOT_BEFORE.search(bare[: found.start()])
        and not _NOT_AFTER.match(bare[found.end() :])
    )


# Text and data ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a text says and what the data say, as Swedish phrases; kronor where it is a sum.
    ``key`` is the clause's."""

    key: int
    text: str
    data: str
    expected_kr: int | None = None
    found_kr: int | None = None


def disagreements(clauses: Sequence[Clause], facts: Facts) -> list[Disagreement]:
    """Where the own words of granting clauses say another sum, year, period or initiative than the
    data, and where those about the payment say another rule.

    ``clauses`` are those that stand. Clauses may name the sum, parts that add up to it, or none.
    """
    own = [(c, c.own or "") for c in clauses if c.edited and c.own]
    granting = [(c, text) for c, text in own if c.kind is ClauseKind.GRANT or grants(text)]
    made = any(c.kind is ClauseKind.GRANT and not c.edited for c in clauses)
    found = _about_sum(granting, facts, made=made)
    found += _about_years(granting, facts, made=made)
    found += _about_shares([*granting, *((c, t) for c, t in own if _SHARES.search(t))], facts)
    for clause, text in own:
        if (clause, text) in granting:
            found += _about_name(clause, text, facts)
            found += _about_all(clause, text, facts)
        if (clause, text) in granting or _speaks(_RUNS, text):
            found += _about_period(clause, text, facts)
    for clause, text in own:
        found += _about_payout(clause, text, facts, granting=(clause, text) in granting)
    return found


def _about_shares(texts: Iterable[tuple[Clause, str]], facts: Facts) -> list[Disagreement]:
    """The first sum that is given to another year or party than the table gives it to."""
    for clause, text in texts:
        rate, sums = rate_in(text), sums_in(text)
        if rate and len(sums) == 1:  # the sum is tried against the whole; here, each year's
            uneven = [y for y in facts.years if rate == "per år" and facts.of_year(y) != sums[0]]
            if uneven and sums[0] * len(facts.years) == facts.amount_kr:
                said, data = format_kr(sums[0]), format_kr(facts.of_year(uneven[0]))
                return [Disagreement(clause.key, f"{said} {rate}", f"{data} för {uneven[0]}")]
            continue
        if slip := share_slip(text, facts.shares, facts.name):
            said, data = (f"{format_kr(kr)} för {slip.of}" for kr in (slip.said_kr, slip.data_kr))
            if slip.of == "en del":
                said, data = format_kr(slip.said_kr), format_kr(slip.data_kr)
            return [Disagreement(clause.key, said, data, slip.data_kr, slip.said_kr)]
    return []


def _about_sum(
    granting: Sequence[tuple[Clause, str]], facts: Facts, *, made: bool
) -> list[Disagreement]:
    if not facts.amount_kr:
        return []
    granted = format_kr(facts.amount_kr)
    for clause, text in granting:
        if unread := unread_sum(text):
            return [Disagreement(clause.key, f"”{unread}”", granted)]
    named = [(clause, _sums_of(text, facts)) for clause, text in granting]
    parts = [(clause, kr) for clause, sums in named for kr in sums]
    wrong = [(clause, kr) for clause, kr in parts if kr > facts.amount_kr]
    # Where a made clause says the sum already, what else is named may be a part of it.
    if (
        not wrong
        and not made
        and facts.amount_kr
        not in (
            *(kr for _, kr in parts),
            *(sum(sums) for _, sums in named),
            sum(kr for _, kr in parts),
        )
    ):
        wrong = parts
    if not wrong and made:
        wrong = _besides(granting, facts)
    for clause, text in granting:
        rate = rate_in(text)
        if times_of(rate, facts) > 1 and facts.amount_kr in sums_in(text):
            return [Disagreement(clause.key, f"{granted} {rate}", f"{granted} i allt")]
    if wrong:
        clause, kr = wrong[0]
        return [Disagreement(clause.key, format_kr(kr), granted, facts.amount_kr, kr)]
    return [
        Disagreement(clause.key, f"”{part}”", granted)
        for clause, text in granting
        if clause.kind is not ClauseKind.PAYOUT and not _PAID.search(text)
        if (part := part_in(text)) and facts.amount_kr not in sums_in(text)
    ][:1]


def _sums_of(text: str, facts: Facts) -> list[int]:
    """The sums of a text; one that it says is for each year or quarter, for all of them."""
    times, sums = times_of(rate_in(text), facts), sums_in(text)
    return [kr * times for kr in sums] if len(sums) == 1 else sums


def _besides(granting: Sequence[tuple[Clause, str]], facts: Facts) -> list[tuple[Clause, int]]:
    """Sums that are granted beside the made clause that grants all: those of no cell of the table,
    and any that the text says come on top."""
    known = {facts.amount_kr, *summed_shares(facts.shares)}
    return [
        (clause, kr)
        for clause, text in granting
        if sum(sums := _sums_of(text, facts)) != facts.amount_kr
        for kr in sums
        if _ON_TOP.search(text) or (kr not in known and facts.amount_kr not in sums)
    ]


def _about_period(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    if not (facts.start and facts.end):
        return []
    said = period_slip(text, facts.start, facts.end)
    data = f"{format_long(facts.start)} till {format_long(facts.end)}"
    return [Disagreement(clause.key, said, data)] if said else []


def _about_all(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text that grants what was applied for, where less is granted."""
    said = _AS_APPLIED.search(text)
    if said is None or not facts.short or sums_in(text) or of_the_rest(text, facts.years):
        return []
    # ”bevilja medel, förutsatt att insatsen följs upp enligt ansökan” tells of something else.
    before = bare_clause(text[: said.start()])
    if not _YES.search(before) or re.search(r"\b(?:att|som|om)\s", before):
        return []
    return [Disagreement(clause.key, f"”{said[0]}”", format_kr(facts.amount_kr))]


def _about_years(
    granting: Sequence[tuple[Clause, str]], facts: Facts, *, made: bool
) -> list[Disagreement]:
    """The years that are named are those that money is granted for: none besides, and all of them
    unless a made clause stands as well."""
    named = [(clause, years_in(text)) for clause, text in granting]
    every = {year for _, years in named for year in years}
    if not every or not facts.years or every == set(facts.years):
        return []
    beside = every - set(facts.years)
    of_the_sum = any(_OF_THE_SUM.search(t) and facts.amount_kr in sums_in(t) for _, t in granting)
    if (made or of_the_sum) and not beside:
        return []
    clause = next(c for c, years in named if set(years) & (beside or every))
    return [
        Disagreement(
            clause.key, f"år {years_in_words(beside or every)}", years_in_words(facts.years)
        )
    ]


def years_in_words(years: Iterable[int]) -> str:
    """”2025”, ”2025 och 2026”, ”2025–2027”."""
    found = sorted(set(years))
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return " och ".join(filter(None, [", ".join(map(str, found[:-1])), str(found[-1])]))


def _about_name(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text that gives to another organisation or initiative than the data do."""
    if not facts.name:
        return []
    said = receiver_slip(text, facts.name, facts.owners, facts.names)
    given = " och ".join(facts.owners)
    data = f"”{facts.name}”, {given}" if given else f"”{facts.name}”"
    return [Disagreement(clause.key, f"”{said}”", data)] if said else []


def _about_payout(clause: Clause, text: str, facts: Facts, *, granting: bool) -> list[Disagreement]:
    """Own words about the payment that are another rule's, or in the clause that decides the rule
    are those of none."""
    decides = clause.kind is ClauseKind.PAYOUT
    of_payment = decides or bool(_PAID.search(text))
    if facts.payout is None or not (of_payment or granting):
        return []
    spoken = rules_spoken_of(text, of_payment=of_payment)
    rhythm = other_rhythm(text, facts.payout, of_payment=of_payment)
    no_rule = not spoken and decides
    if not rhythm and not no_rule and (not spoken or facts.payout in spoken):
        return []
    others = sorted(spoken - {facts.payout}, key=lambda rule: rule.value)
    said = rhythm or (others[0].label if others else text)
    return [Disagreement(clause.key, f"”{said}”", f"”{payout_words(facts.payout)}”")]
