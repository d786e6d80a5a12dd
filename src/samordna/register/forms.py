"""Forms of the register."""

from __future__ import annotations

from django import forms

from samordna.register.models import Record
from samordna.web.forms import HouseForm, OneReason, ReasonField, SwedishDateField, TidyCharField


class MatterForm(HouseForm):
    """A new matter."""

    subject = TidyCharField(label="Ärendemening", max_length=250)


class RecordForm(OneReason, HouseForm):
    """A record in a matter."""

    direction = forms.ChoiceField(
        label="Riktning", choices=Record.Direction.choices, widget=forms.RadioSelect
    )
    dated = SwedishDateField(label="Datum")
    subject = TidyCharField(label="Innehåll", max_length=250)
    counterparty = TidyCharField(label="Avsändare eller mottagare", max_length=200, required=False)
    secrecy_ground = TidyCharField(
        label="Sekretess, lagrum",
        max_length=120,
        required=False,
        help_text="Lämna tomt när handlingen är offentlig.",
    )

    def clean(self) -> dict[str, object]:
        """A record that came or went has somebody at the other end."""
        data = super().clean() or {}
        if data.get("direction") in ("in", "out") and not data.get("counterparty"):
            self.add_error("counterparty", "Skriv vem handlingen kom från eller gick till.")
        return data


class FirstNumberForm(HouseForm):
    """The number that the next matter gets."""

    first = forms.IntegerField(
        label="Nästa löpnummer",
        min_value=1,
        max_value=99_999,
        help_text="Siffran efter kolon: 12 för ärende 2021:12.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 12."},
    )


class SkipForm(HouseForm):
    """A later number for the next matter, and why."""

    following = forms.IntegerField(
        label="Nästa löpnummer",
        min_value=1,
        max_value=99_999,
        help_text="Siffran efter kolon: 41 för ärende 2021:41.",
        error_messages={"invalid": "Skriv ett heltal, till exempel 41."},
    )
    reason = ReasonField(
        label="Skäl",
        max_length=200,
        help_text="Till exempel: ärendena före stod i det gamla diariet. Står i diariet.",
    )
