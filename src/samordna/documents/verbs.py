"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "add_document_version": "Sparade en version av en handling",
    "register_document": "Förde handlingen till diariet",
    "sign": "Skrev under",
}
