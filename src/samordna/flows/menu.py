"""The menu: every page that is reached from everywhere, in order, and who may open it.

``MENU`` is the one list. What a role may not open is not in its menu, and a group that is left with
one link is shown as that link. Whoever is not of the association has the public pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samordna.economy.policies import may_read_decision_space
from samordna.funding.policies import has_applications
from samordna.letters.policies import may_read_letters
from samordna.meetings.queries.lists import reads_meetings
from samordna.parties.access import Decision
from samordna.parties.actors import Actor
from samordna.parties.policies import may_change_association, may_read_journal, may_see_people
from samordna.register.policies import may_read_register
from samordna.web.links import link
from samordna.web.shared import MenuGroup, MenuLink

if TYPE_CHECKING:
    from django.http import HttpRequest


def everybody(actor: Actor) -> bool:
    """Whoever has anything to do with the association."""
    return True


def allowed_by(policy: Callable[[Actor], Decision]) -> Callable[[Actor], bool]:
    """Whoever the policy of the page allows to read it."""
    return lambda actor: policy(actor)[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu: what the link says, the page's name, and who may open it.

    Pages whose addresses begin with its own lie under it, and so do the pages named in ``holds``.
    """

    label: str
    page: str
    open_to: Callable[[Actor], bool] = everybody
    holds: tuple[str, ...] = ()


#: Groups with their entries, all in the order in which they stand.
MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("Idag", (Entry("Idag", "parties:today"),)),
    (
        "Medel",
        (
            Entry("Utlysningar", "funding:calls"),
            Entry("Ansökningar", "funding:applications", has_applications),
            Entry("Insatser", "initiatives:initiatives"),
        ),
    ),
    (
        "Sammanträden",
        (
            Entry("Sammanträden", "meetings:meetings", reads_meetings),
            Entry("Anslagstavla", "publicsite:board"),
            Entry("Offentliga protokoll", "publicsite:minutes_archive"),
        ),
    ),
    (
        "Ekonomi",
        (
            Entry("Beslutsutrymme", "economy:decision_space", allowed_by(may_read_decision_space)),
            Entry(
                "Ekonomiska planer",
                "economy:plans",
                allowed_by(may_read_decision_space),
                holds=("economy:contribution_key",),
            ),
        ),
    ),
    (
        "Diarium",
        (
            Entry(
                "Diarium",
                "register:matters",
                allowed_by(may_read_register),
                holds=("documents:new_record",),
            ),
        ),
    ),
    (
        "Förbundet",
        (
            Entry("Kom igång", "flows:get_started", allowed_by(may_change_association)),
            Entry("Personer", "parties:people", allowed_by(may_see_people)),
            Entry("Organisationer", "parties:organisations", allowed_by(may_see_people)),
            Entry("Förbundet", "parties:association", allowed_by(may_see_people)),
            Entry("Brev", "letters:letters", allowed_by(may_read_letters)),
            Entry("Journal", "parties:journal", allowed_by(may_read_journal)),
        ),
    ),
)

#: The public pages of an association; everything lies under the first one.
PUBLIC = (
    Entry("Förbundet", "publicsite:association"),
    Entry("Anslagstavla", "publicsite:board"),
    Entry("Protokoll", "publicsite:minutes_archive"),
    Entry("Insatser", "publicsite:initiatives"),
)


def menu_for(request: HttpRequest) -> tuple[MenuGroup, ...]:
    """The menu of a page in an association, with the page that is shown marked. No query."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None or not actor.is_insider:
        home, *rest = PUBLIC
        url = link(request, home.page)
        links = [MenuLink(home.label, url, request.path == url)]
        links += [_link(request, entry) for entry in rest]
        return tuple(MenuGroup(found.label, (found,)) for found in links)
    groups = (
        MenuGroup(label, tuple(_link(request, e) for e in entries if e.open_to(actor)))
        for label, entries in MENU
    )
    return tuple(group for group in groups if group.links)


def _link(request: HttpRequest, entry: Entry) -> MenuLink:
    url = link(request, entry.page)
    shown = request.resolver_match
    held = shown is not None and shown.view_name in entry.holds
    return MenuLink(entry.label, url, held or request.path.startswith(url))
