from __future__ import annotations

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "samordna.initiatives"
    label = "initiatives"
    verbose_name = "Insatser"

    def ready(self) -> None:
        from samordna.initiatives import navigation, thread
        from samordna.web import registry

        registry.register_navigation(navigation.items)
        registry.register_thread(40, thread.steps)
