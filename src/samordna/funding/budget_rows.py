"""The small forms that a budget is written in: one for each row, and one for a group's years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from samordna.budgets.shape import Group, Line, Side
from samordna.budgets.typed import Party, group_key, years_of_line
from samordna.kernel.findings import Where
from samordna.web.forms import HouseForm, KronorField, SwedishDateField, TidyCharField, typed_text
from samordna.web.revisions import plain


class PercentField(forms.Field):
    """Per cent of full time: ``85``, ``12,5`` or ``85 %``; cleans to ``Decimal`` or ``None``."""

    width_class = "short"
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        text = typed_text(value or "").replace("%", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            percent = Decimal(text) if len(text) <= 12 and text.isascii() else Decimal("NaN")
        except InvalidOperation as error:
            raise self._unreadable() from error
        if not percent.is_finite() or not 0 <= percent <= 2000:
            raise self._unreadable()
        return percent.quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            text = f"{value:f}"
            return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
        return value

    @staticmethod
    def _unreadable() -> ValidationError:
        return ValidationError("Skriv tjänsten i procent, till exempel 85.", code="invalid")


class _NamedForm(HouseForm):
    """A form whose inputs are named ``<key>.<field>``, as findings name their places."""

    key: str

    def add_prefix(self, field_name: str) -> str:
        return f"{self.prefix}.{field_name}"

    def readable(self, name: str) -> Any:
        """A value that could be read, or None: sums are shown also while something is wrong."""
        if not self.is_bound:
            return self.initial.get(name)
        self.is_valid()
        return self.cleaned_data.get(name)

    def text_of(self, name: str) -> str:
        """A value that could be read, as its input shows it; empty for nothing and for 0 kronor."""
        field = self.fields[name]
        text = plain(field.prepare_value(self.readable(name)))
        return "" if isinstance(field, KronorField) and text == "0" else text

    def typed_in(self, name: str) -> set[str]:
        """What stands in an input: as it was typed, and as it was read."""
        return {plain(self[name].value()), self.text_of(name)}

    def take(self, data: QueryDict, name: str, text: str) -> None:
        """Let an input hold what is saved."""
        data[self.add_prefix(name)] = text

    def place_of(self, name: str) -> str:
        """An input in words: the row, and what of it."""
        return f"{self.title}: {self.fields[name].label}"

    @property
    def title(self) -> str:
        """What the row is called."""
        raise NotImplementedError

    def _wrong(self, *, years: bool) -> list[Any]:
        """The inputs that hold what could not be read: those of years, or the others."""
        if not self.is_bound:
            return []
        return [
            self[name]
            for name in self.errors
            if name in self.fields and name != "note" and name.startswith("year-") is years
        ]

    def wrong_cells(self) -> list[Any]:
        """The inputs of the row itself that hold what could not be read, but for its own text."""
        return self._wrong(years=False)

    def wrong_years(self) -> list[Any]:
        """The inputs of years that hold what could not be read."""
        return self._wrong(years=True)

    def cannot_read(self, *beginnings: str) -> bool:
        """Whether any input whose name begins so holds what could not be read."""
        return bool(self.first_unread(*beginnings))

    def first_unread(self, *beginnings: str) -> str:
        """The id of the first input whose name begins so and holds what could not be read."""
        if not self.is_bound or not (errors := self.errors):
            return ""
        wrong = (name for name in self.fields if name in errors)
        return next((self[name].auto_id for name in wrong if name.startswith(beginnings)), "")


class RowForm(_NamedForm):
    """A row of the detailed budget."""

    def __init__(
        self,
        *,
        key: str,
        side: Side,
        group: Group,
        parties: tuple[Party, ...],
        years: list[int],
        data: QueryDict | None = None,
        row: Line | None = None,
    ) -> None:
        initial = _row_initial(row, parties) if row else {}
        super().__init__(data, prefix=key, initial=initial)
        self.key, self.side, self.group = key, side, group
        self.parties, self.years = parties, years
        self.has_years = side is Side.REQUESTED and group is Group.WAGE
        self.number = 0
        wage = group is Group.WAGE
        self.fields["label"] = TidyCharField(
            label="Befattning" if wage else "Kostnad", required=False, max_length=200
        )
        self.fields["percent"] = PercentField(label="Tjänst i %", required=False)
        self.fields["date_from"] = SwedishDateField(label="Från", required=False)
        self.fields["date_to"] = SwedishDateField(label="Till", required=False)
        if not wage:
            for name in ("percent", "date_from", "date_to"):
                self.fields[name].widget = forms.HiddenInput()
            self.fields["label"].widget.attrs["list"] = "kostnader"
        for index, party in enumerate(parties):
            self.fields[f"amount-{index}"] = KronorField(
                label=party.short_name or party.name, required=False
            )
        self.fields["note"] = TidyCharField(
            label="Text i stället för belopp", required=False, max_length=200
        )
        for year in years if self.has_years else ():
            self.fields[f"year-{year}"] = KronorField(label=str(year), required=False)

    @property
    def marker(self) -> str:
        """The value of the hidden input that says which row this is."""
        return f"{self.key}:{self.side}:{self.group}"

    @property
    def title(self) -> str:
        """What the row is called in labels for screen readers and in the table of years.

        The same costs stand on both sides, so that a row of the parties' own says that it is one.
        """
        written = str(self["label"].value() or "").strip() or "rad utan benämning"
        numbered = f"{written} ({self.number})" if self.number else written
        return f"{numbered}, egenfinansiering" if self.side is Side.OWN else numbered

    @property
    def note_label(self) -> str:
        """The label of the text that stands instead of an amount."""
        return f"Text i stället för belopp, {self.title}"

    @property
    def has_note(self) -> bool:
        """Whether the input for text instead of an amount is shown."""
        return bool(self["note"].value()) or (self.side is Side.OWN and not self.amount_kr)

    def amount_fields(self) -> list[Any]:
        """The inputs of the organisations' amounts."""
        return [self[f"amount-{index}"] for index in range(len(self.parties))]

    def year_fields(self) -> list[Any]:
        """The inputs of the years."""
        return [self[f"year-{year}"] for year in self.years]

    @cached_property
    def line(self) -> Line:
        """The row as far as it could be read."""
        years = self.years if self.has_years else []
        return Line(
            side=self.side,
            group=self.group,
            label=self.readable("label") or "",
            percent=self.readable("percent"),
            date_from=self.readable("date_from"),
            date_to=self.readable("date_to"),
            amounts={
                party.id: self.readable(f"amount-{index}") or 0
                for index, party in enumerate(self.parties)
            },
            note=self.readable("note") or "",
            years=years_of_line({year: self.readable(f"year-{year}") or 0 for year in years}),
            where=Where(field=self.key),
        )

    @property
    def amount_kr(self) -> int:
        """The row's sum, in kronor."""
        return self.line.amount_kr

    @property
    def years_kr(self) -> int:
        """The sum of the row's years, in kronor."""
        return self.line.years_kr

    @property
    def known_kr(self) -> int | None:
        """The row's sum; None while one of its amounts cannot be read."""
        return None if self.cannot_read("amount-") else self.amount_kr

    @property
    def known_years_kr(self) -> int | None:
        """The sum of the row's years; None while one of them cannot be read."""
        return None if self.cannot_read("year-") else self.years_kr


