"""``samordna journal verify``: is every association's journal whole and unchanged?"""

from __future__ import annotations

import argparse

from samordna.cli import _django
from samordna.cli.printing import complain, print_json, say
from samordna.kernel.counting import counted

NAME = "journal"
HELP = "Kontrollera att journalen är hel och oförändrad."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``verify``, for one association or for all."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="åtgärd")
    verify = actions.add_parser("verify", help=HELP)
    verify.add_argument("--association", metavar="ADRESS", help="bara detta förbund")
    verify.add_argument("--json", action="store_true", help="svara med JSON")
    _django.add_demo(verify)


def run(args: argparse.Namespace) -> int:
    """Verify; print which database, and one line an association.

    Returns 0 when all are whole, 1 when one is not, and 2 where there is none to verify.
    """
    _django.start_for(args)
    from django_scopes import scope

    from samordna.journal.queries import verify
    from samordna.parties.models import Association

    chosen = (
        [_django.association_named(args.association)]
        if args.association
        else list(Association.objects.order_by("slug"))
    )
    database = _django.database_words()
    if not chosen:
        complain(f"Här finns inget förbund, och ingen journal: {database}.")
        return 2
    results = []
    for association in chosen:
        with scope(association=association):
            results.append((association.slug, verify(association.pk)))
    if args.json:
        rows = [
            {
                "association": slug,
                "entries": v.entries,
                "ok": v.ok,
                "problem": v.problem,
                "database": database,
            }
            for slug, v in results
        ]
        print_json(rows)
    else:
        say(f"Databas: {database}.")
        for slug, v in results:
            say(
                f"{slug}: {counted(v.entries, 'post', 'poster')}, "
                + ("hel och oförändrad." if v.ok else v.problem or "")
            )
    return 0 if all(v.ok for _, v in results) else 1
