"""Form fields read what people write, keep what they typed, and say what is wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import LARGEST_KR, format_kr
from samordna.web.forms import (
    HouseForm,
    KronorField,
    MailField,
    ReasonField,
    SwedishDateField,
    TextField,
    TidyCharField,
    YesNoField,
    add_service_error,
)


class Form(forms.Form):
    start = SwedishDateField(label="Från", min_day=date(2024, 1, 1), max_day=date(2026, 12, 31))
    amount_kr = KronorField(label="Belopp", max_kr=5_034_000)
    name = TidyCharField(label="Namn", required=False)
    text = TextField(label="Text", required=False)
    sure = YesNoField(label="Säkert?", required=False)
    kind = forms.ChoiceField(
        label="Typ", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )


def filled(**changes: str) -> Form:
    return Form({"start": "2024-09-12", "amount_kr": "100", "kind": "a", **changes})


def test_ore_are_refused_and_not_rounded() -> None:
    form = filled(amount_kr="12,5")
    assert not form.is_valid()
    assert form.errors["amount_kr"] == [
        "”12,5” är inte hela kronor. Skriv beloppet utan ören, eller ”12,5 tkr” om du menar "
        "tusental."
    ]
    assert form["amount_kr"].value() == "12,5"


@pytest.mark.parametrize("field", ["name", "text"])
@pytest.mark.parametrize(
    "written", ["10 256 000 kr", "10\u00a0256\u00a0000\u00a0kr", "10256000 kr"]
)
def test_amounts_keep_or_get_hard_spaces(field: str, written: str) -> None:
    form = filled(**{field: f"Tillägg om {written} till  insatsen"})
    assert form.is_valid()
    spaces = "  " if field == "text" else " "
    assert form.cleaned_data[field] == f"Tillägg om {format_kr(10_256_000)} till{spaces}insatsen"


@pytest.mark.parametrize("field", ["name", "text"])
def test_a_sign_that_no_database_takes_is_refused_however_it_is_shown(field: str) -> None:
    assert not filled(**{field: "a\x00b"}).is_valid()
    assert not filled(**{field: "a␀b"}).is_valid()


def write(text: str, **context: object) -> str:
    return Template("{% load samordna %}" + text).render(Context(context))


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x1b", "\u00ad"])
def test_a_name_reads_as_it_is_stored(hidden: str) -> None:
    form = filled(name=f"{hidden}Anna {hidden} Alm{hidden}", text=f"Anna{hidden}Alm\r\nrad två")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Anna Alm"
    assert form.cleaned_data["text"] == "AnnaAlm\nrad två"


@pytest.mark.parametrize("typed", ["2024-09-12", "20240912", "240912", "12 september 2024"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    form = filled(start=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["start"] == date(2024, 9, 12)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2025-06-31", "finns inte"),
        ("i höst", "är inte ett datum"),
        ("2023-12-31", "tidigast"),
        ("2027-01-01", "senast"),
        ("", "Skriv en dag"),
        ("1" * 5000, "för lång"),
        ("2024-09-12\x00", "är inte ett datum"),
    ],
)
def test_a_bad_day_is_said_and_kept(typed: str, sentence: str) -> None:
    form = filled(start=typed)
    assert not form.is_valid()
    assert sentence in form.errors["start"][0]
    assert form["start"].value() == typed


@pytest.mark.parametrize(
    ("typed", "kr"),
    [("1 234 567", 1_234_567), ("1.234.567 kr", 1_234_567), ("1 235 tkr", 1_235_000), ("0", 0)],
)
def test_an_amount_is_read_as_people_write_it(typed: str, kr: int) -> None:
    form = filled(amount_kr=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount_kr"] == kr


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "lägst 0\u00a0kr"),
        ("5 034 001", "högst 5\u00a0034\u00a0000\u00a0kr"),
        ("9" * 60, "inte ett belopp"),
        ("9" * 500, "för lång"),
        ("1e5", "inte ett belopp"),
        ("mycket", "inte ett belopp"),
        ("", "Skriv ett belopp"),
    ],
)
def test_a_bad_amount_is_said_and_kept(typed: str, sentence: str) -> None:
    form = filled(amount_kr=typed)
    assert not form.is_valid()
    assert sentence in form.errors["amount_kr"][0]
    assert form["amount_kr"].value() == typed


@given(st.text(max_size=300))
def test_no_text_breaks_a_field(typed: str) -> None:
    form = filled(start=typed, amount_kr=typed, name=typed)
    form.is_valid()
    assert form["start"].value() == typed


@given(st.integers(min_value=0, max_value=LARGEST_KR))
def test_an_amount_shown_is_read_back_the_same(kr: int) -> None:
    field = KronorField()
    assert field.clean(field.prepare_value(kr)) == kr
    assert field.clean(format_kr(kr)) == kr


def test_an_unchanged_amount_and_day_count_as_unchanged() -> None:
    form = Form(
        {"start": "2024-09-12", "amount_kr": "1 500", "kind": "a"},
        initial={"start": date(2024, 9, 12), "amount_kr": 1500, "kind": "a"},
    )
    assert form.changed_data == []


def test_blanks_are_tidied_and_line_ends_are_one_kind() -> None:
    form = filled(name="  Väg\u00a0 valet ", text="ett\r\ntvå")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Väg valet"
    assert form.cleaned_data["text"] == "ett\ntvå"


@pytest.mark.parametrize(("typed", "value"), [("ja", True), ("nej", False), ("", None)])
def test_yes_no_and_nothing_are_three_things(typed: str, value: bool | None) -> None:
    form = filled(sure=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sure"] is value


def test_an_error_of_a_service_stands_at_its_field_or_at_the_top() -> None:
    form = filled()
    add_service_error(form, ValueError("Budgeten räcker inte."), field="amount_kr")
    add_service_error(form, ValueError("Ärendet är avslutat."), field="borta")
    assert form.errors["amount_kr"] == ["Budgeten räcker inte."]
    assert form.non_field_errors() == ["Ärendet är avslutat."]


def test_a_field_is_linked_to_its_help_errors_and_findings() -> None:
    form = filled(start="2025-06-31")
    found = [Finding("x", Severity.WARNING, "Utanför perioden.", Where(field="start"))]
    written = write("{% field form.start findings=found %}", form=form, found=found)
    assert 'aria-describedby="id_start_hjalp id_start_fel id_start_anm"' in written
    for part in ('id="id_start_hjalp"', 'id="id_start_fel"', 'id="id_start_anm"'):
        assert part in written
    assert 'aria-invalid="true"' in written
    assert 'value="2025-06-31"' in written
    assert "placeholder" not in written


def test_a_day_says_how_it_is_written_whatever_else_its_help_says() -> None:
    helps = [SwedishDateField().help_text, SwedishDateField(help_text="Sista dagen.").help_text]
    assert helps == ["ÅÅÅÅ-MM-DD", "ÅÅÅÅ-MM-DD. Sista dagen."]


def test_a_reason_is_written_in_a_box_and_kept_as_one_line() -> None:
    assert 'rows="3"' in ReasonField(max_length=300).widget.render("reason", "")
    assert ReasonField().clean("Sjuk\r\n i dag") == "Sjuk i dag"


def test_fields_share_a_text_that_describes_them() -> None:
    written = write("{% control form.start about='dagar' %}", form=filled(start="x"))
    assert 'aria-describedby="dagar id_start_fel"' in written


def test_a_field_that_may_stay_empty_says_so() -> None:
    form = filled()
    assert "(valfritt)" in write("{% field form.name %}", form=form)
    assert "(valfritt)" not in write("{% field form.start %}", form=form)
    assert "(valfritt)" not in write("{% control form.name %}", form=form)


def test_a_group_of_choices_has_a_legend_and_the_summary_leads_to_its_first() -> None:
    form = filled(kind="c")
    written = write("{% form_errors form %}{% field form.kind %}", form=form)
    assert "<legend" in written
    assert 'href="#id_kind_0"' in written
    assert 'id="id_kind_0"' in written


def test_help_is_escaped_unless_it_is_markup() -> None:
    form = filled()
    assert "&lt;b&gt;" in write("{% field form.name help=words %}", form=form, words="<b>")
    marked = mark_safe("<b>fet</b>")
    assert "<b>fet</b>" in write("{% field form.name help=words %}", form=form, words=marked)


def test_the_summary_counts_and_links_and_says_nothing_when_all_is_well() -> None:
    written = write("{% form_errors form %}", form=Form({}))
    assert "3 fel att rätta" in written
    assert 'href="#id_start"' in written
    assert 'role="alert"' in written
    assert write("{% form_errors form %}", form=filled()).strip() == ""
    assert write("{% form_errors form %}", form=Form()).strip() == ""


def test_the_summary_names_fields_as_the_page_does() -> None:
    written = write("{% form_errors form start='Första dagen' %}", form=Form({}))
    assert "Första dagen" in written
    assert ">Från<" not in written


def test_the_summary_says_which_row_of_a_formset() -> None:
    formset = forms.formset_factory(Form)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-start": "2024-09-12",
            "form-0-amount_kr": "x",
            "form-0-kind": "a",
        }
    )
    written = write("{% form_errors formset %}", formset=formset)
    assert "Rad 1, Belopp" in written
    assert 'href="#id_form-0-amount_kr"' in written


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("rené@exempel.se", "Adressen har ”é” före @."),
        ("utan snabel-a", "Skriv en hel e-postadress"),
        ("info@växjö.example", ""),
    ],
)
def test_an_address_that_letters_do_not_reach_says_why(typed: str, said: str) -> None:
    class Form(forms.Form):
        email = MailField(label="E-post")

    form = Form({"email": typed})
    assert form.is_valid() is (not said)
    assert said in "".join(form.errors.get("email", []))
    assert form["email"].value() == typed


class Sentences(HouseForm):
    """Labels that are sentences, and fields that name themselves when they are empty."""

    short = TidyCharField(label="Kort namn", max_length=3)
    read = forms.BooleanField(label="Jag har läst och skriver under.")
    sure = forms.BooleanField(
        label="Jag vet.", error_messages={"required": "Kryssa för att du vet."}
    )
    how = forms.ChoiceField(label="Hur har det lämnats?", choices=[("a", "A")])
    number = forms.IntegerField(label="Antal", min_value=1, max_value=9)


def summary_of(**data: str) -> list[str]:
    written = write("{% form_errors form %}", form=Sentences(data))
    found = re.findall(r"<li>(.*?)</li>", written, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def test_the_summary_has_no_two_signs_after_each_other() -> None:
    said = summary_of(how="b", number="0")
    assert said == [
        "Fyll i ”Kort namn”.",
        "Kryssa i ”Jag har läst och skriver under”.",
        "Jag vet: Kryssa för att du vet.",
        "Hur har det lämnats: Välj ett giltigt alternativ. b finns inte bland tillgängliga "
        "alternativ.",
        "Antal: Talet får vara lägst 1.",
    ]


def test_what_is_too_long_large_or_no_number_is_said_in_our_words() -> None:
    said = summary_of(short="abcd", read="on", sure="on", how="a", number="10")
    assert said == [
        "Kort namn: Texten har 4 tecken, och får ha högst 3.",
        "Antal: Talet får vara högst 9.",
    ]
    assert summary_of(short="abc", read="on", sure="on", how="a", number="x") == [
        "Antal: Skriv ett heltal."
    ]
