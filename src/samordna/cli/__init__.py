"""The ``samordna`` command. Each subcommand is a module, and only the one asked for is loaded."""

from __future__ import annotations

import sys
from importlib import import_module

from samordna.cli import _django
from samordna.cli.printing import READER_GONE, complain, never_fail_on_a_letter, reader_is_gone
from samordna.cli.swedish import Parser

#: Modules with NAME, HELP, add_arguments(parser) and run(args) -> exit code.
COMMANDS = (
    "association",
    "change_address",
    "check_budget",
    "check_pdf",
    "deadlines",
    "decision_space",
    "demo",
    "journal",
    "manage",
    "password_link",
    "worker",
)


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 2 where the database or a setting is not ready,
    with one Swedish sentence that says which. It ends quietly where nobody reads the answer."""
    never_fail_on_a_letter()
    try:
        try:
            return _run(list(sys.argv[1:] if argv is None else argv))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        if not reader_is_gone():
            raise
        return READER_GONE


def _run(arguments: list[str]) -> int:
    parser = Parser(
        prog="samordna", description="Samordna: samordningsförbundets verksamhetssystem."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    asked = [name for name in COMMANDS if arguments[:1] == [name.replace("_", "-")]]
    for name in asked or COMMANDS:
        module = import_module(f"samordna.cli.{name}")
        sub = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        code: int = args.run(args)
    except Exception as error:
        if (sentence := _django.why_not_ready(error)) is None:
            raise
        complain(sentence)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
