from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "samordna.funding"
    label = "funding"
    verbose_name = "Ansökningar"

    def ready(self) -> None:
        from samordna.documents.policies import register_reader
        from samordna.funding import providers
        from samordna.web import registry

        registry.register_navigation(providers.navigation)
        registry.register_tasks(providers.tasks)
        registry.register_thread(10, providers.thread)
        register_reader(providers.may_read_paper)
