"""What happens at the table: who is there, how an item was treated, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.kernel.money import part_of_kr
from samordna.kernel.payouts import PayoutRule
from samordna.meetings.models.planning import AgendaItem, Meeting
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.rules.outcomes import GRANTING, Outcome, Rest
from samordna.meetings.rules.presence import Capacity, Reason
from samordna.meetings.rules.voting import Propositions, Stand
from samordna.parties.rules import Position


class Attendee(Scoped):
    """Somebody at a meeting. Present throughout unless an :class:`Absence` says otherwise."""

    counted_as = ("deltagande i ett sammanträde", "deltaganden i sammanträden")

    Capacity = Capacity

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    mandate = models.ForeignKey(
        "parties.Mandate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("namn", max_length=120)
    organisation_name = models.CharField("organisation", max_length=120, blank=True)
    capacity = models.CharField("egenskap", max_length=10, choices=Capacity.choices)
    title = models.CharField("uppdrag eller titel", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # An empty seat of the body, that counts to the quorum and that a substitute may serve for; on
    # the board with the *medlem* that fills it.
    empty_seat = models.BooleanField(default=False)
    seat_of = models.ForeignKey(
        "parties.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    present = models.BooleanField("närvarande", default=False)
    by_distance = models.BooleanField("på distans", default=False)
    serves_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="served_by"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "mandate"], name="mandate_once_a_meeting")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def appointed_by_id(self) -> int | None:
        """The *medlem* whose seat it is, or that has appointed the substitute; None for neither."""
        return self.seat_of_id if self.mandate is None else self.mandate.organisation_id

    @property
    def is_seat(self) -> bool:
        """Whether it is an ordinary seat, also an empty one and one whose papers have not come."""
        if self.mandate is None:
            return self.empty_seat
        return self.mandate.position != Position.SUBSTITUTE


class Absence(Scoped):
    """An exception from an attendee's presence, from one item to another (None: to the end)."""

    Reason = Reason

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="absences")
    reason = models.CharField("skäl", max_length=14, choices=Reason.choices)
    from_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    to_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.TimeField("klockslag", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.attendee}: {self.get_reason_display()}"


