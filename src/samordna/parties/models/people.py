"""People, and what an association calls them and reaches them by."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from samordna.ground.scoping import Scoped
from samordna.parties.models.association import Association


class PersonManager(BaseUserManager["Person"]):
    """Makes people, known by their mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        """Make a person; without a password nobody can sign in with one."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in to the installation, with an address and the name of the account.

    A person may act in several associations, in each by its own roles. What an association calls
    them and reaches them by is its own: :class:`Contact`.
    """

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=120)
    is_active = models.BooleanField("aktiv", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The association whose office printed the invitation with which the account was opened: it may
    # have kept the password. No other trusts the account until its address has been confirmed.
    opened_on_paper_in = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The association whose office put this address in the place of another, before the account was
    # opened: that a link there has been used says nothing of whose it is.
    address_changed_in = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When a link that went to the account's own address was used.
    address_confirmed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def has_account(self) -> bool:
        """Whether the person has a way in: a password, or has signed in without one."""
        return self.has_usable_password() or self.last_login is not None

    def is_trusted_in(self, association_id: int) -> bool:
        """Whether an association takes whoever signs in to the account for the person."""
        opened_in = self.opened_on_paper_in_id
        return opened_in in (None, association_id) or self.address_confirmed_at is not None

    def has_way_in(self, association_id: int) -> bool:
        """Whether the person has an account that an association takes for theirs."""
        return self.has_account and self.is_trusted_in(association_id)

    @property
    def is_staff(self) -> bool:
        """Nobody is: there is no Django admin."""
        return False


class Contact(Scoped):
    """What an association calls a person, and by what it reaches them.

    Every person with a role or a mandate has one. ``email`` is where letters go; where it is empty
    they go to the address that the person signs in with.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contacts")
    name = models.CharField("namn", max_length=120)
    email = models.EmailField("e-post för brev", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    # When the person first came in here. What the office is told of an account rests on it: that an
    # address has one in another association is nobody's to ask.
    came_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "person"], name="contact_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where letters go."""
        return self.email or self.person.email


def contact_of(field: str) -> Any:
    """The contact of the person that a foreign key of the row points at; no column of its own.

    ``select_related`` joins it by association and person, so that a list with names costs no more
    queries than one without.
    """
    return models.ForeignObject(
        "parties.Contact",
        on_delete=models.DO_NOTHING,
        from_fields=["association", field],
        to_fields=["association", "person"],
        related_name="+",
        null=True,
        editable=False,
    )


def called(contact: Contact | None, person: Person | None) -> str:
    """What the association calls a person; the account's name for whom it has no contact."""
    named = contact or person
    return named.name if named else ""
