"""Invented papers of an invented association, for every test of the PDF room."""

from __future__ import annotations

from datetime import date

from samordna.documents.pdf.papers.application import (
    Answer,
    AnswerSection,
    ApplicationPaper,
    SignatureLine,
)
from samordna.documents.pdf.papers.common import (
    Clauses,
    Fact,
    FigureTable,
    Row,
    RowKind,
    Signer,
    TextSection,
)
from samordna.documents.pdf.papers.meeting import (
    AgendaItem,
    Attachment,
    Attendee,
    Board,
    ExtractPaper,
    ForeignPdf,
    MemberSeat,
    MinutesPaper,
    MinutesParagraph,
    NoticePaper,
    Signatory,
    SummonsPaper,
    TextPaper,
    Vote,
    VoteSide,
)
from samordna.documents.pdf.papers.signature import SignaturePage, SignatureRecord
from samordna.documents.pdf.papers.statement import EconomicInformationPaper, StatementPaper
from samordna.documents.pdf.tests.sample_parts import (
    AGREEMENT,
    ASSOCIATION,
    BODY,
    CHIEF,
    LOREM,
    MEETING,
    MOMENT,
    OWN,
    PER_YEAR,
    PROPOSAL,
    REQUESTED,
)
from samordna.kernel.dates import Period


def application(**changes: object) -> ApplicationPaper:
    """An application with text, budget and agreement."""
    values: dict[str, object] = {
        "association": ASSOCIATION,
        "dnr": "2026:41",
        "name": "Steget framåt",
        "owner": "Älvdals kommun",
        "partners": ("Region Åmådalen", "Försäkringskassan", "Arbetsförmedlingen"),
        "kind": "Individinsats, ny",
        "period": Period(date(2027, 1, 1), date(2029, 12, 31)),
        "facts": (Fact("Målgrupp", "16–66 år, 45 personer per år"),),
        "sections": (
            AnswerSection(
                "Bakgrund och behov",
                (
                    Answer("Varför behövs insatsen?", LOREM),
                    Answer("Var har ansökan diskuterats?", "I lokusgruppen 2026-05-12."),
                ),
            ),
            AnswerSection("Mål", (Answer("Effektmål", LOREM), Answer("Resultatmål", ""))),
        ),
        "budget": (REQUESTED, OWN, PER_YEAR),
        "agreement": AGREEMENT,
    }
    return ApplicationPaper(**{**values, **changes})  # type: ignore[arg-type]


def signed_application() -> ApplicationPaper:
    """The same with its signatures shown."""
    return application(
        signatures=(
            SignatureLine("Alva Ström", "förvaltningschef", "Älvdals kommun", "2026-06-01, BankID"),
            SignatureLine("Bo Lind", "verksamhetschef", "Region Åmådalen"),
            SignatureLine("Cia Dahl", "enhetschef", "Försäkringskassan"),
        )
    )


def statement() -> StatementPaper:
    """A statement about the application."""
    return StatementPaper(
        association=ASSOCIATION,
        dnr="2026:41",
        day=date(2026, 9, 3),
        heading="Ansökan om medel till Steget framåt",
        proposal=PROPOSAL,
        matter=(
            TextSection("Ansökan", LOREM),
            TextSection("Bedömning", "Insatsen ligger i linje med verksamhetsplanen."),
        ),
        amounts=(PER_YEAR,),
        signer=CHIEF,
    )


def economy() -> EconomicInformationPaper:
    """A decision space where one year falls short."""
    years = ("Budget 2026", "Prognos 2026", "2027", "2028", "2029", "2030")
    rows = (
        Row("Intäkter", kind=RowKind.HEADING),
        Row("Medlemsavgifter", (), ("23 322", "23 322", "23 322", "23 322", "23 322", "23 323")),
        Row("Summa intäkter", (), ("24 100", "24 122", "24 100", "23 772", "23 472", "23 323"),
            RowKind.SUM),
        Row("Kostnader", kind=RowKind.HEADING),
        *(
            Row(f"Samverkansinsats {n}", ("Älvdals kommun",), ("1 348", "1 348", "786", "", "", ""))
            for n in range(1, 13)
        ),
        Row("Summa kostnader", (), ("27 059", "25 652", "10 717", "7 745", "7 895", "6 800"),
            RowKind.SUM),
        Row("Årets resultat", (), ("−2 959", "−1 530", "13 383", "16 027", "15 577", "16 523"),
            RowKind.SUM),
        Row("Kvarvarande beslutsutrymme", (),
            ("3 401", "4 830", "18 213", "34 240", "49 817", "66 340"), RowKind.SUM),
    )  # fmt: skip
    return EconomicInformationPaper(
        association=ASSOCIATION,
        day=date(2026, 9, 3),
        dnr="2026:44",
        heading="Ekonomisk information per 2026-08-22",
        shortfall="År 2028 räcker inte: 61 tkr saknas om alla ansökningar beviljas som föreslaget.",
        text="Reservfonden på 1 000 tkr är inte medräknad.",
        table=FigureTable(
            caption="Beslutsutrymme",
            label_heading="",
            text_headings=("Insatsägare",),
            figure_headings=years,
            rows=rows,
            unit="tkr",
        ),
        notes="Ansökningarna är redovisade med föreslagna belopp.",
        proposal=Clauses("Arbetsutskottet föreslås besluta", ("lägga informationen till"
                         " handlingarna.",)),
        signer=CHIEF,
    )  # fmt: skip


