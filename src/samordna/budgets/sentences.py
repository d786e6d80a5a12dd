"""Pieces of the sentences: what is compared, how much may differ, how a difference is said.

**The tolerance.** A difference of at most one krona per cell is rounding and no error: a sum of n
cells that hold figures other than 0 may differ from what is written by at most n kronor (at least
1). It is the same where the workbook is written in thousands: such a sheet can carry decimals, and
1 000 kr is money.
"""

from __future__ import annotations

from decimal import Decimal

from samordna.kernel.money import NBSP, format_kr

#: What one cell may differ by rounding, in kronor.
TOLERANCE_PER_CELL_KR = 1

#: What a stated sum of percentages may differ from its rows: half a per cent, as it is shown whole.
TOLERANCE_PERCENT = Decimal("0.5")


def agrees(found_kr: int, expected_kr: int, cells: int = 1) -> bool:
    """Return whether two figures differ by rounding at most, one of them a sum of ``cells``."""
    return abs(found_kr - expected_kr) <= TOLERANCE_PER_CELL_KR * max(1, cells)


def too_much_or_little(found_kr: int, expected_kr: int) -> str:
    """Say the difference: ``3 000 kr för lite``."""
    word = "för mycket" if found_kr > expected_kr else "för lite"
    return f"{format_kr(abs(found_kr - expected_kr))} {word}"


def quoted(label: str, otherwise: str = "Raden utan benämning") -> str:
    """Write a row's label in Swedish quotation marks, shortened where it is long."""
    text = " ".join(label.split())
    if not text:
        return otherwise
    return f"”{text[:57]}…”" if len(text) > 60 else f"”{text}”"


def format_percent(percent: Decimal) -> str:
    """Write a percentage the Swedish way: ``12,5 %``."""
    text = f"{percent:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text.replace('.', ',')}{NBSP}%"
