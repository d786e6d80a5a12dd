"""Where the paragraphs of minutes that are not locked begin."""

from __future__ import annotations

from django import forms

from samordna.web.forms import HouseForm, ReasonField


class RenumberForm(HouseForm):
    """The first number, and why."""

    first = forms.IntegerField(
        label="Första §",
        min_value=1,
        max_value=9999,
        error_messages={
            "required": "Skriv ett heltal, till exempel 60.",
            "invalid": "Skriv ett heltal, till exempel 60.",
        },
    )
    reason = ReasonField(
        label="Skäl",
        max_length=200,
        help_text="Till exempel: paragraferna före står i det gamla systemet. Står i journalen.",
    )
