from __future__ import annotations

from django.urls import URLPattern, path

from samordna.initiatives import views

app_name = "initiatives"

urlpatterns: list[URLPattern] = [
    path("", views.initiatives, name="initiatives"),
    path("<int:number>/", views.initiative, name="initiative"),
]
