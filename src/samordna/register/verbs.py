"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "skip_numbers": "Hoppade över nummer i diariet",
    "open_matter": "Öppnade ärendet",
    "close_matter": "Avslutade ärendet",
    "reopen_matter": "Öppnade ärendet igen",
    "register_record": "Registrerade en handling",
}
