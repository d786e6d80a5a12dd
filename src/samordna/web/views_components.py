"""The page that shows every component of the product, with invented people and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render

from samordna.kernel.findings import Finding, Severity, Where
from samordna.web.components import OutlineItem
from samordna.web.forms import (
    HouseForm,
    KronorField,
    SwedishDateField,
    TextField,
    TidyCharField,
    YesNoField,
)
from samordna.web.shared import Task, ThreadStep

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TODAY = date(2024, 9, 12)


class ExampleForm(HouseForm):
    """An application in small, with one field of each kind."""

    name = TidyCharField(label="Insatsens namn")
    kind = forms.ChoiceField(
        label="Typ av insats",
        choices=(("individ", "Individinsats"), ("struktur", "Strukturinsats")),
        widget=forms.RadioSelect,
    )
    start = SwedishDateField(label="Från och med")
    end = SwedishDateField(label="Till och med")
    amount_kr = KronorField(
        label="Att rekvirera", help_text="Hela kronor för hela tiden.", max_kr=5_034_000
    )
    owner = forms.ChoiceField(
        label="Insatsägare",
        choices=(("", "Välj part"), ("a", "Älvsjö kommun"), ("b", "Region Norrdal")),
    )
    partners = forms.MultipleChoiceField(
        label="Samverkansparter",
        help_text="Minst en part utöver insatsägaren.",
        choices=(
            ("af", "Arbetsförmedlingen"),
            ("fk", "Försäkringskassan"),
            ("r", "Region Norrdal"),
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    external = YesNoField(label="Finns annan finansiering?", required=False)
    background = TextField(label="Bakgrund och behov", required=False, rows=4)
    budget = forms.FileField(label="Budget", help_text="Excel (.xlsx), högst 5 MB.", required=False)
    agreed = forms.BooleanField(
        label="Alla parter har läst överenskommelsen", help_text="Texten står i förbundets mall."
    )


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A row of the decision space, in kronor per year."""

    label: str
    years_kr: tuple[int, ...]


def _rows(*rows: tuple[str, tuple[int, ...]]) -> list[SpaceRow]:
    return [SpaceRow(label, tuple(tkr * 1000 for tkr in years)) for label, years in rows]


def _space() -> dict[str, Any]:
    return {
        "years": (2025, 2026, 2027, 2028),
        "groups": (
            (
                SpaceRow("Intäkter", (33_802_000, 34_100_000, 34_100_000, 34_100_000)),
                _rows(
                    ("Medlemsavgifter", (33_102, 33_400, 33_400, 33_400)),
                    ("Externa projekt", (700, 700, 700, 700)),
                ),
            ),
            (
                SpaceRow("Kostnader", (-20_419_000, -18_073_000, -18_523_000, -19_350_000)),
                _rows(
                    ("Beslutade insatser", (-14_909, -12_463, -12_813, -13_540)),
                    ("Förtroendevalda", (-610, -610, -610, -610)),
                    ("Administration", (-4_900, -5_000, -5_100, -5_200)),
                ),
            ),
        ),
        "closing": (18_213_000, 34_240_000, 49_817_000, 66_340_000),
        "after": (1_225_000, -61_000, 1_944_000, 13_837_000),
    }


def _findings() -> list[Finding]:
    sheet = "Insatsbudget fördelad"
    return [
        Finding(
            "years-do-not-add-up",
            Severity.ERROR,
            "Åren summerar inte till radens belopp: Övriga kostnader.",
            Where(sheet, "H31", "amount_kr"),
            expected_kr=1_480_000,
            found_kr=1_260_000,
        ),
        Finding(
            "date-does-not-exist",
            Severity.ERROR,
            "Datumet 2025-06-31 finns inte. Rätta dagen.",
            Where("Budget – detaljerad", "E14", "end"),
        ),
        Finding(
            "name-differs",
            Severity.NOTE,
            "Insatsen heter Vägvalet på ett blad och Vägval på ett annat.",
            Where("Budgetsammanställning", "B2", "name"),
        ),
        Finding(
            "share-differs",
            Severity.WARNING,
            "Texten nämner två coacher, men budgeten räcker till 1,5 tjänst.",
            Where("Budget – detaljerad", "C14"),
        ),
    ]


def _steps() -> list[ThreadStep]:
    def step(
        label: str, state: str, day: date, note: str = "", url: str | None = "#rod-trad"
    ) -> ThreadStep:
        return ThreadStep(label, state, day, url, note)

    return [
        step("Ansökan", "done", date(2024, 6, 3), "2 480 000 kr"),
        step("Registrerad", "done", date(2024, 6, 4), "Dnr 2024:17"),
        step("Tjänste\u00adutlåtande", "done", date(2024, 8, 22)),
        step("AU", "done", date(2024, 8, 29), "Tillstyrks"),
        step("Styrelsen § 73", "now", date(2024, 9, 12)),
        step("Justerat", "coming", date(2024, 9, 26), "senast", None),
        step("Laga kraft", "coming", date(2024, 10, 21), "tidigast", None),
        step("Avtal", "coming", date(2024, 11, 1), "", None),
        step("Rekvisition 1", "coming", date(2025, 4, 15), "", None),
        step("Utbetalning 1", "coming", date(2025, 5, 15), "", None),
        step("Slutrapport", "coming", date(2027, 3, 31), "", None),
        step("Avslutat", "coming", date(2027, 4, 30), "", None),
    ]


def _tasks() -> list[Task]:
    return [
        Task(
            "Justera",
            "Protokoll styrelsen 2024-08-29",
            "#idag",
            "Du är vald att justera",
            date(2024, 9, 10),
        ),
        Task("Rätta", "Budget till Vägvalet", "#idag", "Två fel i kalkylen", TODAY),
        Task(
            "Yttra dig",
            "Ansökan 2024:21 Steget in",
            "#idag",
            "Du är handläggare",
            date(2024, 9, 19),
        ),
        Task(
            "Attestera", "Rekvisition kvartal 2, Vägvalet", "#idag", "Ekonomen har kontrollerat den"
        ),
    ]


def _outline() -> list[OutlineItem]:
    return [
        OutlineItem("Insatsen", "#formular", "done"),
        OutlineItem("Parter", "#formular", "done"),
        OutlineItem("Mål", "#formular", "started", note="2 av 4 svar"),
        OutlineItem("Budget", "#formular", "error", current=True, note="2 fel"),
        OutlineItem("Spridning", "#formular", "empty"),
        OutlineItem("Överenskommelse", "#formular", "warning"),
    ]


def _with_errors() -> ExampleForm:
    return ExampleForm(
        {
            "name": "Vägvalet",
            "kind": "individ",
            "start": "250101",
            "end": "2025-06-31",
            "amount_kr": "9 500 000",
            "partners": [],
            "background": "Fler unga än tidigare står utan både arbete och studier.",
        }
    )


def components(request: HttpRequest) -> HttpResponse:
    """Show every component. Open to anyone: nothing here is real."""
    number = request.GET.get("sida", "3")
    context = {
        "today": TODAY,
        "now": datetime(2024, 9, 12, 14, 32, tzinfo=ZoneInfo("Europe/Stockholm")),
        "days": (date(2024, 9, 9), TODAY, date(2024, 9, 13), date(2024, 9, 19)),
        "findings": _findings(),
        "steps": _steps(),
        "tasks": _tasks(),
        "outline": _outline(),
        "space": _space(),
        "form": _with_errors(),
        "clean_form": ExampleForm(prefix="ren"),
        "page": Paginator(range(312), 20).get_page(number),
    }
    return render(request, "web/components.html", context)
