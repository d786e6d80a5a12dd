"""Two who write in a budget at once: each input of each row goes by whoever changed it.

As :mod:`samordna.web.merging` does with the fields of a form. Rows are known by their keys, from
save to save, so that one that was added, moved or taken away is no other row.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from samordna.funding.budget_form import BudgetForm, new_key
from samordna.funding.budget_rows import RowForm, YearsForm
from samordna.funding.rules.content import Content
from samordna.web.merging import DRAWN, FETCHES, KEEPS, fingerprint, read_prints
from samordna.web.revisions import EMPTY, Difference

#: What stands where one of two has taken a row away.
GONE = "raden är borttagen"
#: The print of a row that was saved when the page was drawn.
_SAVED = "1"


@dataclass(slots=True)
class Merged:
    """A budget laid together: the form, what both have changed, and which inputs were left alone.

    ``differences`` is empty where the form can be saved.
    """

    form: BudgetForm
    differences: list[Difference] = field(default_factory=list)
    untouched: set[str] = field(default_factory=set)


def merge_budget(typed: BudgetForm, content: Content, revision: int) -> Merged:
    """Lay what was typed together with what is saved by now, which stands at ``revision``.

    ``typed`` can be read. Of a form that does not say what its page was drawn with, every input
    that differs is asked about, and no saved row is taken away.
    """
    return _Merging(typed, content, revision).merged()


class _Merging:
    def __init__(self, typed: BudgetForm, content: Content, revision: int) -> None:
        data = typed.data if typed.data is not None else QueryDict()
        self.typed, self.content, self.data = typed, content, data.copy()
        self.saved = BudgetForm(content)
        kept = {line.key for line in content.budget.lines}
        self.theirs = {row.key: row for row in self.saved.rows if row.key in kept}
        self.drawn = read_prints(data.get(DRAWN)) or {}
        self.keeps, self.fetches = (data.get(n) == str(revision) for n in (KEEPS, FETCHES))
        self.asked: list[Difference] = []
        self.untouched: set[str] = set()

    def merged(self) -> Merged:
        self.typed.tell_apart()
        self.saved.tell_apart()
        others = [row for row in self.typed.rows if self._is_another(row)]
        markers = [self._moved(row) for row in others]
        rows = [row for row in self.typed.rows if row not in others]
        markers = [row.marker for row in rows if self._stays(row)] + markers
        mine = {row.key for row in rows}
        for key, row in self.theirs.items():
            if key not in mine and self._comes_back(row):
                markers.append(row.marker)
                for name in row.fields:
                    row.take(self.data, name, row.text_of(name))
        here = {form.key: form for form in self.typed.year_forms}
        for theirs in self.saved.year_forms:
            self._inputs(here.get(theirs.key), theirs)
        self.data.setlist("rows", markers)
        # From now on, the page is compared with what is saved.
        self.data[DRAWN] = self.saved.prints(self.theirs)
        return Merged(BudgetForm(self.content, self.data), self.asked, self.untouched)

    def _is_another(self, row: RowForm) -> bool:
        """Whether somebody else's row, of another group, has taken the key of one of the page's."""
        theirs = self.theirs.get(row.key)
        return theirs is not None and theirs.marker != row.marker

    def _moved(self, row: RowForm) -> str:
        """Let a row stand under a key of its own; return its marker."""
        key = new_key()
        for name in row.fields:
            self.data[f"{key}.{name}"] = self.data.get(row.add_prefix(name), "")
        return row.marker.replace(row.key, key, 1)

    def _stays(self, row: RowForm) -> bool:
        """Whether a row of the page goes on standing there."""
        theirs = self.theirs.get(row.key)
        if theirs is not None:
            self._inputs(row, theirs)
            return True
        if self.drawn.get(row.key) != _SAVED:
            return True
        changed = [name for name in row.fields if not self._is_untouched(row, name)]
        if not changed or self.fetches:
            return False
        self._ask(Difference(row.title, GONE, _in_words(row)))
        return True

    def _comes_back(self, row: RowForm) -> bool:
        """Whether a saved row that the page does not have is put into it."""
        if self.drawn.get(row.key) != _SAVED:
            return True
        changed = [
            name for name in row.fields if self._before(row, name) != fingerprint(row.text_of(name))
        ]
        if not changed:
            return False
        if not self.fetches:
            self._ask(Difference(row.title, _in_words(row), GONE))
        return self.fetches

    def _inputs(self, mine: RowForm | YearsForm | None, theirs: RowForm | YearsForm) -> None:
        for name in theirs.fields:
            html_name, text = theirs.add_prefix(name), theirs.text_of(name)
            if mine is None or name not in mine.fields or html_name not in self.data:
                theirs.take(self.data, name, text)
                continue
            if is_untouched := self._is_untouched(mine, name):
                self.untouched.add(html_name)
            before = self._before(mine, name)
            if text in mine.typed_in(name):
                continue
            if is_untouched or (self.fetches and before != fingerprint(text)):
                theirs.take(self.data, name, text)
            elif before != fingerprint(text):
                typed = str(mine[name].value() or "")
                self._ask(Difference(mine.place_of(name), text or EMPTY, typed or EMPTY))

    def _ask(self, about: Difference) -> None:
        if not self.keeps:
            self.asked.append(about)

    def _before(self, form: RowForm | YearsForm, name: str) -> str:
        """The print of an input as the page was drawn; empty where nothing is known of it."""
        known = bool(self.drawn) and (isinstance(form, YearsForm) or form.key in self.drawn)
        return self.drawn.get(form.add_prefix(name), fingerprint("") if known else "")

    def _is_untouched(self, form: RowForm | YearsForm, name: str) -> bool:
        return self._before(form, name) in map(fingerprint, form.typed_in(name))


def _in_words(row: RowForm) -> str:
    """All that is written in a row."""
    said = [
        f"{row.fields[name].label} {text}" for name in row.fields if (text := row.text_of(name))
    ]
    return "\n".join(said) or EMPTY
