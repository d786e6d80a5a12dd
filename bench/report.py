"""The report: every page against its limits, the papers and the journal, as Markdown tables."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bench.database import describe
from bench.landmarks import find_landmarks
from bench.measure import Unmeasured, Verdict, measure
from bench.pages import MOST_MS, MOST_QUERIES, every_page
from bench.seed import LARGE, SMALL
from bench.work import Failed, Job, jobs

#: A page that is too slow is measured again: other work on the machine makes any page slow, and
#: nothing makes one fast.
MORE_TRIES = 2

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEADING = "## The newest figures\n"


class Report:
    """What is said, as it is said, and kept for the document."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str = "") -> None:
        """Print a line at once and keep it."""
        print(line, flush=True)
        self.lines.append(line)

    def write(self) -> None:
        """Let the document's figures be these."""
        before, _, _ = DOCUMENT.read_text(encoding="utf-8").partition(HEADING)
        text = "\n".join(self.lines).strip()
        DOCUMENT.write_text(f"{before}{HEADING}\n{text}\n", encoding="utf-8")


def run(*, requests: int, only: str = "", show_sql: bool = False, write: bool = False) -> int:
    """Measure everything and print it. Returns 1 when a limit is broken or a page is missing."""
    report = Report()
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    machine = f"{describe()}; {cores} cores, load {load:.1f}"
    report.say(f"\n{machine}; up to {requests} requests of each page.")
    if load > cores:
        report.say("The machine was busy with other work: the pages' own times are shorter.")
    report.say(
        f"Limits: {MOST_QUERIES} queries, as many in the large association as in the small, "
        f"median under {MOST_MS:.0f} ms (a search in the journal has a limit of its own).\n"
    )
    problems = _pages(report, requests, only, show_sql)
    if not only:
        problems += _jobs(report, jobs())
    report.say()
    for problem in problems:
        report.say(f"- broken: {problem}")
    if not problems:
        report.say("Every limit holds.")
    if write:
        report.write()
    return 1 if problems else 0


def _pages(report: Report, requests: int, only: str, show_sql: bool) -> list[str]:
    small, large = find_landmarks(SMALL), find_landmarks(LARGE)
    report.say("| page | rows | queries | median ms | p95 ms | of it Python | |")
    report.say("|---|--:|--:|--:|--:|--:|---|")
    problems: list[str] = []
    for page in every_page():
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
            report.say(f"| {page.label} | | | | | | missing |")
            continue
        problems += [f"{page.label}: {broken}." for broken in verdict.broken]
        report.say(_line(verdict))
        if show_sql:
            print("\n".join(verdict.large.sql))
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


def _jobs(report: Report, wanted: Iterable[Job]) -> list[str]:
    report.say("\n| work | size | seconds | limit | |")
    report.say("|---|---|--:|--:|---|")
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
        report.say(f"| {job.label} | {size} | {seconds:.2f} | {limit} | {outcome} |")
    return problems
