"""The page on which a table of people is pasted or chosen, looked at, mended and saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from xlsxwriter import Workbook

from samordna.flows.tests.people_table import GOOD, HEAD, PAGE
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def registrar(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def test_a_pasted_table_is_looked_at_and_saved(registrar: Client) -> None:
    posted = {"table": f"{HEAD}\n{GOOD}", "naming": "keep"}
    page = registrar.post(PAGE, posted).content.decode()
    assert "Spara 2 rader" in page and "Maj Mo\tmaj@exempel.se" in page
    assert '<th scope="row">Maj Mo<br>' in page and "Ersättare, Styrelsen" in page
    assert registrar.post(PAGE, {**posted, "spara": "1"}).status_code == 302
    assert "Maj Mo" in registrar.get("/uppsala/personer/").content.decode()


def test_which_name_holds_is_asked_where_a_name_differs(registrar: Client) -> None:
    question = "När en adress redan finns med ett annat namn"
    assert question not in registrar.get(PAGE).content.decode()
    assert question not in registrar.post(PAGE, {"table": f"{HEAD}\n{GOOD}"}).content.decode()
    other = f"{HEAD}\nLasse Lind\tmember@uppsala.exempel.se\t\t\tRevisor"
    assert question in registrar.post(PAGE, {"table": other}).content.decode()
    renamed = registrar.post(PAGE, {"table": other, "naming": "rename"}).content.decode()
    assert question in renamed and "namnet byts" in renamed
    # What was chosen is not forgotten on a page that would not ask it by itself.
    chosen = {"table": f"{HEAD}\n{GOOD}", "naming": "rename"}
    assert question in registrar.post(PAGE, chosen).content.decode()


def test_the_template_can_be_sent_back(registrar: Client, cast: Cast) -> None:
    answer = registrar.get(f"{PAGE}mall/")
    file = SimpleUploadedFile("personer.xlsx", answer.content)
    page = registrar.post(PAGE, {"file": file, "naming": "keep"}).content.decode()
    assert "Anna Exempel" in page and "Spara 2 rader" in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 not a workbook", "Filen är skadad"),
        (b"\x00\x01\x02", "går inte att läsa"),
        (b"\xd0\xcf\x11\xe0 old", "ingen Excel-arbetsbok"),
        ("Namn\tE-post\tRoll\nÅsa\tasa@exempel.se\tRevisor".encode("utf-16"), "Spara 1 rad"),
        ("Hej! Här kommer våra namn, de är\nfyra i år.".encode(), "ingen tabell med personer"),
        (b"", "Filen är tom"),
        ("Namn;E-post;Roll\nÅsa;asa@exempel.se;Revisor".encode("cp1252"), "Spara 1 rad"),
        ("\ufeffNamn,E-post,Roll\nÅsa,asa@exempel.se,Revisor".encode(), "Spara 1 rad"),
    ],
)
def test_other_files(registrar: Client, content: bytes, says: str) -> None:
    file = SimpleUploadedFile("personer.csv", content)
    assert says in registrar.post(PAGE, {"file": file, "naming": "keep"}).content.decode()


def test_prose_in_a_file_does_not_land_in_the_box(registrar: Client) -> None:
    file = SimpleUploadedFile("brev.txt", "Hej! Vi, styrelsen, hälsar.".encode())
    page = registrar.post(PAGE, {"file": file, "naming": "keep"}).content.decode()
    assert "hälsar" not in page and "ingen tabell med personer" in page


def test_a_text_that_is_called_a_workbook(registrar: Client) -> None:
    file = SimpleUploadedFile("personer.xlsx", f"{HEAD}\n{GOOD}".encode())
    page = registrar.post(PAGE, {"file": file, "naming": "keep"}).content.decode()
    assert "heter som en Excel-arbetsbok men är ingen" in page and "Maj Mo" not in page


def test_the_sheet_that_has_the_people_is_read(registrar: Client) -> None:
    def posted(*sheets: tuple[str, list[list[str]]]) -> str:
        out = BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            for title, rows in sheets:
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        file = SimpleUploadedFile("personer.xlsx", out.getvalue())
        return registrar.post(PAGE, {"file": file, "naming": "keep"}).content.decode()

    about = ("Om filen", [["Läs detta först"]])
    people = [
        ["Styrelsen 2024"],
        ["Namn", "E-post", "Roll"],
        ["Åsa", "a@exempel.se", "Revisor"],
    ]
    assert "Spara 1 rad" in posted(about, ("Personer", people))
    assert "Personer står på 2 blad: ”Ett” och ”Två”" in posted(("Ett", people), ("Två", people))
    assert "Inget blad (”Om filen”)" in posted(about)


def test_a_faulty_row_is_corrected_in_place(registrar: Client) -> None:
    wrong = GOOD.replace("Heby kommun", "Hebby kommun")
    page = registrar.post(PAGE, {"table": f"{HEAD}\n{wrong}", "naming": "keep"})
    text = page.content.decode()
    assert "1 av 2 rader har fel" in text and text.index("1 rad kan sparas") > 0
    boxes = dict(re.findall(r'name="(rad-3-[a-z_]+)" value="([^"]*)"', text))
    assert boxes["rad-3-organisation"] == "Hebby kommun" and "rad-2-name" not in text
    posted = {
        "table": page.context["form"].initial["table"],
        "granskad": page.context["reviewed"],
        "naming": "keep",
        **boxes,
        "rad-3-organisation": "Heby kommun",
    }
    again = registrar.post(PAGE, posted)
    assert "Spara 2 rader" in again.content.decode()
    # What has been written anew as a whole is what holds.
    anew = registrar.post(PAGE, {**posted, "table": f"{HEAD}\n{wrong}\n"})
    assert "Spara 2 rader" in anew.content.decode()
    other = f"{HEAD}\n{wrong.replace('Bo Bo', 'Bo Bok')}"
    anew = registrar.post(PAGE, {**posted, "table": other}).content.decode()
    assert "1 av 2 rader har fel" in anew and "Bo Bok" in anew
    # What stood in the boxes is shown, so that it can be written again.
    assert "Det här stod i rutorna" in anew
    assert "rad 3, Organisation: ”Heby kommun”" in anew and "rad 3, Roll" not in anew


def test_two_hundred_rows_are_few_on_the_page(registrar: Client) -> None:
    rows = [f"P {n}\tp{n}@exempel.se\t\t\tSökande\tGävle\t2024-01-01" for n in range(200)]
    page = registrar.post(PAGE, {"table": "\n".join((HEAD, *rows)), "naming": "keep"})
    text = page.content.decode()
    assert "200 av 200 rader har fel" in text and text.count("<fieldset") < 30
    summary = text[text.index("data-error-summary") : text.index("Rader att rätta")]
    assert summary.count("Organisationen ”Gävle” finns inte") == 1
    assert "och 175 rader till" in summary
    assert all(f'id="{to}"' in text for to in re.findall('href="#([^"]+)"', summary))


def test_where_organisations_are_added_is_said_once(registrar: Client) -> None:
    rows = [f"P {n}\tp{n}@exempel.se\t\t\tSökande\tPart {n}" for n in range(5)]
    page = registrar.post(PAGE, {"table": "\n".join((HEAD, *rows)), "naming": "keep"})
    text = page.content.decode()
    summary = text[text.index("data-error-summary") : text.index("Rader att rätta")]
    assert summary.count("Organisationen ”Part") == 5 and text.count("skriv namnet som") == 1
    beside = '<a href="/uppsala/organisationer/" target="_blank" rel="noopener">Organisationer ('
    assert beside in summary
    right = registrar.post(PAGE, {"table": f"{HEAD}\n{GOOD}", "naming": "keep"})
    assert "skriv namnet som" not in right.content.decode()


def test_what_is_wrong_stands_at_its_cell(registrar: Client) -> None:
    rows = (
        "Ada\tada\t\t\tRevisor\t\t2024-02-30",
        "Bo\tbo@exempel.se\t\t\t\t\t",
        "Lasse Lind\tmember@uppsala.exempel.se\t\t\tRevisor",
    )
    page = registrar.post(PAGE, {"table": "\n".join((HEAD, *rows)), "naming": "keep"})
    text = page.content.decode()
    for name, label in (("rad-2-email", "E-post, rad 2"), ("rad-2-valid_from", "Från, rad 2")):
        assert f'<a href="#{name}">{label}</a>' in text
        assert re.search(
            f'<input id="{name}"[^>]* aria-invalid="true" aria-describedby="{name}-fel">', text
        )
        assert re.search(f'id="{name}-fel"><p>[^<]+<', text)
    assert text.count("aria-invalid") == 2
    assert '<a href="#rad-3">Rad 3</a>' in text and 'id="rad-3-fel"' in text
    assert text.index('name="naming"') < text.index("Granska igen")


def test_the_review_shows_all_that_is_saved(registrar: Client) -> None:
    row = "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare\t\tFK\t1/2/2024\t31/3/2027\t"
    text = f"{HEAD}\n{row}12/1/2024\t15/1/2024"
    page = registrar.post(PAGE, {"table": text, "naming": "keep"}).content.decode()
    for day in ("2024-02-01", "2027-03-31", "2024-01-12", "Kom in", "2024-01-15"):
        assert day in page


def test_the_review_shows_what_the_words_were_read_as(registrar: Client) -> None:
    rows = (
        "Maj Mo\tmaj@exempel.se\tstyrelsen\tSuppleant\t\tFK",
        "Bo Bo\tbo@exempel.se\t\t\tregistrator\t",
    )
    page = registrar.post(PAGE, {"table": "\n".join((HEAD, *rows)), "naming": "keep"})
    shown = page.content.decode().partition("Det här sparas")[2]
    assert "Ersättare, Styrelsen" in shown and "Försäkringskassan" in shown
    assert "Administratör" in shown and "registrator" not in shown.partition("</table>")[0]


def test_nothing_at_all(registrar: Client) -> None:
    page = registrar.post(PAGE, {"naming": "keep"}).content.decode()
    assert "Klistra in en tabell, eller välj en fil" in page
