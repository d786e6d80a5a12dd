"""The links that letters carry, and the whole text of a letter.

An invitation's link opens an account, so it is stored nowhere: it is the signed number of the
invitation, and made anew when the letter is sent or printed.
"""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from samordna.kernel.mail import harmless
from samordna.letters.models import Invitation, Letter
from samordna.letters.rules import Kind
from samordna.web.links import link

_SALT = "samordna.letters.invitation"


def _signer() -> signing.Signer:
    # A colon ends an address in some mail programs.
    return signing.Signer(salt=_SALT, sep=".")


class NoSuchInvitation(Exception):
    """The link is not one of ours, or it has been cut off on the way."""


def invitation_path(invitation: Invitation) -> str:
    """Where an invitation leads, inside the installation."""
    token = _signer().sign(str(invitation.pk))
    return reverse("invitation", kwargs={"token": token})


def invitation_number(token: str) -> int:
    """The primary key that a link carries. Raises :class:`NoSuchInvitation`."""
    try:
        return int(_signer().unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchInvitation from error


def path_of(letter: Letter) -> str:
    """Where the letter's link leads, inside the installation; empty for a letter without one."""
    return invitation_path(letter.invitation) if letter.invitation else letter.path


def body_of(letter: Letter, base: str) -> str:
    """The letter as it is sent, its links beginning with ``base``."""
    parts = [f"Hej {harmless(letter.name)}!", letter.text]
    if path := path_of(letter):
        label = f"{letter.link_label}:\n" if letter.link_label else ""
        parts.append(f"{label}{base}{path}")
    parts.append(f"Med vänlig hälsning\n{letter.association.name}")
    parts.append(_foot(letter, base))
    return "\n\n".join(parts) + "\n"


def _foot(letter: Letter, base: str) -> str:
    said = "Brevet kommer från Samordna och kan inte besvaras."
    if letter.association.email:
        said = f"Brevet kommer från Samordna. Frågor besvaras av {letter.association.email}."
    if letter.kind == Kind.INVITATION:
        return f"-- \n{said}"
    chosen = f"{base}{link(letter.association.slug, 'letters:preference')}"
    return f"-- \n{said}\nVälj hur du vill få brev: {chosen}"
