"""The page of the whole installation, before any association."""

from __future__ import annotations

from django.urls import path

from samordna.publicsite import views

app_name = "public_root"

urlpatterns = [path("", views.home, name="home")]
