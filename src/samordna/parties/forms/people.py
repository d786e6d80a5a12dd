"""Forms about people, roles and mandates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms

from samordna.ground import clock
from samordna.ground.ordering import ByName
from samordna.parties.models import (
    ROLES_FOR_AN_ORGANISATION,
    Body,
    Contact,
    Mandate,
    Organisation,
    Role,
    RoleAssignment,
)
from samordna.parties.policies import goes_with
from samordna.parties.rules import (
    POSITION_CHOICES,
    Eligibility,
    Naming,
    decision_out_of_order,
    ends_before_it_starts,
)
from samordna.parties.services.errors import OtherName, SecondSeat
from samordna.web.forms import (
    HouseForm,
    MailField,
    OneReason,
    PhoneField,
    ReasonField,
    SwedishDateField,
    TidyCharField,
)
from samordna.web.merging import DrawnForm


class PersonForm(OneReason, HouseForm):
    """Who it is about."""

    name = TidyCharField(label="Namn", max_length=120)
    email = MailField(
        label="E-post",
        help_text="Personen loggar in med adressen.",
    )

    naming = forms.ChoiceField(
        label="Vilket namn gäller?",
        required=False,
        widget=forms.RadioSelect,
        choices=Naming.choices,
    )
    order: ClassVar[list[str]] = ["name", "email", "naming"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.order)
        if "naming" not in self.data:
            # Asked only when the address is known under another name.
            self._naming = self.fields.pop("naming")

    def ask_which_name(self, error: OtherName) -> None:
        """Say that the address is known under another name, and let one of the two be chosen."""
        field = self.fields.get("naming") or self._naming
        field.required = True  # only now, and until it is answered
        field.choices = [  # type: ignore[attr-defined]
            (Naming.KEEP, f"{error.known}, som förut"),
            (Naming.RENAME, f"{error.given}, byt namnet"),
        ]
        self.fields["naming"] = field
        self.order_fields(self.order)
        self.add_error("naming", str(error))


class ContactForm(DrawnForm):
    """What the association calls somebody and reaches them by."""

    name = TidyCharField(label="Namn", max_length=120)
    email = MailField(
        label="E-post för brev",
        required=False,
        help_text="Hit går brev från förbundet. Lämna tomt för adressen som personen loggar in "
        "med.",
    )
    phone = PhoneField()

    @staticmethod
    def values_of(contact: Contact) -> dict[str, Any]:
        """What the form begins with."""
        return {"name": contact.name, "email": contact.address, "phone": contact.phone}


def _check_organisation(form: forms.Form, role: str | None) -> None:
    """Say at the organisation when it does not go with the role."""
    if role and "organisation" not in form.errors:
        fits, reason = goes_with(role, form.cleaned_data.get("organisation"))
        if not fits:
            form.add_error("organisation", reason)


class RoleDetailsForm(OneReason, DrawnForm):
    """What is corrected of a role that somebody has."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Organisation", queryset=None, required=False, empty_label="Ingen"
    )
    title = TidyCharField(label="Titel", max_length=80, required=False)
    valid_from = SwedishDateField(label="Gäller från")

    @staticmethod
    def values_of(assignment: RoleAssignment) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "organisation": assignment.organisation_id,
            "title": assignment.title,
            "valid_from": assignment.valid_from,
        }

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        self.fields["organisation"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["organisation"].required = role in ROLES_FOR_AN_ORGANISATION
        self.fields["organisation"].error_messages["required"] = (
            "Välj organisationen som personen företräder."
        )

    def clean(self) -> dict[str, Any]:
        """Applicants and signatories act for an organisation, and the office for none."""
        data = super().clean() or {}
        _check_organisation(self, self.role)
        return data


class RoleForm(PersonForm):
    """A role for a person, new or known by the mail address."""

    role = forms.ChoiceField(
        label="Roll",
        choices=[("", "Välj en roll"), *Role.choices],
        error_messages={"required": "Välj en roll."},
    )
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Organisation (för sökande och firmatecknare)",
        queryset=None,
        required=False,
        help_text="Sökande och firmatecknare företräder en organisation. Andra roller har ingen.",
        empty_label="Ingen",
    )
    title = TidyCharField(label="Titel", max_length=80, required=False)
    valid_from = SwedishDateField(label="Gäller från")

    def __init__(self, *args: Any, may_give: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What somebody else has to give is not offered; sent all the same, it says whose it is.
        self.fields["role"].widget.choices = [
            (value, label)
            for value, label in self.fields["role"].choices  # type: ignore[attr-defined]
            if not value or may_give(value)
        ]
        self.fields["organisation"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        # Whether it is needed rests on the role, and the label says so.
        self.fields["organisation"].need_is_said = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Applicants and signatories act for an organisation, and the office for none."""
        data = super().clean() or {}
        _check_organisation(self, data.get("role"))
        return data


def _check_decision(form: forms.Form, received: str) -> None:
    """Say at the field ``received`` when the decision cannot have come in on that day."""
    data = form.cleaned_data
    reason = decision_out_of_order(
        appointed_on=data.get("appointed_on"),
        received_on=data.get(received),
        today=clock.today(),
    )
    if reason:
        form.add_error(received, reason)


class MandateDetailsForm(OneReason, DrawnForm):
    """What is said of an appointment, besides who and to which body."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Utsedd av",
        queryset=None,
        empty_label="Välj en medlem",
        error_messages={"required": "Välj medlemmen som har utsett personen."},
    )
    position = forms.ChoiceField(
        label="Uppdrag",
        choices=[("", "Välj ett uppdrag"), *POSITION_CHOICES],
        error_messages={"required": "Välj ett uppdrag."},
    )
    call_order = forms.IntegerField(
        label="Ordning bland medlemmens ersättare",
        required=False,
        min_value=1,
        max_value=99,
        help_text="Bara för ersättare: 1 för den som kallas in först.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 1."},
    )
    eligible_as = forms.ChoiceField(
        label="Valbar till styrelsen som",
        required=False,
        choices=[("", "Inte antecknat"), *Eligibility.choices],
        help_text="Kommuner och regioner väljer ur fullmäktige, myndigheter bland sina anställda.",
    )
    eligible_to = SwedishDateField(
        label="Uppdraget i fullmäktige, eller anställningen, slutar",
        required=False,
        help_text="Lämna tomt tills det är känt. Med en dag behövs också som vad personen är "
        "valbar. "
        "Efter den dagen påminner Idag om att fråga.",
    )
    valid_from = SwedishDateField(label="Gäller från")
    valid_to = SwedishDateField(
        label="Gäller till och med",
        required=False,
        help_text="Lämna tomt om beslutet inte säger någon dag.",
    )
    appointed_by = TidyCharField(
        label="Beslutet är fattat av",
        required=False,
        max_length=120,
        help_text="Till exempel kommunfullmäktige i Heby kommun.",
    )
    appointed_on = SwedishDateField(label="Beslutet är fattat den", required=False)
    papers_received_on = SwedishDateField(
        label="Beslutet om valet kom in",
        required=False,
        help_text="Tills handlingen har kommit in får personen närvara men inte besluta.",
    )

    def clean(self) -> dict[str, Any]:
        """A mandate ends after it begins, and its decision comes in when it has been made."""
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and (reason := ends_before_it_starts(first, last)):
            self.add_error("valid_to", reason)
        if data.get("call_order") and data.get("position") != Mandate.Position.SUBSTITUTE:
            self.add_error(
                "call_order", "Bara ersättare kallas in i en ordning. Lämna fältet tomt."
            )
        if data.get("eligible_to") and not data.get("eligible_as"):
            self.add_error("eligible_as", "Välj vad det är som slutar den dagen.")
        _check_decision(self, "papers_received_on")
        return data

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_member=True)  # type: ignore[attr-defined]


