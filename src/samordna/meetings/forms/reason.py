"""Why something is done in another way than was planned."""

from __future__ import annotations

from samordna.web.forms import HouseForm, ReasonField


class ReasonForm(HouseForm):
    """A reason, which those whom it concerns read."""

    reason = ReasonField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv ett skäl. De som berörs läser det."},
    )
