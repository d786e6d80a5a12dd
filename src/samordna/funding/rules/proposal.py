"""What the office proposes: amounts per organisation and year, and the clauses that say so.

The table of amounts is the proposal. The words of a clause are made of it, never the other way,
because the decision, the grant and the decision space are all made of the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from samordna.budgets import codes as budget_codes
from samordna.budgets.shape import Group, Line, Side
from samordna.funding.rules import codes
from samordna.funding.rules.content import Content
from samordna.kernel.dates import Period
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr, spread
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import (
    REFUSED,
    Clause,
    ClauseKind,
    Facts,
    bare_clause,
    numbered,
    proposal_of,
    said,
)
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.limits import sums_in
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.reductions import reductions
from samordna.kernel.wording.refusals import another_application
from samordna.kernel.wording.shares import Share
from samordna.kernel.wording.speech import ACT_WORDS, Says, contrary_act, says_yes

#: Kronor per (organisation's id, year).
Amounts = Mapping[tuple[int, int], int]


#: Keys of clauses that a form is read for lie below this.
MOST_KEYS = 200


def amount_field(organisation_id: int, year: int) -> str:
    """The name of the input with the proposed kronor of an organisation and year."""
    return f"amount-{organisation_id}-{year}"


def clause_field(key: int) -> str:
    """The name of the input with a clause's words."""
    return f"clause-{key}"


def clause_number(field: str) -> str:
    """The key in such a name, as text; empty for another name or a key out of reason."""
    key = field.removeprefix("clause-")
    fine = field != key and key.isascii() and key.isdecimal() and 0 < int(key[:4] or 0) < MOST_KEYS
    return key if fine and len(key) < 4 else ""


def applied_amounts(content: Content) -> dict[tuple[int, int], int]:
    """What is applied for, per organisation and year, in whole kronor that add up to the budget.

    A wage row's years are shared as the row's amounts are; a group's years as the group's. What the
    budget does not spread over years is spread by the row's days in each year.
    """
    found: dict[tuple[int, int], int] = {}
    wage_rows = content.budget.lines_of(Side.REQUESTED, Group.WAGE)
    wages_as_a_whole = content.budget.years_of(Group.WAGE)
    if any(wages_as_a_whole.values()) and not any(row.years_kr for row in wage_rows):
        _add_group(found, content, wage_rows, wages_as_a_whole)
    else:
        for row in wage_rows:
            _add_row(found, content, row, row.by_year)
    for group in (Group.PREMISES, Group.OTHER):
        rows = content.budget.lines_of(Side.REQUESTED, group)
        _add_group(found, content, rows, content.budget.years_of(group))
    return {place: kr for place, kr in sorted(found.items()) if kr}


def _add_row(
    found: dict[tuple[int, int], int],
    content: Content,
    row: Line,
    years: Mapping[int, int],
) -> None:
    weights = {year: kr for year, kr in years.items() if kr > 0}
    if not weights:
        weights = _days(content, row.date_from, row.date_to)
    for party, kr in row.amounts.items():
        _add(found, party, kr, weights)


def _add_group(
    found: dict[tuple[int, int], int],
    content: Content,
    rows: Sequence[Line],
    years: Mapping[int, int],
) -> None:
    if not any(kr > 0 for kr in years.values()):
        for row in rows:
            _add_row(found, content, row, {})
        return
    weights = {year: kr for year, kr in years.items() if kr > 0}
    totals: dict[int, int] = {}
    for row in rows:
        for party, kr in row.amounts.items():
            totals[party] = totals.get(party, 0) + kr
    for party, kr in totals.items():
        _add(found, party, kr, weights)


def _add(
    found: dict[tuple[int, int], int], party: int, kr: int, weights: Mapping[int, int]
) -> None:
    if not kr or not weights:
        return
    years = sorted(weights)
    for year, part in zip(years, spread(kr, [weights[y] for y in years]), strict=True):
        found[party, year] = found.get((party, year), 0) + part


def _days(content: Content, start: date | None, end: date | None) -> dict[int, int]:
    first, last = start or content.period_from, end or content.period_to
    if first is None or last is None or last < first:
        return {}
    period = Period(first, last)
    return {year: period.days_in(year) for year in period.years}


def standard_clauses(texts: Sequence[str]) -> list[Clause]:
    """The association's standard clauses as data: the one with the amount grants, the others are
    conditions, and how the money is paid out comes last."""
    kinds = {"{amount}": ClauseKind.GRANT, "{payout}": ClauseKind.PAYOUT}
    found = [
        Clause(
            next((kind for place, kind in kinds.items() if place in text), ClauseKind.CONDITION),
            words=text,
        )
        for text in map(bare_clause, texts)
    ]
    if not any(clause.kind is ClauseKind.PAYOUT for clause in found):
        found.append(Clause(ClauseKind.PAYOUT, words="{payout}"))
    return numbered([*found, Clause(ClauseKind.REFUSE, words="avslå ansökan", when=REFUSED)])


