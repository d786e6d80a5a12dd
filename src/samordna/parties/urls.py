from __future__ import annotations

from django.urls import path

from samordna.parties.views import (
    association,
    journal,
    mandates,
    organisations,
    people,
    roles,
    today,
    written,
)

app_name = "parties"

_ROLE = "personer/roll/<int:pk>/"
_ORGANISATION = "organisationer/<int:pk>/"
_UNIT = "organisationer/enhet/<int:pk>/"
_CONTACT = "organisationer/kontakt/<int:pk>/"
_MANDATE = "personer/uppdrag/<int:pk>/"

urlpatterns = [
    path("idag/", today.today, name="today"),
    path("personer/", people.people, name="people"),
    path("personer/ny-roll/", roles.new_role, name="new_role"),
    path("personer/nytt-uppdrag/", mandates.new_mandate, name="new_mandate"),
    path("personer/<int:pk>/", people.person, name="person"),
    path("personer/<int:pk>/andra/", people.edit_contact, name="edit_contact"),
    path(f"{_ROLE}andra/", roles.edit_role, name="edit_role"),
    path(f"{_ROLE}avsluta/", roles.end_role, name="end_role"),
    path(f"{_MANDATE}andra/", mandates.edit_mandate, name="edit_mandate"),
    path(f"{_MANDATE}beslut/", mandates.receive_papers, name="receive_papers"),
    path(f"{_MANDATE}avsluta/", mandates.end_mandate, name="end_mandate"),
    path(f"{_ROLE}felaktig/", roles.remove_role, name="remove_role"),
    path(f"{_MANDATE}felaktigt/", mandates.remove_mandate, name="remove_mandate"),
    path("organisationer/", organisations.organisations, name="organisations"),
    path("organisationer/ny/", organisations.new_organisation, name="new_organisation"),
    path(f"{_ORGANISATION}", organisations.organisation, name="organisation"),
    path(f"{_ORGANISATION}andra/", organisations.edit_organisation, name="edit_organisation"),
    path(f"{_ORGANISATION}ta-bort/", organisations.remove_organisation, name="remove_organisation"),
    path(f"{_ORGANISATION}ny-enhet/", organisations.new_unit, name="new_unit"),
    path(f"{_UNIT}andra/", organisations.edit_unit, name="edit_unit"),
    path(f"{_UNIT}ta-bort/", organisations.remove_unit, name="remove_unit"),
    path(
        f"{_ORGANISATION}ny-kontakt/", organisations.new_contact_person, name="new_contact_person"
    ),
    path(f"{_CONTACT}andra/", organisations.edit_contact_person, name="edit_contact_person"),
    path(f"{_CONTACT}ta-bort/", organisations.remove_contact_person, name="remove_contact_person"),
    path("forbundet/", association.association, name="association"),
    path("forbundet/uppgifter/", association.edit_association, name="edit_association"),
    path("forbundet/logotyp/", association.edit_logo, name="edit_logo"),
    path("forbundet/nytt-organ/", association.new_body, name="new_body"),
    path("forbundet/organ/<slug:slug>/", association.edit_body, name="edit_body"),
    path("forbundet/organ/<slug:slug>/ta-bort/", association.remove_body, name="remove_body"),
    path("logotyp/", association.logo, name="logo"),
    path("skrivet/", written.keep_written, name="keep_written"),
    path("journal/", journal.journal, name="journal"),
]
