"""What is said of the decision space in Swedish sentences. Pure."""

from __future__ import annotations

from samordna.economy.rules.table import AS_PROPOSED, OUTSIDE_COLUMNS, DecisionSpaceTable, amount

#: What the sentences take for granted when somebody tries out other decisions.
AS_TRIED = "med det som prövas"


def shortfall_sentences(
    table: DecisionSpaceTable, floor_kr: int = 0, condition: str = AS_PROPOSED
) -> list[str]:
    """One sentence for each year that is short; empty when every year reaches the floor."""
    return [shortfall.sentence(condition) for shortfall in table.shortfalls(floor_kr)]


def outside_sentences(table: DecisionSpaceTable) -> list[str]:
    """The applications' money in years that the table does not have: nobody knows whether it fits.

    What is said of the table's own years is not said of those.
    """
    return [slip.message for slip in table.slips if slip.code == OUTSIDE_COLUMNS]


def enough_title(table: DecisionSpaceTable) -> str:
    """What is said in a word when no year of the table is short."""
    if not outside_sentences(table):
        return "Utrymmet räcker"
    return f"Utrymmet räcker till och med {table.carrying[-1].year}, men allt är inte med"


def enough_sentence(table: DecisionSpaceTable, condition: str = AS_PROPOSED) -> str:
    """Where the space is tightest, when every year of the table reaches."""
    tightest = min(table.carrying, key=lambda c: table.kr("space_after_applications", c.key))
    left_kr = table.kr("space_after_applications", tightest.key)
    all_years = "alla år som tabellen har" if outside_sentences(table) else "alla år"
    given = f" {condition}."
    if condition == AS_PROPOSED and not table.applied:
        given = ". Ingen ansökan med förslag till beslut väntar."
    return (
        f"Beslutsutrymmet räcker {all_years}{given} "
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
