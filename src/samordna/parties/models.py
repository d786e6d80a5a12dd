"""Associations, the organisations and people around them, their bodies, mandates and roles."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.ordering import ByName, BySurname
from samordna.ground.scoping import Scoped
from samordna.parties.rules import (
    MEMBER_KINDS,
    VICE_CHAIRS,
    Eligibility,
    Position,
    body_in_text,
    title_of_seat,
)


class Association(models.Model):
    """A samordningsförbund. Everything else belongs to exactly one."""

    slug = models.SlugField("adress", max_length=40, unique=True)
    name = models.CharField("namn", max_length=120)
    short_name = models.CharField("kort namn", max_length=60)
    organisation_number = models.CharField("organisationsnummer", max_length=11, blank=True)
    county = models.CharField("län", max_length=60, blank=True)
    seat = models.CharField("säte", max_length=80, blank=True)
    postal_address = models.CharField("postadress", max_length=250, blank=True)
    email = models.EmailField("e-post", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    minutes_kept_at = models.CharField("protokollet förvaras", max_length=200, blank=True)
    administrative_court = models.CharField("förvaltningsrätt", max_length=80, blank=True)
    # The check sum of the logo, which stands in a row of its own; empty where there is none.
    logo_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_reachable(self) -> bool:
        """Whether it has said how one reaches its office."""
        return bool(self.email or self.phone or self.postal_address)

    @property
    def court_in_text(self) -> str:
        """The court that hears appeals. Nobody guesses its name where none is given."""
        unsaid = f"förvaltningsrätten för {self.seat or 'förbundets säte'}"
        return self.administrative_court or unsaid


class Logo(Scoped):
    """The logo of an association: a small picture, PNG or JPEG."""

    association = models.OneToOneField(Association, models.PROTECT, related_name="logo")
    content = models.BinaryField()
    media_type = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.association}, {self.width} x {self.height}"


class AssociationSetting(Scoped):
    """A setting of an association, or of one of its bodies, and the day from which it holds."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="settings")
    body = models.ForeignKey(
        "parties.Body", models.PROTECT, null=True, blank=True, related_name="settings"
    )
    key = models.CharField(max_length=60)
    valid_from = models.DateField()
    value = KeptJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "key", "valid_from"],
                condition=Q(body=None),
                name="setting_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["body", "key", "valid_from"], name="setting_of_a_body_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} från {self.valid_from}"


class NumberSeries(Scoped):
    """A counter without gap or double. Its row is locked while a number is taken."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    # The first number of the series; none has been given while ``last`` is the one before it.
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "key"], name="series_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.last}"


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


class Organisation(Scoped):
    """A party, an owner or a partner, as the association knows it."""

    class Kind(models.TextChoices):
        INSURANCE_AGENCY = "fk", "Försäkringskassan"
        EMPLOYMENT_SERVICE = "af", "Arbetsförmedlingen"
        REGION = "region", "Region"
        MUNICIPALITY = "municipality", "Kommun"
        OTHER = "other", "Annan organisation"

    association = models.ForeignKey(Association, models.PROTECT, related_name="organisations")
    name = models.CharField("namn", max_length=120)
    short_name = models.CharField("kort namn", max_length=40)
    kind = models.CharField("slag", max_length=16, choices=Kind.choices)
    organisation_number = models.CharField("organisationsnummer", max_length=11, blank=True)
    is_member = models.BooleanField("medlem i förbundet", default=False)
    # Said by the office of a member that has none, so that nobody asks for it.
    no_substitute = models.BooleanField("utser ingen ersättare", default=False)
    bankgiro = models.CharField("bankgiro", max_length=9, blank=True)
    plusgiro = models.CharField("plusgiro", max_length=12, blank=True)
    # Where a member municipality or region posts what the law has it post (Act 19 §).
    notice_board = models.CharField("anslagstavla", max_length=120, blank=True)
    notice_board_url = models.URLField("anslagstavlans adress", blank=True)
    notice_board_email = models.EmailField("e-post för anslag", blank=True)

    class Meta:
        ordering = [ByName("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name"], name="organisation_name_unique"
            ),
            models.CheckConstraint(
                condition=Q(is_member=False) | Q(kind__in=MEMBER_KINDS),
                name="organisation_can_be_member",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def posts_notices(self) -> bool:
        """Whether the association's notices hang on its board: a municipality's or a region's."""
        return self.is_member and self.kind in (self.Kind.REGION, self.Kind.MUNICIPALITY)


