"""What is typed on the pages of what has got stuck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samordna.meetings.forms.reason import ReasonForm
from samordna.meetings.services.signers import StandIn
from samordna.web.forms import HouseForm


class SignMinutesForm(HouseForm):
    """The confirmation that stands beside the button Skriv under."""

    intygar = forms.BooleanField(
        label="Jag har läst protokollet och det stämmer med det som beslutades.",
        error_messages={
            "required": "Kryssa för att du har läst protokollet innan du skriver under."
        },
    )


class ReplaceForm(ReasonForm):
    """Who signs in somebody else's stead, and why."""

    stand_in = forms.ChoiceField(
        label="Skriver under i stället",
        error_messages={"required": "Välj den som skriver under i stället."},
    )
    field_order = ("stand_in", "reason")

    def __init__(self, *args: Any, people: Sequence[StandIn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stand_in"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Välj"), *((found.key, found.name) for found in people)]
        self.people = {found.key: found for found in people}

    @property
    def chosen(self) -> StandIn:
        """Who was chosen."""
        return self.people[self.cleaned_data["stand_in"]]
