"""The amounts of a paragraph in words, from the same rows that become the grant."""

from __future__ import annotations

from collections.abc import Sequence

from samordna.kernel.money import format_kr, with_hard_spaces
from samordna.kernel.ordering import party_key
from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.kernel.wording.granted import by_year
from samordna.kernel.wording.limits import sums_in
from samordna.meetings.models import DecidedAmount, Treatment


def amount_clauses(
    treatment: Treatment, owner: str, told: Sequence[str] = (), *, proposes: bool = False
) -> list[str]:
    """What was granted to each party for each year, from the same rows that become the grant;
    ``owner`` is the name of the *insatsägare*, who stands first.

    Who gets all of it for a single year has nothing to distribute: it is told in a clause of its
    own, unless a text of ``told`` says the sum, the owner and the year. What is only proposed
    (``proposes``) says the years for which nothing is, too: who then decides has seen none of it.
    """
    found = []
    for party, rows in by_party(treatment, owner).items():
        empty = _without_money(treatment, rows) if proposes and treatment.in_part else []
        if text := _amounts_of(party, [row for row in rows if row.amount_kr], empty, told):
            found.append(text)
    return found


def share_lines(treatment: Treatment, owner: str, *, proposes: bool = False) -> list[str]:
    """What each party gets in all, and of it each year: ”Heby kommun 400 000 kr (250 000 kr för
    2025 och 150 000 kr för 2026)”. As :func:`amount_clauses`, with the sum that words may say."""
    found = []
    for party, rows in by_party(treatment, owner).items():
        empty = _without_money(treatment, rows) if proposes and treatment.in_part else []
        given = [row for row in rows if row.amount_kr]
        years = _sums_of(given, empty)
        total = format_kr(sum(row.amount_kr for row in given))
        found.append(f"{party} {total} ({years})" if len(given) > 1 else f"{party} {years}")
    return found


def in_order(treatment: Treatment, owner: str) -> list[DecidedAmount]:
    """The amounts of a paragraph, which are loaded with their organisations: the owner's first,
    then the others' by name, each year by year."""
    rows = treatment.amounts.all()
    return sorted(rows, key=lambda row: (party_key(row.organisation.name, owner), row.year))


def by_party(treatment: Treatment, owner: str) -> dict[str, list[DecidedAmount]]:
    """The rows of each party that gets anything, year by year, the owner first."""
    found: dict[str, list[DecidedAmount]] = {}
    for amount in in_order(treatment, owner):
        found.setdefault(amount.organisation.name, []).append(amount)
    return {party: rows for party, rows in found.items() if any(row.amount_kr for row in rows)}


def _without_money(treatment: Treatment, rows: Sequence[DecidedAmount]) -> list[int]:
    """The years for which an owner gets nothing of what was applied for."""
    given = {row.year for row in rows if row.amount_kr}
    unfunded = {year for year, _ in treatment.left or ()}
    unfunded -= {row.year for row in treatment.amounts.all() if row.amount_kr}
    return sorted(({row.year for row in rows} | unfunded) - given)


def _sums_of(rows: Sequence[DecidedAmount], empty: Sequence[int]) -> str:
    return by_year(((row.year, row.amount_kr) for row in rows), empty)


def _amounts_of(
    owner: str, rows: Sequence[DecidedAmount], empty: Sequence[int], told: Sequence[str]
) -> str:
    if len(rows) > 1:
        return f"medlen till {owner} fördelas med {_sums_of(rows, empty)}"
    kr, year = rows[0].amount_kr, rows[0].year
    tells = (
        owner.lower() in text.lower() and kr in sums_in(text) and str(year) in text for text in told
    )
    return "" if any(tells) and not empty else f"{owner} får {_sums_of(rows, empty)}"


def part_proposed(treatment: Treatment, owner: str) -> str:
    """What a body proposes that the board grants where that is a part of what was applied for, with
    each owner and year, after *föreslår*: ”att ansökan beviljas till en del, 300 000 kr av sökta
    600 000 kr: Heby kommun 300 000 kr för 2025 och inget för 2026”. Empty where it is no part.
    """
    if not (part := treatment.in_part):
        return ""
    shares = [
        f"{party} {_sums_of([r for r in rows if r.amount_kr], _without_money(treatment, rows))}"
        for party, rows in by_party(treatment, owner).items()
    ]
    return f"att ansökan beviljas till en del, {part}: {'; '.join(shares)}"


def part_clauses(treatment: Treatment, told: Sequence[str] = ()) -> list[Clause]:
    """That only a part of what was applied for is granted, unless ``told`` says of which sum."""
    if not (part := treatment.in_part):
        return []
    sought = format_kr(treatment.sought_kr or 0)
    if any(sought in with_hard_spaces(text) for text in told):
        return []
    return [Clause(ClauseKind.REST, words=f"ansökan därmed beviljas till en del: {part}")]