class Unit(Scoped):
    """A part of an organisation: an administration, an office."""

    counted_as = ("enhet", "enheter")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField("namn", max_length=120)

    class Meta:
        ordering = [ByName("name")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class ContactPerson(Scoped):
    """Whom one turns to in an organisation. They need no account."""

    counted_as = ("kontaktperson", "kontaktpersoner")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contact_persons")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="contact_persons"
    )
    name = models.CharField("namn", max_length=120)
    title = models.CharField("titel", max_length=80, blank=True)
    email = models.EmailField("e-post", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)

    class Meta:
        ordering = [BySurname("name")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody does in an association besides sitting in its bodies."""

    DIRECTOR = "director", "Förbundschef"
    REGISTRAR = "registrar", "Administratör"
    CASE_OFFICER = "case_officer", "Verksamhetsutvecklare"
    ECONOMIST = "economist", "Ekonom"
    APPLICANT = "applicant", "Sökande"
    SIGNATORY = "signatory", "Firmatecknare"
    AUDITOR = "auditor", "Revisor"


OFFICE_ROLES = frozenset({Role.DIRECTOR, Role.REGISTRAR, Role.CASE_OFFICER, Role.ECONOMIST})
#: Who has one of these acts for an organisation.
ROLES_FOR_AN_ORGANISATION = frozenset({Role.APPLICANT, Role.SIGNATORY})


class RoleAssignment(Scoped):
    """A person's role in an association; applicants and signatories act for an organisation."""

    counted_as = ("roll", "roller")

    association = models.ForeignKey(Association, models.PROTECT, related_name="role_assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="role_assignments")
    role = models.CharField("roll", max_length=16, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="role_assignments"
    )
    title = models.CharField("titel", max_length=80, blank=True)
    valid_from = models.DateField("från")
    valid_to = models.DateField("till", null=True, blank=True)
    contact = contact_of("person")

    class Meta:
        constraints = [
            # Two, and not one with nulls_distinct, which SQLite and PostgreSQL 14 do not have.
            models.UniqueConstraint(
                fields=["association", "person", "role", "organisation", "valid_from"],
                name="role_once",
            ),
            models.UniqueConstraint(
                fields=["association", "person", "role", "valid_from"],
                condition=Q(organisation=None),
                name="role_once_for_nobody",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="role_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display().lower()}"

    @property
    def name(self) -> str:
        """What the association calls the person."""
        return called(self.contact, self.person)


class Body(Scoped):
    """A body (organ) that meets: the board, its arbetsutskott, a lokusgrupp."""

    class Kind(models.TextChoices):
        BOARD = "board", "Styrelse"
        WORKING_COMMITTEE = "working_committee", "Arbetsutskott"
        LOCAL_GROUP = "local_group", "Lokal samverkansgrupp (lokusgrupp)"
        COUNCIL = "council", "Medlemssamråd"
        STEERING_GROUP = "steering_group", "Styrgrupp"
        PREPARING_GROUP = "preparing_group", "Beredningsgrupp"

    class Numbering(models.TextChoices):
        YEAR = "year", "Paragraferna börjar om varje år"
        TERM = "term", "Paragraferna löper genom mandatperioden"

    association = models.ForeignKey(Association, models.PROTECT, related_name="bodies")
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    slug = models.SlugField("adress", max_length=40)
    name = models.CharField("namn", max_length=120)
    numbering = models.CharField("numrering", max_length=8, choices=Numbering.choices)
    term_starts = models.DateField("mandatperiodens början", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "slug"], name="body_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_text(self) -> str:
        """The name inside a sentence: ``styrelsen``."""
        return body_in_text(self.name)


class Mandate(Scoped):
    """A seat in a body: who, for which party, as what, between which days."""

    counted_as = ("uppdrag", "uppdrag")

    Position = Position

    association = models.ForeignKey(Association, models.PROTECT, related_name="mandates")
    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    position = models.CharField("uppdrag", max_length=12, choices=Position.choices)
    party = models.CharField("parti", max_length=10, blank=True)
    # In which order substitutes of one member step in, set when they are appointed (Act 12 §).
    call_order = models.PositiveSmallIntegerField("ordning", null=True, blank=True)
    # What makes the person eligible to the board (Act 12 §), and until when.
    eligible_as = models.CharField(
        "valbar som", max_length=10, choices=Eligibility.choices, blank=True
    )
    eligible_to = models.DateField("valbar till", null=True, blank=True)
    valid_from = models.DateField("från")
    valid_to = models.DateField("till", null=True, blank=True)
    appointed_by = models.CharField("utsett genom beslut av", max_length=120, blank=True)
    appointed_on = models.DateField("beslutet fattat", null=True, blank=True)
    papers_received_on = models.DateField("handlingen kom in", null=True, blank=True)
    # The adjusted paragraph that put the appointment on file, as the minutes say it.
    filed_on = models.DateField("lagt till handlingarna", null=True, blank=True)
    filed_by = models.CharField("till handlingarna genom", max_length=160, blank=True)
    contact = contact_of("person")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="mandate_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title.lower()} i {self.body}"

    @property
    def name(self) -> str:
        """What the association calls the person."""
        return called(self.contact, self.person)

    @property
    def title(self) -> str:
        """What the person is in the body: an only vice chair is just that.

        One query for a vice chair whose row was read without :func:`one_of_two`.
        """
        paired = getattr(self, "is_one_of_two", None)
        if paired is None and self.position in VICE_CHAIRS:
            rows = Mandate._base_manager.filter(
                body=self.body_id,
                position__in=VICE_CHAIRS - {self.position},
                valid_from__lte=self.valid_to or date.max,
            )
            paired = rows.filter(Q(valid_to=None) | Q(valid_to__gte=self.valid_from)).exists()
        return title_of_seat(self.position, is_one_of_two=bool(paired))


def one_of_two() -> Exists:
    """Whether another vice chair sits in the body at some time of a mandate.

    For ``annotate`` as ``is_one_of_two``: a list with titles costs no more queries for it.
    """
    others = Mandate._base_manager.filter(
        Q(valid_to=None) | Q(valid_to__gte=OuterRef("valid_from")),
        body=OuterRef("body"),
        position__in=VICE_CHAIRS,
        valid_from__lte=Coalesce(OuterRef("valid_to"), date.max),
    )
    return Exists(others.exclude(position=OuterRef("position")))
