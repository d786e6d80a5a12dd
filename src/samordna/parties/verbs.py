"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "found_association": "La upp förbundet",
    "edit_association": "Ändrade förbundets uppgifter",
    "save_setting": "Ändrade en inställning",
    "save_logo": "Bytte logotyp",
    "add_body": "La till ett organ",
    "edit_body": "Ändrade ett organ",
    "remove_body": "Tog bort ett organ som var felaktigt inlagt",
    "start_series": "Bestämde det första numret",
    "edit_organisation": "Ändrade en organisation",
    "remove_organisation": "Tog bort en organisation som var felaktigt inlagd",
    "add_unit": "La till en enhet",
    "edit_unit": "Ändrade en enhet",
    "remove_unit": "Tog bort en enhet",
    "add_contact_person": "La till en kontaktperson",
    "edit_contact_person": "Ändrade en kontaktperson",
    "remove_contact_person": "Tog bort en kontaktperson",
    "add_organisation": "La till en organisation",
    "edit_contact": "Ändrade namn eller adress",
    "give_role": "Gav en roll",
    "edit_role": "Ändrade en roll",
    "end_role": "Avslutade en roll",
    "remove_role": "Tog bort en roll som var felaktigt inlagd",
    "remove_mandate": "Tog bort ett uppdrag som var felaktigt inlagt",
    "give_mandate": "La till ett uppdrag",
    "edit_mandate": "Ändrade ett uppdrag",
    "end_mandate": "Avslutade ett uppdrag",
    "receive_papers": "Tog emot beslutet om ett val",
    "file_mandate": "La valet till handlingarna",
}
