"""Reads a budget workbook: from a file's bytes to the facts of a budget in kronor."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samordna.documents.workbooks.cells import Sheet, Workbook
from samordna.documents.workbooks.guard import WorkbookRefused
from samordna.documents.workbooks.reader import LAST_COLUMN, LAST_ROW, read_workbook
from samordna.funding.rules.budget import codes
from samordna.funding.rules.budget.facts import (
    Budget,
    Group,
    Line,
    OwnerRow,
    Part,
    Side,
    StatedName,
    StatedPercent,
    StatedPeriod,
    StatedSum,
    YearRow,
)
from samordna.funding.rules.budget.findings import check
from samordna.funding.rules.budget.sentences import quoted
from samordna.funding.workbook.detailed import read_detailed
from samordna.funding.workbook.headings import said_unit
from samordna.funding.workbook.matching import match_owners, match_rows
from samordna.funding.workbook.raw import (
    RawDetailed,
    RawLine,
    RawSum,
    RawSummary,
    RawYearly,
    RawYearRow,
    Titled,
)
from samordna.funding.workbook.sheets import find_parts
from samordna.funding.workbook.summary import read_summary
from samordna.funding.workbook.unit import (
    Post,
    UnitDecision,
    decide_unit,
    months_between,
    other,
    post_unit,
    sheet_unit,
)
from samordna.funding.workbook.values import Figure, Trouble, Unit, Unreadable
from samordna.funding.workbook.yearly import read_yearly
from samordna.kernel.findings import Finding, Severity, Where, worst_first
from samordna.kernel.money import format_kr


@dataclass(frozen=True, slots=True)
class ReadBudget:
    """A budget as read from a workbook.

    ``unit`` is what the workbook's figures are; ``budget`` is in kronor whatever it is.
    ``findings`` are those that only reading can give: dates that are none, amounts as text, the
    unit. :meth:`all_findings` adds those that follow from the budget's facts.
    """

    budget: Budget
    unit: Unit
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> list[Finding]:
        """Every finding about the workbook, errors first."""
        return worst_first([*self.findings, *check(self.budget)])


def read_budget(source: bytes | str | os.PathLike[str]) -> ReadBudget:
    """Read a workbook in the layout applicants use, however it has drifted.

    Raises :class:`WorkbookRefused` with a Swedish sentence for a file that may not be read or that
    has no budget in it. Slips in a budget are never raised: they are findings.
    """
    workbook = read_workbook(source)
    try:
        return budget_of(workbook)
    except WorkbookRefused:
        raise
    except Exception as error:
        # A sheet can be odd in ways that nobody has thought of; the person gets a sentence.
        raise WorkbookRefused(
            "Arbetsboken är uppställd på ett sätt som inte går att läsa. Använd förbundets mall."
        ) from error


def budget_of(workbook: Workbook) -> ReadBudget:
    """Read the budget out of a workbook's cells."""
    parts = find_parts(workbook)
    if not parts.sheets:
        raise WorkbookRefused(
            "Arbetsboken har ingen budget som känns igen. Använd förbundets mall för budget, med "
            "bladen för detaljerad budget, fördelning över insatstid och budgetsammanställning."
        )
    sheets = parts.sheets
    detailed = read_detailed(sheets[Part.DETAILED]) if Part.DETAILED in sheets else RawDetailed("")
    yearly = (
        read_yearly(sheets[Part.YEARLY], detailed.period.date_from)
        if Part.YEARLY in sheets
        else RawYearly("")
    )
    summary = read_summary(sheets[Part.SUMMARY]) if Part.SUMMARY in sheets else RawSummary("")
    return _Assembly(sheets, detailed, yearly, summary, parts.findings).result()