def text_paper() -> TextPaper:
    """Guidelines, an ordinary paper of the office."""
    return TextPaper(
        association=ASSOCIATION,
        heading="Riktlinjer för utlämnande av allmänna handlingar",
        day=date(2026, 8, 20),
        sections=(TextSection("", LOREM), TextSection("Avgifter", LOREM)),
        proposal=Clauses("Förbundsstyrelsen föreslås besluta", ("anta riktlinjerna.",)),
        signer=CHIEF,
        dnr="2026:50",
    )


def summons(*foreign: bytes, extra: int = 0) -> SummonsPaper:
    """A summons with native papers, then the foreign files as 16.1, 16.2 and so on.

    ``extra`` adds that many agenda items with an application each.
    """
    return SummonsPaper(
        association=ASSOCIATION,
        body=BODY,
        day=MEETING,
        hours="09.00–12.00",
        place="Folkets hus, Älvdal, sal Furan",
        hindrance="Anmäl till kansliet, kansliet@amadalen.example, senast 14 september.",
        dnr="2026:60",
        signer=Signer("Märta Öberg", "ordförande"),
        others=("Ylva Ek, förbundschef", "Nils Åkerman, ekonom"),
        members=(
            MemberSeat("Region Åmådalen", "Märta Öberg, ordförande", "Olle Fors"),
            MemberSeat("Älvdals kommun", "Per Grahn, vice ordförande", "Quy Tran"),
            MemberSeat("Försäkringskassan", "Rut Sjö", "Sten Holm"),
            MemberSeat("Arbetsförmedlingen", "Tove Alm", ""),
        ),
        agenda=(
            AgendaItem("1", "Val av justerare och tid för justering", note="Förslag: Rut Sjö"),
            AgendaItem("2", "Fastställande av föredragningslistan"),
            AgendaItem(
                "3",
                "Ekonomisk information",
                "Nils Åkerman",
                attachments=(Attachment("3", "Ekonomisk information", economy()),),
            ),
            AgendaItem(
                "5",
                "Ansökan Steget framåt, Älvdals kommun",
                "Ylva Ek",
                attachments=(
                    Attachment("5", "Tjänsteutlåtande Steget framåt", statement()),
                    Attachment("5.1", "Ansökan Steget framåt", application()),
                ),
            ),
            *(
                AgendaItem(
                    f"{100 + n}",
                    f"Ansökan nummer {n}",
                    "Ylva Ek",
                    attachments=(Attachment(f"{100 + n}", f"Ansökan {n}", application()),),
                )
                for n in range(extra)
            ),
            AgendaItem(
                "16",
                "Riktlinjer för utlämnande av allmänna handlingar",
                "Ylva Ek",
                attachments=(
                    Attachment("16", "Riktlinjer för utlämnande", text_paper()),
                    *(
                        Attachment(f"16.{n}", f"Underlag {n}", ForeignPdf(data))
                        for n, data in enumerate(foreign, 1)
                    ),
                ),
            ),
            AgendaItem("17", "Övriga frågor", note="Information"),
        ),
    )


def paragraph(number: int = 63) -> MinutesParagraph:
    """A paragraph with everything that one can hold."""
    return MinutesParagraph(
        number=number,
        heading="Ansökan om medel till insatsen Steget framåt, Älvdals kommun",
        dnr="2026:41",
        background=LOREM,
        presence=("Per Grahn anmäler jäv och är inte i rummet när ärendet avgörs.",),
        proposals=("Rut Sjö yrkar bifall till förslaget.", "Tove Alm yrkar avslag."),
        votes=(
            Vote(
                "Den som vill bifalla förslaget röstar ja, den som vill avslå röstar nej.",
                (
                    VoteSide("Ja", ("Märta Öberg", "Rut Sjö")),
                    VoteSide("Nej", ("Tove Alm",)),
                    VoteSide("Avstår", ()),
                ),
                "Med två röster mot en beslutar styrelsen enligt förslaget.",
                ("Rut Sjös yrkande mot avslag", "Det som vinner mot huvudförslaget"),
            ),
        ),
        decisions=(
            Clauses("Arbetsutskottet beslutar", ("lägga rapporten till handlingarna.",)),
            Clauses("Arbetsutskottet föreslår styrelsen besluta", PROPOSAL.items),
        ),
        reservations=("Tove Alm reserverar sig mot beslutet.",),
        told=("Älvdals kommun", "Region Åmådalen", "Ekonomen"),
        attachments=("Bilaga 5 Tjänsteutlåtande", "Bilaga 5.1 Ansökan"),
    )


