"""The form of a call."""

from __future__ import annotations

from typing import Any

from django import forms

from samordna.funding.forms.shared import CHOOSE
from samordna.funding.models import Call
from samordna.web.forms import (
    OneReason,
    SwedishDateField,
    TextField,
    TidyCharField,
)
from samordna.web.merging import DrawnForm


class CallForm(OneReason, DrawnForm):
    """A call: what may be applied for, between which days, on which form."""

    title = TidyCharField(label="Rubrik", max_length=160)
    text = TextField(
        label="Text", required=False, rows=8, help_text="Vad som kan sökas, och för vilka insatser."
    )
    opens_on = SwedishDateField(label="Öppnar")
    closes_on = SwedishDateField(label="Stänger")
    form: Any = forms.ModelChoiceField(
        label="Formulär",
        queryset=None,
        empty_label=None,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = versions

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Utlysningen kan inte stänga innan den öppnar.")
        return cleaned

    @staticmethod
    def values_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        names = ("title", "text", "opens_on", "closes_on")
        return {**{name: getattr(call, name) for name in names}, "form": call.form_id}