class _Assembly:
    """Puts the three sheets together, in kronor."""

    def __init__(
        self,
        sheets: dict[Part, Sheet],
        detailed: RawDetailed,
        yearly: RawYearly,
        summary: RawSummary,
        findings: list[Finding],
    ) -> None:
        self.sheets = sheets
        self.detailed, self.yearly, self.summary = detailed, yearly, summary
        self.findings = list(findings)
        self.units: dict[Part, Unit] = dict.fromkeys(Part, Unit.KR)

    def result(self) -> ReadBudget:
        """The budget, and what there is to say of reading it."""
        decision = self._decide_unit()
        lines = tuple(self._line(raw) for raw in self.detailed.lines)
        matches = match_rows(self.detailed.lines, self.yearly.rows)
        head, period = self._head()
        budget = Budget(
            name=head.name,
            period_from=period.period.date_from,
            period_to=period.period.date_to,
            owners=tuple(self.detailed.owners),
            lines=lines,
            years=tuple(
                self._year_row(raw, matches.get(index))
                for index, raw in enumerate(self.yearly.rows)
            ),
            sums=tuple(self._sums()),
            percents=tuple(
                StatedPercent(side=side, percent=percent, where=where)
                for side, percent, where in self.detailed.percents
            ),
            summary=tuple(self._owner_rows()),
            names=tuple(self._names(head)),
            periods=tuple(self._periods(period)),
            parts=frozenset(self.sheets),
            where=Where(sheet=self.detailed.sheet or None),
            places={
                "name": head.name_where,
                "period_from": period.period.from_where,
                "period_to": period.period.to_where,
                "years": self.yearly.years_where,
            },
        )
        for titled in (self.detailed, self.yearly, self.summary):
            self.findings += titled.findings
        self.findings += self._unreadable()
        self.findings += self._text_amounts()
        self.findings += self._hidden()
        self.findings += self._cut()
        return ReadBudget(budget, decision.unit, tuple(self.findings))

    # -- the unit ---------------------------------------------------------------------------

    def _decide_unit(self) -> UnitDecision:
        said = [found for part in self.sheets if (found := said_unit(self.sheets[part]))]
        said_first = said[0][0] if said else None
        posts = [post for raw in self.detailed.lines if (post := self._post(raw))]
        figures = [f.number for raw in self.detailed.lines for f in _line_figures(raw)]
        figures = figures or [f.number for row in self.yearly.rows for f in row.figures]
        decision = decide_unit(posts, figures, said_first)
        self.units = dict.fromkeys(Part, decision.unit)
        self._other_units(decision.unit)
        if not decision.certain or decision.unit is not (said_first or Unit.KR):
            where = said[0][1] if said else Where(sheet=self.detailed.sheet or None)
            self.findings.append(_unit_unclear(decision, said_first, where))
        if decision.certain:
            self.findings += self._odd_posts(decision.unit)
        return decision

    def _post(self, raw: RawLine) -> Post | None:
        start = raw.dates[0] or self.detailed.period.date_from
        end = raw.dates[1] or self.detailed.period.date_to
        if raw.group is not Group.WAGE or not raw.percent or start is None or end is None:
            return None
        bare = [f.number for f in _line_figures(raw) if f.unit is None]
        return Post(sum(bare, Decimal(0)), raw.percent, months_between(start, end))

    def _other_units(self, unit: Unit) -> None:
        """A yearly sheet or summary may be in thousands beside a detailed sheet in kronor."""
        detailed_kr = sum(
            self._kr(figure, Part.DETAILED)
            for raw in self.detailed.lines
            if raw.side is Side.REQUESTED
            for figure in _line_figures(raw)
        )
        yearly = sum(
            (
                raw.total.number
                if raw.total
                else sum((f.number for f in raw.years.values()), Decimal(0))
                for raw in self.yearly.rows
                if raw.side is Side.REQUESTED
            ),
            Decimal(0),
        )
        summary = sum((r.requested.number for r in self.summary.rows if r.requested), Decimal(0))
        for part, total in ((Part.YEARLY, yearly), (Part.SUMMARY, summary)):
            self.units[part] = sheet_unit(unit, detailed_kr, total)
            if self.units[part] is not unit:
                self.findings.append(
                    Finding(
                        codes.UNIT_UNCLEAR,
                        Severity.WARNING,
                        f"Beloppen i bladet {self.sheets[part].title} är i {_in(self.units[part])} "
                        f"medan den detaljerade budgeten är i {_in(unit)}. De är omräknade.",
                        Where(sheet=self.sheets[part].title),
                    )
                )

    def _odd_posts(self, unit: Unit) -> Iterator[Finding]:
        for raw in self.detailed.lines:
            post = self._post(raw)
            if post is not None and post_unit(post) is other(unit):
                figures = _line_figures(raw)
                kr = sum(figure.kr(unit) for figure in figures)
                yield Finding(
                    codes.UNIT_UNCLEAR,
                    Severity.WARNING,
                    f"{quoted(raw.label)} är {format_kr(kr)}, som är orimligt för tjänsten. Är "
                    f"beloppet skrivet i {_in(other(unit))} medan de andra är i {_in(unit)}?",
                    figures[0].where,
                    found_kr=kr,
                )

    # -- the facts --------------------------------------------------------------------------

    def _kr(self, figure: Figure, part: Part) -> int:
        return figure.kr(self.units[part])

    def _line(self, raw: RawLine) -> Line:
        owners = len(self.detailed.owners)
        amounts = tuple(
            self._kr(raw.figures[index], Part.DETAILED) if index in raw.figures else 0
            for index in range(owners)
        )
        return Line(
            side=raw.side,
            group=raw.group,
            label=raw.label,
            percent=raw.percent,
            date_from=raw.dates[0],
            date_to=raw.dates[1],
            amounts=amounts,
            stated_total_kr=None if raw.total is None else self._kr(raw.total, Part.DETAILED),
            amount_text=None if raw.text is None else raw.text.text,
            misplaced_kr=None if raw.misplaced is None else self._kr(raw.misplaced, Part.DETAILED),
            where=raw.where,
            places=raw.places,
        )

    def _year_row(self, raw: RawYearRow, line: int | None) -> YearRow:
        places = {str(year): figure.where for year, figure in raw.years.items()}
        if raw.total is not None:
            places["total"] = raw.total.where
        by_year = {year: self._kr(figure, Part.YEARLY) for year, figure in raw.years.items()}
        exact = sum((f.exact_kr(self.units[Part.YEARLY]) for f in raw.years.values()), Decimal(0))
        return YearRow(
            group=raw.group,
            by_year=by_year,
            rounded_off_kr=exact - sum(by_year.values()),
            side=raw.side,
            label=raw.label,
            line=line,
            whole_group=raw.whole_group,
            stated_total_kr=None if raw.total is None else self._kr(raw.total, Part.YEARLY),
            where=raw.where,
            places=places,
        )

    def _sums(self) -> Iterator[StatedSum]:
        by_part: list[tuple[Part, Sequence[RawSum]]] = [
            (Part.DETAILED, self.detailed.sums),
            (Part.YEARLY, self.yearly.sums),
            (Part.SUMMARY, self.summary.sums),
        ]
        for part, sums in by_part:
            for raw in sums:
                yield StatedSum(
                    part=part,
                    amount_kr=self._kr(raw.figure, part),
                    side=raw.side,
                    group=raw.group,
                    owner=raw.owner,
                    year=raw.year,
                    over_years=raw.over_years,
                    label=raw.label,
                    where=raw.figure.where,
                )

    def _owner_rows(self) -> Iterator[OwnerRow]:
        rows = self.summary.rows
        owners = match_owners(self.detailed.owners, [row.name for row in rows])
        for raw, owner in zip(rows, owners, strict=True):
            figures = {"requested": raw.requested, "own": raw.own, "total": raw.total}
            kr = {
                name: None if figure is None else self._kr(figure, Part.SUMMARY)
                for name, figure in figures.items()
            }
            yield OwnerRow(
                name=raw.name,
                owner=owner,
                requested_kr=kr["requested"],
                own_kr=kr["own"],
                total_kr=kr["total"],
                where=raw.where,
                places={name: figure.where for name, figure in figures.items() if figure},
            )

    def _head(self) -> tuple[Titled, Titled]:
        """The sheets that the name and the period are taken from: first of all the detailed."""
        titled = (self.detailed, self.yearly, self.summary)
        named = self.detailed if self.detailed.sheet else next(t for t in titled if t.sheet)
        dated = next((t for t in titled if t.period.date_from and t.period.date_to), named)
        return named, dated

    def _names(self, head: Titled) -> Iterator[StatedName]:
        for part, titled in ((Part.YEARLY, self.yearly), (Part.SUMMARY, self.summary)):
            if titled.name and titled is not head:
                yield StatedName(part=part, text=titled.name, where=titled.name_where)
        for index, name, where in self.detailed.own_owner_names:
            yield StatedName(part=Part.DETAILED, text=name, owner=index, where=where)
        names = [row.name for row in self.summary.rows]
        owners = match_owners(self.detailed.owners, names)
        for row, owner in zip(self.summary.rows, owners, strict=True):
            if owner is not None and row.name:
                yield StatedName(part=Part.SUMMARY, text=row.name, owner=owner, where=row.where)

    def _periods(self, head: Titled) -> Iterator[StatedPeriod]:
        for part, titled in ((Part.YEARLY, self.yearly), (Part.SUMMARY, self.summary)):
            period = titled.period
            if titled is not head and (period.date_from or period.date_to):
                yield StatedPeriod(
                    part=part,
                    date_from=period.date_from,
                    date_to=period.date_to,
                    where=period.from_where,
                    places={"date_from": period.from_where, "date_to": period.to_where},
                )

    # -- what could not be read -------------------------------------------------------------

    def _unreadable(self) -> Iterator[Finding]:
        """One finding per sheet and kind: an error in one cell spreads to every sum above it."""
        for titled in (self.detailed, self.yearly, self.summary):
            for trouble in Trouble:
                cells = [one for one in titled.unread if one.trouble is trouble]
                if cells:
                    yield _unreadable(trouble, cells)

    def _text_amounts(self) -> Iterator[Finding]:
        for part, figure in self._figures():
            if figure.as_text is not None and figure.number:
                kr = self._kr(figure, part)
                yield Finding(
                    codes.TEXT_AMOUNT,
                    Severity.NOTE,
                    f"Beloppet är skrivet som text, {quoted(figure.as_text)}, och är läst som "
                    f"{format_kr(kr)}.",
                    figure.where,
                    found_kr=kr,
                )

    def _figures(self) -> Iterator[tuple[Part, Figure]]:
        for raw in self.detailed.lines:
            yield from ((Part.DETAILED, f) for f in raw.figures.values())
            if raw.total is not None:
                yield Part.DETAILED, raw.total
        for row in self.yearly.rows:
            yield from ((Part.YEARLY, f) for f in row.figures)
        for owner in self.summary.rows:
            for figure in (owner.requested, owner.own, owner.total):
                if figure is not None:
                    yield Part.SUMMARY, figure
        sums = (
            (Part.DETAILED, self.detailed.sums),
            (Part.YEARLY, self.yearly.sums),
            (Part.SUMMARY, self.summary.sums),
        )
        for part, raw_sums in sums:
            yield from ((part, one.figure) for one in raw_sums)

    def _hidden(self) -> Iterator[Finding]:
        for part, titled in ((Part.DETAILED, self.detailed), (Part.YEARLY, self.yearly)):
            if titled.hidden:
                kr = sum(self._kr(figure, part) for figure in titled.hidden)
                yield Finding(
                    codes.HIDDEN_AMOUNT,
                    Severity.NOTE,
                    f"Dolda rader eller kolumner har belopp, {format_kr(kr)} i allt. De är "
                    "räknade med.",
                    titled.hidden[0].where,
                    found_kr=kr,
                )
        for sheet in self.sheets.values():
            if not sheet.visible:
                yield Finding(
                    codes.HIDDEN_AMOUNT,
                    Severity.NOTE,
                    f"Bladet {sheet.title} är dolt. Det är läst.",
                    Where(sheet=sheet.title),
                )

    def _cut(self) -> Iterator[Finding]:
        for sheet in self.sheets.values():
            if sheet.cut:
                yield Finding(
                    codes.CELLS_NOT_READ,
                    Severity.WARNING,
                    f"Bladet {sheet.title} har innehåll bortom rad {LAST_ROW} eller kolumn "
                    f"{LAST_COLUMN}. Det är inte läst.",
                    Where(sheet=sheet.title),
                )


