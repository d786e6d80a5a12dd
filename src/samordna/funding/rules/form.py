"""The questions of an application form: configuration, frozen with each application.

A definition is plain JSON, so that an association can have its own::

    {"sections": [{"key": "malgrupp", "heading": "Målgrupp", "questions": [
        {"key": "beskrivning", "label": "...", "help": "...", "kind": "text", "required": true}]}],
     "agreement": [{"heading": "Lagar", "text": "..."}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Sections that every application has besides the form's own; a form may not use their keys.
INITIATIVE: Final = "insatsen"
BUDGET: Final = "budget"
AGREEMENT: Final = "overenskommelse"
SEND: Final = "skicka"
RESERVED: Final = frozenset({INITIATIVE, BUDGET, AGREEMENT, SEND})

KINDS: Final = ("text", "line", "number")
_KEY = re.compile(r"^[a-z][a-z0-9_-]{0,39}$")


class BadForm(ValueError):
    """The definition is no form; the message is a Swedish sentence that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``kind``: ``text`` (several lines), ``line`` (one) or ``number`` (whole)."""

    key: str
    label: str
    help: str = ""
    kind: str = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form: one page to write."""

    key: str
    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the agreement that every application carries unchanged."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: its sections in order, and the agreement."""

    sections: tuple[Section, ...]
    agreement: tuple[Clause, ...] = ()

    def section(self, key: str) -> Section | None:
        """The section with the key, if there is one."""
        return next((s for s in self.sections if s.key == key), None)

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions


def parse_form(definition: Mapping[str, Any]) -> Form:
    """Read a definition. Raises :class:`BadForm` with a sentence that says what is wrong."""
    sections = tuple(_section(raw) for raw in _listed(definition, "sections"))
    if not sections:
        raise BadForm("Formuläret har inga avsnitt.")
    _unique([s.key for s in sections], "avsnitt")
    form = Form(sections, tuple(_clause(raw) for raw in _listed(definition, "agreement")))
    _unique([q.key for q in form.questions], "frågor")
    return form


def _listed(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise BadForm(f"”{name}” ska vara en lista.")
    return found


def _text(raw: Mapping[str, Any], name: str, default: str | None = None) -> str:
    found = raw.get(name, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise BadForm(f"”{name}” saknas eller är inte text i formuläret.")
    return found.strip()


def _key(raw: Mapping[str, Any]) -> str:
    key = _text(raw, "key")
    if not _KEY.match(key):
        raise BadForm(
            f"Nyckeln ”{key[:40]}” får bara ha små bokstäver a–z, siffror och bindestreck."
        )
    return key


def _section(raw: Mapping[str, Any]) -> Section:
    key = _key(raw)
    if key in RESERVED:
        raise BadForm(f"Nyckeln ”{key}” är upptagen: det avsnittet har alla ansökningar.")
    questions = tuple(_question(item) for item in _listed(raw, "questions"))
    if not questions:
        raise BadForm(f"Avsnittet ”{key}” har inga frågor.")
    return Section(key, _text(raw, "heading"), questions)


def _question(raw: Mapping[str, Any]) -> Question:
    kind = _text(raw, "kind", "text")
    if kind not in KINDS:
        raise BadForm(f"Frågans slag ”{kind[:40]}” finns inte. Använd {', '.join(KINDS)}.")
    return Question(
        key=_key(raw),
        label=_text(raw, "label"),
        help=_text(raw, "help", ""),
        kind=kind,
        required=bool(raw.get("required", False)),
    )


def _clause(raw: Mapping[str, Any]) -> Clause:
    return Clause(_text(raw, "heading"), _text(raw, "text"))


def _unique(keys: list[str], what: str) -> None:
    double = sorted({key for key in keys if keys.count(key) > 1})
    if double:
        raise BadForm(f"Två {what} har samma nyckel: {', '.join(double)}.")
