"""Where an installation is: an address that links can begin with."""

from __future__ import annotations

from urllib.parse import urlsplit


class NotAnAddress(ValueError):
    """The text is no address of an installation; the message is a Swedish sentence."""


def base_address(text: str) -> str:
    """An address that links begin with, as ``https://samordna.exempel.se:8443``; no slash at the
    end. Raises :class:`NotAnAddress`.
    """
    said = text.strip()
    try:
        parts = urlsplit(said)
        _ = parts.port  # a port that is no number is found when it is asked for
    except ValueError:
        parts = urlsplit("")
    whole = parts.scheme in ("http", "https") and parts.hostname and not any(map(str.isspace, said))
    if not whole or parts.query or parts.fragment or parts.username is not None:
        raise NotAnAddress(
            f"”{said[:80]}” är inte adressen till en installation. Skriv den som i webbläsaren: "
            "https://samordna.exempel.se, med port om den behövs."
        )
    return said.rstrip("/")
