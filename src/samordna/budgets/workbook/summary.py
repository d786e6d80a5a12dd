"""Reads the summary: per owner what is to be requisitioned, own financing, and the total."""

from __future__ import annotations

from samordna.budgets.facts import Side
from samordna.budgets.labels import fold
from samordna.budgets.workbook.headings import read_headings, texts
from samordna.budgets.workbook.raw import RawOwnerRow, RawSum, RawSummary
from samordna.budgets.workbook.values import Figure, Unreadable, place, read_figure
from samordna.budgets.workbook.words import is_nothing, is_owner_heading, row_kind, unnumbered
from samordna.documents.workbooks.cells import Sheet

_Columns = dict[str, int]


def summary_columns(sheet: Sheet) -> tuple[int, _Columns]:
    """Return the row of headings and the columns of ``requested``, ``own`` and ``total``."""
    best: tuple[int, _Columns] = (0, {})
    rows: dict[int, _Columns] = {}
    for row, column, text in texts(sheet):
        folded = fold(text)
        if len(folded) > 60:
            continue
        columns = rows.setdefault(row, {})
        if folded.startswith(("att rek", "rekvireras", "sökt", "söks", "från samordnings")):
            columns.setdefault("requested", column)
        elif "egenfinans" in folded or "egen finans" in folded:
            columns.setdefault("own", column)
        elif folded.startswith(("totalt", "total", "summa")):
            columns.setdefault("total", column)
        if len(columns) > len(best[1]):
            best = (row, columns)
    return best if len(best[1]) >= 2 else (0, {})


def read_summary(sheet: Sheet) -> RawSummary:
    """Read the summary by its headings and labels."""
    found = RawSummary(sheet=sheet.title)
    head, columns = summary_columns(sheet)
    read_headings(sheet, found, head)
    first = min(columns.values(), default=2)
    for row in sheet.rows:
        if row <= head:
            continue
        label, column = _label(sheet, row, first)
        figures = {name: _figure(sheet, found, row, c) for name, c in columns.items()}
        if label and row_kind(label) is not None:
            _add_sums(found, label, figures)
            break
        if is_owner_heading(label) and ":" not in label:
            label = ""
        named = bool(label) and not is_nothing(label) and not _is_remark(label)
        has_money = any(figure and figure.number for figure in figures.values())
        if has_money or (named and any(figures.values())):
            found.rows.append(
                RawOwnerRow(
                    name=label.rpartition(":")[2].strip() if is_owner_heading(label) else label,
                    where=place(sheet, row, column),
                    requested=figures.get("requested"),
                    own=figures.get("own"),
                    total=figures.get("total"),
                )
            )
    return found


def _label(sheet: Sheet, row: int, first: int) -> tuple[str, int]:
    for column in sheet.columns(row):
        if column < first and (text := sheet.text(row, column)):
            return unnumbered(text), column
    return "", 1


def _is_remark(label: str) -> bool:
    return len(label) > 80 or fold(label).startswith(("instruktion", "för över", "obs"))


def _figure(sheet: Sheet, found: RawSummary, row: int, column: int) -> Figure | None:
    read = read_figure(sheet, row, column)
    if isinstance(read, Unreadable):
        found.unread.append(read)
        return None
    return read


def _add_sums(found: RawSummary, label: str, figures: dict[str, Figure | None]) -> None:
    sides: dict[str, Side | None] = {"requested": Side.REQUESTED, "own": Side.OWN, "total": None}
    for name, side in sides.items():
        figure = figures.get(name)
        if figure is not None:
            found.sums.append(RawSum(figure, label, side))
