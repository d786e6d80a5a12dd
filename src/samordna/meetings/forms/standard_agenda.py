"""The template of a body's agendas: a row for each item, and some to spare."""

from __future__ import annotations

from typing import Any

from django import forms

from samordna.meetings.models import AgendaItem
from samordna.meetings.services.standard_agenda import StandardItem
from samordna.web.forms import HouseForm, SwedishDateField, TextField, TidyCharField

#: Empty rows below those that are written, and the most that a template has.
SPARE_ROWS, MOST_ROWS = 3, 30


class ValidFromForm(HouseForm):
    """From which day the template holds."""

    valid_from = SwedishDateField(
        label="Gäller från",
        help_text="Sammanträden den dagen och senare. De som redan är planerade ändras inte.",
    )


class StandardItemForm(HouseForm):
    """An item of the template. An empty heading takes the row away."""

    position = forms.IntegerField(
        label="Nr", required=False, min_value=1, max_value=99,
        error_messages={"invalid": "Skriv ett heltal."},
    )  # fmt: skip
    heading = TidyCharField(label="Ärenderubrik", max_length=250, required=False)
    kind = forms.ChoiceField(label="Slag", choices=AgendaItem.Kind.choices, required=False)
    proposal = TextField(label="Förslag till beslut", rows=2, max_length=2000, required=False)


StandardAgendaForms = forms.formset_factory(
    StandardItemForm, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + SPARE_ROWS
)


def initial_of(items: list[StandardItem]) -> list[dict[str, Any]]:
    """What the rows begin with."""
    return [
        {
            "position": number,
            "heading": item["heading"],
            "kind": item["kind"],
            "proposal": "\n".join(item.get("proposal", [])),
        }
        for number, item in enumerate(items, start=1)
    ]


def items_of(rows: forms.BaseFormSet[StandardItemForm]) -> list[StandardItem]:
    """The written rows as items, by their numbers; those without one stay last."""
    written = [row.cleaned_data for row in rows if row.cleaned_data.get("heading")]
    return [
        {
            "heading": data["heading"],
            "kind": data["kind"] or AgendaItem.Kind.FORMAL.value,
            "proposal": [line.strip() for line in data["proposal"].split("\n") if line.strip()],
        }
        for data in sorted(written, key=lambda data: data["position"] or 100)
    ]


def in_words(items: list[StandardItem]) -> str:
    """The items as a text: a line for each, with its proposal below."""
    return "\n".join(
        line
        for number, item in enumerate(items, start=1)
        for line in (f"{number}. {item['heading']}", *item.get("proposal", []))
    )
