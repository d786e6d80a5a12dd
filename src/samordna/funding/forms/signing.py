"""The forms of sending: signing, refusing, taking back, withdrawing, and more time."""

from __future__ import annotations

from django import forms

from samordna.web.forms import (
    HouseForm,
    ReasonField,
    SwedishDateField,
)


class SignForm(HouseForm):
    """The confirmation that stands beside the button Skriv under."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label="Jag har läst ansökan och överenskommelsen och är behörig att skriva under.",
        error_messages={"required": "Kryssa för att du har läst och är behörig."},
    )


class ReasonForm(HouseForm):
    """Why the office or a signatory does what the page is about."""

    reason = ReasonField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv ett skäl. De som berörs läser det."},
    )


class ExtendForm(ReasonForm):
    """More time, and why."""

    until = SwedishDateField(label="Ny sista dag")
    field_order = ("until", "reason")


class RecallForm(HouseForm):
    """Why the office takes back what waits for signatures, and how long it may be changed."""

    reason = ReasonField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv varför kansliet tar tillbaka ansökan."},
    )
    until = SwedishDateField(
        label="Ny sista dag för ansökan",
        required=False,
        help_text="Behövs när utlysningen har stängt, för att ansökan ska kunna skickas igen.",
    )


class RefuseForm(ReasonForm):
    """Why an organisation does not sign, beside the button Neka."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(HouseForm):
    """Why an application is withdrawn."""

    reason = ReasonField(label="Skäl", required=False, max_length=500)
