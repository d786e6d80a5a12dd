"""Forms about organisations, their units and whom one turns to there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samordna.kernel.identifiers import (
    format_bankgiro,
    format_organisation_number,
    format_plusgiro,
)
from samordna.parties.models import ContactPerson, Organisation, Unit
from samordna.parties.rules import WHO_CAN_BE_MEMBER
from samordna.web.forms import MailField, OneReason, PhoneField, TidyCharField, WebAddressField
from samordna.web.merging import DrawnForm

BAD_ADDRESS = {"invalid": "Skriv en hel e-postadress, till exempel namn@exempel.se."}


class NumberField(TidyCharField):
    """A number with a check digit, written as the house writes it. Empty stays empty."""

    width_class = "short"

    def __init__(self, *, written: Callable[[str], str], **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.written = written

    def clean(self, value: Any) -> str:
        """The number as it is written. Raises ValidationError with the kernel's sentence."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return self.written(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class OrganisationForm(DrawnForm):
    """An organisation around the association."""

    name = TidyCharField(label="Namn", max_length=120)
    short_name = TidyCharField(
        label="Kort namn", max_length=40, help_text="Som i tabeller, till exempel Heby eller AF."
    )
    kind = forms.ChoiceField(
        label="Slag",
        choices=[("", "Välj ett slag"), *Organisation.Kind.choices],
        error_messages={"required": "Välj vilket slags organisation det är."},
    )
    is_member = forms.BooleanField(
        label="Medlem i förbundet", required=False, help_text=WHO_CAN_BE_MEMBER
    )
    no_substitute = forms.BooleanField(
        label="Utser ingen ersättare i styrelsen",
        required=False,
        help_text="Varje medlem ska ha en ersättare (lagen 10 §). Kryssa i när medlemmen har sagt "
        "att den ändå inte utser någon: då frågas inte längre efter den.",
    )
    organisation_number = NumberField(
        label="Organisationsnummer", written=format_organisation_number
    )
    bankgiro = NumberField(label="Bankgiro", written=format_bankgiro)
    plusgiro = NumberField(label="Plusgiro", written=format_plusgiro)
    notice_board = TidyCharField(
        label="Anslagstavla",
        max_length=120,
        required=False,
        help_text="För kommuner och regioner som är medlemmar: där hänger förbundets justeringar "
        "(lagen 19 §). Till exempel Heby kommuns digitala anslagstavla.",
    )
    notice_board_url = WebAddressField(
        label="Anslagstavlans webbadress",
        required=False,
        error_messages={"invalid": "Skriv en hel webbadress, till exempel https://exempel.se."},
    )
    notice_board_email = MailField(
        label="E-post för anslag",
        required=False,
        help_text="Dit förbundet skickar det som ska anslås.",
        error_messages=BAD_ADDRESS,
    )

    @staticmethod
    def values_of(organisation: Organisation) -> dict[str, Any]:
        """What the form begins with for an organisation that is there."""
        return {name: getattr(organisation, name) for name in OrganisationForm.base_fields}


class UnitForm(DrawnForm):
    """A unit of an organisation."""

    name = TidyCharField(label="Namn", max_length=120)

    @staticmethod
    def values_of(unit: Unit) -> dict[str, Any]:
        """What the form begins with for a unit that is there."""
        return {"name": unit.name}


class ContactPersonForm(OneReason, DrawnForm):
    """Whom one turns to in an organisation."""

    name = TidyCharField(label="Namn", max_length=120)
    title = TidyCharField(label="Titel", max_length=80, required=False)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label="Enhet", queryset=None, required=False, empty_label="Hela organisationen"
    )
    email = MailField(label="E-post", required=False, error_messages=BAD_ADDRESS)
    phone = PhoneField()

    @staticmethod
    def values_of(person: ContactPerson) -> dict[str, Any]:
        """What the form begins with for a contact person who is there."""
        names = ("name", "title", "email", "phone")
        return {**{name: getattr(person, name) for name in names}, "unit": person.unit_id}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(organisation=organisation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody whom one cannot reach is no contact."""
        data = super().clean() or {}
        if not self.errors and not data.get("email") and not data.get("phone"):
            self.add_error("email", "Skriv en e-postadress eller ett telefonnummer.")
        return data
