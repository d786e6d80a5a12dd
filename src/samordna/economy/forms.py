"""What people type: the day of the decision space, a new plan, and the plan's table of figures."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from samordna.economy.assembly import MOST_PRELIMINARY_YEARS
from samordna.kernel.money import (
    MINUS,
    NotAnAmount,
    format_kr,
    format_number,
    parse_kr,
    read_number,
)
from samordna.web.forms import LONGEST_TYPED, KronorField, SwedishDateField, TidyCharField

#: More than this in a cell that counts in thousands is surely typed in kronor.
LARGEST_BARE_TKR = 500_000


def parse_tkr_cell(text: str) -> int:
    """Read a cell under a heading that says tkr, and return whole kronor.

    ``2 753`` and ``909,6`` are thousands; ``2 753 000 kr`` and ``2 753 tkr`` say themselves what
    they are. Raises :class:`~samordna.kernel.money.NotAnAmount`, also for a bare figure so large
    that it must have been meant as kronor.
    """
    _, says_tkr, says_kr = read_number(text)
    if says_tkr or says_kr:
        return parse_kr(text)
    kr = parse_kr(f"{text} tkr")
    if abs(kr) > LARGEST_BARE_TKR * 1000:
        raise NotAnAmount(
            f"{text.strip()[:40]} tkr är orimligt mycket. Kolumnen räknas i tusental; skriv "
            f"”{text.strip()[:40]} kr” om du menar kronor."
        )
    return kr


def format_tkr_cell(kr: int) -> str:
    """Write kronor as thousands without losing any: ``2 753`` or ``909,6``.

    An amount that would need three decimals is written in kronor, ``909 125 kr``: three figures
    after a comma are read as a group of thousands.
    """
    if kr % 10:
        return format_kr(kr)
    whole, rest = divmod(abs(kr), 1000)
    text = format_number(whole)
    if rest:
        text += f",{rest:03d}".rstrip("0")
    return f"{MINUS}{text}" if kr < 0 else text


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


class AsOfForm(forms.Form):
    """The day that the decision space is shown for."""

    per = SwedishDateField(label="Per den", required=False)


class PlanHeadForm(forms.Form):
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


class NewPlanForm(forms.Form):
    """A new plan: from an older one, or the association's first."""

    as_of = SwedishDateField(label="Per den", help_text="Dagen som planen gäller från.")
    title = TidyCharField(label="Rubrik", max_length=160)
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
