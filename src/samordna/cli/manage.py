"""``samordna manage``: Django's own commands, for those who run an installation."""

from __future__ import annotations

import argparse

from samordna.cli import _django
from samordna.cli.printing import complain

NAME = "manage"
HELP = "Kör ett av Djangos egna kommandon, till exempel migrate."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after ``manage`` goes to Django."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="kommando")


def run(args: argparse.Namespace) -> int:
    """Hand over to Django's command line. Returns 2 for a database that is too old to migrate."""
    _django.start()
    if args.rest[:1] == ["migrate"] and not _django.can_be_taken_over():
        complain(_django.TOO_OLD)
        return 2
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samordna manage", *args.rest])
    return 0
