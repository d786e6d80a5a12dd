"""What a browser sends of a page: its form as it was drawn, with what one writes in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class _Form(HTMLParser):
    """The posted forms of a page, each as what a browser would send of it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._inside = self._fresh = False
        self._select = self._textarea = ""

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attributes}
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "form" and found.get("method") == "post":
            self._inside = True
            self.forms.append({})
        if not self._inside:
            return
        if tag == "input" and name:
            if kind in ("radio", "checkbox"):
                if "checked" in found:
                    self._add(name, found.get("value", "on"))
            elif kind not in ("file", "submit"):
                self._add(name, found.get("value", ""))
        elif tag == "select":
            self._select, self._fresh = name, True
        elif tag == "option" and (self._fresh or "selected" in found):
            # A select without a chosen option sends its first one.
            self.forms[-1][self._select] = [found.get("value", "")]
            self._fresh = False
        elif tag == "textarea":
            self._textarea = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1][self._textarea][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        if tag == "form":
            self._inside = False


def forms_of(html: str) -> list[dict[str, list[str]]]:
    """What a browser would send of each posted form of a page, by the names of the fields."""
    page = _Form()
    page.feed(html)
    return page.forms


def form_with(html: str, field: str) -> dict[str, Any]:
    """What a browser would send of the form that has a field. Raises StopIteration for none."""
    return dict(next(form for form in forms_of(html) if field in form))


def send(client: Client, path: str, **written: Any) -> HttpResponse:
    """Open a page, write something in its form, and send it as a browser would."""
    page = client.get(path).content.decode()
    drawn = form_with(page, "ritat")
    return client.post(path, {**drawn, **written})  # type: ignore[return-value]
