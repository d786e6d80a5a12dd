"""The decision space, as the page shows it and as the command answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.support.product import command

Values = tuple[int | None, ...]

#: Proposed per year, in thousands of kronor, from the budget of 2024 to the year 2028.
APPLICATIONS: dict[str, Values] = {
    "Växtkraft Enköping": (None, None, 2753, 2753, 2754, None),
    "Plattform för individstöd i samverkan": (None, None, 2447, 2523, 2602, 2684),
    "Framsteget": (None, None, 1809, 1862, 1910, 1946),
    "En väg in – steget vidare": (None, None, 1599, 1599, 1600, None),
    "Registerstudie": (None, None, 337, None, None, None),
    "Min framtid Tierp": (None, None, 2590, 2760, 2751, None),
    "Min framtid Region Uppsala": (None, None, 83, 83, 83, None),
    "Samordnat stöd för arbete eller studier Uppsala": (None, None, 3064, 3065, None, None),
    "Samordnat stöd för arbete eller studier Region": (None, None, 428, 427, None, None),
    "Lokussamordnare Uppsala": (None, None, 280, 280, None, None),
    "Förstärkt stöd till arbete eller studier, förl": (None, None, 910, 1800, 1708, None),
    "Förstärkt stöd till arbete eller studier, till": (None, None, 569, None, None, None),
    "Lokussamordnare Älvkarleby": (None, None, 119, 161, 164, None),
}
SUMS: dict[str, Values] = {
    "Årets resultat": (-2959, -1530, 13383, 16027, 15577, 16523),
    "Överskott från tidigare år": (6360, 6360, 4830, 18213, 34240, 49817),
    "Kvarvarande beslutsutrymme": (3401, 4830, 18213, 34240, 49817, 66340),
    "Nya ansökningar": (None, None, 16988, 17313, 13572, 4630),
    "Beslutsutrymme efter ansökningarna": (3401, 4830, 1225, -61, 1944, 13837),
}
#: The rows of a table: what each is called, and the texts of its cells.
ROWS = """rows => rows.map(row => [
  row.querySelector('th').innerText, [...row.querySelectorAll('td')].map(cell => cell.innerText)
])"""


def shown(page: Page) -> dict[str, Values]:
    """The table of the page that is open, in thousands of kronor, by what each row is called."""
    table = page.get_by_role("table", name="Beslutsutrymme per")
    rows = table.get_by_role("row").filter(has=page.get_by_role("cell"))
    return {
        " ".join(label.split()): tuple(number(text) for text in cells)
        for label, cells in rows.evaluate_all(ROWS)
    }


def number(text: str) -> int | None:
    """``−1 530 underskott`` as a number; an empty cell is None."""
    digits = re.match(r"[−\d\s]*", text.strip())
    plain = "".join((digits[0] if digits else "").split()).replace("−", "-")
    return int(plain) if plain else None


def row_of(table: dict[str, Values], beginning: str) -> Values:
    """The only row whose name begins so."""
    (values,) = [values for name, values in table.items() if name.startswith(beginning)]
    return values


def answered(var: Path, day: str) -> dict[str, Values]:
    """What ``samordna decision-space --json`` answers, by each row's key."""
    words = ("decision-space", "--demo", "--association", "uppsala", "--as-of", day, "--json")
    said = command(var, *words)
    found = json.loads(said[said.index("{") :])
    assert (found["as_of"], found["unit"]) == (day, "tkr")
    return {row["key"]: tuple(row["values"]) for row in found["rows"]}
