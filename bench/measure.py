"""Measuring a page: its queries, and its time in the server, from request to finished answer."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from bench.landmarks import Landmarks
from bench.pages import Page

WARM_UP = 3
MOST_QUERIES = 12


class Unmeasured(Exception):
    """A page that is not there or does not answer 200; the message says which."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a page took in one association. Times in milliseconds; ``cpu_ms`` is Python's part.

    On a busy machine the times from request to answer say more of its other work than of the page;
    Python's own part stands more still.
    """

    rows: int
    queries: int
    median_ms: float
    p95_ms: float
    cpu_ms: float
    sql: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page in the small and in the large association, against the limits."""

    page: Page
    small: Figures
    large: Figures

    @property
    def is_slow(self) -> bool:
        """Whether the large association's median is over the page's limit."""
        return self.large.median_ms >= self.page.most_ms

    @property
    def broken(self) -> list[str]:
        """The limits that are broken; empty when all hold."""
        found = []
        most = max(self.small.queries, self.large.queries)
        if most > MOST_QUERIES:
            found.append(f"{most} queries, at most {MOST_QUERIES}")
        if self.small.queries != self.large.queries:
            found.append(f"{self.small.queries} queries become {self.large.queries}")
        if self.is_slow:
            median, limit = self.large.median_ms, self.page.most_ms
            found.append(f"median {median:.0f} ms, must be under {limit:.0f}")
        return found


def measure(page: Page, marks: Landmarks, requests: int) -> Figures:
    """Ask for a page as the right person. Raises :class:`Unmeasured`."""
    try:
        path = page.path(marks)
    except NoReverseMatch as missing:
        raise Unmeasured(f"{page.label}: there is no page {page.route}.") from missing
    client = Client(raise_request_exception=False)  # a failing page must not stop the others
    person = page.person(marks)
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(WARM_UP):
        _ask(client, page, path)
    with CaptureQueriesContext(connection) as captured:
        _ask(client, page, path)
    # Read at once: the next request empties the connection's log.
    sql = tuple(f"{query['time']} {query['sql']}" for query in captured.captured_queries)
    gc.collect()
    asked = [_ask(client, page, path) for _ in range(requests)]
    times = sorted(total for total, _ in asked)
    return Figures(
        rows=page.rows(marks),
        queries=len(sql),
        median_ms=statistics.median(times),
        p95_ms=times[max(0, round(0.95 * len(times)) - 1)],
        cpu_ms=statistics.median(cpu for _, cpu in asked),
        sql=sql,
    )


def _ask(client: Client, page: Page, path: str) -> tuple[float, float]:
    """One request; returns its milliseconds, and Python's of them. Raises :class:`Unmeasured`."""
    started, worked = time.perf_counter(), time.thread_time()
    response = client.get(path)
    taken = (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000
    if response.status_code != 200:
        raise Unmeasured(f"{page.label}: {path} answers {response.status_code}.")
    return taken
