"""Files that cannot join the others are named, whatever the step that shows it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from samordna.documents.pdf import attachments
from samordna.documents.pdf.foreign import bundle, check, facts
from samordna.documents.pdf.foreign.bundle import Slot, fill
from samordna.documents.pdf.foreign.check import NotJoined
from samordna.documents.pdf.foreign.preparing import prepare
from samordna.documents.pdf.foreign.structure import Structure
from samordna.documents.pdf.foreign.trial import blank
from samordna.documents.pdf.papers.meeting import Attachment, ForeignPdf
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered, text
from samordna.ground.apart import NotRead

PLAIN, LOCKED = files.plain("Karta"), files.locked(user="u")


def _slots(*titles: str) -> tuple[bytes, list[Slot]]:
    ready = prepare(PLAIN)
    ours = blank(*[ready.sizes] * len(titles))
    slots = [Slot(f"Bilaga {n}", title, n - 1, ready) for n, title in enumerate(titles, 1)]
    return ours, slots


def _parts(pdf: pikepdf.Pdf) -> str:
    return " ".join(str(part.get("/T", "")) for part in pdf.Root.StructTreeRoot.K.K)


def _stumbles_in_finish(monkeypatch: pytest.MonkeyPatch, over: Callable[[str], bool]) -> None:
    """The tags that all share cannot be written when these parts are among them."""
    whole = Structure.finish

    def finish(self: Structure) -> None:
        if over(_parts(self.pdf)):
            raise ValueError("a key twice")
        whole(self)

    monkeypatch.setattr(Structure, "finish", finish)


@pytest.mark.parametrize("place", [1, 2, 3, 5])
def test_one_that_shows_when_all_are_in_their_places_is_named(
    monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    titles = ["god"] * 5
    titles[place - 1] = "ond"
    ours, slots = _slots(*titles)
    _stumbles_in_finish(monkeypatch, lambda parts: "ond" in parts)
    with pytest.raises(NotJoined) as refusal:
        fill(ours, slots)
    assert refusal.value.why == {f"Bilaga {place}": (facts.NOT_JOINED,)}
    assert str(refusal.value).startswith(f"Bilaga {place}: Filen går inte att foga ihop")


def test_of_two_that_clash_the_later_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, slots = _slots("god", "katt", "god", "hund", "god")
    _stumbles_in_finish(monkeypatch, lambda parts: "katt" in parts and "hund" in parts)
    with pytest.raises(NotJoined) as refusal:
        fill(ours, slots)
    assert list(refusal.value.why) == ["Bilaga 4"]


@pytest.mark.parametrize("step", ["_add_bookmarks", "_state_claims"])
def test_so_is_one_that_bookmarks_or_claims_stumble_over(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    ours, slots = _slots("god", "ond")
    whole = getattr(bundle, step)

    def stumbles(out: pikepdf.Pdf, *more: Any) -> None:
        if "ond" in _parts(out):
            raise RuntimeError
        whole(out, *more)

    monkeypatch.setattr(bundle, step, stumbles)
    with pytest.raises(NotJoined, match=r"^Bilaga 2:"):
        fill(ours, slots)


def test_what_is_wrong_with_ours_is_not_blamed_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, slots = _slots("god")
    _stumbles_in_finish(monkeypatch, lambda parts: True)
    with pytest.raises(ValueError, match="a key twice"):
        fill(ours, slots)


def test_a_refusal_keeps_its_labels_between_processes() -> None:
    refusal = pickle.loads(pickle.dumps(NotJoined({"Bilaga 5": ("Ett.", "Två.")})))  # noqa: S301
    assert refusal.why == {"Bilaga 5": ("Ett.", "Två.")}
    assert refusal.reasons == ("Bilaga 5: Ett. Två.",)


def test_every_bad_file_in_a_summons_is_named_at_once() -> None:
    with pytest.raises(NotJoined) as refusal:
        rendered(samples.summons(LOCKED, PLAIN, b"%PDF-1.7 trasig"))
    assert list(refusal.value.why) == ["Bilaga 16.1", "Bilaga 16.3"]


def test_what_takes_too_much_together_names_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        def call(self, *_: object) -> bytes:
            raise NotRead("too long")

    monkeypatch.setattr(check, "_BUNDLE", Short())
    with pytest.raises(NotJoined) as refusal:
        rendered(samples.summons(PLAIN, files.tagged()))
    assert refusal.value.why == {"Bilaga 16.2": (facts.TOO_HEAVY_TOGETHER,)}


def _attached(*data: bytes) -> list[Attachment]:
    return [Attachment(str(n), f"Fil {n}", ForeignPdf(one)) for n, one in enumerate(data, 1)]


def test_files_are_tried_together_without_a_summons() -> None:
    assert attachments.why_not_joined(_attached(PLAIN, files.tagged(), files.tagged())) == {}
    assert list(attachments.why_not_joined(_attached(PLAIN, LOCKED))) == ["Bilaga 2"]


def test_all_that_cannot_join_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    _stumbles_in_finish(monkeypatch, lambda parts: "Fil 1" in parts and "Fil 3" in parts)
    monkeypatch.setattr(attachments, "fill_apart", fill)
    found = attachments.why_not_joined(_attached(PLAIN, LOCKED, PLAIN, PLAIN))
    assert list(found) == ["Bilaga 2", "Bilaga 3"]


def test_one_whose_tags_join_no_longer_is_read_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that was attached before is tried again alone when the whole does not join."""
    monkeypatch.setattr(attachments, "fill_apart", fill)
    monkeypatch.setattr(attachments, "prepare_apart", prepare)

    def clashes(self: Structure, *_: object) -> None:
        raise ValueError("tags")

    monkeypatch.setattr(Structure, "join", clashes)
    data = rendered(samples.summons(files.tagged()))
    assert "Filen saknar den märkning" in text(data)
