"""The certificate that goes with a signed paper (*underskriftssida*)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from samordna.kernel.checksums import in_groups


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """One signature as it is kept. ``signed_at`` must know its time zone, else ValueError."""

    name: str
    organisation: str
    role: str
    method: str
    level: str
    signed_at: datetime
    transaction_id: str

    def __post_init__(self) -> None:
        if self.signed_at.tzinfo is None:
            raise ValueError("signed_at needs a time zone")


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """Who signed which bytes. ``sha256`` is the hex digest of exactly the bytes signed, and
    ``fingerprint`` the same as it stands on the page."""

    association: str
    document_title: str
    sha256: str
    signatures: tuple[SignatureRecord, ...]
    dnr: str = ""
    document_pages: int | None = None
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprint", in_groups(self.sha256))
