"""Sound PDFs made unsound in many ways: each must be let in or refused, and nothing else.

    .venv/bin/python scripts/mutate_pdfs.py --minutes 10
    .venv/bin/python scripts/mutate_pdfs.py --seed 7 --only 412

Every file is checked as attaching does and, when it is let in, bundled between sound ones and read
again. A fault is an exception that is no refusal, a sound file that gets the blame, or a bundle
that is not whole, holds more than paper, or says other things of the sound files' pages than they
do themselves; its file and its story are saved in build/mutants/.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path

import pikepdf
import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from samordna.documents.pdf.bundle import bundle  # noqa: E402  (the house goes on the path first)
from samordna.documents.pdf.foreign.check import (  # noqa: E402
    PdfFacts,
    PdfRefused,
    check_attachment,
    is_plain_pdf,
)
from samordna.documents.pdf.foreign.facts import TOO_HEAVY  # noqa: E402
from samordna.documents.pdf.foreign.risks import notes_of, risks  # noqa: E402
from samordna.documents.pdf.tests import foreign_files as files  # noqa: E402
from samordna.documents.pdf.tests import samples  # noqa: E402
from samordna.documents.pdf.tests.reading import meanings, owners, pages  # noqa: E402
from samordna.ground.apart import ONE_FILE, NotRead  # noqa: E402
from scripts.mutants import mutant, sound  # noqa: E402

SAVED = ROOT / "build/mutants"
#: What most files become; of others, their numbers are told.
USUAL = ("accepted", "refused")


class Unsound(AssertionError):
    """What was let in did something to a bundle that no file may."""


def tried(data: bytes) -> str:
    """What becomes of a file: ``accepted``, ``refused``, ``broken off`` at a limit, or ``not
    joined`` with sound ones. Raises whatever it makes somebody raise, and :class:`Unsound`."""
    try:
        facts = check_attachment("mutant.pdf", data)
    except PdfRefused as refusal:
        return "broken off" if refusal.reasons == (TOO_HEAVY,) else "refused"
    with suppress(PdfRefused, NotRead):  # it is only downloaded, as what is damaged is
        ONE_FILE.call(is_plain_pdf, data)
    made = bundle(_between(data), moment=samples.MOMENT)
    if set(made.why) - {1}:
        raise Unsound(f"a sound file was refused: {made.why}")
    if not made.why:
        look_through(made.data, facts)
    return "not joined" if made.why else "accepted"


def _between(data: bytes) -> list[tuple[str, bytes]]:
    return [("Hel", sound("tied")), ("Prov", data), ("Hel", sound("tied"))]


def look_through(data: bytes, facts: PdfFacts) -> None:
    """A bundle can be read to its end, is paper, and is as the sound files are but in the part and
    on the pages of the one that is tried. Raises :class:`Unsound`."""
    before = 1 + 1 + _pages_of_the_sound()
    tried_ones = range(before + 1, before + 1 + facts.pages)
    wanted = tried_ones.stop + 1 + _pages_of_the_sound()
    with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
        if len(pdf.pages) != wanted:
            raise Unsound(f"{len(pdf.pages)} pages, and not {wanted}")
        if more := risks(pdf):
            raise Unsound(f"the bundle holds {more}")
        kinds = {str(note.get("/Subtype")) for page in pdf.pages for note in notes_of(page)}
        if kinds - {"/Link"}:
            raise Unsound(f"over the pages lie {kinds}")
        if found := pdf.get_warnings():
            raise Unsound(f"the bundle is damaged: {found[:3]}")
        with pdf.open_outline() as outline:
            marks = [mark.title for mark in outline.root]
    if marks != ["Bilagor", "Bilaga 1: Hel", "Bilaga 2: Prov", "Bilaga 3: Hel"]:
        raise Unsound(f"the bookmarks are {marks}")
    for number, written in enumerate(_read_to_its_end(data)):
        said = " ".join(written.split())
        if number not in tried_ones and f"Sida {number + 1} ({wanted})" not in said:
            raise Unsound(f"page {number + 1} has lost its number: {said[-80:]}")
    for number, found_on in owners(data).items():
        if number not in tried_ones and found_on - {number}:
            raise Unsound(f"page {number + 1} belongs to tags of pages {found_on}")
    if _meanings_of_others(data) not in _usual():
        raise Unsound("tags of the sound files mean something else")


def _read_to_its_end(data: bytes) -> Iterator[str]:
    """The text of every page; one that cannot be opened raises."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
            page.close()
    finally:
        document.close()


def _meanings_of_others(data: bytes) -> list[str]:
    """What all tags mean but those of the file that is tried."""
    return [role for role, _ in meanings(data, lambda title: title != "Bilaga 2: Prov")]


@cache
def _usual() -> list[list[str]]:
    """What they mean beside a file with tags and one without, of which its cover tells."""
    return [
        _meanings_of_others(bundle(_between(data), moment=samples.MOMENT).data)
        for data in (sound("notice"), files.plain("x"))
    ]


@cache
def _pages_of_the_sound() -> int:
    return len(pages(sound("tied")))


def run(seed: int, numbers: Iterator[int], *, until: float = float("inf")) -> dict[str, list[int]]:
    """Try the mutants of these numbers, until a moment of the monotonic clock: which became what.

    Each that raises is saved with its story.
    """
    became: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        if time.monotonic() > until:
            break
        made = mutant(seed, number)
        try:
            what = tried(made.data)
        except Exception:
            what = "raised"
            SAVED.mkdir(parents=True, exist_ok=True)
            saved = SAVED / f"{seed}-{number}"
            saved.with_suffix(".pdf").write_bytes(made.data)
            saved.with_suffix(".txt").write_text(f"{made.story}\n\n{traceback.format_exc()}")
        became[what].append(number)
    return became


def main() -> int:
    """Run, print which became what, and return 1 when any raised."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first number")
    parser.add_argument("--only", type=int, help="one number alone")
    args = parser.parse_args()
    if args.only is not None:
        made = mutant(args.seed, args.only)
        print(made.story, tried(made.data), sep=": ")
        return 0
    became = run(args.seed, count(args.first), until=time.monotonic() + args.minutes * 60)
    for what, numbers in sorted(became.items()):
        which = "" if what in USUAL else f" (--only {', '.join(map(str, numbers))})"
        print(f"{what}: {len(numbers)}{which}")
    print(f"{sum(map(len, became.values()))} files with the seed {args.seed}")
    if "raised" in became:
        print(f"What raised is in {SAVED.relative_to(ROOT)}/.")
    return 1 if "raised" in became else 0


if __name__ == "__main__":
    sys.exit(main())
