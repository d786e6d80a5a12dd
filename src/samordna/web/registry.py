"""What rooms offer to the pages they all share: navigation, tasks ("Idag") and the thread.

The shared pages stand below the rooms and may not import them, so each room registers its own
providers when Django starts (``AppConfig.ready``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation. ``order`` places it; lower stands first."""

    label: str
    url: str
    order: int = 50
    current: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A line of "Idag": verb, thing, day, and why it is mine."""

    verb: str
    thing: str
    url: str
    why: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """A step of the thread (röda tråden) of a matter. ``state``: done, now or coming.

    A step may carry what it gave: an amount in kronor, and a paper with its address.
    """

    label: str
    state: str
    day: date | None = None
    url: str | None = None
    note: str = ""
    amount_kr: int | None = None
    paper: str = ""
    paper_url: str | None = None


NavigationProvider = Callable[["HttpRequest"], Iterable[NavItem]]
TaskProvider = Callable[[Any, date], Iterable[Task]]
ThreadProvider = Callable[[Any, Any, date], Iterable[ThreadStep]]

_navigation: list[NavigationProvider] = []
_tasks: list[TaskProvider] = []
_thread: list[tuple[int, ThreadProvider]] = []


def register_navigation(provider: NavigationProvider) -> None:
    """Add a function (request) -> NavItems that the person may follow."""
    _navigation.append(provider)


def register_tasks(provider: TaskProvider) -> None:
    """Add a function (actor, today) -> Tasks of that actor. One query at most."""
    _tasks.append(provider)


def register_thread(order: int, provider: ThreadProvider) -> None:
    """Add a function (matter, actor, today) -> ThreadSteps; parts stand in rising order."""
    _thread.append((order, provider))


def navigation_for(request: HttpRequest) -> list[NavItem]:
    """All links of the main navigation for this request, in order, the current one marked."""
    items = [item for provider in _navigation for item in provider(request)]
    path = request.path
    return [
        NavItem(i.label, i.url, i.order, path.startswith(i.url))
        for i in sorted(items, key=lambda i: i.order)
    ]


def tasks_for(actor: Any, today: date) -> list[Task]:
    """Everything that waits for the actor, the nearest day first, undated last."""
    found = [task for provider in _tasks for task in provider(actor, today)]
    return sorted(found, key=lambda t: (t.due is None, t.due or date.max, t.thing))


def thread_for(matter: Any, actor: Any, today: date) -> list[ThreadStep]:
    """The thread of a matter, every room's steps one after the other.

    What is done stands first, in the order of its days. The first step that is not done is the
    present one; all after it are coming.
    """
    parts = sorted(_thread, key=lambda pair: pair[0])
    steps = [step for _, provider in parts for step in provider(matter, actor, today)]
    done = _by_day([step for step in steps if step.state == "done"])
    left = [step for step in steps if step.state != "done"]
    return [
        *done,
        *(replace(step, state="coming" if place else "now") for place, step in enumerate(left)),
    ]


def _by_day(steps: list[ThreadStep]) -> list[ThreadStep]:
    """Steps by their days; one without a day stays behind the step it stood behind."""
    keyed: list[tuple[date, ThreadStep]] = []
    latest = date.min
    for step in steps:
        latest = step.day or latest
        keyed.append((latest, step))
    return [step for _, step in sorted(keyed, key=lambda pair: pair[0])]
