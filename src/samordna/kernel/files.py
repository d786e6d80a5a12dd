"""What is asked of any file that is sent in before it is read: its size."""

from __future__ import annotations

MB = 1024 * 1024


def fault_of_size(name: str, size: int, largest: int) -> str:
    """Why a file may not be taken in for its size, as a Swedish sentence; empty when it may.

    ``size`` and ``largest`` are in bytes.
    """
    if size == 0:
        return f"Filen {name} är tom. Välj en annan."
    if size > largest:
        return f"Filen {name} är större än {size_in_words(largest)}. Dela upp den eller minska den."
    return ""


def size_in_words(most: int) -> str:
    """A limit in bytes as people say it."""
    return f"{round(most / MB)} MB" if most >= MB else f"{most // 1000} kB"
