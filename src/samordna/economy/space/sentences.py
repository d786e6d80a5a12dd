"""What is said of the decision space in Swedish sentences. Pure."""

from __future__ import annotations

from samordna.economy.rules.table import AS_PROPOSED, DecisionSpaceTable, amount

#: What the sentences take for granted when somebody tries out other decisions.
AS_TRIED = "med det som prövas"


def shortfall_sentences(
    table: DecisionSpaceTable, floor_kr: int = 0, condition: str = AS_PROPOSED
) -> list[str]:
    """One sentence for each year that is short; empty when every year reaches the floor."""
    return [shortfall.sentence(condition) for shortfall in table.shortfalls(floor_kr)]


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
