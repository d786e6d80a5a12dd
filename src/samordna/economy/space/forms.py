"""What people type: the day of the decision space."""

from __future__ import annotations

from django import forms

from samordna.web.forms import SwedishDateField


class AsOfForm(forms.Form):
    """The day that the decision space is shown for."""

    per = SwedishDateField(label="Per den", required=False)
