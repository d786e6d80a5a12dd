from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "samordna.parties"
    label = "parties"
    verbose_name = "Parter"
