"""What is pasted or sent when people are imported."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from samordna.flows.starting.files import LARGEST_BYTES, NoTable, text_of
from samordna.flows.starting.rows import corrected, not_in
from samordna.parties.rules import Naming
from samordna.web.choosing import OneFileField, refused
from samordna.web.forms import HouseForm, OneReason, TextField

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_CELL = re.compile(r"rad-(?P<row>[1-9][0-9]{0,3})-(?P<column>[a-z_]{1,20})")


def plain_text(text: str) -> str:
    """A mark by which the same table is known again, however a browser writes its line ends."""
    return sha256("".join(text.split()).encode()).hexdigest()


class ImportForm(OneReason, HouseForm):
    """A table as text, or in a file that becomes the text."""

    table = TextField(
        label="Tabell",
        required=False,
        max_length=400_000,
        strip=False,  # empty rows and cells at the top count too
        help_text="Klistra in från Excel, med rubrikraden.",
        widget=forms.Textarea(attrs={"rows": 10, "class": "table-text"}),
    )
    file = OneFileField(
        label="Eller en fil",
        required=False,
        largest=LARGEST_BYTES,
        help_text="Excel (.xlsx) eller CSV, högst 2 MB. Filen läses in i rutan ovanför.",
        error_messages={"empty": "Filen är tom."},
    )
    naming = forms.ChoiceField(
        label="När en adress redan finns med ett annat namn",
        choices=[(Naming.KEEP, "Behåll namnet som finns"), (Naming.RENAME, "Byt till tabellens")],
        widget=forms.RadioSelect,
        initial=Naming.KEEP,
        required=False,
    )

    #: What stood in the boxes and is not in the text, where the text was written anew as well.
    left_out = ""
    #: Whether the boxes are of the text that was sent.
    boxed = False

    @property
    def without(self) -> set[int]:
        """The numbers of the rows that are left out: of the text that was looked at, no other."""
        return self.ticked if self.boxed else set()

    @property
    def ticked(self) -> set[int]:
        """The numbers of the rows that were said to be left out, of whatever text."""
        sent = self.data.getlist("utan") if isinstance(self.data, MultiValueDict) else []
        return {int(said) for said in sent if _NUMBER.fullmatch(said)}

    @property
    def corrections(self) -> dict[int, dict[str, str]]:
        """What was written in the boxes of the faulty rows, by row and column."""
        found: dict[int, dict[str, str]] = {}
        for name, value in self.data.items():
            if match := _CELL.fullmatch(name):
                found.setdefault(int(match["row"]), {})[match["column"]] = str(value)
        return found

    def clean_naming(self) -> str:
        """The name that is there, where nothing was asked."""
        return self.cleaned_data["naming"] or Naming.KEEP

    def clean(self) -> dict[str, Any]:
        """A file takes the place of what stands in the box."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None:
            try:
                # One byte more than is allowed says that it is too large; no more is read.
                data["table"] = text_of(file.read(LARGEST_BYTES + 1), file.name or "")
            except NoTable as error:
                self.add_error("file", refused(file, str(error)))
        elif data.get("table") and plain_text(data["table"]) == self.data.get("granskad"):
            # The boxes are of the text that was looked at; written anew, the text is what holds.
            data["table"] = corrected(data["table"], self.corrections)
            self.boxed = True
        elif data.get("table") and self.data.get("granskad"):
            self.left_out = not_in(data["table"], self.corrections)
        elif not data.get("table", "").strip() and "table" not in self.errors:
            self.add_error("table", "Klistra in en tabell, eller välj en fil.")
        return data
