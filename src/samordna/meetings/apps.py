from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "samordna.meetings"
    label = "meetings"
    verbose_name = "Sammanträden"

    def ready(self) -> None:
        from django.core.checks import register

        from samordna.meetings.checks import every_kind_has_a_handler

        register(every_kind_has_a_handler)
