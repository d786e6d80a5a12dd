"""Addresses of the pages that stand outside every association."""

from __future__ import annotations

from django.urls import path

from samordna.web.views_components import components

app_name = "web"

urlpatterns = [
    path("komponenter/", components, name="components"),
]
