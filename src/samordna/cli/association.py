"""``samordna association``: found an association, with its board and its director."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from samordna.cli import _django
from samordna.cli.printing import complain, say
from samordna.cli.swedish import address
from samordna.kernel.mail import unreachable_sentence

if TYPE_CHECKING:
    from samordna.parties.models import Association, Person

NAME = "association"
HELP = "Lägg upp ett förbund med dess styrelse och förbundschef."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The association's address and name, and who leads its office."""
    parser.add_argument("slug", metavar="ADRESS", help="förbundets del av adressen: uppsala")
    parser.add_argument("--name", required=True, metavar="NAMN", help="förbundets namn")
    parser.add_argument("--director-name", required=True, metavar="NAMN", help="förbundschefen")
    parser.add_argument(
        "--director-email", required=True, metavar="ADRESS", help="förbundschefens e-postadress"
    )
    parser.add_argument(
        "--base-url",
        type=address,
        metavar="URL",
        help="installationens adress, för länken; annars SAMORDNA_ADDRESS",
    )


def run(args: argparse.Namespace) -> int:
    """Found it and print the director's link. Returns 0, or 2 when something given is wrong."""
    _django.start()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from samordna.ground import clock
    from samordna.parties.services.founding import found_association
    from samordna.web.forms import tidy_line

    name, director = tidy_line(args.name), tidy_line(args.director_name)
    if sentence := unreachable_sentence(args.director_email):
        return _wrong(sentence)
    try:
        validate_email(args.director_email.strip())
    except ValidationError:
        return _wrong(f"”{args.director_email}” är inte en e-postadress.")
    if not 0 < len(name) <= 120 or not 0 < len(director) <= 120:
        return _wrong("Förbundets och förbundschefens namn ska ha mellan 1 och 120 tecken.")
    try:
        association, person = found_association(
            slug=args.slug,
            name=name,
            director_email=args.director_email.strip(),
            director_name=director,
            today=clock.today(),
        )
    except ValueError as error:
        return _wrong(str(error))
    say(f"{association.name} finns nu under /{association.slug}/.")
    say(f"Förbundschef: {person.name}, {person.email}")
    if person.has_usable_password():
        say("Personen har redan ett konto och loggar in som vanligt.")
    else:
        _tell_of_invitation(association, person, args.base_url or "")
    return 0


def _tell_of_invitation(association: Association, person: Person, base: str) -> None:
    """The one way in: the invitation that the role has made, with its link and its last day."""
    from django.conf import settings
    from django.utils import timezone
    from django_scopes import scope

    from samordna.letters.invitations import open_invitation
    from samordna.letters.links import invitation_path
    from samordna.web.links import own_address

    with scope(association=association):
        invitation = open_invitation(person)
    if invitation is None:
        raise RuntimeError("a director without an account is invited when the role is given")
    if settings.SAMORDNA_MAIL_SERVER:
        say(f"Inbjudan skickas till {person.email}, med samma länk.")
    until = timezone.localtime(invitation.valid_until)
    say(f"Inbjudan, länken fungerar en gång, till och med {until:%Y-%m-%d kl. %H.%M}:")
    say((base or own_address()) + invitation_path(invitation))


def _wrong(sentence: str) -> int:
    complain(sentence)
    return 2
