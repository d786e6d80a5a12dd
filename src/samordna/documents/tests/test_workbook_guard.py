from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samordna.documents.tests import hostile
from samordna.documents.workbooks.guard import (
    LARGEST_FILE,
    WorkbookRefused,
    load_checked,
)
from samordna.documents.workbooks.reader import read_workbook

#: Only reading finds these out: the parts are right one by one.
_FOUND_BY_READING = {"no workbook", "no sheet"}


def test_a_plain_workbook_is_let_through() -> None:
    data = hostile.plain()
    assert load_checked(data) == data


@pytest.mark.parametrize("name", sorted(set(hostile.REFUSED) - _FOUND_BY_READING))
def test_what_is_no_plain_workbook_is_refused_in_a_sentence(name: str) -> None:
    make, word = hostile.REFUSED[name]
    data = make()
    begun = time.process_time()
    with pytest.raises(WorkbookRefused) as refusal:
        load_checked(data)
    assert time.process_time() - begun < 2
    sentence = str(refusal.value)
    assert word in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) < 200


@pytest.mark.parametrize("name", sorted(_FOUND_BY_READING))
def test_a_workbook_that_lacks_a_part_never_becomes_a_traceback(name: str) -> None:
    data = hostile.REFUSED[name][0]()
    try:
        workbook = read_workbook(data)
    except WorkbookRefused as error:
        assert str(error).endswith(".")
    else:
        assert workbook.sheets == () or not workbook.sheets[0].cells


@pytest.mark.parametrize("target", ["https://example.org/", "mailto:kansli@example.org"])
def test_a_plain_link_in_a_cell_is_let_through(target: str) -> None:
    data = hostile.with_hyperlink(target)
    assert load_checked(data) == data


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = hostile.sparse(tmp_path / "stor.xlsx", 200 * 2**20)
    begun = time.process_time()
    with pytest.raises(WorkbookRefused, match="200 MB"):
        load_checked(path)
    assert time.process_time() - begun < 0.5


def test_the_limit_is_ten_megabytes(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="högst 10 MB"):
        load_checked(hostile.sparse(tmp_path / "a.xlsx", LARGEST_FILE + 1))
    with pytest.raises(WorkbookRefused, match="ingen Excel"):
        load_checked(hostile.sparse(tmp_path / "b.xlsx", LARGEST_FILE))


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookRefused, match="mapp"):
        load_checked(tmp_path)
    with pytest.raises(WorkbookRefused, match="finns inte"):
        load_checked(tmp_path / "saknas.xlsx")
    with pytest.raises(WorkbookRefused, match="ingen vanlig fil"):
        load_checked("/dev/zero")
    os.mkfifo(tmp_path / "kö")
    with pytest.raises(WorkbookRefused, match="ingen vanlig fil"):
        load_checked(tmp_path / "kö")


def test_a_path_with_a_null_is_refused() -> None:
    with pytest.raises(WorkbookRefused):
        load_checked("a\x00b.xlsx")


@pytest.mark.parametrize("name", ["zip bomb", "lying bomb", "overlapping bomb", "many cells"])
def test_a_bomb_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(hostile.REFUSED[name][0]())
    program = (
        "import sys\n"
        "from samordna.documents.workbooks.guard import WorkbookRefused, load_checked\n"
        "try:\n"
        "    load_checked(sys.argv[1])\n"
        "except WorkbookRefused:\n"
        "    sys.exit(3)\n"
    )
    limit = 400 * 2**20

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
            load_checked(data[:length])
