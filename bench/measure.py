"""Measuring a page: its queries, and its time in the server, from request to finished answer.

A form that is saved while somebody writes is sent as the script sends it, each time with something
more written, and every save is rolled back.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from bench.forms import Form, forms_of
from bench.landmarks import Landmarks
from bench.pages import Page

WARM_UP = 3
#: So many requests are enough for a page that is far from its limit.
FEW = 10
#: What the script says when it sends a form while somebody writes.
AUTOSAVE = {"X-Autosave": "1"}
URLENCODED = "application/x-www-form-urlencoded"
#: What begins and ends a transaction asks for nothing and is not counted.
_BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


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
        if most > self.page.most_queries:
            found.append(f"{most} queries, at most {self.page.most_queries}")
        if self.small.queries != self.large.queries:
            found.append(f"{self.small.queries} queries become {self.large.queries}")
        if self.is_slow:
            median, limit = self.large.median_ms, self.page.most_ms
            found.append(f"median {median:.0f} ms, must be under {limit:.0f}")
        return found


def measure(page: Page, marks: Landmarks, requests: int) -> Figures:
    """Ask for a page as the right person. Raises :class:`Unmeasured`."""
    ask = _asking(page, marks)
    for _ in range(WARM_UP):
        ask()
    sql = _asked_for(ask)
    gc.collect()
    asked = [ask() for _ in range(min(requests, FEW))]
    if not is_plain([total for total, _ in asked], page.most_ms):
        asked += [ask() for _ in range(requests - len(asked))]
    times = sorted(total for total, _ in asked)
    return Figures(
        rows=page.rows(marks),
        queries=len(sql),
        median_ms=statistics.median(times),
        p95_ms=times[max(0, round(0.95 * len(times)) - 1)],
        cpu_ms=statistics.median(cpu for _, cpu in asked),
        sql=sql,
    )


def is_plain(times: Sequence[float], most_ms: float) -> bool:
    """Whether a few times say on which side of a limit a page is, all in milliseconds: every one
    lies under half of it, or over three times it. More of them would say no more."""
    return max(times) < most_ms / 2 or min(times) > most_ms * 3


def queries_of(page: Page, marks: Landmarks) -> int:
    """How many queries a page that has been asked for once takes. Raises :class:`Unmeasured`."""
    ask = _asking(page, marks)
    ask()
    return len(_asked_for(ask))


def _asked_for(ask: Callable[[], object]) -> tuple[str, ...]:
    """The queries of one request, each after the seconds that it took."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    # Read at once: the next request empties the connection's log.
    asked = [one for one in captured.captured_queries if not one["sql"].startswith(_BRACKETS)]
    prepared = _prepared()
    return tuple(f"{one['time']} {_in_full(one['sql'], prepared)}" for one in asked)


def _prepared() -> dict[str, str]:
    """The statements that this connection has prepared, by what executes them."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'EXECUTE ' || name, statement FROM pg_prepared_statements")
        return dict(cursor.fetchall())


def _in_full(sql: str, prepared: dict[str, str]) -> str:
    """What is executed, after the values that it is executed with."""
    said = prepared.get(sql.partition(" (")[0])
    return sql if said is None else f"{sql}: {said}"


def _asking(page: Page, marks: Landmarks) -> Callable[[], tuple[float, float]]:
    """What asks for the page once, or sends its form; it answers with milliseconds, and Python's of
    them. Raises :class:`Unmeasured`."""
    try:
        path = page.path(marks)
    except NoReverseMatch as missing:
        raise Unmeasured(f"{page.label}: there is no page {page.route}.") from missing
    person = page.person(marks)
    client = Client(raise_request_exception=False)  # a failing page must not stop the others
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    if not page.saves:
        return lambda: _timed(page, path, lambda: client.get(path))
    form = _form(page, path, client.get(path))
    headers = {**AUTOSAVE, **({"HX-Request": "true"} if form.stays else {})}
    turns = count(1)

    def save() -> tuple[float, float]:
        sent = {**form.with_more(f"Tillagt {next(turns)}."), "flik": "bench"}
        # As the script encodes it (saving.js): what Django's client makes by itself, a multipart
        # body, takes four times as long to read, and no browser sends it.
        body = urlencode(sent, doseq=True)
        with transaction.atomic():
            taken = _timed(
                page,
                path,
                lambda: client.post(
                    form.action or path, body, content_type=URLENCODED, headers=headers
                ),
            )
            transaction.set_rollback(True)
        return taken

    return save


def _form(page: Page, path: str, response: HttpResponseBase) -> Form:
    html = getattr(response, "content", b"").decode()
    for form in forms_of(html):
        if form.autosaves and form.ident.startswith(page.saves):
            return form
    raise Unmeasured(f"{page.label}: {path} has no form {page.saves} that is saved by itself.")


def _timed(page: Page, path: str, send: Callable[[], HttpResponseBase]) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.thread_time()
    response = send()
    # The inner clock stops first: of the whole, Python's part can never be the longer.
    cpu = time.thread_time() - worked
    taken = (time.perf_counter() - started) * 1000, cpu * 1000
    if response.status_code not in (200, 204):
        raise Unmeasured(f"{page.label}: {path} answers {response.status_code}.")
    return taken
