"""Sound PDFs made unsound: each is let in or refused, and nothing else happens."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused
from scripts import mutate_pdfs
from scripts.mutants import SOUND, mutant, sound
from scripts.mutate_pdfs import run

#: Some ten seconds of processor.
MUTANTS = 60


@pytest.fixture(autouse=True)
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what raises is saved."""
    monkeypatch.setattr(mutate_pdfs, "SAVED", tmp_path)
    return tmp_path


def test_no_mutated_file_raises(saved: Path) -> None:
    became = run(1, iter(range(MUTANTS)))
    assert "raised" not in became, [path.read_text() for path in sorted(saved.glob("*.txt"))]
    assert sorted(number for which in became.values() for number in which) == [*range(MUTANTS)]
    # It would prove little if nearly all were let in, or nearly none.
    assert min(len(became["accepted"]), len(became["refused"])) > MUTANTS / 6


def test_a_seed_makes_the_same_files_and_none_is_what_it_was() -> None:
    one, other = ([mutant(5, number) for number in range(40)] for _ in range(2))
    assert one == other
    whole = {sound(name, plain=plain) for name in SOUND for plain in (False, True)}
    changed = [made for made in one if made.data not in whole]
    assert len(changed) == len({made.data for made in changed}) > 35
    assert len({made.story.split(",")[0] for made in one}) > 8


def test_what_raises_is_saved_with_its_story(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    def stumbles(filename: str, data: bytes) -> PdfFacts:
        if data == mutant(3, 1).data:
            raise RuntimeError("what nobody thought of")
        raise PdfRefused("Nej.")

    monkeypatch.setattr(mutate_pdfs, "check_attachment", stumbles)
    assert run(3, iter(range(4))) == {"raised": [1], "refused": [0, 2, 3]}
    assert (saved / "3-1.pdf").read_bytes() == mutant(3, 1).data
    story = (saved / "3-1.txt").read_text()
    assert mutant(3, 1).story in story and "what nobody thought of" in story
    assert run(3, count(), until=0) == {}
