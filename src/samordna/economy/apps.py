from __future__ import annotations

from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "samordna.economy"
    label = "economy"
    verbose_name = "Ekonomi"
