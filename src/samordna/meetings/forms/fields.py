"""A time of day as people write it, and att-clauses one a line."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samordna.kernel.money import LONGEST_TYPED
from samordna.kernel.wording.clauses import typed_clause
from samordna.web.forms import TextField, typed_text

_TIME = re.compile(r"^(?:kl\.?\s*)?([0-9]{1,2})(?:[.:]?([0-9]{2}))?$", re.IGNORECASE)

#: The longest att-clause and the most of them in one paragraph.
LONGEST_CLAUSE = 2_000
MOST_CLAUSES = 40


class TimeOfDayField(forms.Field):
    """A time of day: 9, 09.00, 9:00 or 0900; cleans to ``time`` or ``None``."""

    width_class = "short"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Till exempel 09.00")
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        kwargs["error_messages"] = {
            "required": "Skriv ett klockslag, till exempel 09.00.",
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = typed_text(value).strip()[: LONGEST_TYPED + 1]
        if not text:
            return None
        match = _TIME.match(text)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(
                f"”{text[:40]}” är inget klockslag. Skriv till exempel 09.00.", code="invalid"
            )
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class ClausesField(TextField):
    """Att-clauses, one a line, with or without *att*; cleans to a list of bare clauses, the amounts
    in them with hard spaces."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "En att-sats per rad. Ordet att sätts ut av sig självt.")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        lines = str(super().clean(value) or "").splitlines()
        clauses = [clause for line in lines if (clause := typed_clause(line))]
        if len(clauses) > MOST_CLAUSES:
            raise ValidationError(f"Högst {MOST_CLAUSES} att-satser i en paragraf.")
        if any(len(clause) > LONGEST_CLAUSE for clause in clauses):
            raise ValidationError(
                f"En att-sats får ha högst {LONGEST_CLAUSE} tecken. Dela upp den."
            )
        return clauses

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(v) for v in value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != (initial or []))
        except ValidationError:
            return True


#: The votes at the end of a line whose blanks are single.
_VOTES = re.compile(r"(?<![0-9])([0-9]{1,4})(?: röst(?:er)?)?\.?$")

#: The most candidates of an election.
MOST_CANDIDATES = 30


class CandidatesField(TextField):
    """The candidates of an election, one a line with the votes last; cleans to pairs of both."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text", "En kandidat per rad, med antal röster sist. Till exempel: Anna Berg 5."
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().clean(value) or "").splitlines()]
        found = []
        for number, line in enumerate(filter(None, lines), start=1):
            match = _VOTES.search(line)
            name = line[: match.start()].strip(" :;,") if match else ""
            if match is None or not name:
                raise ValidationError(
                    f"Rad {number}, ”{line[:40]}”, saknar namn eller antal röster. Skriv till "
                    "exempel Anna Berg 5."
                )
            found.append((name[:120], int(match[1])))
        if len(found) > MOST_CANDIDATES:
            raise ValidationError(f"Högst {MOST_CANDIDATES} kandidater i ett val.")
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{name} {count}" for name, count in value)
        return value
