"""A table of people as an office would paste it, and the page that takes it."""

from __future__ import annotations

PAGE = "/uppsala/personer/importera/"
HEAD = "Namn\tE-post\tOrgan\tUppdrag\tRoll\tOrganisation\tFrån\tTill\tBeslutsdag\tBeslutet kom in"
GOOD = (
    "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare\t\tFK\t2024-01-01\t2027-03-31\t\t2024-01-02\n"
    "Bo Bo\tbo@exempel.se\t\t\tFirmatecknare\tHeby kommun\t2024-01-01"
)
