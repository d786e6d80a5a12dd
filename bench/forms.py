"""A form as a browser would send it, read out of a page, with something more written in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_NUMBERS = frozenset({"numeric", "decimal"})
_UNSENT = frozenset({"submit", "button", "file", "image", "reset"})


@dataclass
class Form:
    """A form of a page: its id, where it is sent (empty for the page itself) and its fields.

    ``autosaves``: it is sent while somebody writes in it; it ``stays`` where the answer is parts of
    the page.
    """

    ident: str
    action: str
    autosaves: bool = False
    stays: bool = False
    values: list[tuple[str, str]] = field(default_factory=list)
    #: The field that is written in: the first long one, or else the first; and what is unticked.
    text: str = ""
    unticked: list[str] = field(default_factory=list)

    def with_more(self, more: str) -> dict[str, list[str]]:
        """What is sent when ``more`` has been written after the text, or something been ticked."""
        sent: dict[str, list[str]] = {}
        for name, value in self.values:
            sent.setdefault(name, []).append(value)
        if self.text:
            sent[self.text][0] = f"{sent[self.text][0]} {more}".strip()
        elif self.unticked:
            sent[self.unticked[-1]] = ["on"]
        return sent


def forms_of(html: str) -> list[Form]:
    """Every form of a page, also those whose fields stand elsewhere and name it."""
    reader = _Reader()
    reader.feed(html)
    return list(reader.forms.values())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self._form: Form | None = None
        self._area: tuple[Form, str] | None = None
        self._select: tuple[Form, str] | None = None
        self._option: str | None = None
        self._written = ""
        self._areas: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms open; fields are kept with the form that they are in or name."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            ident = has.get("id") or f"#{len(self.forms)}"
            self._form = self.forms.setdefault(ident, Form(ident, ""))
            self._form.action = has.get("action", "")
            self._form.autosaves = "data-autosave" in has
            self._form.stays = has.get("data-autosave") == "stay"
            return
        form = self._form
        if "form" in has:
            form = self.forms.setdefault(has["form"], Form(has["form"], ""))
        if form is None:
            return
        name = has.get("name", "")
        if tag == "input" and name:
            self._input(form, name, has)
        elif tag == "textarea" and name:
            self._area, self._written = (form, name), ""
        elif tag == "select" and name:
            self._select = (form, name)
            form.values.append((name, ""))
        elif tag == "option" and self._select and "selected" in has:
            chosen, called = self._select
            chosen.values.remove((called, ""))
            chosen.values.append((called, has.get("value", "")))

    def _input(self, form: Form, name: str, has: dict[str, str]) -> None:
        kind = has.get("type", "text")
        if kind == "checkbox" and "checked" not in has:
            form.unticked.append(name)
        if kind in _UNSENT or (kind in ("radio", "checkbox") and "checked" not in has):
            return
        form.values.append((name, has.get("value", "on" if kind == "checkbox" else "")))
        if kind == "text" and not form.text and has.get("inputmode") not in _NUMBERS:
            form.text = name

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._area:
            self._written += data

    def handle_endtag(self, tag: str) -> None:
        """Forms, text areas and lists close."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            form, name = self._area
            form.values.append((name, self._written.removeprefix("\n")))
            if form.text not in self._areas:
                form.text = name
            self._areas.add(name)
            self._area = None
