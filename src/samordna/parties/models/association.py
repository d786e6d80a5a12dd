"""An association, its logo, its settings and its series of numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped


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
