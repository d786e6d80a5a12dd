"""Bodies and the mandates in them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from samordna.ground.scoping import Scoped
from samordna.parties.models.association import Association
from samordna.parties.models.organisations import Organisation
from samordna.parties.models.people import Person, called, contact_of
from samordna.parties.rules import (
    VICE_CHAIRS,
    Eligibility,
    Position,
    body_in_text,
    title_of_seat,
)


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
