"""Letters on their way out, how people want them, and invitations; and the letters of accounts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samordna.ground.scoping import Scoped
from samordna.ground.search import Sought
from samordna.letters.rules import AccountKind, Delivery, Kind, State
from samordna.parties.models import called, contact_of


class Invitation(Scoped):
    """A way in for somebody without an account, once and until a moment.

    The link is not stored: it is the signed number of the row (``letters.links``).
    """

    counted_as = ("inbjudan", "inbjudningar")

    person = models.ForeignKey("parties.Person", models.PROTECT, related_name="invitations")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    # The office has seen the link: it is on paper, and has not gone to the person's own address.
    is_printed = models.BooleanField(default=False)
    # The person came with a link that had become too old, and no mail server was there.
    asked_at = models.DateTimeField(null=True, blank=True)
    contact = contact_of("person")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "person"],
                condition=Q(used_at=None, replaced_at=None),
                name="invitation_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the association calls the person."""
        return called(self.contact, self.person)


class Mailed(models.Model):
    """What waits to be mailed, and how far it has come: the row is the queue."""

    address = models.EmailField("adress")
    subject = models.CharField("rubrik", max_length=200)
    text = models.TextField("text")
    made_at = models.DateTimeField()
    state = models.CharField("läge", max_length=10, choices=State.choices)
    reason = models.CharField("varför", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it is tried the next time; for a letter that is being sent, when somebody else may.
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120)

    class Meta:
        abstract = True


class AccountLetter(Mailed):
    """A letter about an account, which belongs to no association.

    A link that opens an account is stored nowhere: ``text`` has ``rules.LINK`` in its place, and
    the link is made when the letter is sent (``letters.accounts``).
    """

    State = State
    counted_as = ("brev om kontot", "brev om kontot")

    # An AccountKind; without choices, so that a new kind needs no migration.
    kind = models.CharField("slag", max_length=24)
    # Whose account it is about; for a forgotten password unknown until the letter is in hand.
    person = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How the account was when a link was asked for: one that has changed gets no such link.
    stamp = models.CharField(max_length=64, blank=True)
    # The address of the installation as whoever asked has it, with scheme and host.
    base = models.CharField(max_length=200)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.WAITING.value, next_try_at__isnull=False)
                | (~Q(state=State.WAITING.value) & Q(next_try_at=None)),
                name="account_letter_waits_for_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="account_letters_due", condition=Q(state="waiting")
            ),
            models.Index(fields=["address"], name="account_letters_to"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} till {self.address}"

    @property
    def kind_label(self) -> str:
        """What the letter is about, in Swedish."""
        return AccountKind(self.kind).label


class Letter(Mailed, Scoped):
    """A letter: to whom, what it says, and how far it has come.

    ``path`` is where its link leads, inside the installation; an invitation's stands nowhere.
    """

    counted_as = ("brev", "brev")

    State = State
    Kind = Kind

    # The entry of the journal that caused it; a digest has no single cause.
    event = models.ForeignKey(
        "journal.JournalEntry", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A Kind; without choices, so that a new kind needs no migration.
    kind = models.CharField("slag", max_length=24)
    person = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="letters"
    )
    name = models.CharField("till", max_length=120)
    path = models.CharField("länk", max_length=300, blank=True)
    link_label = models.CharField(max_length=80, blank=True)
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    # What the letter is about, for the pages that tell who has got what.
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    # It waits to go in the day's digest.
    to_gather = models.BooleanField(default=False)
    digest = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gathered"
    )
    sought = Sought("name", "address", "subject")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "person"],
                condition=Q(event__isnull=False),
                name="letter_once_for_an_event",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT.value, sent_at__isnull=False)
                | ~Q(state=State.SENT.value),
                name="letter_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING.value, next_try_at__isnull=False)
                | (~Q(state=State.WAITING.value) & Q(next_try_at=None)),
                name="letter_waits_for_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="letters_due", condition=Q(state="waiting")),
            models.Index(fields=["association", "state", "-made_at"], name="letters_by_state"),
            models.Index(fields=["association", "-made_at", "-id"], name="letters_newest"),
            models.Index(fields=["about_type", "about_id"], name="letters_about"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} till {self.name}"

    @property
    def kind_label(self) -> str:
        """What the letter is about, in Swedish."""
        return Kind(self.kind).label


class Preference(Scoped):
    """How somebody wants the letters of an association that one may choose; at once unless told."""

    counted_as = ("val om brev", "val om brev")

    person = models.ForeignKey("parties.Person", models.PROTECT, related_name="+")
    delivery = models.CharField("hur", max_length=8, choices=Delivery.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "person"], name="preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_delivery_display()}"
