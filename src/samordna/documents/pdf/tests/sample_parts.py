"""The parts that the invented papers share: association, tables of figures, running text."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from samordna.documents.pdf.papers.common import (
    Clauses,
    FigureTable,
    Row,
    RowKind,
    Signer,
    TextSection,
    kr_row,
)

MOMENT = datetime(2026, 9, 3, 14, 5, 9, tzinfo=timezone(timedelta(hours=2)))
ASSOCIATION = "Samordningsförbundet Åmådalen"
BODY = "Förbundsstyrelsen"
MEETING = date(2026, 9, 17)
CHIEF = Signer("Ylva Ek", "förbundschef")

PROPOSAL = Clauses(
    "Förbundsstyrelsen föreslås besluta",
    (
        "bevilja Älvdals kommun medel till insatsen Steget framåt för perioden 1 januari 2027 till"
        " 31 december 2029 med högst 4 230 500 kronor,",
        "att beslutet gäller under förutsättning att förbundet tilldelas medel av sina medlemmar,",
        "villkora stödet med att insatsen följer ansökan, lagen och förbundets styrdokument.",
    ),
)

PER_YEAR = FigureTable(
    caption="Föreslaget belopp per ägare och år",
    label_heading="Ägare",
    figure_headings=("2027", "2028", "2029", "Summa"),
    rows=(
        kr_row("Älvdals kommun", (1_200_000, 1_236_000, 1_273_000, 3_709_000)),
        kr_row("Region Åmådalen", (170_000, 174_000, 177_500, 521_500)),
        kr_row("Summa", (1_370_000, 1_410_000, 1_450_500, 4_230_500), kind=RowKind.SUM),
    ),
)

REQUESTED = FigureTable(
    caption="Att rekvirera från förbundet",
    label_heading="Kostnad",
    text_headings=("Omfattning", "Från", "Till"),
    figure_headings=("Älvdals kommun", "Region Åmådalen", "Summa"),
    rows=(
        Row("Personal", kind=RowKind.HEADING),
        kr_row(
            "Arbetskonsulent",
            (2_700_000, None, 2_700_000),
            texts=("150 %", "2027-01-01", "2029-12-31"),
        ),
        kr_row(
            "Rehabiliteringskoordinator",
            (None, 521_500, 521_500),
            texts=("25 %", "2027-01-01", "2029-12-31"),
        ),
        Row("Övriga kostnader", kind=RowKind.HEADING),
        kr_row("Utvärdering", (240_000, None, 240_000)),
        kr_row("Lokalhyra och övriga lokalkostnader", (769_000, None, 769_000)),
        kr_row("Summa att rekvirera", (3_709_000, 521_500, 4_230_500), kind=RowKind.SUM),
    ),
)

OWN = FigureTable(
    caption="Egenfinansiering",
    label_heading="Kostnad",
    figure_headings=("Älvdals kommun", "Region Åmådalen", "Summa"),
    rows=(
        kr_row("Enhetschef, 10 %", (210_000, None, 210_000)),
        kr_row("Summa egenfinansiering", (210_000, 0, 210_000), kind=RowKind.SUM),
    ),
)

LOREM = (
    "Många som är långt från arbete möter flera myndigheter samtidigt, och planerna går isär. "
    "Älvdals kommun, regionen och staten vill därför ha en gemensam ingång där en person håller i "
    "planeringen från första samtalet till dess att nästa steg är taget.\n\n"
    "Behovet syns i tre grupper:\n"
    "- unga vuxna med aktivitetsersättning som saknar planering,\n"
    "- personer med långvarigt ekonomiskt bistånd och ohälsa,\n"
    "- sjukskrivna utan sjukpenninggrundande inkomst.\n\n"
    "Under 2025 stod 23 personer i kö. Väntetiden var i genomsnitt fem månader."
)

AGREEMENT = (
    TextSection("Lagar och regler", "Varje part följer de lagar som gäller för dess verksamhet."),
    TextSection("Arbetsgivaransvar", "Var och en svarar för sin egen personal."),
)
