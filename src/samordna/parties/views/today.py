"""Idag: what waits for me."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samordna.ground import clock
from samordna.parties.access import AssociationRequest, signed_in
from samordna.parties.ended import told_of_ties
from samordna.web.shared import Task, progress, shared_pages

#: Days from today that are soon, also in the next week.
SOON = 3


@signed_in
@require_safe
def today(request: AssociationRequest) -> HttpResponse:
    """Idag: what waits for me: now, late, this week, the next few days and later.

    Also for whoever has no mandate left, as long as something waits, such as minutes to adjust.
    """
    day = clock.today()
    pages = shared_pages()
    tasks = pages.tasks(request.actor, day)
    if not tasks and not request.actor.is_insider:
        raise Http404
    steps = pages.checklist(request.actor, day, request.association)
    in_place, needed = progress(steps)
    tasks += [item.task for item in steps if item.task is not None]
    context = {
        "groups": _by_urgency(tasks, day),
        "coming": pages.coming(request.actor, day, tasks) if request.actor.is_insider else [],
        "today": day,
        "missing": [item for item in steps if item.needed and not item.settled],
        "in_place": in_place,
        "needed": needed,
    }
    if not request.actor.is_insider:
        context |= told_of_ties(request.user, request.association, day)
    return render(request, "parties/today.html", context)


def _by_urgency(tasks: list[Task], day: date) -> list[tuple[str, list[Task]]]:
    end_of_week = day + timedelta(days=6 - day.weekday())
    # At the end of a week what is due on the first days of the next is not for later.
    soon = day + timedelta(days=SOON)
    found = ("Nu", "Försenat", "Den här veckan", "De närmaste dagarna", "Senare")
    groups: dict[str, list[Task]] = {heading: [] for heading in found}
    for task in tasks:
        if task.is_stopped or (task.due is None and not task.can_wait):
            groups["Nu"].append(task)
        elif task.due is not None and task.due < day:
            groups["Försenat"].append(task)
        elif task.due is not None and task.due <= end_of_week:
            groups["Den här veckan"].append(task)
        elif task.due is not None and task.due <= soon:
            groups["De närmaste dagarna"].append(task)
        else:
            groups["Senare"].append(task)
    return [(heading, found) for heading, found in groups.items() if found]
