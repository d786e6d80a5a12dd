from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "samordna.flows"
    label = "flows"
    verbose_name = "Flöden"
