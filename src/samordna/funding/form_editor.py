"""Writing the next version of an application form: its name, and each of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from samordna.funding.models import FormVersion
from samordna.web.forms import HouseForm, SwedishDateField, TidyCharField

PARTS = ("label", "help", "required")


class FormEditor(HouseForm):
    """Three fields for each question. An empty question is taken away."""

    name = TidyCharField(label="Formulärets namn", max_length=120)
    valid_from = SwedishDateField(label="Gäller från")

    def __init__(self, *args: Any, version: FormVersion, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["name"].initial = version.name
        self.fields["valid_from"].initial = today
        for section in version.definition["sections"]:
            for question in section["questions"]:
                self._add(question)

    def _add(self, question: dict[str, Any]) -> None:
        key = question["key"]
        self.fields[f"{key}-label"] = TidyCharField(
            label="Fråga", max_length=200, required=False, initial=question["label"]
        )
        self.fields[f"{key}-help"] = TidyCharField(
            label="Hjälptext", max_length=400, required=False, initial=question.get("help", "")
        )
        self.fields[f"{key}-required"] = forms.BooleanField(
            label="Måste besvaras", required=False, initial=question.get("required", False)
        )

    def sections(self) -> Iterator[tuple[str, list[tuple[str, list[Any]]]]]:
        """The sections' headings, each with its questions and their bound fields."""
        for section in self.version.definition["sections"]:
            yield (
                section["heading"],
                [
                    (question["label"], [self[f"{question['key']}-{part}"] for part in PARTS])
                    for question in section["questions"]
                ],
            )

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        """What was written of each question, by its key."""
        data = self.cleaned_data
        return {
            question["key"]: {part: data[f"{question['key']}-{part}"] for part in PARTS}
            for section in self.version.definition["sections"]
            for question in section["questions"]
        }
