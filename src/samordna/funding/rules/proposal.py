"""What the office proposes: amounts per organisation and year, and the clauses that say so.

The table of amounts is the proposal. The sum in the clause follows the table, never the other way,
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
from samordna.kernel.dates import Period, format_long
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import NBSP, format_kr, spread

#: Kronor per (organisation's id, year).
Amounts = Mapping[tuple[int, int], int]


_AMOUNT = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)[ \u00a0\u202f]?(?:kr\b|kronor)")


def amount_field(organisation_id: int, year: int) -> str:
    """The name of the input with the proposed kronor of an organisation and year."""
    return f"amount-{organisation_id}-{year}"


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


def fill_clauses(
    clauses: Sequence[str],
    *,
    name: str,
    amount_kr: int,
    period_from: date | None,
    period_to: date | None,
) -> list[str]:
    """The association's standard clauses with the initiative, the amount and the period in them.

    A brace that is no known name stays as it is written.
    """
    values = {
        "name": name,
        "amount": format_kr(amount_kr),
        "from": format_long(period_from) if period_from else "…",
        "to": format_long(period_to) if period_to else "…",
    }
    return [re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), text) for text in clauses]


def follow_table(clauses: Sequence[str], *, before_kr: int, after_kr: int) -> list[str]:
    """Write the table's new sum into clauses that carry its old sum; other amounts stay."""
    if before_kr == after_kr:
        return list(clauses)

    def mended(match: re.Match[str]) -> str:
        if _kr(match[1]) != before_kr:
            return match[0]
        return match[0].replace(match[1], format_kr(after_kr).removesuffix(f"{NBSP}kr"))

    return [_AMOUNT.sub(mended, text) for text in clauses]


#: What is said of the proposed amounts and their sum.
OF_AMOUNTS: Final = frozenset(
    {
        codes.NOTHING_PROPOSED,
        codes.PROPOSED_MORE_THAN_APPLIED,
        codes.REASON_MISSING,
        codes.CLAUSE_DIFFERS_FROM_TABLE,
    }
)


def check_proposal(
    content: Content,
    amounts: Amounts,
    clauses: Sequence[str],
    *,
    assessment: str = "",
    cut_reason: str = "",
) -> list[Finding]:
    """Everything there is to say of a proposal; errors and what is missing stop its completion."""
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
    found += _texts(clauses, assessment)
    found += _clause_amounts(clauses, proposed)
    found += _years_outside(content, amounts)
    return found


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
                Where(field="clause-1"),
            )
        )
    return found


def _clause_amounts(clauses: Sequence[str], proposed_kr: int) -> list[Finding]:
    """An amount in a clause that isn't the table's sum, where no clause has the sum."""
    places = [
        (number, _kr(text))
        for number, clause in enumerate(clauses, start=1)
        for text in _AMOUNT.findall(clause)
    ]
    if not places or any(kr == proposed_kr for _, kr in places):
        return []
    number, kr = places[0]
    return [
        Finding(
            codes.CLAUSE_DIFFERS_FROM_TABLE,
            Severity.ERROR,
            f"Att-sats {number} säger {format_kr(kr)}, men tabellen ger {format_kr(proposed_kr)}. "
            "Texten ska följa tabellen.",
            Where(field=f"clause-{number}"),
            expected_kr=proposed_kr,
            found_kr=kr,
        )
    ]


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


def _kr(text: str) -> int:
    return int(re.sub(r"\D", "", text))
