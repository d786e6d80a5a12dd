"""Calls, forms, applications with their budgets, signatures wanted, and the office's statement."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from samordna.budgets.shape import Group, Side
from samordna.funding.rules import states
from samordna.ground.kept_json import KeptJSONField
from samordna.ground.scoping import Scoped
from samordna.ground.search import Sought
from samordna.kernel.payouts import PayoutRule
from samordna.parties.models import called, contact_of


class FormVersion(Scoped):
    """A version of an application form. An application keeps the version it was written on.

    ``definition``: ``{"sections": [{"key", "heading", "questions": [{"key", "label", "help",
    "kind": "text"|"line"|"number", "required"}]}], "agreement": [{"heading", "text"}]}``.
    """

    name = models.CharField("namn", max_length=120)
    version = models.PositiveIntegerField("version")
    valid_from = models.DateField("gäller från")
    definition = KeptJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name", "version"], name="form_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Call(Scoped):
    """A call (utlysning): what may be applied for, and between which days."""

    counted_as = ("utlysning", "utlysningar")

    number = models.PositiveIntegerField()
    title = models.CharField("rubrik", max_length=160)
    text = models.TextField("text", blank=True)
    opens_on = models.DateField("öppnar")
    closes_on = models.DateField("stänger")
    # Why the last day was moved, the last time it was; empty for a call that nobody has extended.
    extension_reason = models.CharField("skäl till förlängning", max_length=300, blank=True)
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="calls")

    class Meta:
        ordering = ["-opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="call_number_unique"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="call_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Application(Scoped):
    """An application for funds (ansökan om medel)."""

    counted_as = ("ansökan", "ansökningar")

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", "Individinsats"
        STRUCTURAL = "structural", "Strukturinsats"

    class Nature(models.TextChoices):
        NEW = "new", "Ny insats"
        EXTENSION = "extension", "Förlängning"
        SUPPLEMENT = "supplement", "Tillägg"

    State = states.State

    number = models.PositiveIntegerField("nummer")
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="applications")
    name = models.CharField("insatsens namn", max_length=200)
    kind = models.CharField("typ av insats", max_length=12, choices=Kind.choices)
    nature = models.CharField("ny eller förlängning", max_length=12, choices=Nature.choices)
    extends = models.CharField("förlänger eller kompletterar", max_length=200, blank=True)
    owner = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="applications")
    period_from = models.DateField("startdatum", null=True, blank=True)
    period_to = models.DateField("slutdatum", null=True, blank=True)
    intake_end = models.DateField("sista dag för intag", null=True, blank=True)
    answers = KeptJSONField(default=dict)
    state = models.CharField(
        "läge", max_length=12, choices=State.choices, default=State.DRAFT.value
    )
    revision = models.PositiveIntegerField("ändring", default=0)
    # Which revision last changed each section: two people may write different sections at once.
    section_revisions = KeptJSONField(default=dict)
    # What was typed and cannot be read, by section and input (kernel.unread): it stops the sending.
    unread = KeptJSONField(default=dict)
    matter = models.OneToOneField(
        "register.Matter", models.PROTECT, null=True, blank=True, related_name="application"
    )
    case_officer = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    case_officer_contact = contact_of("case_officer")
    budget_file = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What was found in the workbook when it was read: findings as the documented JSON.
    budget_file_findings = KeptJSONField(default=list)
    # The budget as it was before the newest workbook was read (services.upload), until
    # somebody changes it or the application is sent; empty where there is nothing to go back to.
    before_workbook = KeptJSONField(default=dict)
    created_by = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    settled_on = models.DateField("avgjord", null=True, blank=True)
    # Less was granted than was applied for.
    granted_in_part = models.BooleanField("beviljad till en del", default=False)
    # The board took it up and decided nothing, and did not table it either.
    left_undecided = models.BooleanField("lämnad utan beslut", default=False)
    # The paragraph and the day of the board's latest *återremiss*, as it is marked in the minutes.
    remitted_as = models.CharField("återremitterad", max_length=80, blank=True)
    # The last day for this application alone, where the office has given it more time.
    extended_until = models.DateField("förlängd till", null=True, blank=True)
    extension_reason = models.CharField("skäl till förlängning", max_length=300, blank=True)
    sought = Sought("name")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "number"], name="application_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(period_from=None)
                | Q(period_to=None)
                | Q(period_to__gte=F("period_from")),
                name="application_period_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["association", "state", "number"]),
            # The list, the one changed last first; and what nobody has settled yet.
            models.Index(fields=["association", "-changed_at", "-number"]),
            models.Index(fields=["association", "settled_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def last_day(self) -> date:
        """The last day to send it: the call's, or the later one that it was given."""
        extended = self.extended_until
        return max(self.call.closes_on, extended) if extended else self.call.closes_on

    @property
    def case_officer_name(self) -> str:
        """What the association calls the case officer; empty where none is chosen."""
        return called(self.case_officer_contact, self.case_officer)


