"""A form that is sent with a day that may be mistyped is shown once more, with the question.

What the page has asked about comes back with its form, and is saved as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest

from samordna.ground import clock
from samordna.kernel.likely import unlikely

#: The name under which a page sends back the days that it has asked about.
ASKED = "dag_sedd"


@dataclass(frozen=True, slots=True)
class UnlikelyDay:
    """A day to ask about: its field's label, and why."""

    label: str
    day: date
    why: str


def unlikely_days(
    request: HttpRequest, form: forms.Form, names: Sequence[str], begun: Sequence[str] = ()
) -> list[UnlikelyDay]:
    """The days of these fields to ask about; none where the form has errors, where they stand as
    they did, or where each has been asked about. Those of ``begun`` may have been."""
    if not form.is_valid():
        return []
    today, changed = clock.today(), form.changed_data
    found = [
        UnlikelyDay(str(form.fields[name].label), day, why)
        for name in (*names, *begun)
        if name in changed
        and (day := form.cleaned_data.get(name))
        and (why := unlikely(day, today, may_have_been=name in begun))
    ]
    asked = request.POST.getlist(ASKED)
    return found if any(str(one.day) not in asked for one in found) else []