class MandateForm(PersonForm, MandateDetailsForm):
    """An appointment to a body."""

    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        label="Organ",
        queryset=None,
        empty_label="Välj ett organ",
        error_messages={"required": "Välj ett organ."},
    )
    several = forms.BooleanField(label="Medlemmen ska ha flera ordinarie platser", required=False)
    order: ClassVar[list[str]] = [
        "several", "name", "email", "naming", "body", "organisation", "position",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.order_by(ByName("name"))  # type: ignore[attr-defined]
        if "several" not in self.data:
            # Asked only when the member has a seat already.
            self._several = self.fields.pop("several")

    def clean(self) -> dict[str, Any]:
        """Nobody has said that the member has several seats until it is asked and ticked."""
        return {"several": False, **super().clean()}

    def ask_if_several(self, error: SecondSeat) -> None:
        """Say that the member has a seat, and let it be said that it has several."""
        self.fields["several"] = self.fields.get("several") or self._several
        self.order_fields(self.order)
        self.add_error("several", str(error))


class AppointmentForm(DrawnForm):
    """The decision about an appointment, when it has come in."""

    appointed_by = TidyCharField(
        label="Beslutet är fattat av",
        max_length=120,
        help_text="Till exempel kommunfullmäktige i Heby kommun.",
    )
    appointed_on = SwedishDateField(label="Beslutet är fattat den")
    received_on = SwedishDateField(label="Beslutet kom in")

    @staticmethod
    def values_of(mandate: Mandate) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "appointed_by": mandate.appointed_by,
            "appointed_on": mandate.appointed_on,
            "received_on": mandate.papers_received_on or clock.today(),
        }

    def clean(self) -> dict[str, Any]:
        """A decision comes in when it has been made."""
        data = super().clean() or {}
        _check_decision(self, "received_on")
        return data


class MistakeForm(HouseForm):
    """Why something never should have been entered."""

    reason = ReasonField(
        label="Skäl",
        max_length=200,
        help_text="Till exempel: fel person, eller fel organ. Står i journalen.",
    )


class LastDayForm(DrawnForm):
    """The last day of a role or a mandate."""

    last_day = SwedishDateField(label="Sista dag")

    @staticmethod
    def values_of(row: RoleAssignment | Mandate) -> dict[str, Any]:
        """What the form begins with: the last day that is said, or today."""
        return {"last_day": row.valid_to or clock.today()}