def _row_initial(row: Line, parties: tuple[Party, ...]) -> dict[str, Any]:
    amounts = {f"amount-{i}": row.amounts.get(p.id) for i, p in enumerate(parties)}
    return {
        "label": row.label,
        "percent": row.percent,
        "date_from": row.date_from,
        "date_to": row.date_to,
        "note": row.note,
        **amounts,
        **{f"year-{year}": kr for year, kr in row.by_year.items()},
    }


class YearsForm(_NamedForm):
    """The years of a group that is spread as a whole."""

    def __init__(
        self,
        *,
        group: Group,
        years: list[int],
        data: QueryDict | None = None,
        values: Mapping[int, int] | None = None,
    ) -> None:
        initial = {f"year-{year}": kr for year, kr in (values or {}).items()}
        super().__init__(data, prefix=group_key(group), initial=initial)
        self.group, self.years, self.key = group, years, group_key(group)
        for year in years:
            self.fields[f"year-{year}"] = KronorField(label=str(year), required=False)

    @property
    def title(self) -> str:
        """The group's name."""
        is_wage = self.group is Group.WAGE
        return "Löner som inte är fördelade per rad" if is_wage else self.group.label

    def year_fields(self) -> list[Any]:
        """The inputs of the years."""
        return [self[f"year-{year}"] for year in self.years]

    @cached_property
    def by_year(self) -> dict[int, int]:
        """The years as far as they could be read, in kronor."""
        return {year: self.readable(f"year-{year}") or 0 for year in self.years}

    @property
    def years_kr(self) -> int:
        """The sum of the years, in kronor."""
        return sum(self.by_year.values())

    @property
    def known_years_kr(self) -> int | None:
        """The sum of the years; None while one of them cannot be read."""
        return None if self.cannot_read("year-") else self.years_kr
