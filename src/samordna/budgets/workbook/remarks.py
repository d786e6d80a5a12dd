"""What there is to say of reading a workbook: text, errors, hidden cells, what was not read."""

from __future__ import annotations

from collections.abc import Iterator

from samordna.budgets import codes
from samordna.budgets.facts import Part
from samordna.budgets.sentences import quoted
from samordna.budgets.workbook.raw import RawBook
from samordna.budgets.workbook.settling import Units
from samordna.budgets.workbook.values import Figure, Trouble, Unreadable
from samordna.documents.workbooks.reader import LAST_COLUMN, LAST_ROW
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr


def reading_findings(book: RawBook, units: Units) -> Iterator[Finding]:
    """Yield the findings that only reading can give."""
    yield from units.findings
    for _, titled in book.titled:
        yield from titled.findings
    yield from _all_unreadable(book)
    yield from _text_amounts(book, units)
    yield from _hidden(book, units)
    yield from _cut(book)


def _all_unreadable(book: RawBook) -> Iterator[Finding]:
    """One finding per sheet and kind: an error in one cell spreads to every sum above it."""
    for _, titled in book.titled:
        for trouble in Trouble:
            cells = [one for one in titled.unread if one.trouble is trouble]
            if cells:
                yield _unreadable(trouble, cells)


def _text_amounts(book: RawBook, units: Units) -> Iterator[Finding]:
    for part, figure in _figures(book):
        if figure.as_text is not None and figure.number:
            kr = units.kr(figure, part)
            yield Finding(
                codes.TEXT_AMOUNT,
                Severity.NOTE,
                f"Beloppet är skrivet som text, {quoted(figure.as_text)}, och är läst som "
                f"{format_kr(kr)}.",
                figure.where,
                found_kr=kr,
            )


def _figures(book: RawBook) -> Iterator[tuple[Part, Figure]]:
    for raw in book.detailed.lines:
        yield from ((Part.DETAILED, f) for f in raw.figures.values())
        if raw.total is not None:
            yield Part.DETAILED, raw.total
    for row in book.yearly.rows:
        yield from ((Part.YEARLY, f) for f in row.figures)
    for owner in book.summary.rows:
        for figure in (owner.requested, owner.own, owner.total):
            if figure is not None:
                yield Part.SUMMARY, figure
    yield from ((part, one.figure) for part, one in book.sums)


def _hidden(book: RawBook, units: Units) -> Iterator[Finding]:
    for part, titled in book.titled:
        if titled.hidden:
            kr = sum(units.kr(figure, part) for figure in titled.hidden)
            yield Finding(
                codes.HIDDEN_AMOUNT,
                Severity.NOTE,
                f"Dolda rader eller kolumner har belopp, {format_kr(kr)} i allt. De är "
                "räknade med.",
                titled.hidden[0].where,
                found_kr=kr,
            )
    for sheet in book.sheets.values():
        if not sheet.visible:
            yield Finding(
                codes.HIDDEN_AMOUNT,
                Severity.NOTE,
                f"Bladet {sheet.title} är dolt. Det är läst.",
                Where(sheet=sheet.title),
            )


def _cut(book: RawBook) -> Iterator[Finding]:
    for sheet in book.sheets.values():
        if sheet.cut:
            yield Finding(
                codes.CELLS_NOT_READ,
                Severity.WARNING,
                f"Bladet {sheet.title} har innehåll bortom rad {LAST_ROW} eller kolumn "
                f"{LAST_COLUMN}. Det är inte läst.",
                Where(sheet=sheet.title),
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
