"""What the forms of applications have in common."""

from __future__ import annotations

from django import forms

from samordna.web.forms import OneReason
from samordna.web.merging import DrawnForm

CHOOSE = {"required": "Välj ett alternativ.", "invalid_choice": "Välj ett av alternativen."}


class RevisionForm(OneReason, DrawnForm):
    """A form that carries the revision at which it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def read_revision(self) -> int:
        """The revision that was sent; 0 when somebody has changed it into nonsense."""
        return int(self.cleaned_data["revision"])
