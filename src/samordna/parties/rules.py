"""What the parties' rows hold, in words, and in which order days may come."""

from __future__ import annotations

from datetime import date

from samordna.kernel.choices import Choice


class Position(Choice):
    """What somebody is elected to within a body, the foremost first."""

    CHAIR = "chair", "Ordförande"
    FIRST_VICE_CHAIR = "vice1", "1:e vice ordförande"
    SECOND_VICE_CHAIR = "vice2", "2:e vice ordförande"
    MEMBER = "member", "Ledamot"
    SUBSTITUTE = "substitute", "Ersättare"


def decision_out_of_order(
    *, appointed_on: date | None, received_on: date | None, today: date
) -> str:
    """Why a decision about an appointment cannot have come in on a day; empty when it can.

    It comes in after it has been made, and nobody knows what will come in tomorrow.
    """
    if received_on is None:
        return ""
    if received_on > today:
        return "Beslutet kan inte ha kommit in efter i dag. Lämna dagen tom tills det har kommit."
    if appointed_on is not None and received_on < appointed_on:
        return "Beslutet kan inte ha kommit in innan det fattades."
    return ""
