from __future__ import annotations

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "samordna.signin"
    label = "signin"
    verbose_name = "Inloggning"

    def ready(self) -> None:
        from samordna.letters import accounts
        from samordna.signin import completing, reset  # noqa: F401  its receiver

        accounts.provide(completing.complete)
