from __future__ import annotations

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "samordna.signin"
    label = "signin"
    verbose_name = "Inloggning"
