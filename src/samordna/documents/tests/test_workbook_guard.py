from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samordna.documents.tests import hostile
from samordna.documents.workbooks.guard import LARGEST_FILE, WorkbookRefused
from samordna.documents.workbooks.reader import read_workbook

#: A workbook whose sheet is not there is empty: nobody can say what it would have held.
_EMPTY = {"no sheet"}


def holds_the_plain(data: bytes) -> bool:
    """Whether the cells of the plain workbook are read out of a file."""
    sheet = read_workbook(data).sheets[0]
    return sheet.at(1, 1).value == "Budget" and sheet.at(1, 2).value == 125


def test_a_plain_workbook_is_let_through() -> None:
    assert holds_the_plain(hostile.plain())


@pytest.mark.parametrize("name", sorted(set(hostile.REFUSED) - _EMPTY))
def test_what_is_no_plain_workbook_is_refused_in_a_sentence(name: str) -> None:
    make, word = hostile.REFUSED[name]
    data = make()
    begun = time.process_time()
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(data)
    assert time.process_time() - begun < 2
    sentence = str(refusal.value)
    assert word in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) < 200


@pytest.mark.parametrize("name", sorted(_EMPTY))
def test_a_workbook_that_lacks_a_part_never_becomes_a_traceback(name: str) -> None:
    data = hostile.REFUSED[name][0]()
    try:
        workbook = read_workbook(data)
    except WorkbookRefused as error:
        assert str(error).endswith(".")
    else:
        assert workbook.sheets == () or not workbook.sheets[0].cells


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "mailto:kansli@example.org",
        "file:///c:/hemligt.xlsx",
        "\\\\server\\disk",
    ],
)
def test_a_link_in_a_cell_is_nobodys_to_follow(target: str) -> None:
    assert holds_the_plain(hostile.with_hyperlink(target))


@pytest.mark.parametrize(
    "data",
    [
        hostile.rebuilt({"__MACOSX/xl/._workbook.xml": b"\x00\x05\x16\x07Mac OS X"}),
        hostile.rebuilt({"[trash]/0000.dat": b"\x00\xff" * 40}),
        hostile.rebuilt({"_xmlsignatures/sig1.xml": "<b>", "_xmlsignatures/origin.sigs": ""}),
        hostile.rebuilt({"_xmlsignatures/_rels/origin.sigs.rels": "<half"}),
        hostile.rebuilt({"xl/media/hdphoto1.wdp": b"II\xbc" * 9, "xl/media/i.jpg": b"\xff\xd8"}),
        hostile.rebuilt({"docProps/app.xml": "<Properties><half"}),
        hostile.rebuilt({"xl/theme/theme1.xml": "<a:theme"}),
        hostile.rebuilt({"xl/threadedComments/t1.xml": "<b", "custom/x.bin": b"\x00"}),
        hostile.renamed(lambda name: name.replace("/", "\\")),
        hostile.renamed(lambda name: name.replace("sharedStrings", "SharedStrings")),
        hostile.renamed(lambda name: name if name.startswith(("[", "_")) else name.upper()),
    ],
    ids=["macosx", "trash", "signed", "signed oddly", "pictures", "properties",
         "theme", "comments", "backslashes", "capital S", "capitals"],
)  # fmt: skip
def test_what_nobody_reads_refuses_nothing(data: bytes) -> None:
    assert holds_the_plain(data)


def _fonts(text: str) -> str:
    return text.replace("<fonts", '<fonts x="1"').replace(
        "<font>", '<font><family val="34"/><color rgb="zz"/><sz val="stor"/>', 1
    )


def test_looks_that_a_program_dislikes_refuse_nothing() -> None:
    assert holds_the_plain(hostile.rebuilt(edit={"xl/styles.xml": _fonts}))


def test_a_workbook_in_the_root_is_found() -> None:
    def moved(name: str) -> str:
        return name.removeprefix("xl/")

    def relations(text: str) -> str:
        return text.replace('"xl/', '"').replace('"/xl/', '"/')

    inner = hostile.rebuilt(
        edit={
            "_rels/.rels": relations,
            "[Content_Types].xml": lambda text: text.replace("/xl/", "/"),
        }
    )
    data = hostile.renamed(moved, inner)
    edited = hostile.rebuilt(edit={"_rels/workbook.xml.rels": relations}, data=data)
    assert holds_the_plain(edited)


def test_many_empty_cells_with_looks_are_read() -> None:
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" s="0"/>' for column in "CDEFGHIJKLMNO")
        + "</row>"
        for row in range(2, 2002)
    )
    data = hostile.with_sheet(f'<row r="1"><c r="A1"><v>7</v></c></row>{cells}')
    assert read_workbook(data).sheets[0].at(1, 1).value == 7


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = hostile.sparse(tmp_path / "stor.xlsx", 200 * 2**20)
    begun = time.process_time()
    with pytest.raises(WorkbookRefused, match="200 MB"):
        read_workbook(path)
    assert time.process_time() - begun < 0.5


def test_the_limit_is_ten_megabytes(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="högst 10 MB"):
        read_workbook(hostile.sparse(tmp_path / "a.xlsx", LARGEST_FILE + 1))
    with pytest.raises(WorkbookRefused, match="ingen Excel"):
        read_workbook(hostile.sparse(tmp_path / "b.xlsx", LARGEST_FILE))


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="mapp"):
        read_workbook(tmp_path)
    with pytest.raises(WorkbookRefused, match="finns inte"):
        read_workbook(tmp_path / "saknas.xlsx")
    with pytest.raises(WorkbookRefused, match="ingen vanlig fil"):
        read_workbook("/dev/zero")
    os.mkfifo(tmp_path / "kö")
    with pytest.raises(WorkbookRefused, match="ingen vanlig fil"):
        read_workbook(tmp_path / "kö")


def test_a_path_with_a_null_is_refused() -> None:
    with pytest.raises(WorkbookRefused):
        read_workbook("a\x00b.xlsx")


@pytest.mark.parametrize("name", ["zip bomb", "lying bomb", "overlapping bomb", "many cells"])
def test_a_bomb_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(hostile.REFUSED[name][0]())
    program = (
        "import sys\n"
        "from samordna.documents.workbooks.guard import WorkbookRefused\n"
        "from samordna.documents.workbooks.reader import read_workbook\n"
        "try:\n"
        "    read_workbook(sys.argv[1])\n"
        "except WorkbookRefused:\n"
        "    sys.exit(3)\n"
    )
    limit = 700 * 2**20

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=limited,
        capture_output=True,
        timeout=10,
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()


def test_every_cut_of_a_workbook_is_refused_or_read() -> None:
    data = hostile.plain()
    for length in range(0, len(data), 97):
        with pytest.raises(WorkbookRefused):
            read_workbook(data[:length])
