"""What there is to say of reading a workbook: its unit, text, errors, hidden and unread cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samordna.budgets import codes
from samordna.budgets.sentences import quoted
from samordna.budgets.workbook.detailed import Detailed
from samordna.budgets.workbook.page import Page
from samordna.budgets.workbook.unit import UnitDecision, other, post_unit
from samordna.budgets.workbook.values import Figure, Trouble, Unit, Unreadable
from samordna.documents.workbooks.cells import Sheet
from samordna.documents.workbooks.markings import LAST_COLUMN, LAST_ROW
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr

#: So many cells with text where an amount should be are told one by one.
_MOST_TEXTS = 20


def units_that_differ(pages: Sequence[Page], unit: Unit) -> Iterator[Finding]:
    """Yield the sheets that are in another unit than the detailed one."""
    for page in pages:
        if page.unit is not unit:
            title = page.outline.title
            yield Finding(
                codes.UNIT_UNCLEAR,
                Severity.WARNING,
                f"Beloppen i bladet {title} är i {_in(page.unit)} medan den detaljerade budgeten "
                f"är i {_in(unit)}. De är omräknade.",
                Where(sheet=title),
            )


def unclear_unit(decision: UnitDecision, said: Unit | None, where: Where) -> Iterator[Finding]:
    """Yield what there is to say where the heading and the figures do not say the same."""
    if decision.certain and decision.unit is (said or Unit.KR):
        return
    heading = (
        f"Rubriken säger {said}" if said else "Rubriken säger inte om beloppen är kr eller tkr"
    )
    severity = Severity.NOTE
    if not decision.certain:
        severity = Severity.WARNING
        sentence = (
            f"{heading}, och av beloppen går det inte att avgöra. De är lästa som "
            f"{_in(decision.unit)}. Kontrollera att det är rätt."
        )
    elif said is None:
        sentence = f"{heading}. De är lästa som {_in(decision.unit)}."
    else:
        sentence = f"{heading}, men beloppen är i {_in(decision.unit)} och är lästa så."
    yield Finding(codes.UNIT_UNCLEAR, severity, sentence, where)


def odd_posts(detailed: Detailed, unit: Unit) -> Iterator[Finding]:
    """Yield the posts that seem to be written in the other unit than the rest."""
    for line, paid, post in detailed.posts():
        if post_unit(post) is other(unit):
            kr = sum(figure.kr(unit) for figure in paid)
            yield Finding(
                codes.UNIT_UNCLEAR,
                Severity.WARNING,
                f"{quoted(line.label)} är {format_kr(kr)}, som är orimligt för tjänsten. Är "
                f"beloppet skrivet i {_in(other(unit))} medan de andra är i {_in(unit)}?",
                paid[0].where,
                found_kr=kr,
            )


def of_cells(pages: Sequence[Page], sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Yield what there is to say of single cells, and of what was not seen or not read."""
    for page in pages:
        yield from page.findings
    for page in pages:
        # One finding per sheet and kind: an error in one cell spreads to every sum above it.
        for trouble in (Trouble.ERROR, Trouble.UNCOUNTED):
            cells = [one for one in page.unread if one.trouble is trouble]
            if cells:
                yield _unreadable(trouble, cells)
        yield from _texts([one for one in page.unread if one.trouble is Trouble.TEXT])
    yield from _waited_for([one for page in pages for one in page.unread])
    for page in pages:
        yield from _text_amounts(page, page.figures)
    for page in pages:
        yield from _text_amounts(page, page.sums)
    for page in pages:
        if page.hidden:
            kr = sum(page.kr(figure) for figure in page.hidden)
            said = (
                f"Dolda rader eller kolumner har belopp, {format_kr(kr)} i allt. De är räknade med."
            )
            where = page.hidden[0].where
            yield Finding(codes.HIDDEN_AMOUNT, Severity.NOTE, said, where, found_kr=kr)
    yield from _of_sheets(sheets)


def _of_sheets(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        if not sheet.visible:
            said = f"Bladet {sheet.title} är dolt. Det är läst."
            yield Finding(codes.HIDDEN_AMOUNT, Severity.NOTE, said, Where(sheet=sheet.title))
    for sheet in sheets:
        if sheet.cut:
            said = (
                f"Bladet {sheet.title} har innehåll bortom rad {LAST_ROW} eller kolumn "
                f"{LAST_COLUMN}. Det är inte läst."
            )
            yield Finding(codes.CELLS_NOT_READ, Severity.WARNING, said, Where(sheet=sheet.title))


def _text_amounts(page: Page, figures: Sequence[Figure]) -> Iterator[Finding]:
    for figure in figures:
        if figure.as_text is not None and figure.number:
            kr = page.kr(figure)
            yield Finding(
                codes.TEXT_AMOUNT,
                Severity.NOTE,
                f"Beloppet är skrivet som text, {quoted(figure.as_text)}, och är läst som "
                f"{format_kr(kr)}.",
                figure.where,
                found_kr=kr,
            )


def _in(unit: Unit) -> str:
    return "kronor" if unit is Unit.KR else "tusental kronor (tkr)"


def _texts(cells: Sequence[Unreadable]) -> Iterator[Finding]:
    """Yield each cell with a text that is no amount, and the last of many with the rest."""
    for number, one in enumerate(cells[:_MOST_TEXTS], start=1):
        more = len(cells) - _MOST_TEXTS if number == _MOST_TEXTS else 0
        also = f" {more} celler till i bladet har text där belopp ska stå." if more > 0 else ""
        sentence = (
            f"{quoted(one.text)} är inget belopp. Cellen är inte räknad, och det som den ingår i "
            f"är inte jämfört.{also}"
        )
        yield Finding(codes.NOT_AN_AMOUNT, Severity.ERROR, sentence, one.where)


def _waited_for(unread: Sequence[Unreadable]) -> Iterator[Finding]:
    """Yield the cells that others wait for and that are in no place that is read."""
    told = {f"{one.where.sheet}!{one.where.cell}" for one in unread}
    causes = {one.text: one for one in unread if one.trouble is Trouble.WAITING}
    for cause, waiting in causes.items():
        if cause not in told:
            sheet, _, cell = cause.rpartition("!")
            sentence = (
                f"Cellen har inget värde som går att läsa, och {waiting.where.cell} i bladet "
                f"{waiting.where.sheet} hämtar sitt därifrån. Öppna filen i Excel, rätta cellen, "
                "spara och försök igen."
            )
            where = Where(sheet=sheet, cell=cell)
            yield Finding(codes.FORMULA_WITHOUT_VALUE, Severity.ERROR, sentence, where)


def _unreadable(trouble: Trouble, cells: list[Unreadable]) -> Finding:
    first = cells[0]
    sheet = first.where.sheet
    names = ", ".join(one.where.cell or "" for one in cells[:5])
    if len(cells) > 5:
        names += f" och {len(cells) - 5} till"
    if trouble is Trouble.ERROR:
        code = codes.CELL_ERROR
        sentence = f"Bladet {sheet} visar felet {first.text} i {names}. Rätta formeln."
    else:
        code = codes.FORMULA_WITHOUT_VALUE
        sentence = (
            f"Bladet {sheet} har formler utan sparat värde i {names}. Öppna filen i Excel, spara "
            "den och försök igen."
        )
    return Finding(code, Severity.ERROR, sentence, first.where)
