from __future__ import annotations

from django.urls import path

from samordna.parties import views

app_name = "parties"

urlpatterns = [
    path("idag/", views.today, name="today"),
    path("personer/", views.people, name="people"),
    path("personer/ny-roll/", views.new_role, name="new_role"),
    path("personer/nytt-uppdrag/", views.new_mandate, name="new_mandate"),
    path("personer/ny-organisation/", views.new_organisation, name="new_organisation"),
    path("personer/roll/<int:pk>/avsluta/", views.end_role, name="end_role"),
    path("personer/uppdrag/<int:pk>/beslut/", views.receive_papers, name="receive_papers"),
    path("personer/uppdrag/<int:pk>/avsluta/", views.end_mandate, name="end_mandate"),
    path("journal/", views.journal, name="journal"),
]
