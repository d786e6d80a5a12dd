"""What people type: a new plan, and the head of the plan's table of figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samordna.economy.rules.assembly import MOST_PRELIMINARY_YEARS
from samordna.economy.rules.thousands import format_tkr_cell, parse_tkr_cell
from samordna.kernel.money import LONGEST_TYPED, NotAnAmount
from samordna.web.forms import (
    HouseForm,
    KronorField,
    OneReason,
    ReasonField,
    SwedishDateField,
    TidyCharField,
)

#: So many years may the budget year be from the day that a plan is of.
_NEAR = 3


class TkrField(KronorField):
    """An amount that is shown and typed in thousands of kronor, and kept in whole kronor."""

    unit = "tkr"

    def to_python(self, value: object) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return value
        text = str(value).strip()
        if len(text) > LONGEST_TYPED:
            raise ValidationError("Texten är för lång för fältet.", code="too_long")
        if not text:
            return None
        try:
            return parse_tkr_cell(text)
        except NotAnAmount as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: object) -> object:
        is_amount = isinstance(value, int) and not isinstance(value, bool)
        return format_tkr_cell(int(value)) if is_amount else value  # type: ignore[call-overload]


class PlanHeadForm(HouseForm):
    """What a plan is called and begins with."""

    title = TidyCharField(label="Rubrik", max_length=160)
    opening_kr = TkrField(
        label="Ingående överskott",
        min_kr=-100_000_000_000,
        help_text="Tusental kronor. Skriv minus före ett underskott.",
    )
    reserve_kr = TkrField(
        label="Reservfond",
        help_text="Tusental kronor. Står utanför beslutsutrymmet.",
    )


class PlanYearsForm(OneReason, HouseForm):
    """The day and the years of a plan."""

    as_of = SwedishDateField(label="Per den", help_text="Dagen som planen gäller från.")
    first_year = forms.IntegerField(
        label="Budgetår",
        min_value=1990,
        max_value=2100,
        help_text="Det första året, med både budget och prognos.",
        error_messages={
            "required": "Skriv ett år, till exempel 2025.",
            "invalid": "Skriv ett år, till exempel 2025.",
            "min_value": "Året är orimligt.",
            "max_value": "Året är orimligt.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    preliminary_years = forms.IntegerField(
        label="Preliminära år",
        min_value=0,
        max_value=MOST_PRELIMINARY_YEARS,
        help_text="Så många år efter budgetåret.",
        error_messages={
            "required": "Skriv ett antal, till exempel 4.",
            "invalid": "Skriv ett antal, till exempel 4.",
            "min_value": "Antalet kan inte vara negativt.",
            "max_value": f"Högst {MOST_PRELIMINARY_YEARS} preliminära år.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """The budget year is near the day: a plan of 2052 in 2025 is mistyped."""
        values = super().clean() or {}
        day, year = values.get("as_of"), values.get("first_year")
        if day and year and abs(year - day.year) > _NEAR:
            self.add_error(
                "first_year",
                f"Budgetåret {year} ligger långt från dagen som planen gäller från. Rätta året "
                "eller dagen.",
            )
        return values


class NewPlanForm(PlanYearsForm):
    """A new plan: from an older one, or the association's first."""

    title = TidyCharField(label="Rubrik", max_length=160)


class RemovePlanForm(HouseForm):
    """Why a plan is removed."""

    reason = ReasonField(label="Varför tas planen bort?", max_length=300)
