from __future__ import annotations

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "samordna.funding"
    label = "funding"
    verbose_name = "Ansökningar"
