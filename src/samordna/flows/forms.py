"""What is typed on the pages of what has got stuck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samordna.meetings.forms.reason import ReasonForm
from samordna.meetings.services.signers import Share, StandIn
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
    """Who signs in somebody else's stead, paragraph by paragraph where not all may, and why."""

    def __init__(self, *args: Any, parts: Sequence[Share], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [part for part in parts if part.people]
        alone = len(parts) == 1
        for part in self.parts:
            where = "" if alone else f" {part.paragraphs}"
            self.fields[self.name_of(part)] = forms.ChoiceField(
                label=f"Skriver under{where} i stället",
                choices=[("", "Välj"), *((found.key, found.name) for found in part.people)],
                error_messages={"required": f"Välj den som skriver under{where} i stället."},
            )
        self.order_fields([*map(self.name_of, self.parts), "reason"])

    def name_of(self, part: Share) -> str:
        """The name of a part's field: the first, or the only one, has the plain name."""
        return "stand_in" if part is self.parts[0] else f"stand_in_{part.key}"

    @property
    def choices(self) -> list[Any]:
        """The fields of who signs, as the page shows them."""
        return [self[self.name_of(part)] for part in self.parts]

    @property
    def chosen(self) -> dict[str, StandIn]:
        """Who was chosen for each part."""
        return {
            part.key: next(
                found for found in part.people if found.key == self.cleaned_data[self.name_of(part)]
            )
            for part in self.parts
        }
