"""The text input that writes itself says what Django's own says; links are remembered rightly."""

from __future__ import annotations

import pytest
from django import forms
from django.test import override_settings
from django.urls import NoReverseMatch, set_script_prefix

from samordna.web.forms import LineInput
from samordna.web.links import link


@pytest.mark.parametrize("value", [None, "", "a", 'å "&<b>', 0, 1234])
@pytest.mark.parametrize(
    "attrs",
    [{}, {"class": "amount", "aria-describedby": "x_hjalp"}, {"required": True, "disabled": False}],
)
def test_a_line_input_is_drawn_as_djangos(value: object, attrs: dict[str, object]) -> None:
    ours = LineInput(attrs={"inputmode": "numeric"}).render("rad-1.belopp", value, attrs)
    djangos = forms.TextInput(attrs={"inputmode": "numeric"}).render("rad-1.belopp", value, attrs)
    assert _parts(ours) == _parts(djangos)


def _parts(html: str) -> set[str]:
    """The attributes; their order means nothing."""
    inside = html.strip().removeprefix("<input ").removesuffix(">").strip()
    return set(inside.replace('" ', '"\n').split("\n"))


def test_a_link_follows_the_association_the_arguments_and_the_prefix() -> None:
    assert link("heby", "register:matter", year=2024, serial=1) == "/heby/diarium/2024-1/"
    assert link("heby", "register:matter", year=2024, serial=2) == "/heby/diarium/2024-2/"
    assert link("tierp", "register:matter", year=2024, serial=1) == "/tierp/diarium/2024-1/"
    set_script_prefix("/under/")
    try:
        assert link("heby", "register:matter", year=2024, serial=1) == (
            "/under/heby/diarium/2024-1/"
        )
    finally:
        set_script_prefix("/")


def test_a_link_asks_the_urls_that_hold_now() -> None:
    assert link("heby", "register:matters") == "/heby/diarium/"
    with override_settings(ROOT_URLCONF="samordna.publicsite.urls"), pytest.raises(NoReverseMatch):
        link("heby", "register:matters")
