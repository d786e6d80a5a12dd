"""Every paper: accessible, archivable, the same bytes each time, and says what it was given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from page import ValidationProfile

from samordna.documents.pdf.engine import as_data
from samordna.documents.pdf.papers.common import (
    Clauses,
    FigureTable,
    Row,
    RowKind,
    TextSection,
    kr_row,
)
from samordna.documents.pdf.papers.meeting import TextPaper
from samordna.documents.pdf.papers.signature import SignatureRecord
from samordna.documents.pdf.papers.statement import StatementPaper
from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import (
    bookmark_pages,
    failures,
    pages,
    rendered,
    roles,
    text,
    ua_failures,
)
from samordna.documents.pdf.titles import title_of

PAPERS = samples.every_paper()


@pytest.fixture(scope="module", params=sorted(PAPERS))
def made(request: pytest.FixtureRequest) -> tuple[object, bytes]:
    paper = PAPERS[request.param]
    return paper, rendered(paper)


def test_every_paper_is_accessible_and_archivable(made):
    _, data = made
    assert ua_failures(data) == []
    assert failures(data, ValidationProfile.PDF_A_2A) == []


def test_the_same_paper_and_moment_give_the_same_bytes(made):
    paper, data = made
    assert rendered(paper) == data


def test_the_file_says_its_title_author_language_and_moment(made):
    paper, data = made
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == title_of(paper)
        assert str(pdf.docinfo["/Author"]) == samples.ASSOCIATION
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260903120509Z"
        assert str(pdf.Root.Lang).startswith("sv")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_every_page_has_the_association_above_and_its_number_below(made):
    _, data = made
    found = pages(data)
    for number, page in enumerate(found, 1):
        assert samples.ASSOCIATION in page
        assert f"Sida {number} ({len(found)})" in " ".join(page.split())


def test_every_paper_begins_with_its_one_main_heading(made):
    paper, data = made
    headings = [role for role, _ in roles(data) if role in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    assert headings[0] == "H1"
    if "attachments" not in dir(paper):
        assert headings.count("H1") == 1


def test_another_moment_gives_other_bytes():
    paper = samples.notice()
    later = samples.MOMENT.replace(hour=15)
    assert render_pdf(paper, moment=later) != rendered(paper)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(samples.notice(), moment=datetime(2026, 9, 3, 12, 0))


def test_no_text_depends_on_the_machines_fonts():
    with pikepdf.open(BytesIO(rendered(samples.minutes()))) as pdf:
        names = {
            str(font.BaseFont).split("+")[-1]
            for page in pdf.pages
            for _, font in page.resources.Font.items()
        }
    assert names
    assert all(name.startswith(("LibertinusSerif", "DejaVuSans")) for name in names)


def test_the_application_tells_everything_it_holds():
    found = text(rendered(samples.signed_application()))
    for part in (
        "Steget framåt",
        "Älvdals kommun",
        "2027-01-01 – 2029-12-31",
        "Varför behövs insatsen?",
        "sjukpenninggrundande inkomst",
        "Inget svar.",
        "Att rekvirera från förbundet, kr",
        "4\u00a0230\u00a0500".replace("\u00a0", " "),
        "Överenskommelse",
        "Alva Ström",
        "2026-06-01, BankID",
        "Dnr 2026:41",
    ):
        assert part in found, part


def test_the_bytes_to_sign_hold_no_signatures():
    assert "Underskrifter" not in text(rendered(samples.application()))


def test_the_statement_puts_the_proposal_before_the_matter():
    found = text(rendered(samples.statement()))
    places = [
        found.index(part)
        for part in (
            "Förslag till beslut",
            "Förbundsstyrelsen föreslås besluta",
            "att bevilja Älvdals kommun",
            "att beslutet gäller under förutsättning",
            "Ärendet",
            "Bedömning",
            "Föreslaget belopp per ägare och år",
            "Ylva Ek",
        )
    ]
    assert places == sorted(places)
    assert "att att" not in found


def test_what_falls_short_is_said_before_the_table_which_lies_down():
    data = rendered(samples.economy())
    found = text(data)
    assert found.index("61 tkr saknas") < found.index("Medlemsavgifter")
    assert "−1 530" in found
    with pikepdf.open(BytesIO(data)) as pdf:
        _, _, width, height = (float(side) for side in pdf.pages[0].mediabox)
    assert width > height


def test_only_what_decides_has_the_heading_of_a_decision():
    decided = samples.minutes(1).paragraphs[0]
    left = Clauses("Styrelsen fattar inget beslut i ärendet.", ())
    told = Clauses("Styrelsen informerar", ("planen trycks.",))

    def headings(*blocks: Clauses, decides_from: int | None) -> int:
        paragraph = replace(decided, decisions=blocks, decides_from=decides_from)
        data = rendered(replace(samples.minutes(1), paragraphs=(paragraph,)))
        return len(re.findall(r"\bBeslut\b", text(data)))

    assert headings(left, decides_from=None) == headings(told, decides_from=None) == 0
    assert headings(*decided.decisions, decides_from=0) == 1
    assert headings(told, *decided.decisions, decides_from=1) == 1


def test_the_minutes_tell_who_what_and_how():
    found = text(rendered(samples.minutes()))
    for part in (
        "torsdag 17 september 2026, kl. 09.00–11.45",
        "Delvis på distans",
        "Sten Holm, Försäkringskassan (tjänstgör för Rut Sjö)",
        "Per Grahn, Älvdals kommun, vice ordförande (inte § 63)",
        "§§ 60–71",
        "Per Grahn anmäler jäv",
        "Rut Sjö yrkar bifall",
        "Ja (2): Märta Öberg, Rut Sjö",
        "Avstår (0)",
        "att bevilja Älvdals kommun",
        "Tove Alm reserverar sig",
        "Expedieras till",
        "Kansliet, 2026-09-24 kl. 13.00",
    ):
        assert part in found, part


def test_minutes_that_are_not_adjusted_say_so_on_every_page():
    data = rendered(samples.minutes(status="Utkast, inte justerat"))
    assert all("Utkast, inte justerat" in page for page in pages(data))
    assert "Utkast" not in text(rendered(samples.minutes()))


def test_every_paragraph_of_the_minutes_is_a_bookmark_on_its_page():
    data = rendered(samples.minutes())
    found = pages(data)
    marks = [(title, page) for _, title, page in bookmark_pages(data) if "§" in title]
    assert len(marks) == 12
    for title, page in marks:
        assert " ".join(title.split()) in " ".join(found[page - 1].split())


def test_an_extract_that_the_office_has_not_made_out_is_not_certified():
    fetched = text(rendered(replace(samples.extract(), certifier=None)))
    assert "Protokollet justerades 2026-09-24" in fetched
    assert "hämtat ur Samordna 2026-09-28 och är inte bestyrkt" in fetched
    for certifying in ("intyga", "Bevis", samples.CHIEF.name, "inte justerat"):
        assert certifying not in fetched


def test_the_notice_tells_until_when_and_how_to_appeal():
    found = text(rendered(samples.notice()))
    for part in (
        "Sista dag att överklaga 2026-10-16",
        "Tas ned tidigast 2026-10-17",
        "senast 16 oktober 2026",
        "13 kap. kommunallagen (2017:725)",
        "28 § lagen (2003:1210)",
        "Förvaltningsrätten i Åmådalen Box 1 123 45 Älvdal",
    ):
        assert part in found, part


def test_an_extract_of_minutes_not_adjusted_says_so():
    adjusted = text(rendered(samples.extract()))
    assert "Protokollet justerades 2026-09-24" in adjusted
    assert "intygas 2026-09-28" in adjusted
    raw = text(rendered(replace(samples.extract(), adjusted=None, certifier=None)))
    assert "Protokollet är inte justerat" in raw
    assert "inget bevis" in raw
    for certifying in ("intyga", "Bevis\n", "2026-09-28", samples.CHIEF.name):
        assert certifying not in raw
    with pytest.raises(ValueError, match="not adjusted"):
        replace(samples.extract(), adjusted=None)


def test_the_signature_page_holds_every_part_of_a_signature():
    found = text(rendered(samples.signatures()))
    for part in (
        "9f86 d081 884c 7d65 9a2f eaa0 c55a d015 a3bf 4f1b 2b0b 822c d15d 6c15 b0f0 0a08",
        "Alva Ström",
        "behörig firmatecknare",
        "avancerad elektronisk underskrift",
        "2026-09-03 kl. 14.05.09 (UTC+02:00)",
        "5a1d6c0e-7a51-4b7e-9a4c-0d3c6f1f2a90",
    ):
        assert part in found, part


def test_what_is_compared_by_eye_holds_no_sign_that_cannot_be_seen():
    found = text(rendered(samples.signatures()))
    assert not [sign for sign in found if unicodedata.category(sign) == "Cf"]


def test_times_on_paper_are_swedish_however_they_were_kept():
    kept = tuple(
        replace(one, signed_at=one.signed_at.astimezone(UTC))
        for one in samples.signatures().signatures
    )
    found = text(rendered(replace(samples.signatures(), signatures=kept)))
    assert "2026-09-03 kl. 14.05.09 (UTC+02:00)" in found
    winter = datetime(2026, 1, 15, 23, 30, tzinfo=UTC)
    assert as_data(winter) == "2026-01-16 kl. 00.30.00 (UTC+01:00)"
    with pytest.raises(ValueError, match="time zone"):
        as_data(datetime(2026, 1, 15, 23, 30))


def test_a_signature_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        SignatureRecord("N", "O", "R", "M", "L", datetime(2026, 1, 1), "T")


def test_a_long_table_repeats_its_header_and_keeps_every_row():
    rows = tuple(kr_row(f"Rad nummer {n}", (n * 1000, None)) for n in range(1, 161))
    total = kr_row("Summa", (12_880_000, 0), kind=RowKind.SUM)
    table = FigureTable("Lång tabell", "Kostnad", ("Begärt", "Beviljat"), (*rows, total))
    paper = StatementPaper(
        association=samples.ASSOCIATION,
        heading="Många rader",
        day=date(2026, 1, 2),
        proposal=Clauses("Styrelsen föreslås besluta", ("anta tabellen.",)),
        matter=(),
        signer=samples.CHIEF,
        amounts=(table,),
    )
    data = rendered(paper)
    found = pages(data)
    with_rows = [page for page in found if "Rad nummer" in page]
    assert len(with_rows) >= 4
    assert all("Begärt" in page and "Beviljat" in page for page in with_rows)
    whole = " ".join("\n".join(found).split())
    assert all(f"Rad nummer {n} {n} 000" in whole for n in range(1, 161))
    assert ua_failures(data) == []


def test_figures_stand_to_the_right():
    table = FigureTable("T", "Post", ("Belopp",), (kr_row("a", (7,)), kr_row("b", (1_234_567,))))
    paper = StatementPaper(
        association="F",
        heading="H",
        day=date(2026, 1, 2),
        proposal=Clauses("", ("x",)),
        matter=(),
        signer=samples.CHIEF,
        amounts=(table,),
    )
    document = pypdfium2.PdfDocument(rendered(paper))
    page = document[0].get_textpage()
    edges = {}
    for wanted in ("7", "1\u00a0234\u00a0567"):
        searcher = page.search(wanted, match_whole_word=True)
        index, count = searcher.get_next()
        edges[wanted] = page.get_charbox(index + count - 1)[2]
    document.close()
    assert len({round(edge) for edge in edges.values()}) == 1


def test_a_row_wider_than_its_table_is_refused():
    with pytest.raises(ValueError, match="more figures"):
        FigureTable("T", "L", ("A",), (Row("x", (), ("1", "2")),))
    with pytest.raises(ValueError, match="more texts"):
        FigureTable("T", "L", ("A",), (Row("x", ("t",), ("1",)),))


def test_a_float_has_no_place_on_paper():
    with pytest.raises(TypeError, match="float"):
        as_data({"amount": 1.5})


def test_blank_lines_make_paragraphs_and_dashes_make_lists():
    written = "Först.\n\n \nSedan:\n- ett\n- två\n  och mer\nSist - inte en punkt."
    paper = TextPaper(samples.ASSOCIATION, "Rubrik", date(2026, 1, 2), (TextSection("", written),))
    data = rendered(paper)
    found = [role for role, _ in roles(data)]
    assert found.count("LI") == 2
    assert "två och mer" in text(data)
    assert "Sist - inte en punkt." in text(data)
    assert found.count("P") >= 3


def _lengths(make, most: int = 45):
    """A paper in lengths that end on every height of a page: line by line."""
    return [rendered(make("\n".join(["Rad."] * count))) for count in range(1, most, 2)]


def _signed_minutes(filling: str) -> object:
    one = samples.minutes(1).paragraphs[0]
    last = replace(one, background=filling, attachments=("Bilaga 9 Sista raden",))
    return samples.minutes(2, paragraphs=(one, last))


def _signed_statement(filling: str) -> object:
    matter = (TextSection("Bakgrund", f"{filling}\n\nSista raden i texten."),)
    return replace(samples.statement(), matter=matter, amounts=())


def _certified_extract(filling: str) -> object:
    extract = samples.extract()
    last = replace(
        extract.paragraph, background=filling, attachments=("Bilaga 9 Sista raden",), votes=()
    )
    return replace(extract, paragraph=last)


def _signed_application(filling: str) -> object:
    agreement = (TextSection("Parterna", f"{filling}\n\nSista raden i texten."),)
    return replace(samples.signed_application(), agreement=agreement, budget=())


def _signed_notice(filling: str) -> object:
    address = (*filling.split("\n"), "Sista raden")
    return replace(samples.notice(), court_address=address)


@pytest.mark.parametrize(
    ("make", "signed"),
    [
        (_signed_minutes, "Tove Alm"),
        (_signed_statement, "Ylva Ek"),
        (_certified_extract, "intygas"),
        (_signed_application, samples.signed_application().signatures[-1].name),
        (_signed_notice, "intygas"),
    ],
)
def test_who_signs_never_stands_alone_on_a_page(make, signed) -> None:
    broken = 0
    for data in _lengths(make):
        *earlier, last = [page for page in pages(data) if page.strip()]
        broken += bool(earlier)
        assert "Sista raden" in last
        assert signed in last
    assert broken > 5
