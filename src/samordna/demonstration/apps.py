from __future__ import annotations

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "samordna.demonstration"
    label = "demonstration"
    verbose_name = "Demonstration"
