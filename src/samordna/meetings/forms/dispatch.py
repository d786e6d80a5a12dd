"""How and when the office has sent a summons itself."""

from __future__ import annotations

from django import forms

from samordna.meetings.rules.states import Dispatch
from samordna.web.forms import HouseForm, SwedishDateField


class DispatchForm(HouseForm):
    """The way and the day."""

    how = forms.ChoiceField(
        label="Hur skickades den?",
        choices=[choice for choice in Dispatch.choices if choice[0] != Dispatch.LETTERS],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj hur kallelsen skickades.",
            "invalid_choice": "Välj hur kallelsen skickades.",
        },
    )
    sent_on = SwedishDateField(label="Dag")
