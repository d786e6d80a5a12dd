"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "invite": "Bjöd in",
    "renew_invitation": "Skickade en ny inbjudan på begäran",
    "correct_address": "Rättade adressen att logga in med",
    "change_own_address": "Bytte adressen att logga in med",
    "change_address_for": "Bytte adressen att logga in med, på begäran",
    "remove_person": "Tog bort en person som var felaktigt inlagd",
    "print_invitation": "Tog fram en inbjudan på papper",
    "accept_invitation": "Öppnade sitt konto med inbjudan",
    "send_letter_again": "Skickade ett brev igen",
    "hand_letter_over": "Antecknade att ett brev har lämnats på annat sätt",
    "save_letter_preference": "Valde hur brev ska komma",
}
