"""What is pasted or sent when people are imported."""

from __future__ import annotations

from typing import Any

from django import forms

from samordna.flows.starting.files import LARGEST_BYTES, NoTable, text_of
from samordna.parties.rules import Naming
from samordna.web.forms import OneReason, TextField


class ImportForm(OneReason, forms.Form):
    """A table as text, or in a file that becomes the text."""

    table = TextField(
        label="Tabell",
        rows=10,
        required=False,
        max_length=400_000,
        help_text="Klistra in från Excel, med rubrikraden. Rätta direkt i rutan.",
    )
    file = forms.FileField(
        label="Eller en fil",
        required=False,
        help_text="Excel (.xlsx) eller CSV. Filen läses in i rutan ovanför.",
        error_messages={"empty": "Filen är tom."},
    )
    naming = forms.ChoiceField(
        label="När en adress redan finns med ett annat namn",
        choices=[(Naming.KEEP, "Behåll namnet som finns"), (Naming.RENAME, "Byt till tabellens")],
        widget=forms.RadioSelect,
        initial=Naming.KEEP,
    )

    def clean(self) -> dict[str, Any]:
        """A file takes the place of what stands in the box."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None:
            try:
                # One byte more than is allowed says that it is too large; no more is read.
                data["table"] = text_of(file.read(LARGEST_BYTES + 1))
            except NoTable as error:
                self.add_error("file", str(error))
        elif not data.get("table") and "table" not in self.errors:
            self.add_error("table", "Klistra in en tabell, eller välj en fil.")
        return data
