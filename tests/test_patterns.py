"""No pattern of the house takes long, whatever text meets it: one that goes back over what it has
read, again and again, would hold a process for minutes.

Each pattern meets long lines of each kind of sign that patterns here ask about, alone and between
others. The time is the process's own, so that other work on the machine does not count.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import samordna

#: What the lines are made of: each sign that some pattern repeats, and pairs of them.
UNITS = [*" 0aAåk.,-/:;_'\"()=%§\t\n&", "1 ", "a ", "a.", "1.", "1,", " ,", "1-", "a-", ": ", "år "]
#: The length grows, so that a pattern that would take hours is found in a moment.
LENGTHS = (20, 100, 400, 800, 2_000, 20_000)
#: Seconds for a line of 2 000 that no pattern takes which reads it once; only others meet more.
AT_ONCE = 0.002
#: Seconds for one line. A pattern that reads a line once takes less than a hundredth of it.
LIMIT = 0.4


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    """Every pattern that a module of the house holds, also in tuples, lists and tables."""
    seen = set()
    for found in pkgutil.walk_packages(samordna.__path__, "samordna."):
        if ".tests" in found.name or ".migrations" in found.name or ".settings" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for pattern in _held(value):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    yield f"{found.name}.{name}", pattern


def _held(value: object) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _held(one)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _held(one)
    elif inspect.isclass(value) and value.__module__.startswith("samordna."):
        for one in vars(value).values():
            if isinstance(one, re.Pattern):
                yield one


def slowest(pattern: re.Pattern) -> tuple[float, str]:
    """The longest time that a pattern took, and the line that it met."""
    worst = (0.0, "")
    slow = set(UNITS)
    for length in LENGTHS:
        for unit in sorted(slow):
            line = unit * (length // len(unit))
            longest = 0.0
            for text in (f"a{line}x", f"1{line}!"):
                met = text.encode() if isinstance(pattern.pattern, bytes) else text
                for use in (pattern.search, pattern.match):
                    begun = time.process_time()
                    use(met)
                    took = time.process_time() - begun
                    longest = max(longest, took)
                    worst = max(worst, (took, f"{text[:4]!r}… of {length}, {use.__name__}"))
                    if worst[0] > LIMIT:
                        return worst
            if length == LENGTHS[-2] and longest < AT_ONCE:
                slow.discard(unit)
    return worst


FOUND = list(patterns())


def test_the_patterns_are_found():
    assert len(FOUND) > 80


@pytest.mark.parametrize(("name", "pattern"), FOUND, ids=[name for name, _ in FOUND])
def test_a_pattern_reads_a_long_line_at_once(name, pattern):
    took, met = slowest(pattern)
    assert took < LIMIT, f"{name} ({pattern.pattern}) took {took:.2f} s over {met}"


def test_a_pattern_that_goes_back_is_found():
    assert slowest(re.compile(r"^(.*\D)\s*[:;,]?\s*(\d{1,4})$"))[0] > LIMIT
