from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig
from django.http import HttpRequest

from samordna.web.registry import NavItem, register_navigation


class PartiesConfig(AppConfig):
    name = "samordna.parties"
    label = "parties"
    verbose_name = "Parter"

    def ready(self) -> None:
        register_navigation(_navigation)


def _navigation(request: HttpRequest) -> Iterator[NavItem]:
    from samordna.parties.policies import may_read_journal, may_see_people
    from samordna.web.links import link

    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_insider:
        return
    yield NavItem("Idag", link(request, "parties:today"), 0)
    if may_see_people(actor)[0]:
        yield NavItem("Personer", link(request, "parties:people"), 80)
    if may_read_journal(actor)[0]:
        yield NavItem("Journal", link(request, "parties:journal"), 90)
