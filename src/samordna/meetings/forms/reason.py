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


class UntakeForm(HouseForm):
    """Why an item should not have been taken up."""

    reason = ReasonField(
        label="Varför ärendet inte ska ha tagits upp",
        max_length=300,
        help_text="Skälet står i journalen.",
        error_messages={"required": "Skriv varför ärendet inte ska ha tagits upp."},
    )
