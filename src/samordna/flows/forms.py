"""What is typed on the pages of what has got stuck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samordna.meetings.forms.reason import ReasonForm
from samordna.meetings.services.signers import Share, StandIn
from samordna.web.forms import HouseForm, OneReason


class SignMinutesForm(HouseForm):
    """The confirmation that stands beside the button Skriv under."""

    intygar = forms.BooleanField(
        label="Jag har läst protokollet och det stämmer med det som beslutades.",
        error_messages={
            "required": "Kryssa för att du har läst protokollet innan du skriver under."
        },
    )


class ReplaceForm(OneReason, ReasonForm):
    """Who signs in somebody else's stead, paragraph by paragraph where not all may, and why.

    Whoever is chosen for the first part signs the others too, where nobody is chosen for them.
    """

    def __init__(self, *args: Any, parts: Sequence[Share], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [part for part in parts if part.people]
        alone = len(parts) == 1
        for part in self.parts:
            where = "" if alone else f" {part.paragraphs}"
            follows = part is not self.parts[0] and bool(self._able(self.parts[0], part))
            empty = f"Samma som för {self.parts[0].paragraphs}" if follows else "Välj"
            self.fields[self.name_of(part)] = forms.ChoiceField(
                required=not follows,
                label=f"Skriver under{where} i stället",
                choices=[("", empty), *((found.key, found.name) for found in part.people)],
                error_messages={
                    "required": f"Välj den som skriver under{where} i stället.",
                    # An open page may still have somebody who has come to sign in another role.
                    "invalid_choice": f"Den som valdes kan inte skriva under{where} i stället. "
                    f"Välj {part.names}.",
                },
            )
        self.order_fields([*map(self.name_of, self.parts), "reason"])

    @staticmethod
    def _able(*parts: Share) -> set[str]:
        """The keys of those who may sign all of some parts."""
        return set.intersection(*({found.key for found in part.people} for part in parts))

    @property
    def anybody_for_all(self) -> bool:
        """Whether somebody may sign every part that anybody may."""
        return bool(self.parts) and bool(self._able(*self.parts))

    def clean(self) -> dict[str, Any]:
        """A part for which nobody is chosen follows the first, if that person may."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first = data.get("stand_in")
        for part in self.parts[1:] if first else []:
            name = self.name_of(part)
            if name not in self.errors and not data.get(name):
                if first in self._able(part):
                    data[name] = first
                else:
                    self.add_error(name, f"Välj den som skriver under {part.paragraphs} i stället.")
        return data

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
