from __future__ import annotations

from django.urls import path

from samordna.parties.views import journal, mandates, organisations, people, roles, today

app_name = "parties"

_ROLE = "personer/roll/<int:pk>/"
_MANDATE = "personer/uppdrag/<int:pk>/"

urlpatterns = [
    path("idag/", today.today, name="today"),
    path("personer/", people.people, name="people"),
    path("personer/ny-roll/", roles.new_role, name="new_role"),
    path("personer/nytt-uppdrag/", mandates.new_mandate, name="new_mandate"),
    path("personer/ny-organisation/", organisations.new_organisation, name="new_organisation"),
    path("personer/<int:pk>/", people.person, name="person"),
    path("personer/<int:pk>/andra/", people.edit_contact, name="edit_contact"),
    path(f"{_ROLE}andra/", roles.edit_role, name="edit_role"),
    path(f"{_ROLE}avsluta/", roles.end_role, name="end_role"),
    path(f"{_MANDATE}andra/", mandates.edit_mandate, name="edit_mandate"),
    path(f"{_MANDATE}beslut/", mandates.receive_papers, name="receive_papers"),
    path(f"{_MANDATE}avsluta/", mandates.end_mandate, name="end_mandate"),
    path("journal/", journal.journal, name="journal"),
]
