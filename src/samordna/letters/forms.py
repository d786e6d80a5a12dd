"""How one wants one's letters."""

from __future__ import annotations

from django import forms

from samordna.letters.rules import Delivery
from samordna.web.forms import HouseForm, MailField, TidyCharField
from samordna.web.merging import DrawnForm


class PreferenceForm(HouseForm):
    """At once, gathered or none."""

    delivery = forms.ChoiceField(
        label="Hur vill du få breven som du kan välja?",
        choices=Delivery.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj ett av sätten.",
            "invalid_choice": "Välj ett av sätten.",
        },
    )


class AddressForm(DrawnForm):
    """The address that somebody signs in with."""

    email = MailField(label="E-post att logga in med")


class HandOverForm(HouseForm):
    """How somebody has got the message."""

    how = TidyCharField(
        label="Hur har beskedet lämnats?", help_text="Till exempel: med posten 2024-09-05."
    )
