from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "samordna.meetings"
    label = "meetings"
    verbose_name = "Sammanträden"

    def ready(self) -> None:
        from samordna.documents.policies import register_reader
        from samordna.meetings import navigation, readers
        from samordna.web.registry import (
            register_navigation,
            register_tasks,
            register_thread,
        )

        register_navigation(navigation.navigation)
        register_tasks(navigation.keeper_tasks)
        register_tasks(navigation.signer_tasks)
        register_tasks(navigation.member_tasks)
        register_thread(30, navigation.thread)
        register_reader(readers.may_read_paper)
