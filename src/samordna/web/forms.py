"""Form fields that read days and amounts as people write them, and keep what they typed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samordna.ground.kept_json import NUL_SHOWN
from samordna.kernel.dates import NotADate, parse_date
from samordna.kernel.mail import unreachable_sentence
from samordna.kernel.money import (
    LARGEST_KR,
    LONGEST_TYPED,
    NotAnAmount,
    format_kr,
    format_number,
    parse_whole_kr,
    with_hard_spaces,
)
from samordna.kernel.phones import not_a_phone
from samordna.kernel.texts import as_read

#: What a field says when it is empty, also in the forms of packages: a form here says it by name.
#: So do a number and a text that are too small or too large.
NOTHING_WRITTEN = "Fyll i uppgiften."
forms.Field.default_error_messages = {
    **forms.Field.default_error_messages,
    "required": NOTHING_WRITTEN,
    "min_value": "Talet får vara lägst %(limit_value)s.",
    "max_value": "Talet får vara högst %(limit_value)s.",
    "max_length": "Texten har %(show_value)d tecken, och får ha högst %(limit_value)d.",
    "min_length": "Texten har %(show_value)d tecken, och ska ha minst %(limit_value)d.",
}
forms.IntegerField.default_error_messages = {
    **forms.IntegerField.default_error_messages,
    "invalid": "Skriv ett heltal.",
}


#: How a day is written, as the help of its field says.
DAY_SHAPE = "ÅÅÅÅ-MM-DD"


#: Control characters: what is signed and put on a notice board must read as it is stored. NUL is
#: left for Django's own refusal, and so is the picture that it is kept as.
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def typed_text(value: Any) -> str:
    """What was typed in any field, as texts are read (:func:`samordna.kernel.texts.as_read`), with
    NUL where what was kept of it shows its picture. Every field here reads through this."""
    return as_read(str(value)).replace(NUL_SHOWN, "\x00")


def _typed(value: Any) -> str:
    text = typed_text(value).strip()
    if len(text) > LONGEST_TYPED:
        raise ValidationError("Texten är för lång för fältet.", code="too_long")
    return text


class SwedishDateField(forms.Field):
    """A day, read by :func:`samordna.kernel.dates.parse_date`; cleans to ``date`` or ``None``.

    A text field and not ``type=date``: browsers show that in the language of the computer, and
    people paste 250101 and "1 september 2024" from their papers. Both limits are allowed days.
    The help says how a day is written, whatever else it says.
    """

    width_class = "short"

    def __init__(
        self, *, min_day: date | None = None, max_day: date | None = None, **kwargs: Any
    ) -> None:
        self.min_day, self.max_day = min_day, max_day
        help_text = kwargs.get("help_text", DAY_SHAPE)
        if help_text and DAY_SHAPE not in help_text:
            kwargs["help_text"] = f"{DAY_SHAPE}. {help_text}"
        else:
            kwargs["help_text"] = help_text
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        kwargs["error_messages"] = {
            "required": "Skriv en dag, till exempel 2025-01-31.",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if not (text := _typed(value)):
            return None
        try:
            return parse_date(text)
        except NotADate as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_day and value < self.min_day:
            raise ValidationError(f"Dagen får tidigast vara {self.min_day}.", code="min_day")
        if self.max_day and value > self.max_day:
            raise ValidationError(f"Dagen får senast vara {self.max_day}.", code="max_day")

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class KronorField(forms.Field):
    """Whole kronor, read by :func:`samordna.kernel.money.parse_whole_kr`: ``int`` or ``None``.

    Takes ``1 234 567``, ``1.234.567 kr`` and ``1 235 tkr``; an amount with öre is refused. Both
    limits are allowed amounts.
    """

    unit = "kr"
    width_class = "short"

    def __init__(self, *, min_kr: int = 0, max_kr: int = LARGEST_KR, **kwargs: Any) -> None:
        self.min_kr, self.max_kr = min_kr, max_kr
        attrs = {"autocomplete": "off", "class": "amount"}
        if min_kr >= 0:
            # The digits-only keyboard of telephones has no minus sign.
            attrs["inputmode"] = "numeric"
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs["error_messages"] = {
            "required": "Skriv ett belopp i kronor.",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return value
        if not (text := _typed(value)):
            return None
        try:
            return parse_whole_kr(text)
        except NotAnAmount as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_kr:
            lowest = format_kr(self.min_kr)
            raise ValidationError(f"Beloppet får vara lägst {lowest}.", code="min_kr")
        if value > self.max_kr:
            highest = format_kr(self.max_kr)
            raise ValidationError(f"Beloppet får vara högst {highest}.", code="max_kr")

    def prepare_value(self, value: Any) -> Any:
        is_amount = isinstance(value, int) and not isinstance(value, bool)
        return format_number(value) if is_amount else value


def tidy_line(text: str) -> str:
    """One line of a text that looks the same as others made the same; runs of blanks become one."""
    return " ".join(_CONTROLS.sub("", " ".join(as_read(text).split())).split())


class TidyCharField(forms.CharField):
    """One line of text; runs of blanks (also hard ones) become one. 200 characters unless told.

    Signs that cannot be seen, or turn the order of what is read, are taken out, and amounts get
    hard spaces as in a :class:`TextField`.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value:
            value = with_hard_spaces(tidy_line(typed_text(value)))
        return super().to_python(value)


