"""``samordna worker``: sends the letters that wait, gathers and reminds, until stopped."""

from __future__ import annotations

import argparse

from samordna.cli import _django

NAME = "worker"
HELP = "Skicka breven som väntar, tills kommandot stoppas."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to stop when nothing waits, and how often to look."""
    parser.add_argument("--once", action="store_true", help="skicka det som väntar nu och sluta")
    parser.add_argument(
        "--every", type=float, default=2.0, metavar="SEKUNDER", help="hur ofta den tittar (2)"
    )


def run(args: argparse.Namespace) -> int:
    """Work. Returns 0, or with ``--once`` 1 when the mail server took nothing."""
    _django.start()
    from samordna.flows.worker import Worker

    worker = Worker(every=args.every, why_not_ready=_django.why_not_ready)
    return worker.work_once() if args.once else worker.work()
