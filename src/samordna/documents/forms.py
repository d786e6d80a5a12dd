"""Forms of the papers."""

from __future__ import annotations

from typing import Any

from django import forms

from samordna.register.forms import RecordForm

#: The largest PDF that is taken in, in bytes.
LARGEST_FILE = 30 * 1024 * 1024


class PaperForm(RecordForm):
    """A record in a matter, with its file where there is one."""

    file = forms.FileField(label="Fil", required=False, help_text="PDF, högst 30 MB.")

    def clean_file(self) -> Any:
        """Turn away what is far too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError("Filen är större än 30 MB. Dela upp den eller minska den.")
        return file
