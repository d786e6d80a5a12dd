"""``samordna demo``: the product with demonstration data, on SQLite, at http://127.0.0.1:8000/."""

from __future__ import annotations

import argparse
import os
import sys

from samordna.cli import _django
from samordna.cli.printing import complain, say

NAME = "demo"
HELP = "Kör produkten med demonstrationens data."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to serve, whether to, and at which stage of the story the data stand."""
    parser.add_argument("--port", type=int, default=8000, help="port (8000)")
    parser.add_argument("--load-only", action="store_true", help="läs in data men kör inte")
    parser.add_argument(
        "--stage",
        choices=("meeting", "call"),
        default="meeting",
        help="meeting: strax före styrelsens sammanträde. call: en ansökan är ännu inte skriven, "
        "ett tjänsteutlåtande och föredragningslistan saknas.",
    )


def run(args: argparse.Namespace) -> int:
    """Load the data where the database is empty, say where to look, and serve.

    Returns 2 for a database that is too old, or holds anything else than what the demonstration
    loaded.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = _django.DEMO
    os.environ.setdefault("SAMORDNA_ADDRESS", f"http://127.0.0.1:{args.port}")
    _django.start()
    from django.core.management import call_command

    from samordna.demonstration.loader.story import (
        NotOwnDatabase,
        load_where_empty,
        require_own_database,
    )

    if not _django.can_be_taken_over():
        complain(_django.TOO_OLD)
        return 2
    try:
        require_own_database()
    except NotOwnDatabase as error:
        complain(error)
        return 2
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    loaded = load_where_empty(stage=args.stage)
    _say(args.port, loaded)
    if args.load_only:
        return 0
    return _serve(args.port)


def _say(port: int, loaded: bool) -> None:
    from samordna.demonstration.cast import people_to_be

    say("Demonstrationens data är inlästa." if loaded else "Databasen har redan data.")
    say("", f"Öppna http://127.0.0.1:{port}/demo/ och välj vem du vill vara:", "")
    for company in people_to_be():
        say(f"  {company.association.name}")
        for heading, people in company.groups:
            say(f"    {heading}: " + ", ".join(somebody.name for somebody in people))
    say("", f"Anslagstavlan ser alla: http://127.0.0.1:{port}/uppsala/anslagstavla/")
    say("Avsluta med Ctrl-C.")
    sys.stdout.flush()


def _serve(port: int) -> int:
    """Become gunicorn, so that a Ctrl-C or a SIGTERM ends it at once.

    A new program and not a fork of this one: loading has set papers with typst, whose threads do
    not follow into a fork, and the first PDF there would wait for them for ever.
    """
    os.execv(  # noqa: S606 - no shell is meant
        sys.executable,
        [
            sys.executable, "-m", "gunicorn",
            "--bind", f"127.0.0.1:{port}",
            "--workers", "1",
            "--threads", "4",
            "--timeout", "120",
            "--log-level", "warning",
            "samordna.config.wsgi:application",
        ],
    )  # fmt: skip
