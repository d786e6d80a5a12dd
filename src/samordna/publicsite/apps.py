from __future__ import annotations

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "samordna.publicsite"
    label = "publicsite"
    verbose_name = "Anslagstavla"

    def ready(self) -> None:
        from samordna.documents.policies import register_reader
        from samordna.publicsite import navigation, policies
        from samordna.web.registry import register_navigation

        register_navigation(navigation.for_insiders)
        register_reader(policies.anyone_reads_posted_minutes)
