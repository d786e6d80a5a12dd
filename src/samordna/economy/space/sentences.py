"""What is said of the decision space in Swedish sentences. Pure."""

from __future__ import annotations

from samordna.economy.rules.table import DecisionSpaceTable, Shortfall
from samordna.kernel.money import format_kr, format_tkr, to_tkr


def amount(kr: int) -> str:
    """Thousands, or kronor where thousands would read as nothing."""
    return format_tkr(kr) if to_tkr(kr) or not kr else format_kr(kr)


#: What the sentences take for granted: what the office proposes, or what somebody tries out.
AS_PROPOSED = "om alla ansökningar beviljas som föreslagits"
AS_TRIED = "med det som prövas"


def shortfall_sentence(
    table: DecisionSpaceTable, shortfall: Shortfall, condition: str = AS_PROPOSED
) -> str:
    """How much a year is short, in thousands, and the exact space that is left."""
    column = shortfall.column
    after_kr = table.kr("space_after_applications", column.key)
    before_kr = table.kr("closing", column.key)
    wanted = f" för att nå golvet {amount(shortfall.floor_kr)}" if shortfall.floor_kr else ""
    left = f"Kvar blir {amount(after_kr)}, exakt {format_kr(after_kr)}."
    if before_kr < shortfall.floor_kr:
        left += f" Redan före ansökningarna är utrymmet {amount(before_kr)}."
    return (
        f"{column.year} räcker inte beslutsutrymmet: det saknas {amount(shortfall.short_kr)}"
        f"{wanted} {condition}. {left}"
    )


def shortfall_sentences(
    table: DecisionSpaceTable, floor_kr: int = 0, condition: str = AS_PROPOSED
) -> list[str]:
    """One sentence for each year that is short; empty when every year reaches the floor."""
    return [
        shortfall_sentence(table, shortfall, condition) for shortfall in table.shortfalls(floor_kr)
    ]


def enough_sentence(table: DecisionSpaceTable, condition: str = AS_PROPOSED) -> str:
    """Where the space is tightest, when every year reaches."""
    tightest = min(table.carrying, key=lambda c: table.kr("space_after_applications", c.key))
    left_kr = table.kr("space_after_applications", tightest.key)
    return (
        f"Beslutsutrymmet räcker alla år {condition}. "
        f"Minst blir kvar {tightest.year}: {amount(left_kr)}."
    )


ROUNDING = (
    "Allt räknas i hela kronor och varje siffra avrundas för sig till tusental. Avrundade rader "
    "kan därför skilja en tusenlapp från sin summa."
)


def reserve_sentence(reserve_kr: int) -> str:
    """That the reserve fund is not part of the space; empty when there is none."""
    if not reserve_kr:
        return ""
    return f"Reservfonden på {amount(reserve_kr)} står utanför beslutsutrymmet."
