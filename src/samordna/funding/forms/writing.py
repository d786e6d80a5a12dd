"""The forms with which an applicant begins and writes an application."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samordna.documents.workbooks.guard import ACCEPTED, LARGEST_FILE
from samordna.funding.forms.shared import CHOOSE, RevisionForm
from samordna.funding.models import Application
from samordna.funding.rules.counts import NotACount, parse_count
from samordna.funding.rules.form import Question, Section
from samordna.funding.services.drafting import InitiativeFacts
from samordna.kernel.files import MB
from samordna.parties.models import Organisation
from samordna.web.choosing import OneFileField
from samordna.web.forms import (
    HouseForm,
    SwedishDateField,
    TextField,
    TidyCharField,
    typed_text,
)
from samordna.web.merging import DRAWN


class StartForm(HouseForm):
    """The first facts of an application; the rest is written section by section."""

    name = TidyCharField(label="Insatsens namn", max_length=200)
    owner = forms.ChoiceField(
        label="Insatsägare", help_text="Den organisation som söker.", error_messages=CHOOSE
    )
    kind = forms.ChoiceField(
        label="Typ av insats",
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        initial=Application.Kind.INDIVIDUAL,
        error_messages=CHOOSE,
    )
    nature = forms.ChoiceField(
        label="Ny insats, förlängning eller tillägg",
        choices=Application.Nature.choices,
        widget=forms.RadioSelect,
        initial=Application.Nature.NEW,
        error_messages=CHOOSE,
    )
    extends = TidyCharField(
        label="Vilken insats bygger ansökan på?",
        required=False,
        help_text="För en förlängning eller ett tillägg.",
    )

    def __init__(self, *args: Any, owners: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(o.pk), o.name) for o in owners]
        if len(owners) == 1:
            field.initial = str(owners[0].pk)
        self.owners = {str(o.pk): o for o in owners}

    @property
    def chosen_owner(self) -> Organisation:
        """The organisation that was chosen."""
        return self.owners[self.cleaned_data["owner"]]


class FactsForm(RevisionForm):
    """The section Insatsen. Only the name and the kinds are needed to save."""

    name = TidyCharField(label="Insatsens namn", max_length=200)
    kind = forms.ChoiceField(
        label="Typ av insats",
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    nature = forms.ChoiceField(
        label="Ny insats, förlängning eller tillägg",
        choices=Application.Nature.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    extends = TidyCharField(
        label="Vilken insats bygger ansökan på?",
        required=False,
        help_text="För en förlängning eller ett tillägg.",
    )
    partners = forms.MultipleChoiceField(
        label="Samverkansparter",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Minst två av förbundets medlemmar ska delta, insatsägaren inräknad.",
        error_messages={"invalid_choice": "Välj bland organisationerna i listan."},
    )
    period_from = SwedishDateField(label="Första dag", required=False)
    period_to = SwedishDateField(label="Sista dag", required=False)
    intake_end = SwedishDateField(label="Sista dag för intag", required=False)

    def __init__(self, *args: Any, choices: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partners"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(o.pk), o.name) for o in choices]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", "Insatsen kan inte sluta innan den börjar.")
        return cleaned

    def facts(self) -> InitiativeFacts:
        """What was written, for the service."""
        cleaned = dict(self.cleaned_data)
        for carried in ("revision", DRAWN):
            cleaned.pop(carried, None)
        partners = tuple(int(pk) for pk in cleaned.pop("partners"))
        return InitiativeFacts(partner_ids=partners, **cleaned)


class CountField(forms.Field):
    """A whole number from 0, or a span of them, as text: answers are kept as they are shown."""

    width_class = "short"
    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        if not (text := typed_text(value or "").strip()):
            return ""
        try:
            return str(parse_count(text))
        except NotACount as error:
            raise ValidationError(str(error), code="invalid") from error


def _answer_field(question: Question) -> forms.Field:
    if question.kind == "number":
        return CountField(label=question.label, help_text=question.help, required=False)
    if question.kind == "line":
        return TidyCharField(label=question.label, help_text=question.help, required=False)
    return TextField(label=question.label, help_text=question.help, required=False, rows=7)


class AnswersForm(RevisionForm):
    """The questions of one section. Nothing has to be answered to save a draft."""

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for question in section.questions:
            self.fields[question.key] = _answer_field(question)

    def answers(self) -> dict[str, str]:
        """What was written, by the question's key."""
        return {q.key: self.cleaned_data[q.key] or "" for q in self.section.questions}

    def rows(self) -> list[tuple[Any, bool]]:
        """Each question's field, and whether it must be answered before the sending."""
        return [(self[q.key], q.required) for q in self.section.questions]


class WorkbookForm(RevisionForm):
    """The budget as a workbook."""

    workbook = OneFileField(
        label="Arbetsbok i Excel eller annat kalkylprogram",
        largest=LARGEST_FILE,
        accept=ACCEPTED,
        help_text=f"Högst {LARGEST_FILE // MB} MB.",
        error_messages={"required": "Välj en fil att läsa in.", "empty": "Filen är tom."},
    )

    replaces = forms.BooleanField(
        label="Ersätt raderna som står i budgeten",
        error_messages={
            "required": "I budgeten står det redan rader. Kryssa i att de ska ersättas. "
            "Inläsningen kan ångras tills budgeten ändras."
        },
    )
    another = forms.BooleanField(
        label="Läs in arbetsboken fast den ser ut att höra till en annan ansökan", required=False
    )

    def __init__(self, *args: Any, replaced: str = "", **kwargs: Any) -> None:
        """``replaced``: in words, what stands in the budget and would be replaced; or nothing."""
        super().__init__(*args, **kwargs)
        if replaced:
            self.fields["replaces"].help_text = f"Nu står där {replaced}."
        else:
            del self.fields["replaces"]
