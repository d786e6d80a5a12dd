"""The demonstration's own clock. It starts on 5 September 2024 and is moved forward by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from samordna.demonstration.models import DemonstrationClock

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2024, 9, 5, 9, 0, tzinfo=STOCKHOLM)

#: The clock runs with the real one, so that events differ, but never into another day by itself.
LONGEST_RUN = timedelta(hours=6)


#: The clock's row while a request is answered, so that it is read once and stands still.
_held: ContextVar[datetime | None] = ContextVar("demonstration_clock", default=None)


class NotForward(ValueError):
    """The clock would go back; the message is a Swedish sentence."""


def now() -> datetime:
    """The present moment here: where it was set plus the time since, at most six hours."""
    return _held.get() or _read()


def _read() -> datetime:
    row = DemonstrationClock.objects.first()
    if row is None:
        return START
    return row.moment + min(max(timezone.now() - row.set_at, timedelta()), LONGEST_RUN)


def today() -> date:
    """The demonstration's present day in Sweden."""
    return now().astimezone(STOCKHOLM).date()


@contextmanager
def held() -> Iterator[None]:
    """Hold the clock at one moment: a request sees one time, and reads it once."""
    token = _held.set(_read())
    try:
        yield
    finally:
        _held.reset(token)


def set_clock(moment: datetime) -> None:
    """Set the clock, also back: for the loader, before anybody has come."""
    if _held.get() is not None:
        _held.set(moment)
    DemonstrationClock.objects.update_or_create(
        pk=1, defaults={"moment": moment, "set_at": timezone.now()}
    )


def move_to(day: date) -> None:
    """Move the clock to nine in the morning of a later day. Raises :class:`NotForward`."""
    if day <= today():
        raise NotForward(f"Klockan går bara framåt. Välj en dag efter {today()}.")
    set_clock(datetime.combine(day, time(9, 0), tzinfo=STOCKHOLM))
