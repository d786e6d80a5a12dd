"""``samordna decision-space``: an association's decision space on a day, in thousands of kronor."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from samordna.cli import _django
from samordna.cli.printing import complain, print_json, say
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.money import format_number

if TYPE_CHECKING:
    from samordna.economy.rules.table import DecisionSpaceTable
    from samordna.parties.models import Association

NAME = "decision-space"
HELP = "visa beslutsutrymmet per en viss dag, i tusental kronor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to the parser."""
    parser.add_argument(
        "--association", metavar="ADRESS", required=True, help="förbundets adress, t.ex. uppsala"
    )
    parser.add_argument("--as-of", dest="as_of", metavar="DATUM", help="per den dag (annars i dag)")
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    _django.add_demo(parser)


def run(args: argparse.Namespace) -> int:
    """Print the table; return 0, or 2 for a day that cannot be read or has no plan."""
    try:
        day = parse_date(args.as_of) if args.as_of is not None else None
    except NotADate as error:
        complain(f"--as-of: {error}")
        return 2
    _django.start_for(args)
    from django_scopes import scope

    from samordna.economy.space.queries import NoPlan, decision_space
    from samordna.ground import clock
    from samordna.parties.settings import setting

    association = _django.association_named(args.association)
    as_of = day or clock.today()
    with scope(association=association):
        try:
            table = decision_space(association, as_of)
        except NoPlan as error:
            complain(error)
            return 2
        floor_kr = setting(association, "decision_space_floor_kr", as_of)
    if args.json:
        answer = {"association": association.slug, "as_of": as_of.isoformat(), **table.as_dict()}
        print_json(answer)
    else:
        say(*_as_text(association, as_of, table, floor_kr))
    return 0


def _as_text(
    association: Association, as_of: date, table: DecisionSpaceTable, floor_kr: int
) -> list[str]:
    from samordna.economy.space.sentences import enough_sentence, shortfall_sentences

    short = shortfall_sentences(table, floor_kr)
    said = short or [enough_sentence(table)]
    said += [f"{finding.severity_label}: {finding.message}" for finding in table.slips]
    heading = f"{association.name}: beslutsutrymme per {as_of}, tusental kronor"
    said.append(f"Databas: {_django.database_words()}.")
    return [heading, "", *_lines(table), "", *said]


def _lines(table: DecisionSpaceTable) -> list[str]:
    """The table with labels to the left and figures to the right."""
    cells = [["", *(column.label for column in table.columns)]]
    for row in table.rows:
        figures = [row.tkr(column.key) for column in table.columns]
        indent = "  " if row.kind == "row" else ""
        label = f"{indent}{row.label}, {row.owner}" if row.owner else f"{indent}{row.label}"
        cells.append([label, *("" if f is None else format_number(f) for f in figures)])
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    return [_line(line, widths) for line in cells]


def _line(texts: list[str], widths: list[int]) -> str:
    label, *figures = (
        text.rjust(width) if place else text.ljust(width)
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return "  ".join([label, *figures]).rstrip()
