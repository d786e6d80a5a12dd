"""At the table: whom a decision about money is sent to follows whom it gives money."""

from __future__ import annotations

from collections.abc import Sequence

from samordna.kernel.ordering import name_key
from samordna.meetings.models import AgendaItem, Treatment
from samordna.meetings.subjects import subject_of
from samordna.parties.models import Organisation

_LENGTH = Treatment._meta.get_field("informed").max_length or 0


def first_informed(item: AgendaItem) -> str:
    """Whom the decision about an item is sent to, before the secretary has written anything:
    nobody, of what is only proposed to the board."""
    subject = subject_of(item)
    if item.subject_id is None or subject.is_for_the_board(item.meeting.body):
        return ""
    return _with("", subject.told(item.subject_id))


def receivers(treatment: Treatment) -> list[Organisation]:
    """Those to whom the decided amounts of a paragraph give money; these have been read with their
    owners."""
    given = {row.organisation for row in treatment.amounts.all() if row.amount_kr > 0}
    return sorted(given, key=lambda one: name_key(one.name))


def inform_receivers(treatment: Treatment, before: list[Organisation]) -> None:
    """Name everybody who is given money beside those who are named; ``before`` are those who were.
    What nobody has written otherwise loses the names again that a grant brought. Queries where
    others are given money than before, none of what is only proposed to the board."""
    item, now = treatment.item, receivers(treatment)
    if item.subject_id is None or subject_of(item).is_for_the_board(item.meeting.body):
        return
    if before and before != now:
        first = first_informed(item)
        if treatment.informed == _with(first, before):
            treatment.informed = first
    treatment.informed = _with(treatment.informed, now)


def _with(informed: str, organisations: Sequence[Organisation]) -> str:
    """The names that are there, and those of the organisations that are not. Where they do not fit
    in full, by their short names."""
    named = [part.strip() for part in informed.split(",") if part.strip()]
    known, before = {name.casefold() for name in named}, len(named)
    for one in organisations:
        if known.isdisjoint({one.name.casefold(), one.short_name.casefold()}):
            fits = len(", ".join([*named, one.name])) <= _LENGTH
            named.append(one.name if fits else one.short_name)
    said = ", ".join(named)
    return said if len(named) > before and len(said) <= _LENGTH else informed