class PhoneField(TidyCharField):
    """A telephone number as people write it, 40 characters; what has no number in it is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Telefon", "max_length": 40, "required": False, **kwargs})

    def clean(self, value: Any) -> str:
        """The text. Raises ValidationError with the kernel's sentence."""
        text: str = super().clean(value)
        if reason := not_a_phone(text):
            raise ValidationError(reason, code="no_number")
        return text


class ReasonField(TidyCharField):
    """A reason, a sentence or two: kept as one line, and written where all of it can be seen."""

    width_class = "full"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)


class MailField(forms.EmailField):
    """An address for letters. One that they would not reach is refused with the reason."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {
            "invalid": "Skriv en hel e-postadress, till exempel namn@exempel.se.",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(typed_text(value) if value else value)

    def run_validators(self, value: Any) -> None:
        if value and (sentence := unreachable_sentence(value)):
            raise ValidationError(sentence, code="unreachable")
        super().run_validators(value)


class WebAddressField(forms.URLField):
    """An address on the web; ``https`` where no scheme is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(typed_text(value) if value else value)


class TextField(forms.CharField):
    """Text of several lines, line ends as ``\\n``. 20 000 characters unless told.

    Signs that cannot be seen, or turn the order of what is read, are taken out, and amounts get
    hard spaces, which some browsers make ordinary on the way: an amount never breaks over lines.
    """

    width_class = "full"

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value:
            value = _CONTROLS.sub("", typed_text(value).replace("\r\n", "\n"))
            value = with_hard_spaces(value)
        return super().to_python(value)


class YesNoField(forms.TypedChoiceField):
    """Ja or nej as two radio buttons; cleans to ``bool``, or ``None`` when empty and optional."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", (("ja", "Ja"), ("nej", "Nej")))
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs["error_messages"] = {
            "required": "Välj ja eller nej.",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(coerce=lambda chosen: chosen == "ja", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nej"}.get(value, value) if isinstance(value, bool) else value


class SaysWhatIsMissing:
    """For every form: a field that is empty says by its name what is to be written or chosen.

    A field with words of its own keeps them.
    """

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; of a field that is empty, in words that name it."""
        if getattr(error, "code", "") == "required" and str(error.message) == NOTHING_WRITTEN:
            error = ValidationError(missing(self[field]), code="required")  # type: ignore[index]
        super().add_error(field, error)  # type: ignore[misc]


def missing(bound: forms.BoundField) -> str:
    """That a field is empty, as a sentence with the field's label."""
    widget, label = bound.field.widget, f"”{str(bound.label).rstrip('.')}”"
    if widget.is_hidden:
        return "Något saknas i det som skickades. Ladda om sidan och försök igen."
    if isinstance(widget, forms.CheckboxInput):
        return f"Kryssa i {label}."
    if isinstance(widget, forms.FileInput):
        return f"Välj en fil under {label}."
    chosen = isinstance(widget, forms.widgets.ChoiceWidget)
    return f"Välj något under {label}." if chosen else f"Fyll i {label}."


class HouseForm(SaysWhatIsMissing, forms.Form):
    """What every form here begins with."""

    @property
    def has_long_text(self) -> bool:
        """Whether one writes more than a line in it."""
        return any(isinstance(f.widget, forms.Textarea) for f in self.fields.values())


class OneReason:
    """For forms whose ``clean`` looks at fields together: a field has one reason, and the first.

    What could not be read is missing from the cleaned data, and would be called empty as well.
    """

    _errors: Any

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, unless the field has one that it is about already."""
        told = self._errors or {}
        if field is None or isinstance(error, dict) or field not in told:
            super().add_error(field, error)  # type: ignore[misc]


def add_service_error(form: forms.BaseForm, error: Exception, field: str | None = None) -> None:
    """Show a named exception of a service as an error of the form, at a field where it has one."""
    form.add_error(field if field in form.fields else None, str(error))