class ApplicationPartner(Scoped):
    """An organisation that applies together with the owner. ``position`` is where it stood among
    those that were ticked; they are listed by name (``funding.rules.content.in_order``)."""

    counted_as = ("samverkan i en ansökan", "samverkan i ansökningar")

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="partner_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class BudgetLine(Scoped):
    """A row of the detailed budget: a post, a rent or another cost, to requisition or own."""

    Side = Side
    Group = Group

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget_lines")
    side = models.CharField(max_length=10, choices=Side.choices)
    group = models.CharField(max_length=10, choices=Group.choices)
    position = models.PositiveSmallIntegerField()
    # Which row this is, from save to save: what a page calls it, whoever wrote it.
    key = models.PositiveIntegerField()
    label = models.CharField("benämning", max_length=200, blank=True)
    percent = models.DecimalField(
        "tjänst i %", max_digits=6, decimal_places=2, null=True, blank=True
    )
    date_from = models.DateField("från", null=True, blank=True)
    date_to = models.DateField("till", null=True, blank=True)
    note = models.CharField("text i stället för belopp", max_length=200, blank=True)

    class Meta:
        ordering = ["side", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="budget_line_key_once")
        ]

    def __str__(self) -> str:
        return self.label or self.get_group_display()


class BudgetAmount(Scoped):
    """What a row of the detailed budget costs one of the owners, in whole kronor."""

    counted_as = ("belopp i en budget", "belopp i budgetar")

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="amounts")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    amount_kr = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "organisation"], name="line_amount_once")
        ]

    def __str__(self) -> str:
        return f"{self.amount_kr} kr"


class BudgetYear(Scoped):
    """What is to be requisitioned in a year: per wage row, and per group for premises and other."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="budget_years")
    line = models.ForeignKey(
        BudgetLine, models.CASCADE, null=True, blank=True, related_name="years"
    )
    group = models.CharField(max_length=10, choices=BudgetLine.Group.choices)
    year = models.PositiveSmallIntegerField("år")
    amount_kr = models.BigIntegerField()

    class Meta:
        constraints = [
            # Two, and not one with nulls_distinct, which SQLite and PostgreSQL 14 do not have.
            models.UniqueConstraint(
                fields=["application", "line", "group", "year"], name="budget_year_once"
            ),
            models.UniqueConstraint(
                fields=["application", "group", "year"],
                condition=Q(line=None),
                name="budget_year_of_group_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount_kr} kr"


class ApplicationVersion(Scoped):
    """The exact application that is signed: the PDF, and the facts it was made of."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    snapshot = KeptJSONField()
    frozen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="application_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.name}, version {self.number}"


class WantedSignature(Scoped):
    """A signature that an application version needs: one per party that takes part."""

    counted_as = ("begärd underskrift", "begärda underskrifter")

    version = models.ForeignKey(ApplicationVersion, models.PROTECT, related_name="wanted")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    signature = models.OneToOneField(
        "documents.Signature", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Somebody who may sign has said no. A signature given afterwards stands all the same.
    refused_at = models.DateTimeField("nekad", null=True, blank=True)
    refused_by = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    refusal_reason = models.CharField("skäl", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="wanted_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"

    @property
    def is_refused(self) -> bool:
        """Whether somebody has refused to sign, and nobody has signed since."""
        return self.refused_at is not None and self.signature_id is None


class Statement(Scoped):
    """The office's statement (tjänsteutlåtande): what it proposes, and why."""

    counted_as = ("tjänsteutlåtande", "tjänsteutlåtanden")

    State = states.Writing

    application = models.OneToOneField(Application, models.PROTECT, related_name="statement")
    summary = models.TextField("ansökan", blank=True)
    assessment = models.TextField("bedömning", blank=True)
    # Clauses as data: their words are made of the amounts and the application.
    clauses = KeptJSONField("förslag till beslut", default=list)
    payout_rule = models.CharField(
        "utbetalning", max_length=10, choices=PayoutRule.choices, default="quarterly"
    )
    cut_reason = models.TextField("skäl till lägre belopp", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT.value)
    ready_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    # What was typed and cannot be read, by input (kernel.unread): it stops the completing.
    unread = KeptJSONField(default=dict)

    def __str__(self) -> str:
        return f"Tjänsteutlåtande: {self.application.name}"


class ProposedAmount(Scoped):
    """What the office proposes for one owner in one year, in whole kronor."""

    counted_as = ("föreslaget belopp", "föreslagna belopp")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="amounts")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("år")
    amount_kr = models.BigIntegerField()

    class Meta:
        ordering = ["organisation_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "organisation", "year"], name="proposed_once"
            ),
            models.CheckConstraint(condition=Q(amount_kr__gte=0), name="proposed_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount_kr} kr"
