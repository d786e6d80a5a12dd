"""Controls that Python writes say what Django's templates say; links are remembered rightly."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.test import override_settings
from django.test.html import parse_html
from django.urls import NoReverseMatch, set_script_prefix
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from samordna.kernel.findings import Finding, Severity, Where
from samordna.web.components import FieldView
from samordna.web.controls import ControlRenderer, draw_as_text, draw_field
from samordna.web.links import link

ATTRS = [
    {},
    {"class": "amount", "aria-describedby": "x_hjalp"},
    {"required": True, "disabled": False, "title": "å \"&<b>'"},
]
LINES = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.FileInput,
    forms.CheckboxInput,
    forms.Textarea,
    forms.DateInput,
]
CHOICES = [
    ("", "Välj"),
    (1, 'Å "<b>'),
    (2026, 2026),
    ("a&b", lazystr("sen & lat")),
    ("Grupp <1>", [("x", mark_safe("<i>säker</i>")), ("y", "Y")]),
]
LISTS = [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]


def drawn_alike(widget: forms.Widget, value: object, attrs: dict[str, object]) -> str:
    """What both draw. The order of attributes and blanks between elements mean nothing."""
    ours = widget.render("rad-1.belopp", value, attrs, renderer=ControlRenderer())
    djangos = widget.render("rad-1.belopp", value, attrs, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(djangos)
    return ours


@pytest.mark.parametrize("value", [None, "", "a", "å \"&<b>'", 0, 1234, True, lazystr("<i>")])
@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("kind", LINES)
def test_a_control_is_drawn_as_djangos(
    kind: type[forms.Widget], attrs: dict[str, object], value: object
) -> None:
    assert "<b>" not in drawn_alike(kind(attrs={"inputmode": "numeric"}), value, attrs)


@pytest.mark.parametrize("value", [None, "", 1, "a&b", ["x", 2026]])
@pytest.mark.parametrize("attrs", [*ATTRS, {"id": "id_val"}])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_choices_is_drawn_as_djangos(
    kind: type[forms.Select], attrs: dict[str, object], value: object
) -> None:
    assert "<b>" not in drawn_alike(kind(choices=CHOICES), value, attrs)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("wrap", [True, False])
def test_a_choice_by_itself_is_drawn_as_djangos(kind: type[forms.Select], wrap: bool) -> None:
    def drawn(renderer: DjangoTemplates) -> list[str]:
        class Typed(forms.Form):
            val = forms.ChoiceField(choices=CHOICES[:3], widget=kind, initial=1)

        form = Typed(renderer=renderer)
        return [choice.tag(wrap_label=wrap) for choice in form["val"]]

    pairs = list(zip(drawn(ControlRenderer()), drawn(DjangoTemplates()), strict=True))
    assert len(pairs) == 3
    for ours, djangos in pairs:
        assert parse_html(ours) == parse_html(djangos)


def test_a_control_that_is_not_ours_is_drawn_by_django() -> None:
    class Initial:
        url = "/fil/1"

        def __str__(self) -> str:
            return "<budget>.xlsx"

    assert "&lt;budget&gt;" in drawn_alike(forms.ClearableFileInput(), Initial(), {})


@pytest.mark.parametrize("kind", [forms.TextInput, forms.CheckboxInput, forms.RadioSelect])
def test_nothing_in_a_field_is_taken_for_markup(kind: type[forms.Widget]) -> None:
    class Typed(forms.Form):
        val = forms.ChoiceField(label="<b>1", help_text="<b>2", widget=kind)

    form = Typed({"val": "<b>3"})
    form.add_error("val", "<b>4")
    finding = Finding("code", Severity.ERROR, "<b>5", where=Where(field="val"))
    drawn = Template("{% field form.val findings=found %}").render(
        Context({"form": form, "found": [finding]})
    )
    assert "<b>" not in drawn
    assert [n for n in range(1, 6) if f"&lt;b&gt;{n}" in drawn] in ([1, 2, 4, 5], [1, 2, 3, 4, 5])


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


@pytest.mark.parametrize("kind", ["plain", "checkbox", "group"])
def test_nothing_that_a_field_is_called_or_classed_by_breaks_out_of_its_attribute(
    kind: str,
) -> None:
    evil = "\"><script>alert('x')</script>"
    field = FieldView(
        kind=kind,
        label=evil,
        help=evil,
        optional=True,
        hide_label=False,
        width=evil,
        unit=evil,
        id=evil,
        described_by=evil,
        errors=[evil],
        findings=[Finding(evil, Severity.ERROR, evil, Where(field=evil))],
    )
    drawn = draw_field(field)
    assert "<script" not in drawn
    assert '"">' not in drawn
    widget = forms.TextInput(attrs={evil: evil, f"{evil}2": True})
    widget.input_type = evil
    assert "<script" not in widget.render(evil, evil, renderer=ControlRenderer())


def test_what_is_shown_as_text_keeps_days_whole_and_is_escaped_once() -> None:
    drawn = draw_as_text("Skäl", "Senast <den> 3 oktober 2024.\n\nNy & rad")
    assert 'Senast &lt;den&gt; <span class="whole">3 oktober</span> 2024.' in drawn
    assert "<p>Ny &amp; rad</p>" in drawn and "&amp;amp;" not in drawn
    assert draw_as_text("Skäl", "  ") == ""
