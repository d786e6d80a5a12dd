"""Forms about the association itself and its bodies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samordna.kernel.identifiers import format_organisation_number
from samordna.parties.forms.organisations import BAD_ADDRESS, NumberField
from samordna.parties.models import Association, Body
from samordna.parties.numbers import next_number, paragraph_key
from samordna.parties.pictures import LARGEST_BYTES
from samordna.parties.rules import Lead, NoticeCounts, QuorumRule
from samordna.parties.services.association import DETAILS
from samordna.parties.services.bodies import BodyDetails
from samordna.parties.settings import setting, settings_of_bodies
from samordna.web.choosing import OneFileField
from samordna.web.forms import (
    HouseForm,
    MailField,
    OneReason,
    PhoneField,
    SwedishDateField,
    TextField,
    TidyCharField,
)
from samordna.web.merging import DrawnForm

FROM = "Den dag som ändringen gäller från. Det som redan är skrivet ändras inte."


class AssociationForm(DrawnForm):
    """What the association says of itself."""

    name = TidyCharField(label="Namn", max_length=120)
    short_name = TidyCharField(label="Kort namn", max_length=60)
    organisation_number = NumberField(
        label="Organisationsnummer",
        written=format_organisation_number,
        help_text="Till exempel 222000-2063.",
    )
    seat = TidyCharField(
        label="Säte", max_length=80, required=False, help_text="Orten i förbundsordningen."
    )
    county = TidyCharField(
        label="Län", max_length=60, required=False, help_text="Till exempel Uppsala län."
    )
    postal_address = TextField(
        label="Postadress", max_length=250, rows=3, required=False, help_text="En rad för varje."
    )
    email = MailField(
        label="E-post",
        required=False,
        help_text="Dit de som får brev från systemet svarar.",
        error_messages=BAD_ADDRESS,
    )
    phone = PhoneField()
    administrative_court = TidyCharField(
        label="Förvaltningsrätt",
        max_length=80,
        required=False,
        help_text="Dit beslut överklagas, till exempel Förvaltningsrätten i Uppsala.",
    )
    minutes_kept_at = TidyCharField(
        label="Protokollet förvaras", required=False, help_text="Står på anslaget."
    )
    notice_counts_from = forms.ChoiceField(
        label="Tiden för överklagande räknas från",
        choices=NoticeCounts.choices,
        widget=forms.RadioSelect,
    )
    valid_from = SwedishDateField(label="Räknas så från", help_text=FROM)

    @staticmethod
    def values_of(association: Association, today: date) -> dict[str, Any]:
        """What the form begins with."""
        counts = setting(association, "notice_counts_from", today)
        own = {name: getattr(association, name) for name in DETAILS}
        return {**own, "notice_counts_from": counts, "valid_from": today}


class LogoForm(HouseForm):
    """A picture to use as logo."""

    picture = OneFileField(
        label="Bild",
        largest=LARGEST_BYTES,
        accept="image/png,image/jpeg,.png,.jpg,.jpeg",
        help_text="PNG eller JPEG, högst 300 kB.",
        error_messages={"required": "Välj en bild.", "empty": "Filen är tom."},
    )


class BodyForm(OneReason, DrawnForm):
    """A body: what it is, how it decides, and how its paragraphs are numbered."""

    name = TidyCharField(
        label="Namn", max_length=120, help_text="I bestämd form: Styrelsen, Arbetsutskottet."
    )
    kind = forms.ChoiceField(
        label="Slag",
        choices=[("", "Välj ett slag"), *Body.Kind.choices],
        error_messages={"required": "Välj vilket slags organ det är."},
    )
    quorum_rule = forms.ChoiceField(
        label="Beslutför när", choices=QuorumRule.choices, widget=forms.RadioSelect
    )
    quorum_number = forms.IntegerField(
        label="Minsta antal",
        required=False,
        min_value=1,
        max_value=99,
        help_text="Så många måste vara med.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 3."},
    )
    seats = forms.IntegerField(
        label="Antal ordinarie platser",
        required=False,
        min_value=1,
        max_value=99,
        help_text="Det antal som förbundsordningen säger, lediga platser medräknade: fler än "
        "hälften av platserna måste vara besatta för att organet ska få besluta. I styrelsen minst "
        "en för varje medlem. Tomt: så många som haft uppdrag samtidigt under de senaste fyra "
        "åren.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 11."},
    )
    lead = forms.ChoiceField(
        label="Besluten inleds med", choices=Lead.choices, widget=forms.RadioSelect
    )
    valid_from = SwedishDateField(label="Reglerna gäller från", help_text=FROM)
    numbering = forms.ChoiceField(
        label="Numrering", choices=Body.Numbering.choices, widget=forms.RadioSelect
    )
    term_starts = SwedishDateField(
        label="Mandatperioden började",
        required=False,
        help_text="Behövs när paragraferna löper genom mandatperioden.",
    )
    first_paragraph = forms.IntegerField(
        label="Nästa §",
        min_value=1,
        max_value=9999,
        help_text="Den § som nästa sammanträde börjar med. Kan ändras tills den första är given.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 60."},
    )

    @staticmethod
    def values_of(body: Body | None, today: date) -> dict[str, Any]:
        """What the form begins with, for a body or for a new one."""
        if body is None:
            return {
                "quorum_rule": QuorumRule.MAJORITY,
                "lead": Lead.BODY,
                "valid_from": today,
                "numbering": Body.Numbering.YEAR,
                "first_paragraph": 1,
            }
        settings = settings_of_bodies([body], "quorum", "seats", "lead")
        quorum = settings.of(body, "quorum", today)
        key = paragraph_key(body, today)
        return {
            "name": body.name,
            "kind": body.kind,
            "quorum_rule": quorum["rule"],
            "quorum_number": quorum.get("number"),
            "seats": settings.of(body, "seats", today),
            "lead": settings.of(body, "lead", today),
            "valid_from": today,
            "numbering": body.numbering,
            "term_starts": body.term_starts,
            "first_paragraph": next_number(body.association_id, kind="paragraph", key=key)[0],
        }

    def clean(self) -> dict[str, Any]:
        """A number goes with its rule, a term with its first day; the board's rule is the law's."""
        data = super().clean() or {}
        rule = data.get("quorum_rule")
        if rule == QuorumRule.AT_LEAST and not data.get("quorum_number"):
            self.add_error("quorum_number", "Skriv hur många som måste vara med.")
        if data.get("kind") == Body.Kind.BOARD and rule and rule != QuorumRule.MAJORITY:
            self.add_error(
                "quorum_rule", "Styrelsen är beslutför när fler än hälften är med (KL 6:27)."
            )
        if data.get("numbering") == Body.Numbering.TERM and data.get("term_starts") is None:
            self.add_error("term_starts", "Skriv den dag då mandatperioden började.")
        return data

    @property
    def details(self) -> BodyDetails:
        """The cleaned form as the service takes it."""
        data = self.cleaned_data
        quorum: dict[str, Any] = {"rule": data["quorum_rule"]}
        if data["quorum_rule"] == QuorumRule.AT_LEAST:
            quorum["number"] = data["quorum_number"]
        term = data["term_starts"] if data["numbering"] == Body.Numbering.TERM else None
        return {
            "kind": data["kind"],
            "name": data["name"],
            "numbering": data["numbering"],
            "term_starts": term,
            "quorum": quorum,
            "lead": data["lead"],
            "seats": data["seats"],
            "valid_from": data["valid_from"],
        }
