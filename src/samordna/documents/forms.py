"""Forms of the papers."""

from __future__ import annotations

from django import forms

from samordna.register.forms import RecordForm


class PaperForm(RecordForm):
    """A record in a matter, with its file where there is one."""

    file = forms.FileField(label="Fil", required=False, help_text="PDF, högst 30 MB.")
