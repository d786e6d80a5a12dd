"""Meetings: agenda, presence, what was treated and decided, minutes, signers and notices."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.kernel.payouts import PayoutRule
from samordna.meetings.rules.boards import Aside, CountsFrom
from samordna.meetings.rules.chair_and_adjusters import SigningRole, stand_in_words
from samordna.meetings.rules.outcomes import Outcome, Rest
from samordna.meetings.rules.presence import Capacity, Reason
from samordna.meetings.rules.states import Dispatch, State
from samordna.meetings.rules.voting import Propositions, Stand
from samordna.parties.models import called, contact_of
from samordna.parties.rules import Position


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
            models.UniqueConstraint(fields=["association", "number"], name="meeting_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.body.name} {self.held_on}"

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
    # Who signs the minutes in the stead of this person, who chaired and no longer can.
    signed_for_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="signs_for"
    )
    # The same for this person as adjuster: whom the body elected stands as it was decided.
    adjusted_for_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="adjusts_for"
    )
    # Why another signs, and who of the office decided it, on which day.
    stand_in_reason = models.CharField("skäl", max_length=300, blank=True)
    stand_in_decided_by = models.CharField("beslutat av", max_length=120, blank=True)
    stand_in_decided_on = models.DateField("beslutat", null=True, blank=True)

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
    not_in_effect = models.CharField("inte verkställt", max_length=300, blank=True)
    set_aside_on = models.DateField("avslutat för hand", null=True, blank=True)
    set_aside_reason = models.CharField("skäl", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

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
            models.UniqueConstraint(
                fields=["meeting", "attendee", "item"], name="adjuster_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.attendee)


class Minutes(Scoped):
    """A locked version of the minutes: the exact bytes that are signed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
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
    def is_refused(self) -> bool:
        """Whether the person has refused to sign, and has not signed since."""
        return self.refused_at is not None and self.signature_id is None

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display().lower()} {self.paragraphs}"


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
        ordering = ["organisation__name"]
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
