"""Amounts, numbers, days and times of day, as every template writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from samordna.kernel.counting import counted
from samordna.kernel.dates import format_long, format_weekday
from samordna.kernel.money import NBSP, format_kr, format_number, format_tkr, to_tkr

register = template.Library()

NOTHING = "–"
#: What is further off than so is told in months.
MOST_DAYS = 92


# Figures ------------------------------------------------------------------------------------------


def is_missing(value: Any) -> bool:
    """Whether there is nothing to write: a template gives an empty text for an unknown name."""
    return value is None or value == ""


@register.filter
def kr(value: int | None) -> str:
    """Whole kronor: ``1 234 567 kr``."""
    return NOTHING if is_missing(value) else format_kr(int(value))  # type: ignore[arg-type]


@register.filter
def tkr(value: int | None) -> str:
    """Kronor as thousands: ``1 235 tkr``."""
    return NOTHING if is_missing(value) else format_tkr(int(value))  # type: ignore[arg-type]


@register.filter
def tkr_bare(value: int | None) -> str:
    """Kronor as thousands without the unit, for columns whose heading says tkr: ``1 235``."""
    return NOTHING if is_missing(value) else format_number(to_tkr(int(value)))  # type: ignore[arg-type]


@register.filter
def number(value: int | None) -> str:
    """A whole number: ``1 234 567``."""
    return NOTHING if is_missing(value) else format_number(int(value))  # type: ignore[arg-type]


@register.simple_tag
def money(value: int | None, unit: str = "kr", bare: bool = False) -> SafeString:
    """An amount in kronor as a figure of its own, in ``kr`` or ``tkr``; marked when below zero."""
    if is_missing(value):
        return SafeString(f'<span class="money">{NOTHING}</span>')
    amount = int(value)  # type: ignore[arg-type]
    if unit not in ("kr", "tkr"):
        raise template.TemplateSyntaxError(f"money: the unit is kr or tkr, not {unit!r}")
    shown = format_number(amount if unit == "kr" else to_tkr(amount))
    text = shown if bare else f"{shown}{NBSP}{unit}"
    name = "money negative" if amount < 0 else "money"
    return SafeString(f'<span class="{name}">{text}</span>')


# Days ---------------------------------------------------------------------------------------------


def _as_day(value: date | datetime) -> date:
    """The day in Sweden of a day or a moment."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _time(value: date | datetime, text: str) -> SafeString:
    # HTML knows no parts of a second beyond thousandths; nobody is told of those either.
    stamp = value.isoformat("T", "seconds") if isinstance(value, datetime) else value.isoformat()
    return SafeString(f'<time datetime="{stamp}">{text}</time>')


@register.filter(name="day")
def day_filter(value: date | datetime | None) -> SafeString | str:
    """A day in figures: ``2024-09-12``."""
    if not value:
        return NOTHING
    found = _as_day(value)
    return _time(found, found.isoformat())


@register.filter
def longday(value: date | datetime | None) -> SafeString | str:
    """A day in words: ``12 september 2024``."""
    if not value:
        return NOTHING
    found = _as_day(value)
    return _time(found, format_long(found))


@register.filter
def weekday(value: date | datetime | None) -> SafeString | str:
    """A day with its weekday: ``torsdag 12 september 2024``."""
    if not value:
        return NOTHING
    found = _as_day(value)
    return _time(found, format_weekday(found))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def clock(value: datetime | None) -> SafeString | str:
    """The time of day in Sweden: ``14.32``."""
    return _time(_local(value), f"{_local(value):%H.%M}") if value else NOTHING


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A day and a time of day in Sweden: ``2024-09-12 14.32``."""
    return _time(_local(value), f"{_local(value):%Y-%m-%d %H.%M}") if value else NOTHING


def _near(days: int) -> str | None:
    return {-1: "i går", 0: "i dag", 1: "i morgon"}.get(days)


@register.simple_tag
def day_left(due: date | None, today: date) -> SafeString | str:
    """How far off a last day is: i dag, om 7 dagar, om 15 månader; after it, how late one is."""
    if not due:
        return ""
    due = _as_day(due)
    days = (due - _as_day(today)).days
    if days < 0:
        text = f"{counted(-days, 'dag', 'dagar')} sen"
        return SafeString(f'<time class="day-left late" datetime="{due.isoformat()}">{text}</time>')
    text = _near(days) or f"om {days} dagar"
    if days > MOST_DAYS:
        text = f"om {counted(round(days * 12 / 365.25), 'månad', 'månader')}"
    return SafeString(f'<time class="day-left" datetime="{due.isoformat()}">{text}</time>')


@register.simple_tag
def days_ago(value: date | None, today: date) -> SafeString | str:
    """How long ago something was: i dag, i går, för 3 dagar sedan."""
    if not value:
        return ""
    value = _as_day(value)
    days = (_as_day(today) - value).days
    return _time(
        value, _near(-days) or (f"för {days} dagar sedan" if days > 0 else f"om {-days} dagar")
    )