def _line_figures(raw: RawLine) -> list[Figure]:
    """The figures that make up a row: its owners', or its total where it has no others."""
    figures = [figure for figure in raw.figures.values() if figure.number]
    return figures or ([raw.total] if raw.total is not None and raw.total.number else [])


def _in(unit: Unit) -> str:
    return "kronor" if unit is Unit.KR else "tusental kronor (tkr)"


def _unit_unclear(decision: UnitDecision, said: Unit | None, where: Where) -> Finding:
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


def _unreadable(trouble: Trouble, cells: list[Unreadable]) -> Finding:
    first = cells[0]
    names = ", ".join(one.where.cell or "" for one in cells[:5])
    if len(cells) > 5:
        names += f" och {len(cells) - 5} till"
    if trouble is Trouble.ERROR:
        return Finding(
            codes.CELL_ERROR,
            Severity.ERROR,
            f"Bladet {first.where.sheet} visar felet {first.text} i {names}. Rätta formeln.",
            first.where,
        )
    if trouble is Trouble.UNCOUNTED:
        return Finding(
            codes.FORMULA_WITHOUT_VALUE,
            Severity.ERROR,
            f"Bladet {first.where.sheet} har formler utan sparat värde i {names}. Öppna filen i "
            "Excel, spara den och försök igen.",
            first.where,
        )
    return Finding(
        codes.NOT_AN_AMOUNT,
        Severity.ERROR,
        f"Bladet {first.where.sheet} har text där ett belopp ska stå, {quoted(first.text)}, i "
        f"{names}. Cellen räknas som 0 kr.",
        first.where,
    )
