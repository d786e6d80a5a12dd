"""What a call needs that stands elsewhere."""

from __future__ import annotations

from samordna.funding.rules.codes import NO_WAY_TO_ASK
from samordna.kernel.findings import Finding, Severity


def call_findings(*, email: str, phone: str, postal_address: str) -> list[Finding]:
    """What the public page of a call says badly, of how the association has said it is reached.

    Who has no account writes to the office: without an address of mail nobody can.
    """
    if email:
        return []
    instead = f"telefon {phone}" if phone else postal_address
    said = f"står bara {instead}" if instead else "står ingen adress"
    sentence = (
        "Förbundet har ingen e-postadress. På utlysningens offentliga sida "
        f"{said}, och den som saknar konto vet inte vart den ska skriva."
    )
    return [Finding(NO_WAY_TO_ASK, Severity.WARNING, sentence)]
