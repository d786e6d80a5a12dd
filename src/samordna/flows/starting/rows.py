"""A table of people, pasted or out of a file, read row by row. Nothing is looked up here.

The first row names the columns. A row is about a person and either a mandate (organ, uppdrag) or a
role; a person with several has a row for each.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping
from io import StringIO
from typing import Final

from samordna.flows.starting.table import COLUMNS, DAYS, Row, Table
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.mail import unreachable_sentence
from samordna.kernel.phones import not_a_phone
from samordna.kernel.sentences import listed
from samordna.kernel.texts import plain
from samordna.parties.rules import Eligibility, Position
from samordna.web.forms import tidy_line

#: More rows than this are no first day's table.
MOST_ROWS: Final = 500
LONGEST: Final = 400_000

#: A heading's signs and spaces make no difference: *fr.o.m.*, *Fr o m* and *from* are one.
_SIGNS = re.compile(r"[\W_]+")
#: Among how many rows, from the top, the one with the headings is looked for.
FIRST_ROWS: Final = 10
NO_HEADING: Final = (
    "Ingen av de tio första raderna har rubriker, som Namn och E-post. Rubrikerna ska heta som i "
    "mallen, med ett tabbtecken, semikolon eller komma emellan."
)
_EMPTY: Final = "Tabellen är tom. Under rubrikerna står en person per rad."
#: What stands where a file could not hold a letter: a CSV file of Excel writes *?ukasz*.
LOST_LETTERS: Final = ("?", "\ufffd")
_LETTERS = ("name", "email", "title", "organisation", "appointed_by")
_LONGEST_OF = {"name": 120, "phone": 40, "title": 80, "appointed_by": 120}
_POSITIONS = {
    **{choice.label.casefold(): choice.value for choice in Position},
    "ordf": Position.CHAIR.value,
    "ordf.": Position.CHAIR.value,
    "vice ordf": Position.FIRST_VICE_CHAIR.value,
    "vice ordf.": Position.FIRST_VICE_CHAIR.value,
    "vice ordförande": Position.FIRST_VICE_CHAIR.value,
    "förste vice ordförande": Position.FIRST_VICE_CHAIR.value,
    "andre vice ordförande": Position.SECOND_VICE_CHAIR.value,
    "ordinarie": Position.MEMBER.value,
    "ordinarie ledamot": Position.MEMBER.value,
    "suppleant": Position.SUBSTITUTE.value,
}
_ELIGIBLE = {
    **{choice.label.casefold(): choice.value for choice in Eligibility},
    "fullmäktige": Eligibility.COUNCIL.value,
    "ledamot i fullmäktige": Eligibility.COUNCIL.value,
    "ersättare i fullmäktige": Eligibility.COUNCIL.value,
    "anställd": Eligibility.EMPLOYED.value,
}
#: 1 to 99, also written 01; no other signs than the ten digits of the keyboard.
_ORDER = re.compile("0?[1-9]|[1-9][0-9]")


def read_table(
    text: str, *, is_address: Callable[[str], bool], without: Collection[int] = ()
) -> Table:
    """Read a table: columns between tabs (as Excel copies), semicolons or commas.

    ``is_address`` says whether a text is a mail address. ``without`` are the numbers of the rows
    that are left out: nothing is said of them.
    """
    if len(text) > LONGEST:
        return Table(problems=["Tabellen är för lång. Dela den i flera."])
    lines = [(n, cells) for n, cells in enumerate(_cells(text), start=1) if any(cells)]
    if not lines:
        return Table(problems=[_EMPTY])
    at = _heading_at([cells for _, cells in lines])
    if at is None:
        return Table(problems=[NO_HEADING])
    heading, lines = lines[at][1], lines[at + 1 :]
    columns, problems = _columns(heading)
    if problems:
        return Table(problems=problems)
    if not lines:
        return Table(problems=[_EMPTY])
    if len(lines) > MOST_ROWS:
        return Table(problems=[f"Tabellen har fler än {MOST_ROWS} rader. Dela den i flera."])
    table = Table(
        [
            _row(
                number,
                dict(zip(columns, cells, strict=False)),
                is_address,
                out=number in without,
            )
            for number, cells in lines
        ],
        columns=[column for column in columns if column],
    )
    _doubled(table.rows)
    return table


def has_heading(text: str) -> bool:
    """Whether any of the first rows of a text names columns that are known."""
    return _heading_at([cells for cells in _cells(text) if any(cells)]) is not None


def corrected(text: str, cells: Mapping[int, Mapping[str, str]]) -> str:
    """The table with some cells written anew, between tabs: by the number of their row and by their
    column. What names no cell of the table is left out."""
    rows = _cells(text)
    filled = [number for number, found in enumerate(rows) if any(found)]
    at = _heading_at([rows[number] for number in filled])
    if at is None:
        return text
    columns, _ = _columns(rows[filled[at]])
    for number, written in cells.items():
        if not filled[at] + 1 < number <= len(rows):
            continue
        row = rows[number - 1]
        row += [""] * (len(columns) - len(row))
        for column, value in written.items():
            if column in columns:
                row[columns.index(column)] = tidy_line(value)
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def not_in(text: str, cells: Mapping[int, Mapping[str, str]]) -> str:
    """What is written in cells and stands otherwise in the same rows of a table, as words."""
    rows = {row.number: row for row in read_table(text, is_address=bool).rows}
    return "; ".join(
        f"rad {number}, {COLUMNS[column][0]}: ”{tidy_line(value)}”"
        for number, written in cells.items()
        for column, value in written.items()
        if column in COLUMNS
        and tidy_line(value)
        and (number not in rows or rows[number].cell(column) != tidy_line(value))
    )


def _cells(text: str) -> list[list[str]]:
    # An empty row counts: the rows are numbered as where they come from.
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").rstrip("\n")
    lines = [line for line in text.split("\n") if line.strip()][:FIRST_ROWS]
    first = max(lines, key=lambda line: len(re.findall(r"[\t;,]", line)), default="")
    between = max("\t;,", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=between)
    try:
        return [[tidy_line(cell) for cell in row] for row in rows]
    except csv.Error:
        return []


def _heading_at(rows: list[list[str]]) -> int | None:
    """Which of the first rows names the most known columns; None where none names two."""
    known = [len({_WORDS.get(_word(cell), "") for cell in row} - {""}) for row in rows[:FIRST_ROWS]]
    return known.index(max(known)) if known and max(known) > 1 else None


def _word(cell: str) -> str:
    return _SIGNS.sub("", cell.casefold())


_WORDS: Final = {_word(word): column for column, names in COLUMNS.items() for word in names}


def _columns(heading: list[str]) -> tuple[list[str], list[str]]:
    found = [_WORDS.get(_word(cell), "") for cell in heading]
    problems = []
    for column in ("name", "email"):
        if column not in found:
            problems.append(
                f"Kolumnen ”{COLUMNS[column][0]}” saknas i raden med rubriker. Rubrikerna ska heta "
                "som i mallen."
            )
    for column in sorted({c for c in found if c and found.count(c) > 1}):
        words = [f"”{cell[:40]}”" for cell, at in zip(heading, found, strict=True) if at == column]
        problems.append(
            f"Två kolumner är ”{COLUMNS[column][0]}”: {listed(words)}. Ta bort en av dem."
        )
    unknown = [cell for cell, column in zip(heading, found, strict=True) if cell and not column]
    if unknown:
        problems.append(
            f"Okända rubriker: {', '.join(f'”{cell[:40]}”' for cell in unknown[:5])}. Använd "
            f"{', '.join(names[0] for names in COLUMNS.values())}."
        )
    if any(_word(cell).startswith(("ersättare", "suppleant")) for cell in unknown):
        problems.append("Varje ersättare är en egen rad, med uppdraget Ersättare.")
    return found, problems


def _row(number: int, text: dict[str, str], is_address: Callable[[str], bool], *, out: bool) -> Row:
    text.pop("", None)
    row = Row(number, text, out=out)
    if out:
        return row
    _read_who(row, is_address)
    for column, longest in _LONGEST_OF.items():
        if len(row.cell(column)) > longest:
            row.wrong(f"{COLUMNS[column][0]} har fler än {longest} tecken.", column)
    _read_days(row)
    if row.is_mandate and row.cell("role"):
        row.wrong(
            "Raden har både ett organ och en roll. Skriv två rader, en för uppdraget och en för "
            "rollen."
        )
    elif row.is_mandate:
        _read_mandate(row)
    elif not row.cell("role"):
        row.wrong("Skriv ett organ och ett uppdrag, eller en roll.")
    return row


def _read_who(row: Row, is_address: Callable[[str], bool]) -> None:
    if not row.cell("name"):
        row.wrong("Namnet saknas.", "name")
    if not row.cell("email"):
        row.wrong("E-postadressen saknas.", "email")
    elif "@" in row.cell("email") and (reason := unreachable_sentence(row.cell("email"))):
        row.wrong(reason, "email")
    elif not is_address(row.cell("email")):
        row.wrong(f"”{row.cell('email')[:60]}” är inte en e-postadress.", "email")
    _ask_of_letters(row)
    if reason := not_a_phone(row.cell("phone")):
        row.wrong(reason, "phone")


def _ask_of_letters(row: Row) -> None:
    """Say where a letter was lost on the way, in what would be written as it stands."""
    for column in _LETTERS:
        if any(sign in row.cell(column) for sign in LOST_LETTERS):
            row.wrong(
                f"”{row.cell(column)[:60]}” har ett frågetecken där en bokstav kan ha försvunnit, "
                "som när Excel sparar en CSV-fil. Skriv bokstaven, eller spara filen som "
                "Excel-arbetsbok (.xlsx).",
                column,
            )


def _read_days(row: Row) -> None:
    for column in DAYS:
        row.days[column] = None
        if row.cell(column):
            try:
                row.days[column] = parse_date(row.cell(column))
            except NotADate as error:
                row.wrong(str(error), column)
    first, last = row.days["valid_from"], row.days["valid_to"]
    if first and last and last < first:
        row.wrong(f"Slutar {last}, före den dag det börjar ({first}).", "valid_to")


def _read_mandate(row: Row) -> None:
    if not row.cell("body"):
        row.wrong("Skriv vilket organ uppdraget gäller.", "body")
    row.position = _POSITIONS.get(row.cell("position").casefold(), "")
    if row.position:
        row.read["position"] = Position(row.position).label
    else:
        known = ", ".join(choice.label.lower() for choice in Position)
        said = (
            f"”{row.cell('position')[:40]}” är inget uppdrag."
            if row.cell("position")
            else "Uppdrag saknas."
        )
        row.wrong(f"{said} Skriv {known}.", "position")
    if not row.cell("organisation"):
        row.wrong("Skriv vilken medlem som har utsett personen.", "organisation")
    _read_eligible(row)
    if not row.cell("order"):
        return
    if _ORDER.fullmatch(row.cell("order")):
        row.order = int(row.cell("order"))
        if row.position != Position.SUBSTITUTE:
            row.wrong("Bara ersättare kallas in i en ordning.", "order")
    else:
        row.wrong(f"Ordningen ”{row.cell('order')[:20]}” är inte ett tal från 1 till 99.", "order")


def _read_eligible(row: Row) -> None:
    said = row.cell("eligible_as")
    row.eligible_as = _ELIGIBLE.get(said.casefold(), "")
    if row.eligible_as:
        row.read["eligible_as"] = Eligibility(row.eligible_as).label
    elif said:
        known = " eller ".join(f"”{choice.label}”" for choice in Eligibility)
        row.wrong(f"Valbar som ”{said[:40]}” finns inte. Skriv {known}.", "eligible_as")
    if row.cell("eligible_to") and not said:
        row.wrong(
            "Valbar till behöver Valbar som: skriv vad det är som slutar den dagen.", "eligible_as"
        )


def _doubled(rows: list[Row]) -> None:
    """Say where one address stands with two names, or twice with the same task."""
    names: dict[str, tuple[str, int]] = {}
    tasks: dict[tuple[str, ...], int] = {}
    for row in rows:
        address = row.cell("email").casefold()
        if not address or row.out:
            continue
        name, number = names.setdefault(address, (row.cell("name"), row.number))
        if plain(name) != plain(row.cell("name")):
            # Two persons: what the other one has been given is not given this one twice.
            row.wrong(
                f"Adressen {row.cell('email')} står också på rad {number}, med namnet {name}. Två "
                "personer kan inte ha samma adress.",
                "email",
            )
            continue
        parts = (
            row.cell("body"),
            row.position,
            row.cell("role"),
            "" if row.is_mandate else row.cell("organisation"),
        )
        task = (address, *(plain(part) for part in parts))
        if tasks.setdefault(task, row.number) != row.number:
            row.wrong(f"Samma sak står redan på rad {tasks[task]}.")