class Treatment(Scoped):
    """How an item was treated at the meeting: its paragraph, and what was decided."""

    counted_as = ("paragraf", "paragrafer")

    Outcome = Outcome

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="treatment")
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="+")
    paragraph = models.PositiveIntegerField("paragraf")
    paragraph_period = models.CharField(max_length=20)
    outcome = models.CharField("utgång", max_length=10, choices=Outcome.choices, blank=True)
    background = models.TextField("ärendet", blank=True)
    claims = models.TextField("yrkanden", blank=True)
    # Blocks with their clauses as data (rules.blocks): the words are made of the facts.
    blocks = KeptJSONField("beslut", default=list)
    # The words as they were locked: what was signed stays so, whatever becomes of the facts.
    minuted = KeptJSONField(default=list, blank=True)
    # What it means in one line of data (rules.meaning), as it was locked below own words.
    meaning = models.TextField("innebörd", blank=True, default="", db_default="")
    # Who has read the own words against the data, when, and which words and data (a digest).
    read_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    read_by = models.CharField("läst av", max_length=120, blank=True, default="", db_default="")
    read_at = models.DateTimeField("läst", null=True, blank=True)
    # What a body that prepares proposes to the board, a clause each, as it was locked.
    proposes = KeptJSONField("föreslår styrelsen", default=list, blank=True)
    payout_rule = models.CharField(
        "utbetalning", max_length=10, choices=PayoutRule.choices, blank=True
    )
    # The period that was decided, where it was changed: empty days are those that were applied for.
    period_from = models.DateField("från och med", null=True, blank=True)
    period_to = models.DateField("till och med", null=True, blank=True)
    # What becomes of what a grant leaves out; empty where nothing is said of it.
    rest = models.CharField(
        "det som inte beviljas", max_length=10, choices=Rest.choices, blank=True
    )
    # What a grant leaves out of what was applied for, as [year, kronor]; None where nothing is
    # granted, and where it is not known.
    left = KeptJSONField(null=True, blank=True)
    # What was applied for in all, in whole kronor, where something is granted; None as above.
    sought_kr = models.BigIntegerField(null=True, blank=True)
    # Why it was tabled or sent back, as for completion, and by which day it is to come up again.
    back_because = models.CharField("skäl", max_length=300, blank=True)
    back_by = models.DateField("tas upp igen senast", null=True, blank=True)
    # What was written at an outcome that was then changed (services.laid_by): it counts for nothing
    # until an outcome is chosen that it belongs to.
    laid_by = KeptJSONField(default=dict, blank=True)
    # An election by closed ballot (rules.elections); empty where there was none.
    election = KeptJSONField("val", default=dict, blank=True)
    vote_question = models.CharField("voteringsfråga", max_length=250, blank=True)
    # What yes and no stand for, and the order in which the chair put the proposals, a line each.
    vote_yes = models.CharField(
        "ja står för",
        max_length=10,
        choices=Stand.choices,
        default="approved",
        blank=True,
    )
    vote_no = models.CharField(
        "nej står för",
        max_length=10,
        choices=Stand.choices,
        default="rejected",
        blank=True,
    )
    vote_order = KeptJSONField("propositionsordning", default=list, blank=True)
    # By attendee: {"17": "yes"}. Counted by rules.voting, so that no total can disagree with it.
    votes = KeptJSONField("röster", default=dict, blank=True)
    reservations = models.TextField("reservationer", blank=True)
    informed = models.CharField("expedieras till", max_length=250, blank=True)
    chaired_by = models.ForeignKey(
        Attendee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    treated_at = models.DateTimeField()
    # Why what it decided has not taken effect though the minutes are adjusted; and what was done
    # instead, by hand.
    # The body was no quorum and the matter was left, as the minutes say: kept when they lock.
    not_handled = models.BooleanField("inte behandlat", default=False, db_default=False)
    not_in_effect = models.CharField("inte verkställt", max_length=300, blank=True)
    set_aside_on = models.DateField("avslutat för hand", null=True, blank=True)
    set_aside_reason = models.CharField("skäl", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    #: What was applied for, as kronor by year, where the save that has just been made read it.
    applied: Mapping[int, int] | None = None

    class Meta:
        ordering = ["paragraph"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "paragraph_period", "paragraph"], name="paragraph_unique"
            )
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraph} {self.item.heading}"

    @property
    def in_part(self) -> str:
        """What is granted of what was applied for, where that is less, in words; empty otherwise.
        The row is loaded with its amounts."""
        if self.outcome not in GRANTING or not self.sought_kr:
            return ""
        granted = sum(row.amount_kr for row in self.amounts.all())
        return part_of_kr(granted, self.sought_kr) if granted < self.sought_kr else ""

    @property
    def propositions(self) -> Propositions:
        """What the paragraph's vote was about."""
        return Propositions(
            Stand(self.vote_yes) if self.vote_yes else None,
            Stand(self.vote_no) if self.vote_no else None,
            self.vote_question,
            tuple(self.vote_order),
        )


class DecidedAmount(Scoped):
    """What a paragraph grants one owner for one year, in whole kronor."""

    counted_as = ("beslutat belopp", "beslutade belopp")

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="amounts")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    amount_kr = models.BigIntegerField()

    class Meta:
        ordering = ["organisation_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["treatment", "organisation", "year"], name="decided_once"
            ),
            models.CheckConstraint(condition=Q(amount_kr__gte=0), name="decided_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount_kr} kr"


class Adjuster(Scoped):
    """Somebody chosen to adjust the minutes, or only one paragraph of them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="adjusters")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="adjusts")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            # Two, and not one with nulls_distinct, which SQLite and PostgreSQL 14 do not have.
            models.UniqueConstraint(fields=["meeting", "attendee", "item"], name="adjuster_once"),
            models.UniqueConstraint(
                fields=["meeting", "attendee"],
                condition=models.Q(item=None),
                name="adjuster_of_all_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.attendee)


class InStead(Scoped):
    """Who signs one paragraph in the stead of who chaired it, or of who was elected to adjust it:
    what the body decided stands as it was. It counts only while that person is to sign it."""

    counted_as = ("ersättare vid justering", "ersättare vid justering")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="in_stead")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    role = models.CharField(
        max_length=10,
        choices=[
            (role.value, role.label) for role in (SigningRole.FOR_CHAIR, SigningRole.FOR_ADJUSTER)
        ],
    )
    instead_of = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    by = models.ForeignKey(Attendee, models.PROTECT, related_name="signs_instead")
    # Why, and who of the office decided it, on which day.
    reason = models.CharField("skäl", max_length=300, blank=True)
    decided_by = models.CharField("beslutat av", max_length=120, blank=True)
    decided_on = models.DateField("beslutat", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "role", "instead_of"], name="one_in_stead_a_paragraph"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by}, {SigningRole(self.role).label.lower()}, för {self.instead_of}"
