from __future__ import annotations

from django.urls import URLPattern

app_name = "public_root"

urlpatterns: list[URLPattern] = []
