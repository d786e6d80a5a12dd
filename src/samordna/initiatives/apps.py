from __future__ import annotations

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "samordna.initiatives"
    label = "initiatives"
    verbose_name = "Insatser"
