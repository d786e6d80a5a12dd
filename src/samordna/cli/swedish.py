"""The words of argparse in Swedish, and what is wrong in one sentence."""

from __future__ import annotations

import argparse
from typing import Final, NoReturn

from samordna.cli.printing import complain

#: What argparse says, and what we say. What stands here with several keys differs between versions.
WORDS: Final = {
    "usage: ": "Skrivs så: ",
    "positional arguments": "uppgifter",
    "options": "val",
    "show this help message and exit": "visa den här hjälpen",
    "the following arguments are required: %s": "Uppgifter saknas: %s.",
    "one of the arguments %s is required": "En av uppgifterna %s behövs.",
    "unrecognized arguments: %s": "Det här förstås inte: %s.",
    "expected one argument": "skriv ett värde efter",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s.",
    "invalid %(type)s value: %(value)r": "”%(value)s” är inte ett tal",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "”%(value)s” finns inte. Här finns %(choices)s"
    ),
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan vara flera: %(matches)s."
    ),
    "ignored explicit argument %r": "tar inget värde (%r)",
    "not allowed with argument %s": "går inte ihop med %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "”%(parser_name)s” finns inte. Här finns %(choices)s"
    ),
}


def _said(words: str) -> str:
    return WORDS.get(words, words)


# argparse asks gettext for its words by this name, and has no other way to be given them.
argparse._ = _said  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one Swedish sentence, and where the help is; exits with 2."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and stop. Raises SystemExit(2)."""
        complain(f"{message} Se {self.prog} --help.")
        raise SystemExit(2)


def address(text: str) -> str:
    """An installation's address, as argparse wants a type. Raises argparse.ArgumentTypeError."""
    from samordna.kernel.addresses import NotAnAddress, base_address

    try:
        return base_address(text)
    except NotAnAddress as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error
