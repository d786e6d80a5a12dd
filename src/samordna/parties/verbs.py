"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "found_association": "La upp förbundet",
    "add_organisation": "La till en organisation",
    "edit_contact": "Ändrade namn eller adress",
    "give_role": "Gav en roll",
    "edit_role": "Ändrade en roll",
    "end_role": "Avslutade en roll",
    "give_mandate": "La till ett uppdrag",
    "edit_mandate": "Ändrade ett uppdrag",
    "end_mandate": "Avslutade ett uppdrag",
    "receive_papers": "Tog emot beslutet om ett val",
    "file_mandate": "La valet till handlingarna",
}
