"""Reading apart: what a reader may take, and what is left when it takes more."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from samordna.ground.apart import ONE_FILE, Apart, NotRead
from samordna.ground.tests.processor import processor_seconds


def add(one: int, other: int = 0) -> tuple[int, int]:
    """The sum, and the process that made it."""
    return one + other, os.getpid()


def go_round(seconds: float) -> None:
    time.sleep(seconds)


def swell(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def answer(megabytes: int) -> bytes:
    return bytes(megabytes * 1024 * 1024)


def fall(how: str) -> None:
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "left":
        os._exit(3)
    ctypes.string_at(0)


def refuse() -> None:
    raise LookupError("Filen är tom.")


def test_it_is_another_process_and_stays_the_same():
    made, first = ONE_FILE.call(add, 2, other=3)
    assert made == 5 and first != os.getpid()
    assert ONE_FILE.call(add, 1) == (1, first)


def test_what_the_reader_raises_is_raised_here():
    with pytest.raises(LookupError, match=r"Filen är tom\."):
        ONE_FILE.call(refuse)


@pytest.mark.parametrize("how", ["killed", "left", "segment"])
def test_a_reader_that_falls_takes_nothing_along(how):
    with pytest.raises(NotRead, match="fick läsningen att avbrytas"):
        ONE_FILE.call(fall, how)
    assert ONE_FILE.call(add, 1)[0] == 1


def test_a_reader_that_takes_too_long_is_stopped_at_its_time():
    began = time.monotonic()
    with pytest.raises(NotRead, match=r"längre tid att läsa än 0\.3 sekunder"):
        Apart(seconds=0.3).call(go_round, 60)
    assert time.monotonic() - began < 5
    assert ONE_FILE.call(add, 1)[0] == 1


def test_a_reader_may_take_its_memory_and_no_more():
    assert Apart(megabytes=100).call(swell, 60) == 60 * 1024 * 1024
    with pytest.raises(NotRead, match="mer än 100 MB minne"):
        Apart(megabytes=100).call(swell, 150)
    _, process = ONE_FILE.call(add, 1)
    assert Apart(megabytes=100).call(swell, 60) == 60 * 1024 * 1024
    assert ONE_FILE.call(add, 1)[1] == process, "too much memory does not cost the process"


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_what_the_reader_takes_of_the_processor_is_counted_where_it_is_measured():
    ONE_FILE.call(add, 1)
    began, mine = processor_seconds(), time.process_time()
    ONE_FILE.call(work, 0.3)
    assert time.process_time() - mine < 0.2 < 0.25 < processor_seconds() - began


def test_an_answer_has_a_limit_too():
    assert len(Apart(answer=2).call(answer, 1)) == 1024 * 1024
    with pytest.raises(NotRead):
        Apart(answer=2).call(answer, 3)


def test_many_at_once_wait_for_each_other():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda number: ONE_FILE.call(add, number)[0], range(40)))
    assert made == list(range(40))


def test_a_process_that_was_forked_has_a_reader_of_its_own(tmp_path: Path):
    _, mine = ONE_FILE.call(add, 1)
    child = os.fork()
    if child == 0:
        (tmp_path / "reader").write_text(str(ONE_FILE.call(add, 1)[1]))
        os._exit(0)
    os.waitpid(child, 0)
    assert int((tmp_path / "reader").read_text()) != mine
    assert ONE_FILE.call(add, 1) == (1, mine)
