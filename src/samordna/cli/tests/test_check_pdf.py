from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django_scopes import scope

from samordna.cli import main
from samordna.cli.printing import as_shown
from samordna.documents.pdf import attachments
from samordna.documents.pdf import tests as pdf_tests
from samordna.documents.pdf.foreign import facts
from samordna.documents.pdf.foreign.check import fill_apart
from samordna.documents.pdf.foreign.facts import LARGEST_BYTES
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests.reading import bookmark_pages, pages, ua_failures
from samordna.meetings.errors import NotAttached
from samordna.meetings.forms.planning import AttachmentForm
from samordna.meetings.services.planning import NewAttachment, upload_attachments
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

FIELD = Path(pdf_tests.__path__[0], "field")
KEYS = ["file", "pages", "accessible", "accepted", "reason"]
PLAIN = files.plain("Karta")
#: What offices send in, by the name of each file.
SENT = {
    **{path.name: path.read_bytes() for path in sorted(FIELD.glob("*.pdf"))},
    "karta.pdf": PLAIN,
    "märkt.pdf": files.tagged(),
    "blankett.pdf": files.form(),
    "underskriven.pdf": files.signed(),
    "låst.pdf": files.locked(user="u"),
    "spärrad.pdf": files.locked(),
    "med fil i.pdf": files.with_attachment(),
    "brev.docx": b"PK\x03\x04 ett brev",
    "avbruten.pdf": files.tagged()[:-2000],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def answer(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, Any, str]:
    """What the command answers: its code, its JSON, and what is said beside it."""
    code = main(["check-pdf", *typed, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def write(folder: Path, **given: bytes) -> list[str]:
    for name, data in given.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return [f"{name}.pdf" for name in given]


@pytest.mark.django_db
def test_it_says_of_each_file_what_attaching_says(
    cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = story.item(story.plan(cast), "Riktlinjer")
    for name, data in SENT.items():
        (folder / name).write_bytes(data)
    code, found, err = answer(capsys, *SENT)
    assert (code, err) == (1, "")
    assert [list(one) for one in found] == [KEYS] * len(SENT)
    for one, (name, data) in zip(found, SENT.items(), strict=True):
        file = NewAttachment(data=data, filename=name, title=name)
        try:
            (known,) = upload_attachments(actor=cast.actor("registrar"), item=item, files=[file])
        except NotAttached as refusal:
            expected: list[object] = [name, None, False, False, refusal.reasons[0]]
        else:
            expected = [name, known.pages, known.accessible, True, known.note]
        assert list(one.values()) == expected
    taken = [one["file"] for one in found if one["accepted"]]
    assert {"karta.pdf", "märkt.pdf", "underskriven.pdf", "spärrad.pdf"} <= set(taken)
    assert not {"låst.pdf", "brev.docx"} & set(taken)


def test_an_empty_and_a_huge_file_are_refused_as_by_the_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = PLAIN + bytes(LARGEST_BYTES + 1 - len(PLAIN))
    write(folder, tom=b"", stor=huge)
    code, found, _ = answer(capsys, "tom.pdf", "stor.pdf")
    sent: MultiValueDict[str, Any] = MultiValueDict()
    sent.setlist("file", [SimpleUploadedFile("tom.pdf", b""), SimpleUploadedFile("stor.pdf", huge)])
    form = AttachmentForm({}, sent)
    assert code == 1
    assert [one["reason"] for one in found] == list(form.errors["file"])
    assert found[1]["reason"].startswith("Filen stor.pdf är större än 30 MB.")
    write(folder, jamn=PLAIN + bytes(LARGEST_BYTES - len(PLAIN)))
    assert "större än" not in answer(capsys, "jamn.pdf")[1][0]["reason"]


def test_all_that_are_accepted_give_0_and_the_same_file_may_come_twice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, karta=PLAIN)
    code, found, _ = answer(capsys, "karta.pdf", str(folder / "karta.pdf"))
    assert code == 0
    assert [one["file"] for one in found] == ["karta.pdf", str(folder / "karta.pdf")]
    assert {one["accepted"] for one in found} == {True}


def test_the_report_is_for_reading(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(folder, åtgärder=files.tagged(), låst=files.locked(user="u"))
    assert main(["check-pdf", *names]) == 1
    said = capsys.readouterr().out
    assert "åtgärder.pdf\n    Kan bifogas: 8 sidor, märkt för hjälpmedel.\n" in said
    assert "låst.pdf\n    Kan inte bifogas. Filen går inte att öppna utan lösenord." in said
    assert said.endswith("\n\n1 av 2 filer kan bifogas.\n")
    assert max(len(line) for line in said.splitlines()) <= 96
    assert main(["check-pdf", names[1], "--bundle", "alla.pdf"]) == 1
    said = capsys.readouterr().out
    assert said.endswith("Ingen fil kan bifogas, så alla.pdf är inte skriven.\n")
    assert not Path("alla.pdf").exists()


class TestBundle:
    def test_it_holds_the_accepted_ones_by_the_names_of_their_files(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        names = write(
            folder, **{"Åtgärder_för 2026": files.tagged(), "x": b"", "y": files.tagged()}
        )
        code, found, _ = answer(capsys, *names, "--bundle", "alla.pdf")
        data = Path("alla.pdf").read_bytes()
        assert [one["accepted"] for one in found] == [True, False, True] and code == 1
        top = [title for depth, title, _ in bookmark_pages(data) if depth == 0]
        assert top == ["Bilagor", "Bilaga 1: Åtgärder för 2026", "Bilaga 2: y"]
        assert len(pages(data)) == 1 + 9 + 9
        assert ua_failures(data) == []
        assert main(["check-pdf", *names, "--bundle", "alla.pdf"]) == 1
        assert capsys.readouterr().out.endswith("\nDe är samlade i alla.pdf.\n")

    def test_one_that_cannot_join_is_told_and_the_rest_is_written(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def stumbles(ours: bytes, slots: list[Any]) -> bytes:
            bad = [slot.label for slot in slots if slot.title == "ond"]
            if bad:
                raise facts.NotJoined({bad[0]: (facts.NOT_JOINED,)})
            return fill_apart(ours, slots)

        monkeypatch.setattr(attachments, "fill_apart", stumbles)
        names = write(folder, x=b"hej", god=PLAIN, ond=files.tagged(), bra=PLAIN)
        code, found, _ = answer(capsys, *names, "--bundle", "alla.pdf")
        assert code == 1
        assert [one["accepted"] for one in found] == [False, True, False, True]
        assert list(found[2].values()) == ["ond.pdf", 8, True, False, facts.NOT_JOINED]
        assert len(pages(Path("alla.pdf").read_bytes())) == 1 + 2 + 2

    def test_what_was_there_stays_until_the_whole_is_written(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        names = write(folder, karta=PLAIN, gammal=b"som den var")
        Path("gammal.pdf").chmod(0o640)
        Path("hit.pdf").symlink_to("gammal.pdf")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            code, said, err = answer(capsys, names[0], "--bundle", "hit.pdf")
        assert (code, said) == (2, {"error": "Filen hit.pdf går inte att skriva."})
        assert err == "Filen hit.pdf går inte att skriva.\n"
        assert Path("gammal.pdf").read_bytes() == b"som den var"
        assert answer(capsys, names[0], "--bundle", "hit.pdf")[0] == 0
        assert Path("gammal.pdf").read_bytes().startswith(b"%PDF")
        assert Path("gammal.pdf").stat().st_mode & 0o777 == 0o640
        assert Path("hit.pdf").is_symlink()
        assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "hit.pdf"])

    def test_what_was_there_stays_where_none_is_accepted(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(folder, x=b"hej", gammal=b"som den var")
        assert answer(capsys, "x.pdf", "--bundle", "gammal.pdf")[0] == 1
        assert Path("gammal.pdf").read_bytes() == b"som den var"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("saknas.pdf",), "Filen saknas.pdf finns inte."),
        (("karta.pdf", "."), ". är en mapp, inte en fil."),
        (("/dev/null",), "/dev/null är ingen vanlig fil."),
        (("karta.pdf/x",), "Filen karta.pdf/x går inte att läsa."),
        (("x" * 300,), f"Filen {'x' * 300} går inte att läsa."),
        (("karta\0.pdf",), "Filen karta\0.pdf går inte att läsa."),
        (("karta.pdf", ""), "En fil saknar namn."),
        (("karta.pdf", "--bundle", "."), ". är en mapp, inte en fil."),
        (("karta.pdf", "--bundle", ""), "En fil saknar namn."),
        (("karta.pdf", "--bundle", "ut.pdf/"), "ut.pdf/ slutar som en mapp. Skriv filens namn."),
        (("karta.pdf", "--bundle", "ut.pdf/."), "ut.pdf/. slutar som en mapp."),
        (("karta.pdf/",), "karta.pdf/ slutar som en mapp."),
        (("karta.pdf", "--bundle", "/dev/null"), "/dev/null är ingen vanlig fil."),
        (("karta.pdf", "--bundle", "/finns/inte/x.pdf"), "Mappen /finns/inte finns inte."),
        (("karta.pdf", "--bundle", "y" * 300), f"Filen {'y' * 300} går inte att skriva."),
        (("karta.pdf", "--bundle", "karta.pdf"), "karta.pdf är en av filerna som"),
        (("karta.pdf", "--bundle", "länk.pdf"), "länk.pdf är en av filerna som"),
        (("karta.pdf", "--bundle", "hård.pdf"), "hård.pdf är en av filerna som"),
    ],
)
def test_what_cannot_be_read_or_written_gives_a_sentence_and_2(
    typed: tuple[str, ...], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, karta=PLAIN)
    Path("länk.pdf").symlink_to("karta.pdf")
    Path("hård.pdf").hardlink_to("karta.pdf")
    code, said, err = answer(capsys, *typed)
    assert code == 2
    assert as_shown(said["error"]) == err.removesuffix("\n") and err.count("\n") == 1
    assert said["error"].startswith(says)
    assert main(["check-pdf", *typed]) == 2
    assert capsys.readouterr() == ("", err)
    assert Path("karta.pdf").read_bytes() == PLAIN


def test_a_name_with_bytes_that_are_no_letters_can_be_read_and_bundled(folder: Path) -> None:
    name = os.fsdecode(b"\xe5tg\xe4rder.pdf")
    Path(name).write_bytes(PLAIN)
    done = typed_alone(name, "--json", "--bundle", "alla.pdf")
    assert (done.returncode, done.stderr) == (0, b"")
    (one,) = json.loads(done.stdout)
    assert one["file"] == name
    with pikepdf.open("alla.pdf") as pdf, pdf.open_outline() as outline:
        assert outline.root[1].title.startswith("Bilaga 1: ")


def test_a_bookmark_is_the_name_of_the_file_whatever_stands_in_it(folder: Path) -> None:
    odd, long = 'k "citat" \\u{202e}', "kostnadsfördelningsöverenskommelse_" * 3 + "bilaga"
    names = write(folder, **{odd: PLAIN, long.replace("_", "-"): PLAIN})
    assert main(["check-pdf", *names, "--bundle", "alla.pdf"]) == 0
    titles = [title for depth, title, _ in bookmark_pages(Path("alla.pdf").read_bytes())]
    assert titles[1:] == [f"Bilaga 1: {odd}", f"Bilaga 2: {long.replace('_', '-')}"]


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_the_command_starts_without_django_and_in_any_terminal(
    how: tuple[str, ...], folder: Path
) -> None:
    names = write(folder, åtgärder=PLAIN, låst=files.locked(user="u"))
    done = typed_alone(*names, *how, "--bundle", "förteckning.pdf")
    assert (done.returncode, done.stderr) == (1, b"")
    assert Path("förteckning.pdf").exists()
    if how:
        found = json.loads(done.stdout)
        assert [one["file"] for one in found] == names
        assert found[1]["reason"] == facts.ENCRYPTED


def test_no_library_speaks_of_a_file_beside_the_answer(folder: Path) -> None:
    """A field of a form that the file does not have: saving it warns."""

    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm

    names = write(folder, blankett=files.changed(files.form(), forget))
    done = typed_alone(*names)
    assert done.stdout and not done.stderr


def typed_alone(*typed: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, in a terminal that has no other letters than ASCII's."""
    program = (
        "import sys\n"
        "from samordna.cli import main\n"
        "if __name__ == '__main__':\n"
        "    code = main(['check-pdf', *sys.argv[1:]])\n"
        "    assert 'django' not in sys.modules\n"
        "    sys.exit(code)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *typed],
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=False,
    )
