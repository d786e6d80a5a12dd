"""Files from outside are read apart: in a process of their own, kept warm, within limits.

A file can make its reader take all memory, go round for ever, or fall. Here it takes the reading
process with it and nothing else: the request answers with a sentence, and the next file has a new
process. What is called must be a function of a module, without Django, and what it takes and
returns is copied between the processes.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import multiprocessing
import os
import pickle
import resource
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

_MB = 1024 * 1024
#: Readings of one process, before a new one takes its place and gives back what leaked.
_READINGS = 500


class NotRead(ValueError):
    """A reading was broken off. The message is a Swedish sentence for whoever gave the file."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The limits of a reading: seconds, MB beside what its process has at rest, MB of answer."""

    seconds: float = 10
    megabytes: int = 400
    answer: int = 64

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in the reading process and return what it returns.

        Raises what the function raises, and :class:`NotRead` past a limit or when it fell.
        """
        pool = _pools.pool()
        job = pool.schedule(_limited, (self, function, args, kwargs), timeout=self.seconds)
        try:
            return cast("T", pickle.loads(job.result()))  # noqa: S301 (our own process wrote it)
        except Late as error:
            raise NotRead(
                f"Filen tar längre tid att läsa än {self.seconds:g} sekunder. Dela upp den, eller"
                " spara den på nytt i programmet som den gjordes i."
            ) from error
        except MemoryError as error:
            raise NotRead(
                f"Filen tar mer än {self.megabytes} MB minne att läsa. Dela upp den, eller spara"
                " den på nytt i programmet som den gjordes i."
            ) from error
        except ProcessExpired as error:
            raise NotRead(
                "Filen fick läsningen att avbrytas. Spara den på nytt i programmet som den"
                " gjordes i, och försök igen."
            ) from error


#: One file.
ONE_FILE = Apart()

_remembered: ContextVar[dict[Any, tuple[Any, ValueError | None]] | None] = ContextVar(
    "remembered", default=None
)


@contextmanager
def remembering() -> Iterator[None]:
    """Let what is found out about bytes, or why they are refused, hold until the end of this: who
    asks again gets the same answer, and nothing is read."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def remembered(
    function: Callable[Concatenate[bytes, P], T],
) -> Callable[Concatenate[bytes, P], T]:
    """A function that finds out something about bytes, for :func:`remembering`."""

    @wraps(function)
    def asked(data: bytes, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known = _remembered.get()
        if known is None:
            return function(data, *args, **kwargs)
        key = (function, hashlib.sha256(data).digest(), args, tuple(kwargs.items()))
        if key not in known:
            try:
                known[key] = function(data, *args, **kwargs), None
            except ValueError as error:
                known[key] = None, error
        found, refusal = known[key]
        if refusal is not None:
            raise refusal
        return cast("T", found)

    return asked


class _Pools:
    """The process of this process: made when it is first asked for, and anew after a fork."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self._stop)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None

    def pool(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                # Not forked: a fork would take along connections, locks and threads of the server.
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=_READINGS,
                    initializer=_begin,
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


_pools = _Pools()


def _begin() -> None:
    """In the new process: the libraries say nothing, since the answer says what is wrong."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def _limited(
    limits: Apart,
    function: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> bytes:
    """In the reading process: call the function within the memory that it may have."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = _taken() + limits.megabytes * _MB
    resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        answer = pickle.dumps(function(*args, **kwargs), pickle.HIGHEST_PROTOCOL)
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
    if len(answer) > limits.answer * _MB:
        raise MemoryError
    return answer


def _taken() -> int:
    """The memory that this process has now, in bytes; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    kilobytes = next(line.split()[1] for line in status.splitlines() if "VmData" in line)
    return int(kilobytes) * 1024
