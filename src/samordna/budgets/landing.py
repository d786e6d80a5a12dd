"""From a workbook's budget to the rows of the pages: whose column is whose, nothing lost.

Workbooks name the owners of their columns in many ways (*AF*, *Region*, *Heby*). An amount in a
column that belongs to nobody who takes part is never dropped in silence: the row says so in its
note, and there is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samordna.budgets import codes
from samordna.budgets.labels import fold
from samordna.budgets.sentences import quoted
from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, years_of_groups, years_of_line
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

#: The largest share of full time that a row keeps, as in the page's own field.
_MOST_PERCENT = 2000


#: Headings of a first column that name nobody.
_ANY_OWNER = {"ägare", "ägare 1", "insatsägare", "huvudägare", "belopp", "kr", "part 1"}

_KIND_WORDS = {
    "fk": ("fk", "försäkringskassan"),
    "af": ("af", "arbetsförmedlingen"),
    "region": ("region", "regionen"),
    "municipality": ("kommun", "kommunen"),
}


@dataclass(frozen=True, slots=True)
class Landed:
    """A workbook's budget as typed rows, and what could not land as it stood."""

    budget: Budget
    findings: tuple[Finding, ...]


def match_party(text: str, parties: Sequence[Party]) -> Party | None:
    """The party that a column's heading names: by name, short name, beginning, or kind.

    A kind (*Region*, *Kommunen*) names a party only where there is a single one of it.
    """
    wanted = fold(text)
    if not wanted:
        return None
    for party in parties:
        if wanted in (fold(party.name), fold(party.short_name)):
            return party
    beginning = [p for p in parties if fold(p.name).startswith(f"{wanted} ")]
    # "Heby" for "Heby kommun", and "Tierp" for "Tierps kommun".
    beginning += [p for p in parties if fold(p.name).startswith(f"{wanted}s ")]
    if len(beginning) == 1:
        return beginning[0]
    for kind, words in _KIND_WORDS.items():
        of_kind = [p for p in parties if p.kind == kind]
        if wanted in words and len(of_kind) == 1:
            return of_kind[0]
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the application says of itself, for the workbook to be held against."""

    name: str
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of itself: the initiative, the first owner, and its time."""

    name: str = ""
    owner: str = ""
    period_from: date | None = None
    period_to: date | None = None


def land(budget: Budget, parties: Sequence[Party], wanted: Wanted | None = None) -> Landed:
    """Make typed rows of a workbook's budget. ``parties``: the owner first, then the partners.

    With ``wanted``, a workbook that seems to be another application's is told of.
    """
    columns = {key: match_party(name, parties) for key, name in budget.owners.items()}
    first = next(iter(columns), None)
    if first is not None and columns[first] is None and parties[0] not in columns.values():
        # The main owner's column is the applicant's own, whatever it is called.
        columns[first] = parties[0]
    lines = tuple(
        _line(line, f"row-{number}", budget, columns, parties[0])
        for number, line in enumerate(budget.lines, start=1)
    )
    landed = Budget(lines=lines, other_years=years_of_groups(_group_years(budget)))
    others = of_another(book_of(budget), parties, wanted, budget.at) if wanted else []
    return Landed(landed, (*others, *_strangers(budget, columns)))


def _line(
    line: Line, key: str, budget: Budget, columns: Mapping[int, Party | None], main: Party
) -> Line:
    amounts: dict[int, int] = {}
    notes = [line.note]
    for owner, kr in line.amounts.items():
        party = columns[owner]
        if kr and party is not None:
            amounts[party.id] = amounts.get(party.id, 0) + kr
        elif kr:
            notes.append(f"{format_kr(kr)} hos {budget.owners[owner]}")
    if line.unowned_kr:
        amounts[main.id] = line.unowned_kr
    if line.misplaced_kr is not None:
        notes.append(f"{format_kr(line.misplaced_kr)} stod i en kolumn för datum")
    percent = line.percent
    if percent is not None and not 0 <= percent <= _MOST_PERCENT:
        notes.append("tjänsten i procent är orimlig i arbetsboken")
        percent = None
    return Line(
        side=line.side,
        group=line.group,
        label=line.label[:200],
        percent=percent,
        date_from=line.date_from,
        date_to=line.date_to,
        amounts=amounts,
        note="; ".join(note for note in notes if note)[:200],
        years=years_of_line(line.by_year) if line.has_years else None,
        where=Where(field=key),
    )


def _group_years(budget: Budget) -> dict[Group, dict[int, int]]:
    """Years that no wage row carries, per group. A row of everything counts as other costs."""
    found: dict[Group, dict[int, int]] = {}
    for line, row in budget.spread:
        if row.side is Side.REQUESTED and not (line is not None and line.has_years):
            years = found.setdefault(row.group or Group.OTHER, {})
            for year, kr in row.by_year.items():
                years[year] = years.get(year, 0) + kr
    return found


def book_of(budget: Budget) -> Book:
    """What a workbook says of itself."""
    main = next(iter(budget.owners.values()), "")
    return Book(budget.name, main, budget.period_from, budget.period_to)


def of_another(
    book: Book,
    parties: Sequence[Party],
    wanted: Wanted,
    at: Callable[[str], Where] = lambda place: Where(),
) -> list[Finding]:
    """What of a workbook's name, main owner and period is not the application's.

    ``parties``: the owner first. ``at`` says where in the workbook each of them stands.
    """
    found = []
    if book.name and not _alike(book.name, wanted.name):
        found.append(
            _other(
                at("name"),
                f"Arbetsboken gäller insatsen {quoted(book.name)}, men ansökan heter "
                f"{quoted(wanted.name)}.",
            )
        )
    party = match_party(book.owner, parties) if book.owner else None
    if book.owner and party is not parties[0] and fold(book.owner) not in _ANY_OWNER:
        takes_part = ", som är samverkanspart" if party is not None else ""
        found.append(
            _other(
                at("owner"),
                f"Arbetsbokens första ägare är {quoted(book.owner)}{takes_part}, men ansökans "
                f"insatsägare är {quoted(parties[0].name)}.",
            )
        )
    ours, theirs = (wanted.period_from, wanted.period_to), (book.period_from, book.period_to)
    if None not in (*ours, *theirs) and ours != theirs:
        found.append(
            _other(
                at("period_from"),
                f"Arbetsbokens tid är {theirs[0]}–{theirs[1]}, men ansökans är "
                f"{ours[0]}–{ours[1]}.",
            )
        )
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two names may be of one initiative: one holds all the words of the other."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first


def _other(where: Where, sentence: str) -> Finding:
    asked = "Är det rätt arbetsbok? Rätta annars det som är fel."
    return Finding(codes.OTHER_APPLICATION, Severity.WARNING, f"{sentence} {asked}", where)


def _strangers(budget: Budget, columns: Mapping[int, Party | None]) -> list[Finding]:
    found = []
    for owner, party in columns.items():
        kr = budget.total_kr(None, owner=owner)
        if party is None and kr:
            found.append(
                Finding(
                    codes.OWNER_NOT_TAKING_PART,
                    Severity.ERROR,
                    f"{budget.owners[owner] or 'En kolumn utan namn'} har {format_kr(kr)} i "
                    "arbetsboken men deltar inte i ansökan. Lägg till organisationen i avsnittet "
                    "Insatsen och läs in arbetsboken igen, eller flytta beloppet till en av "
                    "parterna.",
                    Where(field="rows"),
                    found_kr=kr,
                )
            )
    return found
