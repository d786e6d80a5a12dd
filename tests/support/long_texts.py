"""The forms of a page in which one writes more than a line, and how what is written is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Saved in the thing itself, saved as its writer's own draft, or lost with the page.
IN_PLACE, DRAFT, LOST = "in place", "draft", "lost"


@dataclass
class LongForm:
    """A form: the names of its text areas, and what its page says of saving it."""

    autosaves: bool = False
    keeps: bool = False
    says: bool = False
    drafts: bool = False
    areas: set[str] = field(default_factory=set)

    @property
    def kept(self) -> str:
        """How what is written in it is kept; it is lost where no place says what became of it."""
        if self.autosaves and self.says and not self.drafts:
            return IN_PLACE
        return DRAFT if self.keeps and self.drafts else LOST


def long_forms(html: str) -> Iterator[LongForm]:
    """Each form of a page that has a text area, also one whose fields stand elsewhere."""
    reader = _Reader()
    reader.feed(html)
    yield from (form for form in reader.forms.values() if form.areas)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, LongForm] = {}
        self._form: LongForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms open; text areas and the place that says are of the form that they stand in."""
        has = dict(attrs)
        if tag == "form":
            ident = has.get("id") or f"#{len(self.forms)}"
            self._form = self.forms.setdefault(ident, LongForm())
            self._form.autosaves = "data-autosave" in has
            self._form.keeps = "data-unsaved" in has
            return
        form = self._form
        if other := has.get("form"):
            form = self.forms.setdefault(other, LongForm())
        if form is None:
            return
        if tag == "textarea":
            form.areas.add(has.get("name") or "")
        if "data-save-state" in has:
            form.says = True
            form.drafts = "data-drafts" in has

    def handle_endtag(self, tag: str) -> None:
        """A form closes."""
        if tag == "form":
            self._form = None
