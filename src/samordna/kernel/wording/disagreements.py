"""Where a text that a person has written says another thing than the data: a sum, a year, a period,
a name or a rule of payment. What it does is read by :mod:`samordna.kernel.wording.speech`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import other_rhythm, payout_words, rules_spoken_of
from samordna.kernel.rates import rate_in, times_of
from samordna.kernel.sentences import listed
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, bare_clause
from samordna.kernel.wording.limits import (
    part_in,
    period_slip,
    sums_in,
    unread_sum,
    years_in,
    years_in_words,
)
from samordna.kernel.wording.owner_slips import (
    gives_nothing,
    of_others,
    owner_slips,
    sums_of_owners,
    without_places,
)
from samordna.kernel.wording.receivers import paid_slip, receiver_slip
from samordna.kernel.wording.said_days import course_slip
from samordna.kernel.wording.shares import names_a_party, share_slip, summed_shares
from samordna.kernel.wording.speech import GRANTS, PAID, RECEIVES, grants, of_the_rest, speaks

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
_YES = re.compile(rf"{GRANTS.pattern}|\bbif(?:alla|alls)\b", re.IGNORECASE)
_OF_THE_SUM = re.compile(r"\bvarav\b|\bdärav\b", re.IGNORECASE)
_SHARES = re.compile(r"\bfördela", re.IGNORECASE)


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
    sharing = [(c, t) for c, t in own if (c, t) not in granting and _shares_out(t, facts)]
    found += _about_shares([*granting, *sharing], facts)
    for clause, text in own:
        if (clause, text) in granting:
            found += _about_name(clause, text, facts)
            found += _about_all(clause, text, facts)
        else:
            found += _about_receiver(clause, text, facts)
        if (clause, text) in granting or speaks(_RUNS, text):
            found += _about_period(clause, text, facts)
        else:
            found += _about_course(clause, text, facts)
    for clause, text in own:
        found += _about_payout(clause, text, facts, granting=(clause, text) in granting)
    told = {wrong.key for wrong in found}
    slips = [slip for slip in owner_slips(clauses, facts) if slip.sure and slip.key not in told]
    return found + [Disagreement(slip.key, slip.text, slip.data) for slip in slips]


def perhaps_otherwise(
    clauses: Sequence[Clause], facts: Facts, found: Sequence[Disagreement]
) -> list[Disagreement]:
    """Where own words may say another thing of a party than the data, and only the office knows;
    besides the ``found`` disagreements."""
    told = {wrong.key for wrong in found}
    slips = [s for s in owner_slips(clauses, facts) if not s.sure and s.key not in told]
    return [Disagreement(slip.key, slip.text, slip.data) for slip in slips]


def _shares_out(text: str, facts: Facts) -> bool:
    """Whether a text tells how what is granted is shared: ”fördelas”, ”Håbo kommun får …”."""
    if _SHARES.search(text):
        return True
    parties = names_a_party(text, facts.shares, facts.name, facts.names.shorts)
    return parties and bool(RECEIVES.search(text))


def _about_shares(texts: Iterable[tuple[Clause, str]], facts: Facts) -> list[Disagreement]:
    """The first sum that is given to another year or party than the table gives it to."""
    for clause, written in texts:
        text = without_places(written, facts)
        rate, sums = rate_in(text), sums_in(text)
        if rate and len(sums) == 1:  # the sum is tried against the whole; here, each year's
            uneven = [y for y in facts.years if rate == "per år" and facts.of_year(y) != sums[0]]
            if uneven and sums[0] * len(facts.years) == facts.amount_kr:
                said, data = format_kr(sums[0]), format_kr(facts.of_year(uneven[0]))
                return [Disagreement(clause.key, f"{said} {rate}", f"{data} för {uneven[0]}")]
            continue
        if (len(sums) == 1 and sums_of_owners(text, facts)) or of_others(text, facts):
            continue  # tried as what that party gets, and how often
        gets = bool(RECEIVES.search(text) or _SHARES.search(text))
        if slip := share_slip(text, facts.shares, facts.name, facts.names.shorts, gets=gets):
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
    if not wrong:
        wrong = _besides(_beside_the_whole(named, granting, facts, made=made), facts)
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
        if clause.kind is not ClauseKind.PAYOUT and not PAID.search(text)
        if (part := part_in(text)) and facts.amount_kr not in sums_in(text)
    ][:1]


def _sums_of(text: str, facts: Facts) -> list[int]:
    """The sums of a text; one that it says is for each year or quarter, for all of them."""
    times, sums = times_of(rate_in(text), facts), sums_in(text)
    return [kr * times for kr in sums] if len(sums) == 1 else sums


def _beside_the_whole(
    named: Sequence[tuple[Clause, list[int]]],
    granting: Sequence[tuple[Clause, str]],
    facts: Facts,
    *,
    made: bool,
) -> list[tuple[Clause, str]]:
    """The granting texts that stand beside a clause that grants all, made or written; none where
    no clause does, so that they are its parts."""
    whole = [c for c, sums in named if facts.amount_kr in (*sums, sum(sums))]
    if made:
        return list(granting)
    return [(c, text) for c, text in granting if whole and c is not whole[0]]


def _besides(granting: Sequence[tuple[Clause, str]], facts: Facts) -> list[tuple[Clause, int]]:
    """Sums that are granted beside the clause that grants all: those of no cell of the table, those
    that are a cell's and not said to be, and any that the text says come on top."""
    cells = summed_shares(facts.shares)
    return [
        (clause, kr)
        for clause, text in granting
        if sum(sums := _sums_of(text, facts)) != facts.amount_kr
        for kr in sums
        if _ON_TOP.search(text)
        or (facts.amount_kr not in sums and not (kr in cells and _says_which(text, facts)))
    ]


def _says_which(text: str, facts: Facts) -> bool:
    """Whether a text says of which year or of which party a sum is."""
    return bool(years_in(text)) or names_a_party(text, facts.shares, facts.name, facts.names.shorts)


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
    named = [(c, years_in(text)) for c, text in granting if not gives_nothing(text, facts)]
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


def _about_name(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text that gives to another organisation or initiative than the data do."""
    if not facts.name:
        return []
    said = receiver_slip(text, facts.name, facts.owners, facts.names)
    given = listed(facts.owners)
    data = f"”{facts.name}”, {given}" if given else f"”{facts.name}”"
    return [Disagreement(clause.key, f"”{said}”", data)] if said else []


def _about_receiver(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text that says the money goes to somebody who gets none."""
    if not facts.owners:
        return []
    said = paid_slip(text, facts.name, facts.owners, facts.names)
    data = f"”{facts.name}”, {listed(facts.owners)}"
    return [Disagreement(clause.key, f"”{said}”", data)] if said else []


def _about_course(clause: Clause, text: str, facts: Facts) -> list[Disagreement]:
    """A text by which the initiative starts or ends on another day than its period."""
    if not (facts.start and facts.end):
        return []
    said = course_slip(text, facts.start, facts.end, facts.name)
    data = f"{format_long(facts.start)} till {format_long(facts.end)}"
    return [Disagreement(clause.key, f"”{said}”", data)] if said else []


def _about_payout(clause: Clause, text: str, facts: Facts, *, granting: bool) -> list[Disagreement]:
    """Own words about the payment that are another rule's, or in the clause that decides the rule
    are those of none."""
    decides = clause.kind is ClauseKind.PAYOUT
    of_payment = decides or bool(PAID.search(text))
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
