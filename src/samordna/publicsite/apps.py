from __future__ import annotations

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "samordna.publicsite"
    label = "publicsite"
    verbose_name = "Anslagstavla"

    def ready(self) -> None:
        from samordna.publicsite import navigation
        from samordna.web.registry import register_navigation

        register_navigation(navigation.for_insiders)
