"""The budget as a form: one small form for each row, and one for each group's years.

Rows are added and removed without script: the button sends the whole form, and the page comes back
with one row more or less and everything that was typed, open at the row where one goes on.
Inputs are named as the findings name their places (``row-3.percent``, ``years-other.year-2025``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from samordna.budgets import codes as budget_codes
from samordna.budgets.labels import STANDARD_LABELS
from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, group_key, years_of_groups, years_of_line
from samordna.funding.rules import codes
from samordna.funding.rules.content import Content
from samordna.kernel.findings import Finding, Where
from samordna.web.forms import KronorField, SwedishDateField, TidyCharField

#: More rows than any budget has; the form stops there.
MOST_ROWS = 200

#: What is said of sums over several rows.
OF_SUMS = frozenset(
    {
        budget_codes.YEARS_DIFFER_FROM_TOTAL,
        budget_codes.YEARS_MISSING,
        budget_codes.ROUNDING,
        codes.BUDGET_EMPTY,
    }
)

_ROW = re.compile(r"^row-(\d{1,4})$")


class PercentField(forms.Field):
    """Per cent of full time: ``85``, ``12,5`` or ``85 %``; cleans to ``Decimal`` or ``None``."""

    width_class = "short"
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").replace("%", "").replace(",", ".").strip()
        if not text:
            return None
        try:
            percent = Decimal(text) if len(text) <= 12 else Decimal("NaN")
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


class _NamedForm(forms.Form):
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

    def cannot_read(self, *beginnings: str) -> bool:
        """Whether any input whose name begins so holds what could not be read."""
        return self.is_bound and any(name.startswith(beginnings) for name in self.errors)


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
        """What the row is called in labels for screen readers and in the table of years."""
        written = str(self["label"].value() or "").strip() or "rad utan benämning"
        return f"{written} ({self.number})" if self.number else written

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


class BudgetForm:
    """All rows and years of a budget: unbound from what is saved, or bound to what was sent."""

    def __init__(self, content: Content, data: QueryDict | None = None) -> None:
        self.content, self.data = content, data
        self.parties = content.parties
        self.years = content.years
        if data is None:
            self.rows = [self._saved(row) for row in _rows_to_show(content.budget)]
        else:
            self.rows = list(self._sent(data))
        self.year_forms = self._year_forms()

    def _saved(self, row: Line) -> RowForm:
        return self._row(row.key, row.side, row.group, row=row)

    def _sent(self, data: QueryDict) -> Iterable[RowForm]:
        seen: set[str] = set()
        for marker in data.getlist("rows")[:MOST_ROWS]:
            key, _, rest = marker.partition(":")
            side, _, group = rest.partition(":")
            known = side in set(Side) and group in set(Group) and _ROW.match(key)
            if known and key not in seen:
                seen.add(key)
                yield self._row(key, Side(side), Group(group), data=data)

    def _row(self, key: str, side: Side, group: Group, **source: Any) -> RowForm:
        return RowForm(
            key=key, side=side, group=group, parties=self.parties, years=self.years, **source
        )

    def _year_forms(self) -> list[YearsForm]:
        saved = self.content.budget
        groups = [Group.PREMISES, Group.OTHER]
        if any(saved.years_of(Group.WAGE).values()):
            groups.insert(0, Group.WAGE)
        return [
            YearsForm(group=g, years=self.years, data=self.data, values=saved.years_of(g))
            for g in groups
        ]

    def add_row(self, side: str, group: str) -> str | None:
        """Put an empty row last in a group; return its key, or None when there is no room."""
        if side not in set(Side) or group not in set(Group) or len(self.rows) >= MOST_ROWS:
            return None
        numbers = [int(row.key.removeprefix("row-")) for row in self.rows]
        key = f"row-{max(numbers, default=0) + 1}"
        self.rows.append(self._row(key, Side(side), Group(group), data=self.data))
        return key

    def remove_row(self, key: str) -> str:
        """Take a row out of the form; return where to go on: the row after it in its group, the one
        before it, or the group when it is empty. An unknown key takes nothing out.
        """
        gone = next((row for row in self.rows if row.key == key), None)
        if gone is None:
            return ""
        group = [row for row in self.rows if (row.side, row.group) == (gone.side, gone.group)]
        place = group.index(gone)
        self.rows.remove(gone)
        near = [*group[place + 1 : place + 2], *group[:place][-1:]]
        return near[0].key if near else f"{gone.side}:{gone.group}"

    def focus(self, place: str) -> None:
        """Let the page open at a row, where the person goes on writing."""
        for row in self.rows:
            if row.key == place:
                row.fields["label"].widget.attrs["autofocus"] = True

    def is_valid(self) -> bool:
        """Whether everything that was typed could be read. Every form is asked, for its errors."""
        answers = [form.is_valid() for form in [*self.rows, *self.year_forms]]
        return all(answers)

    def written(self) -> Budget:
        """The budget as far as it could be read."""
        groups = {form.group: form.by_year for form in self.year_forms}
        lines = tuple(row.line for row in self.rows)
        return Budget(lines=lines, other_years=years_of_groups(groups))

    def unread_side(self, side: Side) -> bool:
        """Whether an amount of a side could not be read, so that its sums are not known."""
        return any(row.cannot_read("amount-") for row in self.rows if row.side is side)

    def unread_years(self) -> bool:
        """Whether a year could not be read, so that the sums of the years are not known."""
        return any(form.cannot_read("year-") for form in [*self.rows, *self.year_forms])

    def without_guesses(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings but for those that take an amount for 0 because it could not be read."""
        unread = {
            f.key for f in [*self.rows, *self.year_forms] if f.cannot_read("amount-", "year-")
        }
        if not unread:
            return list(findings)
        groups = {group_key(row.group) for row in self.rows if row.key in unread}
        return [
            f
            for f in findings
            if f.code not in OF_SUMS and (f.where.field or "").split(".")[0] not in unread | groups
        ]

    def forms_with_errors(self) -> list[forms.Form]:
        """The forms that could not be read, for the summary of errors."""
        return [f for f in [*self.rows, *self.year_forms] if f.is_bound and f.errors]

    def wage_rows(self) -> list[RowForm]:
        """The rows that have years of their own."""
        self._tell_apart()
        return [row for row in self.rows if row.has_years]

    def _tell_apart(self) -> None:
        """Number those rows of a group that are called the same, for who hears their names."""
        alike = defaultdict(list)
        for row in self.rows:
            row.number = 0
            alike[row.side, row.group, row.title].append(row)
        for rows in alike.values():
            for number, row in enumerate(rows, start=1):
                row.number = number if len(rows) > 1 else 0

    def groups(self, side: Side) -> list[tuple[Group, str, list[RowForm]]]:
        """The rows of a side, group by group, with the group's name."""
        self._tell_apart()
        return [
            (
                group,
                group.label,
                [row for row in self.rows if row.side is side and row.group is group],
            )
            for group in Group
        ]


def _rows_to_show(budget: Budget) -> list[Line]:
    """The saved rows; in a budget that nobody has begun, the standard rows to fill in."""
    if budget.lines:
        return list(budget.lines)
    standard = [
        (Group.WAGE, ""),
        *((group, label) for group, labels in STANDARD_LABELS.items() for label in labels),
    ]
    return [
        Line(side=Side.REQUESTED, group=group, label=label, where=Where(field=f"row-{number}"))
        for number, (group, label) in enumerate(standard, start=1)
    ]


def findings_of(key: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings about one row or one group's years, but not those about its years as such."""
    return [f for f in findings if f.where.field == key or _starts(f, f"{key}.")]


def _starts(finding: Finding, beginning: str) -> bool:
    return (finding.where.field or "").startswith(beginning)


def is_about_years(finding: Finding) -> bool:
    """Whether a finding is about how money is spread over years."""
    field = finding.where.field or ""
    return ".year" in field or field.startswith("years")
