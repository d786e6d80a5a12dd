"""``samordna check-pdf``: whether PDFs may be attached to a summons, and all in one."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from samordna.cli.given_files import (
    NotGiven,
    look_at_input,
    look_at_output,
    read_file,
    shown,
    write_whole,
)
from samordna.cli.printing import complain, print_json, say
from samordna.documents.pdf.bundle import bundle
from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused, check_attachment
from samordna.documents.pdf.foreign.facts import LARGEST_BYTES
from samordna.ground.apart import remembering
from samordna.kernel.counting import counted
from samordna.kernel.media import title_of_name

NAME = "check-pdf"
HELP = "kontrollera om PDF:er kan bifogas en kallelse, och samla dem i en"

_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it was named, and what is known about it where its pages could be read.

    ``reason``: why it is not accepted, or what a summons does not show of it. ``data``: its bytes,
    of one that goes into a bundle.
    """

    file: str
    accepted: bool
    reason: str
    facts: PdfFacts | None = None
    data: bytes = b""

    @property
    def title(self) -> str:
        return title_of_name(Path(shown(self.file)).name)

    def as_dict(self) -> dict[str, object]:
        """As documented in docs/commands.md."""
        return {
            "file": self.file,
            "pages": self.facts.pages if self.facts else None,
            "accessible": self.facts is not None and self.facts.accessible,
            "accepted": self.accepted,
            "reason": self.reason,
        }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to the parser."""
    parser.add_argument("files", metavar="FIL", nargs="+", help="en PDF som ska bifogas")
    parser.add_argument(
        "--bundle", metavar="PDF", help="skriv dem som kan bifogas till en PDF, som i en kallelse"
    )
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")


def run(args: argparse.Namespace) -> int:
    """Print what is found; return 0, 1 when a file is refused, 2 when what is given cannot be read
    or written."""
    try:
        for file in args.files:
            look_at_input(file)
        if args.bundle is None:
            found, written = _checked(args.files), False
        else:
            look_at_output(args.bundle, args.files)
            found, written = _bundled(_checked(args.files, kept=True), args.bundle)
    except NotGiven as error:
        if args.json:
            print_json({"error": str(error)})
        complain(error)
        return 2
    if args.json:
        print_json([one.as_dict() for one in found])
    else:
        say(*_as_text(found, args.bundle, written=written))
    return 0 if all(one.accepted for one in found) else 1


def _checked(files: Sequence[str], *, kept: bool = False) -> list[Checked]:
    """What is found of each file; the same bytes twice are looked at once. ``kept``: with them."""
    with remembering():
        return [_check(file, kept=kept) for file in files]


def _check(file: str, *, kept: bool) -> Checked:
    data = read_file(file, most=LARGEST_BYTES + 1)
    try:
        facts = check_attachment(Path(shown(file)).name, data)
    except PdfRefused as refusal:
        return Checked(file, False, str(refusal))
    return Checked(file, True, facts.note, facts, data if kept else b"")


def _bundled(found: list[Checked], out: str) -> tuple[list[Checked], bool]:
    """Write the accepted files to one PDF, where there are any; those that cannot join the others
    are refused."""
    places = [place for place, one in enumerate(found) if one.accepted]
    files = [(found[place].title, found[place].data) for place in places]
    made = bundle(files, moment=datetime.now(UTC))
    why = {places[number]: " ".join(reasons) for number, reasons in made.why.items()}
    if made.data:
        write_whole(Path(out), made.data)
    settled = [
        replace(one, accepted=False, reason=why[place]) if place in why else one
        for place, one in enumerate(found)
    ]
    return settled, bool(made.data)


def _as_text(found: Sequence[Checked], out: str | None, *, written: bool) -> list[str]:
    lines = [line for one in found for line in _file_lines(one)]
    accepted = sum(one.accepted for one in found)
    lines += ["", f"{accepted} av {counted(len(found), 'fil', 'filer')} kan bifogas."]
    if out is not None and written:
        lines.append(f"De är samlade i {shown(out)}.")
    elif out is not None:
        lines.append(f"Ingen fil kan bifogas, så {shown(out)} är inte skriven.")
    return lines


def _file_lines(one: Checked) -> list[str]:
    said = "Kan inte bifogas."
    if one.accepted and one.facts:
        tags = "märkt" if one.facts.accessible else "inte märkt"
        pages = counted(one.facts.pages, "sida", "sidor")
        said = f"Kan bifogas: {pages}, {tags} för hjälpmedel."
    return [
        shown(one.file),
        *textwrap.wrap(
            f"{said} {one.reason}".rstrip(),
            _WIDTH,
            initial_indent="    ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        ),
    ]
