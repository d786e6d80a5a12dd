"""What a page showed of clauses, sent along with what somebody made of it."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from samordna.kernel.wording.clauses import Shown
from samordna.web.sent_json import read_json

#: The longest text of a field like this that is read, in characters.
_LONGEST = 200_000


class ShownField(forms.Field):
    """The clauses that a page showed, hidden in its form; cleans to a list of ``Shown``.

    What was not sent, or cannot be read, cleans to None: then the page showed what is saved.
    """

    widget = forms.HiddenInput

    def __init__(self, of: str = "", **kwargs: Any) -> None:
        """``of`` is the field that the clauses were shown in: the page keeps the two together."""
        super().__init__(**{"required": False, **kwargs})
        if of:
            self.widget.attrs["data-of"] = of

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return json.dumps([[s.key, s.text, s.edited] for s in value], ensure_ascii=False)
        return value

    def to_python(self, value: Any) -> list[Shown] | None:
        if isinstance(value, list):
            return value
        rows = read_json(str(value or ""), _LONGEST)
        if not isinstance(rows, list) or not all(map(_is_shown, rows)):
            return None
        return [Shown(key, text, edited) for key, text, edited in rows]


def _is_shown(row: object) -> bool:
    match row:
        case [int(key), str(), bool()]:
            return not isinstance(key, bool)
    return False
