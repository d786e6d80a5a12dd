"""Somebody saved meanwhile: one exception for every service, and both texts on every page.

A service raises :class:`Stale` instead of writing over what its actor has not seen. The page then
shows ``web/_both_texts.html`` with the form as it was typed, at the revision that now stands, so
that nothing typed is lost and the next save is made knowingly.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict

from samordna.kernel.sent_numbers import number_sent

#: Said where others save so fast that nothing of one's own gets in between.
CROWDED = (
    "Flera sparar samtidigt, och det du har skrivit hann inte sparas. Ingen annan har ändrat det "
    "som du har ändrat, och det finns kvar här. Spara igen."
)
#: What stands where a text or a figure is empty.
EMPTY = "(tomt)"


def revision_of(facts: Any) -> int:
    """A number that is another as soon as the facts are: for what counts no changes of its own."""
    text = json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True)
    return zlib.crc32(text.encode())


def seen_in(posted: Mapping[str, Any]) -> int | None:
    """The revision that a form was read at; None where it carries none."""
    return number_sent(str(posted.get("revision", "")))


class Stale(Exception):
    """Somebody else has saved the same thing since it was read; nothing has been changed.

    ``revision`` is the one that stands now. ``saved`` is what it holds, where the service has it at
    hand. The message is a Swedish sentence.
    """

    def __init__(self, revision: int, saved: Mapping[str, Any] | None = None) -> None:
        super().__init__(
            "Någon annan har sparat medan du skrev. Det kan också vara du själv i en annan flik. "
            "Det du har skrivit finns kvar här. Jämför med det som är sparat och spara igen."
        )
        self.revision = revision
        self.saved = dict(saved or {})
        #: What both have changed, where the two have been laid together.
        self.differences: list[Difference] = []
        #: Nobody changed the same, but others saved anew each time that it was to be saved.
        self.crowded = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing: where it stands, what is saved, and what was typed."""

    place: str
    saved: str
    typed: str


@dataclass(frozen=True, slots=True)
class BothTexts:
    """What ``web/_both_texts.html`` shows; ``revision`` is the one to save over.

    ``same``: what is saved has been compared with what was typed, and nothing differs.
    """

    message: str
    revision: int
    differences: tuple[Difference, ...]
    same: bool


def both_texts(stale: Stale, differences: Iterable[Difference] | None = None) -> BothTexts:
    """Both texts of everything that differs, or of what both changed, in the order of the page."""
    found = stale.differences if differences is None else differences
    shown = tuple(found)
    if stale.crowded:
        return BothTexts(CROWDED, stale.revision, shown, same=False)
    return BothTexts(str(stale), stale.revision, shown, same=not shown)


def differences_in(form: forms.Form, saved: Mapping[str, Any]) -> list[Difference]:
    """Each field that was typed otherwise than it is saved, in words; ``form`` must be valid.

    ``saved`` is by the names of the fields; a field that it leaves out is empty. Another way to
    write the same day or amount is no difference.
    """
    found = []
    for bound in form.visible_fields():
        field = bound.field
        kept, cleaned = saved.get(bound.name), form.cleaned_data.get(bound.name)
        typed = (plain(bound.value()), plain(field.prepare_value(cleaned)))
        if plain(field.prepare_value(kept)) not in typed:
            found.append(difference(bound, kept))
    return found


def difference(bound: forms.BoundField, saved: Any) -> Difference:
    """A field that was typed otherwise than it is saved, in words."""
    field = bound.field
    texts = (_in_words(field, field.prepare_value(saved)), _in_words(field, bound.value()))
    return Difference(str(bound.label), *texts)


def at_revision(form: forms.Form, revision: int) -> None:
    """Let the same text be saved once more, over what somebody else has saved."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("revision")] = str(revision)
    form.data = data


def plain(value: Any) -> str:
    """A value as text, the same however its lines end and its choices are ordered."""
    chosen = sorted(value) if isinstance(value, list) else value
    return "" if chosen is None else str(chosen).replace("\r\n", "\n").strip()


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list) else ["" if value is None else value]
        value = ", ".join(labels[str(key)] for key in chosen if str(key) in labels)
    return EMPTY if value in (None, "") else str(value)
