"""The pages that all rooms share: the menu, "Idag", the thread, and who may read a paper.

They show what the rooms know, and stand below them. What they show is put together above the rooms,
in ``flows``, which provides it here once, when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import Q
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of the menu. ``current``: the page that is shown is this one, or lies under it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Links of the menu about one subject. A group of one link is shown as that link."""

    label: str
    links: tuple[MenuLink, ...]

    @property
    def only(self) -> MenuLink | None:
        """The link of a group that has no more than one."""
        return self.links[0] if len(self.links) == 1 else None

    @property
    def current(self) -> bool:
        """Whether the page that is shown belongs to the group."""
        return any(found.current for found in self.links)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of "Idag": verb, thing, day, and why it is mine."""

    verb: str
    thing: str
    url: str
    why: str
    due: date | None = None
    #: Something has stopped here, and goes on only when this is done: it is for now, whatever day
    #: the thing has.
    is_stopped: bool = False
    #: Without a day, and for now all the same unless it can wait.
    can_wait: bool = False
    #: The thing as a line of what comes next, for whoever has its next step to do.
    coming: Coming | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Coming:
    """A line of what comes next: a thing, where it stands in words, and its day, if it has one.

    ``day_is`` says what the day is, where the thing's kind does not. ``note`` is a sentence or two
    about it, where the words do not tell enough.
    """

    thing: str
    url: str
    words: str
    tone: str
    day: date | None = None
    day_is: str = ""
    note: str = ""

    @property
    def names_its_day(self) -> bool:
        """Whether the thing's own name holds the day, so that it need not be said beside it."""
        return self.day is not None and not self.day_is and self.day.isoformat() in self.thing


@dataclass(frozen=True, slots=True)
class ComingGroup:
    """Lines of one kind, the nearest few; ``more`` tells how many others there are, on ``page``."""

    heading: str
    lines: tuple[Coming, ...]
    more: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do, in words that tell it from the other things to do on the page, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line of "Kom igång": what is needed, why, the page that gives it, and whether it is there.

    What is not ``needed`` may be left; where the association has ``begun`` anyhow, what is missing
    holds nothing back. ``url`` is empty for who may not open the page.
    """

    label: str
    why: str
    url: str
    done: bool
    needed: bool = True
    begun: bool = False
    #: What it gives to do for an association that is under way, as a line of "Idag".
    task: Task | None = None
    #: What it gives to do one by one, beside its page.
    acts: tuple[Act, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether it holds nothing back."""
        return self.done or self.begun


def progress(items: Iterable[ChecklistItem]) -> tuple[int, int]:
    """How many of those that are needed hold nothing back, and how many they are."""
    needed = [item for item in items if item.needed]
    return len([item for item in needed if item.settled]), len(needed)


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
    #: The same amount by the key of who gets it.
    of_parties: tuple[tuple[int, int], ...] = ()
    paper: str = ""
    paper_url: str | None = None
    #: What was decided, as a sentence, and whether and how it can be appealed.
    decision: str = ""
    appeal: str = ""
    #: The paragraph in which the board has granted or refused, from when its meeting is over; or
    #: tabled or sent back, unless that is adjusted.
    decided: int | None = None


class Thread(Protocol):
    """The thread of a matter, or of an application that may have no matter yet.

    A page gives what it has read; what it does not give is read, where it is needed.
    """

    def __call__(
        self, actor: Any, today: date, *, matter: Any = None, application: Any = None
    ) -> list[ThreadStep]: ...


@dataclass(frozen=True, slots=True)
class SharedPages:
    """What the shared pages show. An actor is None for whoever is not signed in; the
    papers are asked for a kind of paper, or for all kinds with an empty word. What comes next is
    told with the help of what waits.
    """

    menu: Callable[[HttpRequest], tuple[MenuGroup, ...]]
    tasks: Callable[[Any, date], list[Task]]
    coming: Callable[[Any, date, Sequence[Task]], list[ComingGroup]]
    thread: Thread
    papers: Callable[[Any, str], Q]
    checklist: Callable[[Any, date, Any], list[ChecklistItem]]


_provided: list[SharedPages] = []


def provide(pages: SharedPages) -> None:
    """Say what the shared pages show; what was said before no longer holds."""
    _provided[:] = [pages]


def shared_pages() -> SharedPages:
    """What the shared pages show. Raises LookupError before anything has been provided."""
    if not _provided:
        raise LookupError("Nothing has provided what the shared pages show.")
    return _provided[0]
