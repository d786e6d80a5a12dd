"""What comes of it: locked minutes, who signs them, and the notices that they are adjusted."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.ordering import ByName
from samordna.ground.scoping import Scoped
from samordna.meetings.models.planning import Meeting
from samordna.meetings.models.sitting import Treatment
from samordna.meetings.rules.boards import Aside, CountsFrom
from samordna.meetings.rules.chair_and_adjusters import SigningRole, stand_in_words


class Minutes(Scoped):
    """A locked version of the minutes: the exact bytes that are signed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the association and the body were called then: every paper made of the minutes says it.
    association_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    body_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    first_paragraph = models.PositiveIntegerField()
    last_paragraph = models.PositiveIntegerField()
    # The paragraph of a later meeting that put the minutes on file (till handlingarna).
    filed_by = models.ForeignKey(Treatment, models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField("skäl", max_length=300, blank=True)
    adjusted_on = models.DateField("justerat", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_unique"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(withdrawn_at=None),
                name="one_valid_minutes_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"Protokoll {self.meeting}"


class LockedPaper(Scoped):
    """What a locked version of the minutes says, as data: its extracts are made of it. A row of its
    own, since it is long and the minutes are read in lists. Versions locked before this have none.
    """

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="locked_paper")
    paper = KeptJSONField()

    def __str__(self) -> str:
        return str(self.minutes)


class MinutesSigner(Scoped):
    """Somebody who is to sign the minutes, as what, and for which paragraphs."""

    counted_as = ("justering", "justeringar")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signers")
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    organisation_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=SigningRole.choices)
    paragraphs = models.CharField(max_length=200)
    signature = models.OneToOneField(
        "documents.Signature", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Whose signature this is given instead of, as it was when the version was locked; with why and
    # by whose decision, which the paper does not say: it may be about somebody's health.
    instead_of = models.CharField("i stället för", max_length=120, blank=True)
    stand_in_reason = models.CharField("skäl till ersättaren", max_length=300, blank=True)
    stand_in_decided_by = models.CharField("beslutat av", max_length=120, blank=True)
    stand_in_decided_on = models.DateField("beslutat", null=True, blank=True)
    # A signature given afterwards stands all the same.
    refused_at = models.DateTimeField("nekad", null=True, blank=True)
    refusal_reason = models.CharField("skäl", max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def role_words(self) -> str:
        """As what the person signs, and for whom where that is another."""
        return stand_in_words(SigningRole(self.role), self.instead_of)

    @property
    def signs(self) -> str:
        """After the name: ”justerare §§ 1–6”, or ”i justerarens ställe, för Viola Vik, §§ 1–6”."""
        words = self.role_words
        after = "," if self.instead_of else ""
        return f"{words[:1].lower()}{words[1:]}{after} {self.paragraphs}"

    @property
    def as_who_signs(self) -> str:
        """After ”skriver under”: ”som justerare”, or ”i justerarens ställe”."""
        return SigningRole(self.role).as_who_signs

    @property
    def as_who_for(self) -> str:
        """The same, and for whom where that is another: ”i justerarens ställe, för Roger Nord”."""
        return (
            f"{self.as_who_signs}, för {self.instead_of}" if self.instead_of else self.as_who_signs
        )

    @property
    def you_are(self) -> str:
        """To the person: ”Du är justerare”, or ”Du skriver under i justerarens ställe”."""
        words = self.as_who_for
        return (
            words.replace("som ", "Du är ", 1)
            if words.startswith("som ")
            else (f"Du skriver under {words}")
        )

    @property
    def is_refused(self) -> bool:
        """Whether the person has refused to sign, and has not signed since."""
        return self.refused_at is not None and self.signature_id is None

    def __str__(self) -> str:
        return f"{self.name}, {self.signs}"


class Notice(Scoped):
    """The notice (anslag) that minutes are adjusted, with the dates that the law gives."""

    counted_as = ("anslag", "anslag")

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="notice")
    posted_on = models.DateField("anslagsdatum")
    # What the time for appeal counts from, as the association's rule was on the day of the notice.
    counts_from = models.CharField(
        "tiden räknas från",
        max_length=12,
        choices=CountsFrom.choices,
        default=CountsFrom.OWN.value,
    )
    # What follows from the boards' days, written with them. No days while a board is awaited.
    counted_from = models.DateField("räknas från dagen", null=True, blank=True)
    waits_for = models.TextField("har inte anslagit", blank=True)
    taken_early = models.TextField("har tagit ned för tidigt", blank=True)
    appeal_last_day = models.DateField("sista dag för överklagande", null=True, blank=True)
    take_down_earliest = models.DateField("tas ned tidigast", null=True, blank=True)
    taken_down_on = models.DateField("nedtaget", null=True, blank=True)
    # What was taken down too early is posted again; ``posted_on`` stays the first day.
    posted_again_on = models.DateField("anslaget igen", null=True, blank=True)
    posted_by = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-posted_on"]

    @property
    def up_since(self) -> date:
        """The day from which the own board has had it as it hangs, or hung, last."""
        return self.posted_again_on or self.posted_on

    def __str__(self) -> str:
        return f"Anslag {self.posted_on}: {self.minutes.meeting}"


class BoardPosting(Scoped):
    """A notice on a member's own board: asked for, posted and taken down (lag 2003:1210, 19 §)."""

    counted_as = ("anslag hos en medlem", "anslag hos en medlem")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="boards")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    asked_on = models.DateField("ombedd", null=True, blank=True)
    posted_on = models.DateField("anslaget", null=True, blank=True)
    taken_down_on = models.DateField("nedtaget", null=True, blank=True)
    # Why it is no longer waited for, in the office's words.
    aside = models.CharField("räknas inte", max_length=12, choices=Aside.choices, blank=True)
    aside_reason = models.CharField("skäl", max_length=300, blank=True)
    # When it was said that the member does not post: the time for appeal counts from then.
    aside_on = models.DateField("väntas inte in från", null=True, blank=True)

    class Meta:
        ordering = [ByName("organisation__name")]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "organisation"], name="board_posting_once_a_notice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.notice}"


class EarlierPosting(Scoped):
    """A posting that was taken down too early and has been made again: its days as they were."""

    counted_as = ("tidigare anslag", "tidigare anslag")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="earlier")
    # Whose board; None for the association's own.
    organisation = models.ForeignKey(
        "parties.Organisation", models.PROTECT, null=True, related_name="+"
    )
    posted_on = models.DateField("anslaget")
    taken_down_on = models.DateField("nedtaget")

    class Meta:
        ordering = ["posted_on", "id"]

    def __str__(self) -> str:
        return f"{self.organisation or self.notice}: {self.posted_on}–{self.taken_down_on}"
