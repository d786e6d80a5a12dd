"""Telephone numbers, as people write them."""

from __future__ import annotations

from typing import Final

#: The fewest digits of a telephone number: 112 is one.
FEWEST_DIGITS: Final = 3


def not_a_phone(text: str) -> str:
    """Why a text is no telephone number, as a Swedish sentence; empty for one, and for no text.

    Words beside the digits are let be: *018-12 34 56, ankn. 12*.
    """
    if not text or sum(sign.isdigit() for sign in text) >= FEWEST_DIGITS:
        return ""
    return f"”{text[:40]}” är inget telefonnummer. Skriv siffrorna, till exempel 018-12 34 56."
