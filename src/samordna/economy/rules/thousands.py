"""Figures under a heading that says tkr: read to whole kronor, and written without losing any."""

from __future__ import annotations

from samordna.kernel.money import (
    LONGEST_TYPED,
    MINUS,
    NotAnAmount,
    format_kr,
    format_number,
    parse_kr,
    read_number,
)

#: More than this in a cell that counts in thousands is surely typed in kronor.
LARGEST_BARE_TKR = 500_000


def parse_tkr_cell(text: str) -> int:
    """Read a cell under a heading that says tkr, and return whole kronor.

    ``2 753`` and ``909,6`` are thousands; ``2 753 000 kr`` and ``2 753 tkr`` say themselves what
    they are. Raises :class:`~samordna.kernel.money.NotAnAmount`, also for a bare figure so large
    that it must have been meant as kronor.
    """
    if len(text) > LONGEST_TYPED:
        raise NotAnAmount("Texten är för lång för ett belopp.")
    _, says_tkr, says_kr = read_number(text)
    if says_tkr or says_kr:
        return parse_kr(text)
    kr = parse_kr(f"{text} tkr")
    if abs(kr) > LARGEST_BARE_TKR * 1000:
        raise NotAnAmount(
            f"{text.strip()[:40]} tkr är orimligt mycket. Kolumnen räknas i tusental; skriv "
            f"”{text.strip()[:40]} kr” om du menar kronor."
        )
    return kr


def format_tkr_cell(kr: int) -> str:
    """Write kronor as thousands without losing any: ``2 753`` or ``909,6``.

    An amount that would need three decimals is written in kronor, ``909 125 kr``: three figures
    after a comma are read as a group of thousands.
    """
    if kr % 10:
        return format_kr(kr)
    whole, rest = divmod(abs(kr), 1000)
    text = format_number(whole)
    if rest:
        text += f",{rest:03d}".rstrip("0")
    return f"{MINUS}{text}" if kr < 0 else text
