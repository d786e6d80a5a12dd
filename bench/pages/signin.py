"""One's own account: pages outside every association."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from bench.clock import MOMENT
from bench.landmarks import Landmarks
from bench.pages import ANYONE, Page
from bench.seed.parties import Ground
from samordna.letters.links import invitation_path
from samordna.letters.models import Invitation
from samordna.parties.models import Contact, Person
from samordna.signin.address import link_token


def seed(ground: Ground) -> None:
    """The director has a password, and everybody on the board is invited."""
    director = Person.objects.filter(pk=ground.director.pk)
    director.update(password=make_password("Tallbarr 2026 i skogen"))
    Invitation.objects.bulk_create(
        Invitation(
            association=ground.association,
            person=mandate.person,
            made_at=MOMENT,
            valid_until=MOMENT + timedelta(days=14),
        )
        for mandate in ground.mandates
    )


def _token(marks: Landmarks) -> dict[str, Any]:
    path = invitation_path(Invitation.objects.latest("pk"))
    return {"token": path.rstrip("/").rpartition("/")[2]}


def _key(marks: Landmarks) -> dict[str, Any]:
    """A link that says nothing: the page is answered all the same."""
    return {"uidb36": "1", "key": "abc-123"}


def _address_link(marks: Landmarks) -> dict[str, Any]:
    """A link that would give the director another address."""
    director = Person.objects.get(pk=marks.people["director"].pk)
    return {"token": link_token(director, "ny.adress@exempel.se")}


def _own(label: str, route: str) -> Page:
    return Page(label, route, "director", Contact, outside=True)


def _open(label: str, route: str) -> Page:
    return Page(label, route, ANYONE, Contact, outside=True)


PAGES = (
    _open("Sign in", "account_login"),
    Page("Invitation", "invitation", ANYONE, Invitation, _token, outside=True),
    _own("Sign out", "account_logout"),
    _open("Account closed", "account_inactive"),
    _own("Confirm who one is", "account_reauthenticate"),
    _own("Second step", "mfa_index"),
    _own("Security keys", "mfa_list_webauthn"),
    _own("Password", "account_change_password"),
    _own("Change address", "account_change_address"),
    Page("Confirm address", "confirm_address", "director", Contact, _address_link, outside=True),
    _open("Password forgotten", "account_reset_password"),
    _open("Password forgotten, sent", "account_reset_password_done"),
    _open("Password chosen", "account_reset_password_from_key_done"),
    Page("Password, link", "account_reset_password_from_key", ANYONE, Contact, _key, outside=True),
)
