"""Puts what was read from the three sheets together as the facts of a budget, in kronor."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samordna.budgets.facts import (
    Budget,
    Line,
    OwnerRow,
    Part,
    StatedName,
    StatedPercent,
    StatedPeriod,
    StatedSum,
    YearRow,
)
from samordna.budgets.workbook.matching import match_owners, match_rows
from samordna.budgets.workbook.raw import RawBook, RawLine, RawYearRow, Titled
from samordna.budgets.workbook.settling import Units
from samordna.kernel.findings import Where


def assemble(book: RawBook, units: Units) -> Budget:
    """Return the budget that the sheets hold."""
    return _Assembly(book, units).budget()


class _Assembly:
    def __init__(self, book: RawBook, units: Units) -> None:
        self.book, self.units = book, units

    def budget(self) -> Budget:
        """The whole budget."""
        lines = tuple(self._line(raw) for raw in self.book.detailed.lines)
        matches = match_rows(self.book.detailed.lines, self.book.yearly.rows)
        head, period = self._head()
        return Budget(
            name=head.name,
            period_from=period.period.date_from,
            period_to=period.period.date_to,
            owners=tuple(self.book.detailed.owners),
            lines=lines,
            years=tuple(
                self._year_row(raw, matches.get(index))
                for index, raw in enumerate(self.book.yearly.rows)
            ),
            sums=tuple(self._sums()),
            percents=tuple(
                StatedPercent(side=side, percent=percent, where=where)
                for side, percent, where in self.book.detailed.percents
            ),
            summary=tuple(self._owner_rows()),
            names=tuple(self._names(head)),
            periods=tuple(self._periods(period)),
            parts=frozenset(self.book.sheets),
            where=Where(sheet=self.book.detailed.sheet or None),
            places={
                "name": head.name_where,
                "period_from": period.period.from_where,
                "period_to": period.period.to_where,
                "years": self.book.yearly.years_where,
            },
        )

    def _line(self, raw: RawLine) -> Line:
        owners = len(self.book.detailed.owners)
        amounts = tuple(
            self.units.kr(raw.figures[index], Part.DETAILED) if index in raw.figures else 0
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
            stated_total_kr=None if raw.total is None else self.units.kr(raw.total, Part.DETAILED),
            amount_text=None if raw.text is None else raw.text.text,
            misplaced_kr=None
            if raw.misplaced is None
            else self.units.kr(raw.misplaced, Part.DETAILED),
            where=raw.where,
            places=raw.places,
        )

    def _year_row(self, raw: RawYearRow, line: int | None) -> YearRow:
        places = {str(year): figure.where for year, figure in raw.years.items()}
        if raw.total is not None:
            places["total"] = raw.total.where
        by_year = {year: self.units.kr(figure, Part.YEARLY) for year, figure in raw.years.items()}
        exact = sum(
            (f.exact_kr(self.units.by_part[Part.YEARLY]) for f in raw.years.values()), Decimal(0)
        )
        return YearRow(
            group=raw.group,
            by_year=by_year,
            rounded_off_kr=exact - sum(by_year.values()),
            side=raw.side,
            label=raw.label,
            line=line,
            whole_group=raw.whole_group,
            stated_total_kr=None if raw.total is None else self.units.kr(raw.total, Part.YEARLY),
            where=raw.where,
            places=places,
        )

    def _sums(self) -> Iterator[StatedSum]:
        for part, raw in self.book.sums:
            yield StatedSum(
                part=part,
                amount_kr=self.units.kr(raw.figure, part),
                side=raw.side,
                group=raw.group,
                owner=raw.owner,
                year=raw.year,
                over_years=raw.over_years,
                label=raw.label,
                where=raw.figure.where,
            )

    def _owner_rows(self) -> Iterator[OwnerRow]:
        rows = self.book.summary.rows
        owners = match_owners(self.book.detailed.owners, [row.name for row in rows])
        for raw, owner in zip(rows, owners, strict=True):
            figures = {"requested": raw.requested, "own": raw.own, "total": raw.total}
            kr = {
                name: None if figure is None else self.units.kr(figure, Part.SUMMARY)
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
        titled = (self.book.detailed, self.book.yearly, self.book.summary)
        named = (
            self.book.detailed if self.book.detailed.sheet else next(t for t in titled if t.sheet)
        )
        dated = next((t for t in titled if t.period.date_from and t.period.date_to), named)
        return named, dated

    def _names(self, head: Titled) -> Iterator[StatedName]:
        for part, titled in self.book.titled[1:]:
            if titled.name and titled is not head:
                yield StatedName(part=part, text=titled.name, where=titled.name_where)
        for index, name, where in self.book.detailed.own_owner_names:
            yield StatedName(part=Part.DETAILED, text=name, owner=index, where=where)
        names = [row.name for row in self.book.summary.rows]
        owners = match_owners(self.book.detailed.owners, names)
        for row, owner in zip(self.book.summary.rows, owners, strict=True):
            if owner is not None and row.name:
                yield StatedName(part=Part.SUMMARY, text=row.name, owner=owner, where=row.where)

    def _periods(self, head: Titled) -> Iterator[StatedPeriod]:
        for part, titled in self.book.titled[1:]:
            period = titled.period
            if titled is not head and (period.date_from or period.date_to):
                yield StatedPeriod(
                    part=part,
                    date_from=period.date_from,
                    date_to=period.date_to,
                    where=period.from_where,
                    places={"date_from": period.from_where, "date_to": period.to_where},
                )
