"""How and when the office has sent a summons itself, or why nobody was called."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms

from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import Dispatch
from samordna.web.forms import HouseForm, OneReason, ReasonField, SwedishDateField

_OWN_WAYS: Final = [choice for choice in Dispatch.choices if choice[0] != Dispatch.LETTERS]
_NOBODY: Final = "none"


class DispatchForm(HouseForm):
    """The way and the day."""

    how = forms.ChoiceField(
        label="Hur skickades den?",
        choices=_OWN_WAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj hur kallelsen skickades.",
            "invalid_choice": "Välj hur kallelsen skickades.",
        },
    )
    sent_on = SwedishDateField(label="Dag")


class UncalledForm(OneReason, HouseForm):
    """Why a meeting is opened to which nobody was called; or how its body was called, where no
    summons of it was made here."""

    how = forms.ChoiceField(
        label="Hur kallades ledamöterna?",
        choices=[*_OWN_WAYS, (_NOBODY, "Ingen kallelse gick ut")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj hur ledamöterna kallades.",
            "invalid_choice": "Välj hur ledamöterna kallades.",
        },
    )
    sent_on = SwedishDateField(
        label="Dag då kallelsen gick ut", required=False, help_text="Om en kallelse gick ut."
    )
    reason = ReasonField(
        label="Varför sammanträdet öppnas utan att kallelsen har nått någon",
        required=False,
        max_length=300,
        help_text="Om ingen gick ut: till exempel hur ledamöterna ändå fick veta. Det står i "
        "protokollet.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made, self._held_on = meeting.summons_id is not None, meeting.held_on
        if self._made:
            del self.fields["how"], self.fields["sent_on"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self._made or found.get("how") == _NOBODY:
            if not found.get("reason") and "reason" not in self.errors:
                self.add_error("reason", "Skriv varför. Det står i protokollet.")
            if found.get("sent_on"):
                self.add_error(
                    "sent_on",
                    "Ingen kallelse gick ut, säger du. Töm dagen, eller välj hur den skickades.",
                )
        elif found.get("how") and not found.get("sent_on") and "sent_on" not in self.errors:
            self.add_error("sent_on", "Skriv vilken dag kallelsen gick ut.")
        day = found.get("sent_on")
        if day and day > self._held_on:
            self.add_error(
                "sent_on",
                f"Sammanträdet hölls {self._held_on}, så ingen kan ha kallats till det {day}.",
            )
        return found

    @property
    def called(self) -> tuple[Dispatch, date] | None:
        """How and when they were called; None where nobody was."""
        how = self.cleaned_data.get("how", _NOBODY)
        return None if how == _NOBODY else (Dispatch(how), self.cleaned_data["sent_on"])

    @property
    def why(self) -> str:
        """Why it is opened all the same."""
        return str(self.cleaned_data.get("reason", ""))
