from __future__ import annotations

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "samordna.publicsite"
    label = "publicsite"
    verbose_name = "Anslagstavla"
