"""Idag begins with what is for now: what has no day, and what has stopped."""

from __future__ import annotations

from datetime import date

from samordna.parties.views.today import _by_urgency
from samordna.web.shared import Task

DAY = date(2024, 9, 5)  # a Thursday


def task(thing: str, due: date | None = None, **more: bool) -> Task:
    return Task("Gör", thing, "/", "", due, **more)


def test_what_has_no_day_and_what_has_stopped_stand_first() -> None:
    lines = [
        task("registrera"),
        task("försenat", date(2024, 9, 4)),
        task("på söndag", date(2024, 9, 8)),
        task("på måndag", date(2024, 9, 9)),
        task("nekad underskrift", date(2024, 10, 1), is_stopped=True),
        task("nekad och försenad", date(2024, 9, 1), is_stopped=True),
        task("inbjudan", can_wait=True),
    ]
    found = [(heading, [one.thing for one in of]) for heading, of in _by_urgency(lines, DAY)]
    assert found == [
        ("Nu", ["registrera", "nekad underskrift", "nekad och försenad"]),
        ("Försenat", ["försenat"]),
        ("Den här veckan", ["på söndag"]),
        ("Senare", ["på måndag", "inbjudan"]),
    ]


def test_a_group_without_lines_has_no_heading() -> None:
    assert _by_urgency([task("x", DAY)], DAY) == [("Den här veckan", [task("x", DAY)])]


def test_what_is_due_in_the_first_days_of_the_next_week_is_not_for_later() -> None:
    """On a Saturday Monday is two days away."""
    saturday = date(2024, 9, 21)
    lines = [task(str(day), date(2024, 9, day)) for day in (22, 23, 24, 25)]
    found = [(heading, [one.thing for one in of]) for heading, of in _by_urgency(lines, saturday)]
    assert found == [
        ("Den här veckan", ["22"]),
        ("De närmaste dagarna", ["23", "24"]),
        ("Senare", ["25"]),
    ]
