"""A field is told one reason at a time: two would contradict each other."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest
from django import forms

import samordna
from samordna.web.forms import OneReason, SwedishDateField


class Period(OneReason, forms.Form):
    first = SwedishDateField(required=False)
    last = SwedishDateField(required=False)

    def clean(self) -> None:
        if not self.cleaned_data.get("last"):
            self.add_error("last", "Skriv den sista dagen.")


def test_a_day_that_cannot_be_read_is_not_called_empty_too() -> None:
    form = Period({"first": "2025-01-01", "last": "den trettionde"})
    assert not form.is_valid()
    (reason,) = form.errors["last"]
    assert "Skriv den sista dagen." not in reason


def test_an_empty_day_is() -> None:
    assert Period({"first": "2025-01-01"}).errors["last"] == ["Skriv den sista dagen."]


def forms_of_the_house() -> list[type[forms.BaseForm]]:
    """Every form of every room."""
    found: dict[str, type[forms.BaseForm]] = {}
    for module in pkgutil.walk_packages(samordna.__path__, "samordna."):
        if "form" not in module.name.rpartition("samordna.")[2] or ".tests" in module.name:
            continue
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(one, forms.BaseForm) and one.__module__.startswith("samordna."):
                found[f"{one.__module__}.{one.__qualname__}"] = one
    return list(found.values())


@pytest.mark.parametrize("form", forms_of_the_house(), ids=lambda form: form.__qualname__)
def test_a_form_that_adds_reasons_of_its_own_adds_no_second_one(form: type[forms.BaseForm]) -> None:
    adds = "self.add_error(" in inspect.getsource(form)
    assert not adds or issubclass(form, OneReason), "put OneReason before forms.Form"