def facts_of(
    content: Content,
    amounts: Amounts,
    payout: PayoutRule | None = None,
    names: Names | None = None,
) -> Facts:
    """What the proposal's clauses rest on: the initiative and the table of amounts."""
    parties = {party.id: party.name for party in content.parties}
    places = {pk: place for place, pk in enumerate(parties)}
    given = {
        (pk, year): kr
        for (pk, year), kr in sorted(
            amounts.items(), key=lambda cell: (places.get(cell[0][0], len(places)), cell[0])
        )
        if kr
    }
    return Facts(
        name=content.name,
        amount_kr=sum(given.values()),
        start=content.period_from,
        end=content.period_to,
        payout=payout,
        owner=content.owner.name,
        owners=tuple(parties[pk] for pk in dict.fromkeys(pk for pk, _ in given) if pk in parties),
        years=tuple(sorted({year for _, year in given})),
        shares=tuple(
            Share(parties[pk], year, kr)
            for (pk, year), kr in {**{(p.id, 0): 0 for p in content.parties}, **given}.items()
            if pk in parties
        ),
        names=names or Names(),
    )


#: What is said of the proposed amounts and their sum.
OF_AMOUNTS: Final = frozenset(
    {
        codes.NOTHING_PROPOSED,
        codes.PROPOSED_MORE_THAN_APPLIED,
        codes.REASON_MISSING,
        codes.CLAUSE_DIFFERS_FROM_TABLE,
        codes.TEXT_DIFFERS_FROM_TABLE,
    }
)


def check_proposal(
    content: Content,
    amounts: Amounts,
    clauses: Sequence[Clause],
    *,
    payout: PayoutRule | None = None,
    summary: str = "",
    assessment: str = "",
    cut_reason: str = "",
    names: Names | None = None,
) -> list[Finding]:
    """Everything there is to say of a proposal; errors and what is missing stop its completion.
    ``names`` are what written words may speak of."""
    facts = facts_of(content, amounts, payout, names)
    applied, proposed = content.budget.requested_kr, sum(amounts.values())
    found: list[Finding] = []
    if not proposed:
        found.append(
            Finding(
                codes.NOTHING_PROPOSED,
                Severity.WARNING,
                "Förslaget har inga belopp. Det betyder att ansökan föreslås bli avslagen.",
                Where(field="amounts"),
            )
        )
    if proposed > applied:
        found.append(
            Finding(
                codes.PROPOSED_MORE_THAN_APPLIED,
                Severity.WARNING,
                f"Föreslaget belopp är {format_kr(proposed - applied)} högre än det sökta.",
                Where(field="amounts"),
                expected_kr=applied,
                found_kr=proposed,
            )
        )
    if proposed < applied and not cut_reason.strip():
        found.append(
            Finding(
                codes.REASON_MISSING,
                Severity.WARNING,
                f"Föreslaget belopp är {format_kr(applied - proposed)} lägre än det sökta. "
                "Skriv varför.",
                Where(field="cut_reason"),
                expected_kr=applied,
                found_kr=proposed,
            )
        )
    found += _texts(said(proposal_of(clauses, facts), facts), assessment)
    found += _acts(clauses, facts) + _text_and_data(clauses, facts, applied)
    found += _years_outside(content, amounts)
    if proposed:
        applied_table = applied_amounts(content)
        for field, text in (("summary", summary), ("assessment", assessment)):
            found += _sums_of_text(field, text, amounts, applied_table)
    return found


#: What the office proposes now, and what is asked for; what was granted before is neither.
_PROPOSING = re.compile(r"\b(?:föreslår|föreslås|tillstyrker|tillstyrks|bevilja|beviljas)\b", re.I)
_APPLYING = re.compile(r"\b(?:söker|söks|ansöker|sökt|sökta)\b", re.I)


