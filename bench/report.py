"""The report: every page against its limits, the papers and the journal, as Markdown tables."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from bench.database import describe
from bench.landmarks import find_landmarks
from bench.measure import MOST_QUERIES, Unmeasured, Verdict, measure
from bench.pages import MOST_MS, PAGES
from bench.seed import LARGE, SMALL
from bench.work import Failed, Job, jobs

#: A page that is too slow is measured again: other work on the machine makes any page slow, and
#: nothing makes one fast.
MORE_TRIES = 2


def run(*, requests: int, only: str = "", show_sql: bool = False) -> int:
    """Measure everything and print it. Returns 1 when a limit is broken or a page is missing."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"\n{describe()}; {cores} cores, load {load:.1f}; {requests} requests of each page.")
    if load > cores:
        print("The machine is busy with other work: the times below are longer than the pages'.")
    print(
        f"Limits: {MOST_QUERIES} queries, as many in the large association as in the small, "
        f"median under {MOST_MS:.0f} ms (a search in the journal has a limit of its own).\n"
    )
    problems = _pages(requests, only, show_sql)
    if not only:
        problems += _jobs(jobs())
    print()
    for problem in problems:
        print(f"BROKEN: {problem}")
    if not problems:
        print("Every limit holds.")
    return 1 if problems else 0


def _pages(requests: int, only: str, show_sql: bool) -> list[str]:
    small, large = find_landmarks(SMALL), find_landmarks(LARGE)
    print("| page | rows | queries | median ms | p95 ms | of it Python | |")
    print("|---|--:|--:|--:|--:|--:|---|")
    problems: list[str] = []
    for page in PAGES:
        if only.lower() not in page.label.lower():
            continue
        try:
            verdict = Verdict(page, measure(page, small, requests), measure(page, large, requests))
            for _ in range(MORE_TRIES):
                if not verdict.is_slow:
                    break
                again = measure(page, large, requests)
                if again.median_ms < verdict.large.median_ms:
                    verdict = replace(verdict, large=again)
        except Unmeasured as missing:
            problems.append(str(missing))
            print(f"| {page.label} | | | | | | missing |", flush=True)
            continue
        problems += [f"{page.label}: {broken}." for broken in verdict.broken]
        print(_line(verdict), flush=True)
        if show_sql:
            print("\n".join(statement[:1500] for statement in verdict.large.sql))
    return problems


def _line(verdict: Verdict) -> str:
    small, large = verdict.small, verdict.large
    cells = (
        verdict.page.label,
        f"{small.rows} / {large.rows}",
        f"{small.queries} / {large.queries}",
        f"{small.median_ms:.1f} / {large.median_ms:.1f}",
        f"{small.p95_ms:.1f} / {large.p95_ms:.1f}",
        f"{small.cpu_ms:.1f} / {large.cpu_ms:.1f}",
        "broken" if verdict.broken else "holds",
    )
    return f"| {' | '.join(cells)} |"


def _jobs(wanted: Iterable[Job]) -> list[str]:
    print("\n| work | size | seconds | limit | |")
    print("|---|---|--:|--:|---|")
    problems = []
    for job in wanted:
        try:
            size, seconds = job.run()
        except Failed as failure:
            problems.append(f"{job.label}: {failure}.")
            continue
        limit = "" if job.most_seconds is None else f"{job.most_seconds:g}"
        holds = job.most_seconds is None or seconds < job.most_seconds
        if not holds:
            problems.append(f"{job.label}: {seconds:.2f} s, must be under {limit} s.")
        outcome = "holds" if holds else "broken"
        print(f"| {job.label} | {size} | {seconds:.2f} | {limit} | {outcome} |", flush=True)
    return problems
