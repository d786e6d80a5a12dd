"""What is planned: the meeting of a body, its agenda and the attachments of an item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.meetings.rules.adjustment import AdjustmentDay
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.rules.states import Dispatch, State, moved_words
from samordna.parties.models import called, contact_of


class Meeting(Scoped):
    """A meeting of a body, from the plan to the posted minutes."""

    counted_as = ("sammanträde", "sammanträden")

    State = State

    class Mode(models.TextChoices):
        PHYSICAL = "physical", "På plats"
        DIGITAL = "digital", "På distans"
        MIXED = "mixed", "På plats och på distans"

    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    held_on = models.DateField("dag")
    starts_at = models.TimeField("börjar")
    ends_at = models.TimeField("slutar", null=True, blank=True)
    place = models.CharField("plats", max_length=200)
    mode = models.CharField("form", max_length=10, choices=Mode.choices, default=Mode.PHYSICAL)
    hindrance_contact = models.CharField("anmäl förhinder till", max_length=200, blank=True)
    proposed_adjustment_on = models.DateField("föreslagen justeringsdag", null=True, blank=True)
    # What the meeting itself decides, which takes the proposed day's place: a day, or at once.
    decided_adjustment_on = models.DateField("justeras senast", null=True, blank=True)
    adjusted_at_once = models.BooleanField("justeras omedelbart", default=False)
    state = models.CharField(
        "läge", max_length=10, choices=State.choices, default=State.PLANNED.value
    )
    secretary = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    secretary_contact = contact_of("secretary")
    # Who signs the minutes in the secretary's stead, why, and by whose decision.
    secretary_signed_by = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    secretary_stand_in = contact_of("secretary_signed_by")
    stand_in_reason = models.CharField("skäl", max_length=300, blank=True)
    stand_in_decided_by = models.CharField("beslutat av", max_length=120, blank=True)
    stand_in_decided_on = models.DateField("beslutat", null=True, blank=True)
    summons = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The day that the summons calls to: another than the meeting's when that has been moved since.
    summons_for = models.DateField("kallad till", null=True, blank=True)
    # When the summons of the state *Kallat* went out, and how.
    summoned_on = models.DateField("kallat", null=True, blank=True)
    summoned_by = models.CharField(
        "kallat genom", max_length=8, choices=Dispatch.choices, blank=True
    )
    opened_at = models.DateTimeField("öppnat", null=True, blank=True)
    # The summons had reached nobody then, and whoever opened was told so.
    opened_uncalled = models.BooleanField("öppnat okallat", default=False, db_default=False)
    # Why, in the words of whoever opened it: the minutes say them.
    uncalled_reason = models.CharField("skäl", max_length=300, blank=True, db_default="")
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    cancelled_on = models.DateField("inställt", null=True, blank=True)
    cancel_reason = models.CharField("skäl", max_length=300, blank=True)
    # Tells whether the summons still says what the agenda says.
    agenda_changed_at = models.DateTimeField(null=True, blank=True)
    matter = models.ForeignKey(
        "register.Matter", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-held_on", "-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="meeting_number_unique"),
            models.CheckConstraint(
                condition=Q(adjusted_at_once=False) | Q(decided_adjustment_on=None),
                name="adjusted_at_once_or_by_a_day",
            ),
        ]

    @property
    def moved(self) -> str:
        """That it has been moved since its members were called, in words; or nothing."""
        return moved_words(self.summons_for, self.held_on)

    def __str__(self) -> str:
        return f"{self.body.name} {self.held_on}"

    @property
    def adjustment(self) -> AdjustmentDay:
        """By which day the minutes are adjusted, as proposed and as decided."""
        return AdjustmentDay(
            self.held_on,
            self.proposed_adjustment_on,
            self.decided_adjustment_on,
            self.adjusted_at_once,
        )

    @property
    def secretary_name(self) -> str:
        """What the association calls the secretary; empty where none is chosen."""
        return called(self.secretary_contact, self.secretary)

    @property
    def signs_as_secretary(self) -> tuple[SigningRole, str, str]:
        """As what the minutes are signed for whoever kept them, by whom, and instead of whom."""
        if self.secretary_signed_by_id is None:
            return SigningRole.SECRETARY, self.secretary_name, ""
        stand_in = called(self.secretary_stand_in, self.secretary_signed_by)
        return SigningRole.FOR_SECRETARY, stand_in, self.secretary_name


class AgendaItem(Scoped):
    """An item of the agenda (föredragningslista) as planned."""

    class Kind(models.TextChoices):
        FORMAL = "formal", "Formalia"
        DECISION = "decision", "Beslut"
        INFORMATION = "information", "Information"
        ELECTION = "election", "Val"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("nr")
    heading = models.CharField("ärenderubrik", max_length=250)
    kind = models.CharField("slag", max_length=12, choices=Kind.choices, default=Kind.DECISION)
    presenter = models.CharField("föredragande", max_length=120, blank=True)
    note = models.CharField("övriga uppgifter", max_length=250, blank=True)
    background = models.TextField("ärendet", blank=True)
    proposal = KeptJSONField("förslag till beslut", default=list)
    # What the item is about: the kind and the row's key. Not a foreign key a kind, since rooms
    # above this one have kinds as well; the kind's handler (subjects.py) has seen the row.
    subject_kind = models.CharField(max_length=24, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    matter = models.ForeignKey(
        "register.Matter", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    # The paragraph of a body that prepares whose proposal stands before the board here: its
    # amounts, period and payout are the proposed ones. Empty where the subject itself proposes.
    proposed_in = models.ForeignKey(
        "Treatment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    # What it is about was changed, and the text has not been looked through since.
    subject_changed_at = models.DateTimeField(null=True, blank=True)
    # It came from the body's template, and every new agenda has one of its own.
    is_standard = models.BooleanField("ur mallen", default=False)
    # Added while the meeting was going on: nobody was summoned to it.
    added_at_table = models.BooleanField(
        "tillagd under sammanträdet", default=False, db_default=False
    )
    # A tabled item, or one of a cancelled meeting, that is not to come back.
    let_go_on = models.DateField("utgår", null=True, blank=True)
    let_go_reason = models.CharField("skäl", max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_unique"),
            models.UniqueConstraint(
                fields=["meeting", "subject_kind", "subject_id"],
                condition=Q(subject_id__isnull=False),
                name="subject_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="subject_whole_or_none",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="agenda_by_subject")]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"


class AgendaAttachment(Scoped):
    """A numbered attachment (bilaga 5, 5.1, ...): a PDF of an item."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    # It could not join the others in the newest summons, and is read as a file of its own.
    left_out = models.BooleanField("egen fil", default=False, db_default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="attachment_number_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The attachment's number: the item's, then .1, .2 and so on."""
        number = str(self.item.position)
        return f"{number}.{self.position}" if self.position else number