def _sums_of_text(field: str, text: str, amounts: Amounts, applied: Amounts) -> list[Finding]:
    """Sums in *Ärendet* and the assessment that are said to be proposed or applied for, and that
    are neither the whole nor a part of it in the tables."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        proposing, applying = _PROPOSING.search(sentence), _APPLYING.search(sentence)
        if not (proposing or applying):
            continue
        known = _sums_of_table(amounts) if proposing else set()
        known |= _sums_of_table(applied) if applying else set()
        if proposing and applying:  # ”20 000 kr lägre än det sökta”
            known.add(abs(sum(applied.values()) - sum(amounts.values())))
        what, kr = (
            ("föreslaget", sum(amounts.values())) if proposing else ("sökt", sum(applied.values()))
        )
        found += [
            Finding(
                codes.TEXT_DIFFERS_FROM_TABLE,
                Severity.WARNING,
                f"Texten säger {format_kr(said_kr)}, men {what} belopp är {format_kr(kr)} och "
                "inget belopp i tabellen är så stort. Rätta det som är fel.",
                Where(field=field),
                expected_kr=kr,
                found_kr=said_kr,
            )
            for said_kr in dict.fromkeys(sums_in(sentence))
            if said_kr not in known
        ]
    return found


def _sums_of_table(table: Amounts) -> set[int]:
    """The whole, its cells, and the sum of each organisation and each year."""
    parts: dict[tuple[str, int], int] = {}
    for (party, year), kr in table.items():
        for key in (("party", party), ("year", year)):
            parts[key] = parts.get(key, 0) + kr
    return {sum(table.values()), *table.values(), *parts.values()}


def _texts(clauses: Sequence[str], assessment: str) -> list[Finding]:
    found = []
    if not assessment.strip():
        found.append(
            Finding(
                codes.ASSESSMENT_MISSING,
                Severity.MISSING,
                "Bedömningen är inte skriven.",
                Where(field="assessment"),
            )
        )
    if not any(clause.strip() for clause in clauses):
        found.append(
            Finding(
                codes.CLAUSE_MISSING,
                Severity.MISSING,
                "Förslaget till beslut har ingen att-sats.",
                Where(field=clause_field(1)),
            )
        )
    return found


def _text_and_data(clauses: Sequence[Clause], facts: Facts, applied_kr: int) -> list[Finding]:
    """Where somebody's own words say another sum, year, period, name or payment than the table and
    the application do, or take something of what is proposed."""
    standing = [clause for clause in proposal_of(clauses, facts) if clause.says(facts)]
    against = disagreements(standing, facts)
    told = {wrong.key for wrong in against}
    less = [one for one in reductions(standing, facts, [applied_kr]) if one.key not in told]
    numbers = {clause.key: number for number, clause in enumerate(standing, start=1)}
    return [
        Finding(
            codes.CLAUSE_DIFFERS_FROM_TABLE,
            Severity.ERROR,
            f"Att-sats {numbers[wrong.key]} säger {wrong.text}, men förslaget gäller {wrong.data}. "
            "Rätta texten eller återställ orden.",
            Where(field=clause_field(wrong.key)),
            expected_kr=wrong.expected_kr,
            found_kr=wrong.found_kr,
        )
        for wrong in [
            *against,
            *less,
            *([] if facts.amount_kr else another_application(standing, facts)),
        ]
    ]


def _acts(clauses: Sequence[Clause], facts: Facts) -> list[Finding]:
    """Where own words refuse, table or remit what the table grants, grant what it does not, or
    where nothing is said to be granted though the table has amounts."""
    standing = [clause for clause in proposal_of(clauses, facts) if clause.says(facts)]
    right = Says.GRANT if facts.amount_kr else Says.REFUSE
    proposed = f"bevilja {format_kr(facts.amount_kr)}" if facts.amount_kr else "avslå ansökan"
    found = []
    for number, clause in enumerate(standing, start=1):
        if clause.edited and (wrong := contrary_act(clause, facts, right)):
            message = (
                f"Att-sats {number} {ACT_WORDS[wrong]}, men förslaget är att {proposed}. Rätta "
                "texten, återställ orden eller ändra beloppen."
            )
            where = Where(field=clause_field(clause.key))
            found.append(Finding(codes.CLAUSE_CONTRARY, Severity.ERROR, message, where))
    if facts.amount_kr and standing and not found and not says_yes(standing, facts):
        message = (
            f"Ingen att-sats beviljar, men förslaget är att {proposed}. Skriv vad som beviljas, "
            "eller återställ orden."
        )
        where = Where(field=clause_field(standing[0].key))
        found.append(Finding(codes.CLAUSE_CONTRARY, Severity.ERROR, message, where))
    return found


def _years_outside(content: Content, amounts: Amounts) -> list[Finding]:
    start, end = content.period_from, content.period_to
    if start is None or end is None:
        return []
    found = []
    for (party, year), kr in sorted(amounts.items()):
        if kr and not start.year <= year <= end.year:
            found.append(
                Finding(
                    budget_codes.OUTSIDE_PERIOD,
                    Severity.WARNING,
                    f"{format_kr(kr)} föreslås för {year}, men insatsen pågår {start}–{end}.",
                    Where(field=amount_field(party, year)),
                    expected_kr=0,
                    found_kr=kr,
                )
            )
    return found
