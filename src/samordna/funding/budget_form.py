"""The budget as a form: one small form for each row, and one for each group's years.

Rows are added and removed without script: the button sends the whole form, and the page comes back
with one row more or less and everything that was typed, open at the row where one goes on.
Inputs are named as the findings name their places (``row-3.percent``, ``years-other.year-2025``).
"""

from __future__ import annotations

import json
import re
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from typing import Any

from django.http import QueryDict

from samordna.budgets import codes as budget_codes
from samordna.budgets.labels import STANDARD_LABELS, fold
from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, group_key, years_of_groups
from samordna.funding.budget_rows import RowForm, YearsForm
from samordna.funding.rules import codes
from samordna.funding.rules.content import Content
from samordna.kernel.findings import Finding, Where
from samordna.kernel.unread import Fields, Unread
from samordna.web.merging import DRAWN, fingerprint, limit_of, read_prints

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

_ROW = re.compile(r"^row-([0-9]{1,9})$")
#: Keys of rows that are added in a page begin here: two who add rows at once choose by chance.
_FIRST_ADDED, _KEYS = 1_000_000, 998_000_000
#: The input that says in which order the page has its organisations' amounts.
PARTIES = "parter"


class BudgetForm:
    """All rows and years of a budget: unbound from what is saved, or bound to what was sent."""

    def __init__(self, content: Content, data: QueryDict | None = None) -> None:
        self.content = content
        self.parties = content.parties
        self.data = None if data is None else _in_order(data, self.parties)
        self.years = content.years
        if self.data is None:
            self.rows = [self._saved(row) for row in _rows_to_show(content.budget)]
        else:
            self.rows = list(self._sent(self.data))
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
        key = new_key()
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

    @property
    def is_bound(self) -> bool:
        """Whether it holds what was sent."""
        return self.data is not None

    @property
    def forms(self) -> list[RowForm | YearsForm]:
        """The rows and the groups' years."""
        return [*self.rows, *self.year_forms]

    def is_valid(self) -> bool:
        """Whether everything that was typed could be read. Every form is asked, for its errors."""
        answers = [form.is_valid() for form in self.forms]
        return all(answers)

    @property
    def party_order(self) -> str:
        """The organisations in the order of the amounts of each row."""
        return " ".join(str(party.id) for party in self.parties)

    @property
    def drawn(self) -> str:
        """The prints of what the page was drawn with, as its form carries them."""
        if self.data is not None and DRAWN in self.data:
            return str(self.data[DRAWN])
        return self.prints([line.key for line in self.content.budget.lines])

    def prints(self, saved: Collection[str]) -> str:
        """The prints of a page that is drawn with what could be read of this.

        An input that is left out is empty. A row is 1 where it is among those ``saved``, else 0.
        """
        found = {row.key: "1" if row.key in saved else "0" for row in self.rows}
        for form in self.forms:
            for name in form.fields:
                if text := form.text_of(name):
                    found[form.add_prefix(name)] = fingerprint(text)
        return json.dumps(found, separators=(",", ":"))

    def as_sent(self) -> QueryDict:
        """What a browser would send of a page with what could be read of this."""
        data = QueryDict(mutable=True)
        data.setlist("rows", [row.marker for row in self.rows])
        data[PARTIES], data[DRAWN] = self.party_order, self.drawn
        for form in self.forms:
            for name in form.fields:
                form.take(data, name, form.text_of(name))
        return data

    def unread(self) -> dict[str, Unread]:
        """What was typed and cannot be read, by input."""
        return {
            form.add_prefix(name): Unread(
                form.place_of(name),
                (str(form[name].value() or ""),),
                " ".join(str(text) for text in form.errors[name]),
                limit_of(form.fields[name]),
            )
            for form in self.forms
            if form.is_bound
            for name in form.errors
        }

    def saved_with(self, keys: Collection[str]) -> BudgetForm:
        """The same, on a page that is drawn when it is saved; the rows with these keys are."""
        if self.data is None:
            return self
        # The same rows: none of them reads the prints, and making them is half of a save.
        saved = copy(self)
        saved.data = self.data.copy()
        saved.data[DRAWN] = self.prints(keys)
        return saved

    def without_unread(self) -> BudgetForm:
        """The same, with what is saved in the inputs that cannot be read."""
        unread = self.unread()
        if self.data is None or not unread:
            return self
        data, saved = self.data.copy(), BudgetForm(self.content).as_sent()
        for name in unread:
            data[name] = saved.get(name, "")
        return BudgetForm(self.content, data)

    def with_unread(self, unread: Fields) -> BudgetForm:
        """The same, with what was typed in the inputs that cannot be read."""
        if not unread:
            return self
        data = self.as_sent() if self.data is None else self.data.copy()
        for name, one in unread.items():
            data.setlist(name, list(one.typed))
        budget = BudgetForm(self.content, data)
        for form in budget.forms:
            for name, errors in form.errors.items():
                kept = unread.get(form.add_prefix(name))
                if kept is not None and kept.cut:
                    errors.append(kept.cut)
        return budget

    def written(self) -> Budget:
        """The budget as far as it could be read."""
        groups = {form.group: form.by_year for form in self.year_forms}
        lines = tuple(row.line for row in self.rows)
        return Budget(lines=lines, other_years=years_of_groups(groups))

    def unread_side(self, side: Side) -> list[tuple[str, str]]:
        """The rows of a side that hold an amount that could not be read, so that its sums are not
        known: the id of that field, and the row's number in its table with its name."""
        return [
            (field, f"rad {number}, {row.title}")
            for _, _, rows in self.groups(side)
            for number, row in enumerate(rows, start=1)
            if (field := row.first_unread("amount-"))
        ]

    def unread_years(self) -> list[tuple[str, str]]:
        """The rows that hold a year that could not be read, so that the sums of the years are not
        known: the id of that field, and the row's name."""
        return [(field, form.title) for form in self.forms if (field := form.first_unread("year-"))]

    def without_guesses(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings but for those that take an amount for 0 because it could not be read."""
        unread = {f.key for f in self.forms if f.cannot_read("amount-", "year-")}
        if not unread:
            return list(findings)
        groups = {group_key(row.group) for row in self.rows if row.key in unread}
        return [
            f
            for f in findings
            if f.code not in OF_SUMS and (f.where.field or "").split(".")[0] not in unread | groups
        ]

    def forms_with_errors(self) -> list[RowForm | YearsForm]:
        """The forms that could not be read, for the summary of errors."""
        self.tell_apart()
        return [f for f in self.forms if f.is_bound and f.errors]

    def wage_rows(self) -> list[RowForm]:
        """The rows that have years of their own."""
        self.tell_apart()
        return [row for row in self.rows if row.has_years]

    def tell_apart(self) -> None:
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
        self.tell_apart()
        return [
            (
                group,
                group.label,
                [row for row in self.rows if row.side is side and row.group is group],
            )
            for group in Group
        ]


def new_key() -> str:
    """A key for a row that is added in a page: two who add rows at once do not get the same."""
    return f"row-{_FIRST_ADDED + secrets.randbelow(_KEYS)}"


def _in_order(data: QueryDict, parties: tuple[Party, ...]) -> QueryDict:
    """What a page sent, with its amounts in the order that the organisations have by now.

    Another organisation may have been added, or one taken out, since the page was opened.
    """
    sent, now = data.get(PARTIES, "").split(), [str(party.id) for party in parties]
    if not sent or sent == now:
        return data
    places = {
        f"amount-{index}": f"amount-{now.index(pk)}" for index, pk in enumerate(sent) if pk in now
    }

    def name_now(name: str) -> str | None:
        row, dot, field = name.partition(".")
        if not dot or not field.startswith("amount-"):
            return name
        return f"{row}.{places[field]}" if field in places else None

    found = QueryDict(mutable=True)
    for name, values in data.lists():
        if (renamed := name_now(name)) is not None:
            found.setlist(renamed, values)
    prints = read_prints(data.get(DRAWN)) or {}
    found[DRAWN] = json.dumps(
        {here: one for name, one in prints.items() if (here := name_now(name)) is not None},
        separators=(",", ":"),
    )
    found[PARTIES] = " ".join(now)
    return found


def _rows_to_show(budget: Budget) -> list[Line]:
    """The saved rows, and those of the standard rows that are not among them, to fill in.

    A standard row has the same key for all who begin it, and from page to page.
    """
    standard = [
        (Group.WAGE, ""),
        *((group, label) for group, labels in STANDARD_LABELS.items() for label in labels),
    ]
    asked = [line for line in budget.lines if line.side is Side.REQUESTED]
    there = {(line.group, fold(line.label)) for line in asked}
    if any(line.group is Group.WAGE for line in asked):
        there.add((Group.WAGE, ""))
    used = {line.key for line in budget.lines}
    left = [
        (_standard_key(number, used), group, label)
        for number, (group, label) in enumerate(standard, start=1)
        if (group, fold(label)) not in there
    ][: max(0, MOST_ROWS - len(budget.lines))]
    return [
        *budget.lines,
        *(
            Line(
                side=Side.REQUESTED,
                group=group,
                label=label,
                where=Where(field=key),
            )
            for key, group, label in left
        ),
    ]


def _standard_key(number: int, used: Collection[str]) -> str:
    wanted = (f"row-{number}", f"row-{_FIRST_ADDED + _KEYS + number}")
    return next((key for key in wanted if key not in used), None) or new_key()


def findings_of(key: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings about one row or one group's years, but not those about its years as such."""
    return [f for f in findings if f.where.field == key or _starts(f, f"{key}.")]


def _starts(finding: Finding, beginning: str) -> bool:
    return (finding.where.field or "").startswith(beginning)


def is_about_years(finding: Finding) -> bool:
    """Whether a finding is about how money is spread over years."""
    field = finding.where.field or ""
    return ".year" in field or field.startswith("years")
