from __future__ import annotations

from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "samordna.economy"
    label = "economy"
    verbose_name = "Ekonomi"

    def ready(self) -> None:
        from samordna.documents.policies import register_reader
        from samordna.economy import navigation, readers
        from samordna.web.registry import register_navigation

        register_navigation(navigation.items)
        register_reader(readers.economic_information)
