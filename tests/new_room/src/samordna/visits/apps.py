from __future__ import annotations

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "samordna.visits"
    label = "visits"
    verbose_name = "Studiebesök"
