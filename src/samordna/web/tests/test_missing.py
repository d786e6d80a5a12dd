"""What is said of a field that is empty: by its name, in every form of the house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.test import Client
from django.urls import get_resolver

from samordna.parties.tests.cast import make_cast
from samordna.web.forms import (
    NOTHING_WRITTEN,
    HouseForm,
    KronorField,
    SaysWhatIsMissing,
    TextField,
    TidyCharField,
)


class _Example(HouseForm):
    name = TidyCharField(label="Insatsens namn")
    text = TextField()
    number = forms.IntegerField(label="Antal")
    kind = forms.ChoiceField(label="Typ av insats", choices=[("a", "A")])
    ways = forms.MultipleChoiceField(
        label="Sätt", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="Jag har läst")
    file = forms.FileField(label="Arbetsbok")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    amount = KronorField(label="Belopp")
    own = forms.CharField(label="Skäl", error_messages={"required": "Skriv ett skäl."})


def test_each_kind_of_field_says_what_is_missing() -> None:
    assert {name: list(said) for name, said in _Example({}, {}).errors.items()} == {
        "name": ["Fyll i ”Insatsens namn”."],
        "text": ["Fyll i ”Text”."],
        "number": ["Fyll i ”Antal”."],
        "kind": ["Välj något under ”Typ av insats”."],
        "ways": ["Välj något under ”Sätt”."],
        "sure": ["Kryssa i ”Jag har läst”."],
        "file": ["Välj en fil under ”Arbetsbok”."],
        "seen": ["Något saknas i det som skickades. Ladda om sidan och försök igen."],
        "amount": ["Skriv ett belopp i kronor."],
        "own": ["Skriv ett skäl."],
    }


def _below(cls: type) -> Iterator[type]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)


@pytest.mark.usefixtures("db")
def test_every_form_of_the_house_says_it_so_and_no_field_in_the_words_of_django() -> None:
    assert get_resolver().url_patterns
    house = [
        form
        for form in _below(forms.BaseForm)
        if form.__module__.startswith("samordna.") and ".tests." not in form.__module__
    ]
    assert len(house) > 40
    assert not [f.__qualname__ for f in house if not issubclass(f, SaysWhatIsMissing)]
    for form in [*house, LoginForm]:
        for field in getattr(form, "base_fields", {}).values():
            assert "måste fyllas i" not in str(field.error_messages["required"])
    assert NOTHING_WRITTEN


@pytest.mark.django_db
def test_the_summary_of_errors_says_a_fields_name_once(client: Client) -> None:
    client.force_login(make_cast().people["registrar"])
    page = client.post("/uppsala/organisationer/ny/", {"skickat": "1"}).content.decode()
    summary = page[page.index("data-error-summary") :]
    summary = summary[: summary.index("</ul>")]
    assert '<a href="#id_name">Fyll i ”Namn”.</a>' in summary
    assert ">Namn</a>" not in summary
