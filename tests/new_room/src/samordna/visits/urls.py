from __future__ import annotations

from django.urls import path
from samordna.visits import views

app_name = "visits"

urlpatterns = [
    path("", views.visits, name="visits"),
    path("<int:number>/", views.visit, name="visit"),
]
