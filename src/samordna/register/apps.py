from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig
from django.http import HttpRequest

from samordna.web.registry import NavItem, register_navigation


class RegisterConfig(AppConfig):
    name = "samordna.register"
    label = "register"
    verbose_name = "Diarium"

    def ready(self) -> None:
        register_navigation(_navigation)


def _navigation(request: HttpRequest) -> Iterator[NavItem]:
    from samordna.register.policies import may_read_register
    from samordna.web.links import link

    actor = getattr(request, "actor", None)
    if actor is not None and actor.is_insider and may_read_register(actor)[0]:
        yield NavItem("Diarium", link(request, "register:matters"), 70)