def minutes(count: int = 12, **changes: object) -> MinutesPaper:
    """Minutes with plain paragraphs and one full one, § 63."""
    plain = [
        MinutesParagraph(
            number=60 + n,
            heading=f"Ärende nummer {n + 1}",
            background=LOREM if n % 3 else "Ordföranden öppnar sammanträdet.",
            decisions=(Clauses("Styrelsen beslutar", ("lägga informationen till handlingarna.",)),),
        )
        for n in range(count)
    ]
    plain[min(3, count - 1)] = paragraph(60 + min(3, count - 1))
    values: dict[str, object] = {
        "association": ASSOCIATION,
        "body": BODY,
        "day": MEETING,
        "hours": "09.00–11.45",
        "place": "Folkets hus, Älvdal, sal Furan",
        "mode": "Delvis på distans",
        "deciding": (
            Attendee("Märta Öberg", "Region Åmådalen", "ordförande"),
            Attendee("Per Grahn", "Älvdals kommun", "vice ordförande", presence="inte § 63"),
            Attendee("Sten Holm", "Försäkringskassan", serving_for="Rut Sjö"),
            Attendee("Tove Alm", "Arbetsförmedlingen", presence="på distans"),
        ),
        "others": (Attendee("Ylva Ek", role="förbundschef"),),
        "paragraphs": tuple(plain),
        "signatories": (
            Signatory("Sekreterare", "Ylva Ek", f"§§ 60–{59 + count}"),
            Signatory("Ordförande", "Märta Öberg", f"§§ 60–{59 + count}"),
            Signatory("Justerare", "Sten Holm", "§§ 60–62, 64–71"),
            Signatory("Justerare", "Tove Alm", "§ 63"),
        ),
        "adjustment": "Kansliet, 2026-09-24 kl. 13.00",
    }
    return MinutesPaper(**{**values, **changes})  # type: ignore[arg-type]


def notice() -> NoticePaper:
    """The notice about those minutes."""
    return NoticePaper(
        association=ASSOCIATION,
        body=BODY,
        meeting_day=MEETING,
        adjusted=date(2026, 9, 24),
        posted="Anslaget 2026-09-25",
        last_day_of_appeal=date(2026, 10, 16),
        down_earliest=date(2026, 10, 17),
        paragraphs="§§ 60–71",
        kept_at="Samordningsförbundets kansli, Storgatan 1, Älvdal",
        certified=date(2026, 9, 25),
        boards=(Board("Älvdals kommun", "anslaget 2026-09-25"),),
        court="Förvaltningsrätten i Åmådalen",
        court_address=("Box 1", "123 45 Älvdal"),
        posted_by=CHIEF,
    )


def extract() -> ExtractPaper:
    """§ 63 on its own."""
    return ExtractPaper(
        association=ASSOCIATION,
        body=BODY,
        day=MEETING,
        paragraph=paragraph(),
        certifier=CHIEF,
        certified=date(2026, 9, 28),
        adjusted=date(2026, 9, 24),
        signatories=(
            Signatory("Ordförande", "Märta Öberg", "§ 63"),
            Signatory("Justerare", "Tove Alm", "§ 63"),
        ),
    )


def signatures() -> SignaturePage:
    """Two signatures of the application."""
    return SignaturePage(
        association=ASSOCIATION,
        document_title="Ansökan om medel: Steget framåt",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        document_pages=7,
        dnr="2026:41",
        signatures=tuple(
            SignatureRecord(
                name=name,
                organisation=organisation,
                role="behörig firmatecknare",
                method="BankID",
                level="avancerad elektronisk underskrift",
                signed_at=MOMENT,
                transaction_id="5a1d6c0e-7a51-4b7e-9a4c-0d3c6f1f2a90",
            )
            for name, organisation in (
                ("Alva Ström", "Älvdals kommun"),
                ("Bo Lind", "Region Åmådalen"),
            )
        ),
    )


def every_paper() -> dict[str, object]:
    """One of each, by name."""
    return {
        "application": signed_application(),
        "statement": statement(),
        "economy": economy(),
        "text": text_paper(),
        "summons": summons(),
        "minutes": minutes(status="Utkast, inte justerat"),
        "notice": notice(),
        "extract": extract(),
        "signatures": signatures(),
    }
