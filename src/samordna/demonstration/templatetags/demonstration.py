"""What the clock of the frame shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import template

from samordna.demonstration import clock
from samordna.demonstration.milestones import coming

register = template.Library()


@register.simple_tag
def demonstration_day() -> date:
    """The demonstration's present day."""
    return clock.today()


@register.simple_tag(takes_context=True)
def demonstration_milestones(context: template.Context) -> list[tuple[str, date]]:
    """Days worth moving to: tomorrow, and what the association's meetings and notices give."""
    association: Any = context.get("association")
    day = clock.today()
    return [("I morgon", day + timedelta(days=1)), *coming(association, day)]
