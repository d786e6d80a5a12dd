"""The links of letters about accounts, made when a letter is to be sent (``letters.accounts``)."""

from __future__ import annotations

from allauth.account.internal.userkit import filter_users_by_email
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from samordna.letters.accounts import NoAccount, NoLongerHolds
from samordna.letters.models import AccountLetter
from samordna.letters.rules import AccountKind
from samordna.parties.models import Person
from samordna.signin.address import link_token, stamp_of
from samordna.signin.password_link import password_path


def complete(letter: AccountLetter) -> tuple[Person, str]:
    """Whose account a letter is about, and where its link leads.

    Raises ``NoAccount`` for an address that nobody has, and ``NoLongerHolds`` where the account is
    no longer as it was when the link to a new address was asked for.
    """
    if letter.kind == AccountKind.FORGOTTEN:
        person = _who_has(letter.address)
        return person, password_path(person)
    asked = letter.person
    if asked is None or not constant_time_compare(letter.stamp, stamp_of(asked)):
        raise NoLongerHolds("Kontot har ändrats sedan länken begärdes.")
    token = link_token(asked, letter.address)
    return asked, reverse("confirm_address", kwargs={"token": token})


def _who_has(address: str) -> Person:
    """Raises ``NoAccount``."""
    email = address.lower()
    found: list[Person] = filter_users_by_email(
        email, is_active=True, prefer_verified=True, for_login=True
    )
    if not found:
        raise NoAccount
    # An identity provider may have told an address that is not yet another account's own.
    return next((person for person in found if person.email == email), found[0])
