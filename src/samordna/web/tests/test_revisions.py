"""Somebody saved meanwhile: what differs, in words, and the form at the revision that stands."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from samordna.web.forms import KronorField, SwedishDateField, TextField, YesNoField
from samordna.web.revisions import Difference, Stale, at_revision, both_texts, differences_in
from samordna.web.tests.both_texts import shown_differences


class Example(forms.Form):
    text = TextField(label="Text", required=False)
    day = SwedishDateField(label="Dag", required=False)
    amount_kr = KronorField(label="Belopp", required=False)
    kind = forms.ChoiceField(label="Slag", choices=[("", "–"), ("a", "Första"), ("b", "Andra")])
    parties = forms.MultipleChoiceField(
        label="Parter", required=False, choices=[("1", "Heby"), ("2", "Tierp")]
    )
    agreed = YesNoField(label="Enligt lag", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


SAVED = {
    "text": "En rad\nen till",
    "day": date(2024, 9, 1),
    "amount_kr": 125_000,
    "kind": "a",
    "parties": ["2", "1"],
    "agreed": True,
}
TYPED = {
    "text": "En rad\r\nen till",
    "day": "240901",
    "amount_kr": "125000",
    "kind": "a",
    "parties": ["1", "2"],
    "agreed": "ja",
    "revision": "3",
}


def form(**typed: object) -> Example:
    data = QueryDict(mutable=True)
    for name, value in {**TYPED, **typed}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    made = Example(data)
    assert made.is_valid(), made.errors
    return made


def test_another_way_of_writing_the_same_is_no_difference() -> None:
    assert differences_in(form(), SAVED) == []
    assert differences_in(form(day="1 september 2024", amount_kr="125 tkr"), SAVED) == []


@pytest.mark.parametrize(
    ("typed", "difference"),
    [
        ({"text": "Mitt"}, Difference("Text", "En rad\nen till", "Mitt")),
        ({"text": ""}, Difference("Text", "En rad\nen till", "(tomt)")),
        ({"day": "240902"}, Difference("Dag", "2024-09-01", "240902")),
        ({"amount_kr": "0"}, Difference("Belopp", "125\u00a0000", "0")),
        ({"kind": "b"}, Difference("Slag", "Första", "Andra")),
        ({"parties": ["1"]}, Difference("Parter", "Tierp, Heby", "Heby")),
        ({"parties": []}, Difference("Parter", "Tierp, Heby", "(tomt)")),
        ({"agreed": "nej"}, Difference("Enligt lag", "Ja", "Nej")),
    ],
)
def test_what_differs_is_said_in_words(typed: dict[str, object], difference: Difference) -> None:
    assert differences_in(form(**typed), SAVED) == [difference]


def test_what_nobody_has_saved_is_empty() -> None:
    found = {d.place: (d.saved, d.typed) for d in differences_in(form(), {})}
    assert found["Belopp"] == ("(tomt)", "125000")
    assert found["Slag"] == ("–", "Första")
    assert len(found) == 6  # the revision is not for people


def test_the_form_keeps_what_was_typed_at_the_revision_that_stands() -> None:
    typed = form(text="Mitt")
    at_revision(typed, 7)
    assert typed["revision"].value() == "7"
    assert typed["text"].value() == "Mitt"


def test_the_page_shows_both_texts() -> None:
    stale = Stale(7, saved={"text": "Annans"})
    assert (stale.revision, stale.saved) == (7, {"text": "Annans"})
    both = both_texts(stale, [Difference("Text", "En rad\nen till", "<b>Mitt</b>")])
    html = render_to_string("web/_both_texts.html", {"both_texts": both})
    assert shown_differences(html) == {"Text": ("En rad\nen till", "<b>Mitt</b>")}
    assert "<b>Mitt" not in html
    same = render_to_string("web/_both_texts.html", {"both_texts": both_texts(stale, [])})
    assert shown_differences(same) == {}
    assert "Det som är sparat är detsamma som du har skrivit." in same
