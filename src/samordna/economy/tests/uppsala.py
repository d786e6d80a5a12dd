"""The plan of Uppsala's board meeting of 2024-09-12, as the economist would hold it.

The plan's rows are read from the paper's table. The applications stand here in kronor: the proposed
amounts per owner and year, which add up to 52 503 210 kr.
"""

from __future__ import annotations

import json
from pathlib import Path

from samordna.economy.rules.plan import (
    ApplicationRow,
    Column,
    ColumnKind,
    Plan,
    PlanRow,
    Section,
    slug,
)

PAPER = json.loads(
    (Path(__file__).parent / "figures" / "uppsala-2024-09-12.json").read_text(encoding="utf-8")
)
TABLE = PAPER["economic_information"]

COLUMNS = (
    Column("budget-2024", "Budget 2024", ColumnKind.BUDGET, 2024),
    Column("forecast-2024", "Prognos 2024", ColumnKind.FORECAST, 2024),
    Column("preliminary-2025", "Prel 2025", ColumnKind.PRELIMINARY, 2025),
    Column("preliminary-2026", "Prel 2026", ColumnKind.PRELIMINARY, 2026),
    Column("preliminary-2027", "Prel 2027", ColumnKind.PRELIMINARY, 2027),
    Column("preliminary-2028", "Prel 2028", ColumnKind.PRELIMINARY, 2028),
)
KEY_OF_LABEL = {column.label: column.key for column in COLUMNS}

SECTION_OF_LABEL = {
    "Medlemsavgifter": Section.INCOME,
    "ESF medel SMAIL projektet": Section.INCOME,
    "ESF medel ISA": Section.INCOME,
    "Förtroendevalda": Section.ELECTED,
    "Förvaltning": Section.ADMINISTRATION,
    "Förvaltning ESF (SMAIL+ISA)": Section.EXTERNAL_ADMINISTRATION,
    "Prognostiserade ej nyttjade medel": Section.UNUSED,
    "Ekonom projektstöd": Section.OTHER_JOINT,
    "Verksamhetsutvecklare": Section.OTHER_JOINT,
    "Kompetenshöjande insatser": Section.OTHER_JOINT,
}
SUM_OF_LABEL = {
    "S:A INTÄKTER": "income",
    "Samverkansinsatser": "joint_initiatives",
    "S:a samverk": "decided_sum",
    "S:a övr samv": "other_joint_sum",
    "S:A KOSTNADER": "costs",
    "ÅRETS BERÄKNADE RESULTAT": "result",
    "Över- underskott från tidigare år": "opening",
    "KVARVARANDE BESLUTSUTRYMME": "closing",
    "S:a ny ansökning": "applications",
    "BESLUTSUTRYMME efter ovan föreslagna ansökning": "space_after_applications",
}
#: Cells that are empty in the paper though its own sums hold their thousands. For 2028 the paper
#: counts 1 000 of joint initiatives and lists none: the three rows of 2027 are taken to go on.
LOST_TKR = {
    ("RegExPro", "preliminary-2027"): 1245,
    ("Ekonom projektstöd", "preliminary-2028"): 450,
    ("Verksamhetsutvecklare", "preliminary-2028"): 450,
    ("Kompetenshöjande insatser", "preliminary-2028"): 100,
    ("S:a övr samv", "preliminary-2028"): 1000,
}
NEW = "Nya ansökningar, ej beviljade"

APPLICATIONS = (
    ("vaxtkraft.enkoping", "Växtkraft", "Enköping", (2_753_000, 2_753_000, 2_754_000)),
    (
        "plattform.heby",
        "Plattform för individstöd",
        "Heby",
        (2_447_000, 2_523_000, 2_602_000, 2_684_000),
    ),
    ("framsteget.habo", "Framsteget", "Håbo", (1_809_000, 1_862_000, 1_909_600, 1_946_000)),
    (
        "en-vag-in.knivsta",
        "En väg in - steget vidare",
        "Knivsta",
        (1_599_000, 1_599_000, 1_600_000),
    ),
    ("registerstudie.region", "Reg studie av rehabkoordinator", "Region Uppsala", (337_000,)),
    ("min-framtid.tierp", "Min framtid", "Tierp", (2_590_000, 2_760_000, 2_751_000)),
    ("min-framtid.region", "Min Framtid", "Region Uppsala", (83_000, 83_000, 83_000)),
    (
        "samordnat-stod.uppsala",
        "Samordnat stöd för arbete/studier",
        "Uppsala",
        (3_064_000, 3_065_000),
    ),
    (
        "samordnat-stod.region",
        "Samordnat stöd för arbete/studier",
        "Region Uppsala",
        (428_000, 427_000),
    ),
    ("lokus.uppsala", "Lokussamordnare", "Uppsala", (280_000, 280_000)),
    (
        "forlangning.alvkarleby",
        "Förstärkt stöd till arb/studier förlängning",
        "Älvkarleby",
        (910_130, 1_800_000, 1_708_000),
    ),
    ("tillagg.alvkarleby", "Förstärkt stöd till arb/studier tillägg", "Älvkarleby", (569_105,)),
    ("lokus.alvkarleby", "Lokussamordnare", "Älvkarleby", (119_017, 161_069, 164_289)),
)


def paper_values(row: dict) -> dict[str, int | None]:
    """The row's thousands by column key, the lost cells put back."""
    values = {KEY_OF_LABEL[label]: tkr for label, tkr in row["values_tkr"].items()}
    lost = {key: tkr for (label, key), tkr in LOST_TKR.items() if label == row["label"]}
    return values | lost


def row_key(row: dict) -> str:
    """The key of a decided initiative: two owners have a Lokussamordnare each."""
    name = slug(row["label"])
    return f"{name}.{slug(row['owner'])}" if name == "lokussamordnare" else name


def plan() -> Plan:
    """The whole plan in kronor."""
    rows = []
    for row in TABLE["rows"]:
        if row["label"] in SUM_OF_LABEL or row["section"] == NEW:
            continue
        section = SECTION_OF_LABEL.get(row["label"], Section.DECIDED)
        amounts = {key: tkr * 1000 for key, tkr in paper_values(row).items() if tkr is not None}
        rows.append(PlanRow(row_key(row), row["label"], row["owner"] or "", section, amounts))
    return Plan(
        columns=COLUMNS,
        rows=tuple(rows),
        applications=tuple(
            ApplicationRow(key, label, owner, dict(zip(range(2025, 2029), years, strict=False)))
            for key, label, owner, years in APPLICATIONS
        ),
        opening_kr=6_360_000,
        reserve_kr=TABLE["reserve_fund_not_counted_tkr"] * 1000,
    )
