"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "add_form_version": "La till en version av formuläret",
    "remove_form_version": "Tog bort en version av formuläret som inte användes",
    "open_call": "Skapade utlysningen",
    "edit_call": "Ändrade utlysningen",
    "start_application": "Påbörjade ansökan",
    "save_application": "Sparade ansökan",
    "save_budget": "Sparade budgeten",
    "upload_budget": "Läste in budgeten från en arbetsbok",
    "request_signatures": "Skickade ansökan för underskrift",
    "recall_application": "Tog tillbaka ansökan från underskrift",
    "sign_application": "Skrev under ansökan",
    "submit_application": "Lämnade in ansökan",
    "withdraw_application": "Återkallade ansökan",
    "register_application": "Registrerade ansökan",
    "assign_case_officer": "Utsåg handläggare",
    "save_statement": "Sparade tjänsteutlåtandet",
    "complete_statement": "Färdigställde tjänsteutlåtandet",
    "reopen_statement": "Öppnade tjänsteutlåtandet igen",
    "schedule_application": "Satte upp ansökan på föredragningslistan",
    "unschedule_application": "Tog bort ansökan från föredragningslistan",
    "grant_application": "Beviljade ansökan",
    "reject_application": "Avslog ansökan",
    "postpone_application": "Bordlade ansökan",
    "remit_application": "Återremitterade ansökan",
    "extend_call": "Förlängde utlysningen",
    "extend_deadline": "Gav ansökan längre tid",
    "refuse_signature": "Nekade underskrift",
    "write_off_application": "Avskrev ansökan",
}
