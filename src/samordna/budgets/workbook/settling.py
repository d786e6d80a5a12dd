"""Settles the unit of every sheet of a workbook, and says where it is unclear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.facts import Group, Part, Side
from samordna.budgets.sentences import quoted
from samordna.budgets.workbook.headings import said_unit
from samordna.budgets.workbook.raw import RawBook, RawLine
from samordna.budgets.workbook.unit import (
    Post,
    UnitDecision,
    decide_unit,
    months_between,
    other,
    post_unit,
    sheet_unit,
)
from samordna.budgets.workbook.values import Figure, Unit
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr


@dataclass(frozen=True, slots=True)
class Units:
    """The unit of the detailed sheet, and of each part; they rarely differ."""

    main: Unit
    by_part: dict[Part, Unit]
    findings: tuple[Finding, ...]

    def kr(self, figure: Figure, part: Part) -> int:
        """A figure of a part in whole kronor."""
        return figure.kr(self.by_part[part])


def settle_units(book: RawBook) -> Units:
    """Decide what the figures of each sheet are."""
    said = [found for part in book.sheets if (found := said_unit(book.sheets[part]))]
    said_first = said[0][0] if said else None
    posts = [post for line in book.detailed.lines if (post := _post(book, line))]
    figures = [figure.number for line in book.detailed.lines for figure in line.paid]
    figures = figures or [figure.number for row in book.yearly.rows for figure in row.figures]
    decision = decide_unit(posts, figures, said_first)
    by_part = _by_part(book, decision.unit)
    findings = list(_parts_that_differ(book, decision.unit, by_part))
    if not decision.certain or decision.unit is not (said_first or Unit.KR):
        where = said[0][1] if said else Where(sheet=book.detailed.sheet or None)
        findings.append(_unclear(decision, said_first, where))
    if decision.certain:
        findings += _odd_posts(book, decision.unit)
    return Units(decision.unit, by_part, tuple(findings))


def _post(book: RawBook, line: RawLine) -> Post | None:
    start = line.dates[0] or book.detailed.period.date_from
    end = line.dates[1] or book.detailed.period.date_to
    if line.group is not Group.WAGE or not line.percent or start is None or end is None:
        return None
    bare = [figure.number for figure in line.paid if figure.unit is None]
    return Post(sum(bare, Decimal(0)), line.percent, months_between(start, end))


def _by_part(book: RawBook, unit: Unit) -> dict[Part, Unit]:
    """A yearly sheet or summary may be in thousands beside a detailed sheet in kronor."""
    requested = [line for line in book.detailed.lines if line.side is Side.REQUESTED]
    detailed_kr = sum(figure.kr(unit) for line in requested for figure in line.paid)
    spread = [row.whole for row in book.yearly.rows if row.side is Side.REQUESTED]
    summed = [row.requested.number for row in book.summary.rows if row.requested is not None]
    return {
        Part.DETAILED: unit,
        Part.YEARLY: sheet_unit(unit, detailed_kr, sum(spread, Decimal(0))),
        Part.SUMMARY: sheet_unit(unit, detailed_kr, sum(summed, Decimal(0))),
    }


def _parts_that_differ(book: RawBook, unit: Unit, by_part: dict[Part, Unit]) -> Iterator[Finding]:
    for part, own in by_part.items():
        if own is not unit:
            title = book.sheets[part].title
            yield Finding(
                codes.UNIT_UNCLEAR,
                Severity.WARNING,
                f"Beloppen i bladet {title} är i {_in(own)} medan den detaljerade budgeten är i "
                f"{_in(unit)}. De är omräknade.",
                Where(sheet=title),
            )


def _odd_posts(book: RawBook, unit: Unit) -> Iterator[Finding]:
    for line in book.detailed.lines:
        post = _post(book, line)
        if post is not None and post_unit(post) is other(unit):
            kr = sum(figure.kr(unit) for figure in line.paid)
            yield Finding(
                codes.UNIT_UNCLEAR,
                Severity.WARNING,
                f"{quoted(line.label)} är {format_kr(kr)}, som är orimligt för tjänsten. Är "
                f"beloppet skrivet i {_in(other(unit))} medan de andra är i {_in(unit)}?",
                line.paid[0].where,
                found_kr=kr,
            )


def _in(unit: Unit) -> str:
    return "kronor" if unit is Unit.KR else "tusental kronor (tkr)"


def _unclear(decision: UnitDecision, said: Unit | None, where: Where) -> Finding:
    heading = (
        f"Rubriken säger {said}" if said else "Rubriken säger inte om beloppen är kr eller tkr"
    )
    if decision.certain:
        sentence = f"{heading}, men beloppen är i {_in(decision.unit)} och är lästa så."
        if said is None:
            sentence = f"{heading}. De är lästa som {_in(decision.unit)}."
        return Finding(codes.UNIT_UNCLEAR, Severity.NOTE, sentence, where)
    return Finding(
        codes.UNIT_UNCLEAR,
        Severity.WARNING,
        f"{heading}, och av beloppen går det inte att avgöra. De är lästa som "
        f"{_in(decision.unit)}. Kontrollera att det är rätt.",
        where,
    )
