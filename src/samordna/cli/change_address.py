"""``samordna change-address``: another address to sign in with, for who cannot change it."""

from __future__ import annotations

import argparse

from samordna.cli import _django
from samordna.cli.printing import complain, say

NAME = "change-address"
HELP = "Byt adressen som någon loggar in med, när personen inte kan göra det."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose address, and the new one."""
    parser.add_argument("email", metavar="GAMMAL", help="adressen som kontot har")
    parser.add_argument("to", metavar="NY", help="adressen som kontot ska ha")


def run(args: argparse.Namespace) -> int:
    """Change it. Returns 0, or 2 when nobody has the old one or the new one cannot be used."""
    _django.start()
    from django.core.exceptions import ValidationError

    from samordna.letters.own_address import AddressNotChanged, change_address_for
    from samordna.web.forms import MailField

    try:
        person = change_address_for(email=args.email, to=MailField().clean(args.to))
    except (ValidationError, AddressNotChanged) as error:
        said = error.messages[0] if isinstance(error, ValidationError) else str(error)
        complain(said)
        return 2
    say(f"{person.name} loggar nu in med {person.email}. Den gamla adressen har fått ett brev.")
    return 0
