"""``samordna password-link``: a link with which somebody chooses a password."""

from __future__ import annotations

import argparse

from samordna.cli import _django
from samordna.cli.printing import complain, say
from samordna.cli.swedish import address
from samordna.kernel.counting import counted

NAME = "password-link"
HELP = "Skriv ut en länk med vilken en person väljer lösenord, när e-post saknas."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose link, and where the installation is."""
    parser.add_argument("email", metavar="E-POST", help="personens e-postadress")
    parser.add_argument(
        "--base-url",
        type=address,
        metavar="URL",
        help="installationens adress, för länken; annars SAMORDNA_ADDRESS",
    )


def run(args: argparse.Namespace) -> int:
    """Print the link. Returns 0, or 2 when nobody has the address or the account is closed."""
    _django.start()
    from samordna.parties.models import Person
    from samordna.signin.password_link import password_link, valid_days

    person = Person.objects.filter(email=args.email.strip().lower(), is_active=True).first()
    if person is None:
        complain(f"Ingen med öppet konto har adressen ”{args.email}”.")
        return 2
    say(f"Länk för {person.name}, en gång inom {counted(valid_days(), 'dag', 'dagar')}:")
    say(password_link(person, args.base_url or ""))
    return 0
