"""``python -m bench``: seed, measure, report. Exit 1 when a limit is broken."""

from __future__ import annotations

import argparse
import os
import sys
import time


def main() -> int:
    """Seed the benchmarks' database, measure, print the report. Returns the exit code."""
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from bench import database

    try:
        if not (options.reuse and database.is_seeded()):
            _seed()
        from bench.report import run

        return run(
            requests=options.requests,
            only=options.only,
            show_sql=options.sql,
            write=options.write,
        )
    except database.NoDatabase as missing:
        print(missing, file=sys.stderr)
        return 2
    finally:
        if not (options.keep or options.reuse):
            database.drop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the database when done")
    parser.add_argument(
        "--reuse", action="store_true", help="use the database of an earlier --keep, and leave it"
    )
    parser.add_argument(
        "--write", action="store_true", help="let docs/benchmarks.md have the new figures"
    )
    parser.add_argument("--requests", type=int, default=30, help="measured requests of each page")
    parser.add_argument("--only", default="", help="only pages whose name holds this text")
    parser.add_argument("--sql", action="store_true", help="show the queries of each page")
    return parser.parse_args()


def _seed() -> None:
    from bench import database
    from bench.clock import MOMENT
    from bench.seed import seed_all

    database.recreate()
    started = time.perf_counter()
    for number, slug in enumerate(seed_all(MOMENT), start=1):
        if sys.stderr.isatty():
            print(f"\r{number:3} associations seeded, latest {slug:20}", end="", file=sys.stderr)
    database.settle()
    seconds = time.perf_counter() - started
    print(f"Seeded {number} associations in {seconds:.0f} s ({database.describe()}).")


if __name__ == "__main__":
    sys.exit(main())
