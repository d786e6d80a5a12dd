"""``samordna deadlines``: the days that the law gives a meeting's minutes."""

from __future__ import annotations

import argparse
from datetime import date

from samordna.cli.printing import complain, print_json, say
from samordna.kernel.dates import NotADate, format_weekday, parse_date
from samordna.kernel.deadlines import Deadlines, deadlines
from samordna.kernel.findings import has_errors

NAME = "deadlines"
HELP = "räkna ut dagarna för justering, anslag, överklagande och laga kraft"

_OPTIONS = (
    ("meeting", "--meeting", "dagen för sammanträdet"),
    ("adjusted", "--adjusted", "dagen då protokollet justerades"),
    ("posted", "--posted", "dagen då justeringen anslogs"),
    ("taken_down", "--taken-down", "dagen då anslaget togs ned"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to the parser."""
    for name, option, help_text in _OPTIONS:
        parser.add_argument(
            option, dest=name, metavar="DATUM", required=name == "meeting", help=help_text
        )
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")


def run(args: argparse.Namespace) -> int:
    """Print the days; return 0, 1 when a finding is an error, 2 when a date cannot be read."""
    days: dict[str, date | None] = {}
    for name, option, _ in _OPTIONS:
        text = getattr(args, name)
        try:
            days[name] = parse_date(text) if text is not None else None
        except NotADate as error:
            complain(f"{option}: {error}")
            return 2
    meeting = days["meeting"]
    if meeting is None:
        complain("--meeting: ange dagen för sammanträdet.")
        return 2
    found = deadlines(meeting, days["adjusted"], days["posted"], days["taken_down"])
    if args.json:
        print_json(found.as_dict())
    else:
        say(*_as_text(found))
    return 1 if has_errors(found.findings) else 0


def _as_text(found: Deadlines) -> list[str]:
    unknown = "okänt, anslagsdagen saknas"
    late_post = " (om protokollet justeras sista dagen)" if found.post_by_is_latest_possible else ""
    if found.legal_force_from:
        legal_force = f"{_day(found.legal_force_from)}, om inget överklagande har kommit in"
    elif found.appeal_last_day:
        legal_force = "får inte laga kraft med detta anslag"
    else:
        legal_force = unknown
    lines = [
        f"Justeras senast          {_day(found.adjust_by)}",
        f"Anslås senast            {_day(found.post_by)}{late_post}",
        f"Sista dag att överklaga  {_day(found.appeal_last_day) or unknown}",
        f"Tas ned tidigast         {_day(found.take_down_earliest) or unknown}",
        f"Laga kraft               {legal_force}",
    ]
    lines += [f"{finding.severity_label}: {finding.message}" for finding in found.findings]
    return lines


def _day(day: date | None) -> str:
    return f"{day.isoformat()} ({format_weekday(day).split()[0]})" if day else ""
