from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samordna.web"
    label = "web"
    verbose_name = "Webb"

    def ready(self) -> None:
        """What fields say when they are empty holds from the start, for every package's forms; and
        whether the pages' files are gathered is checked."""
        from django.core.checks import register

        import samordna.web.forms  # noqa: F401
        from samordna.web.gathered import files_are_gathered

        register(files_are_gathered, deploy=True)
