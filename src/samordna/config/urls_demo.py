"""The demonstration's URLs before all others. Only the demonstration's settings use this."""

from __future__ import annotations

from django.urls import include, path

from samordna.config.urls import handler403, handler404
from samordna.config.urls import urlpatterns as ordinary

__all__ = ["handler403", "handler404", "urlpatterns"]

urlpatterns = [path("demo/", include("samordna.demonstration.urls")), *ordinary]
