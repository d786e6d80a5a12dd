"""The first day of an association: from nothing to an open call and a planned meeting.

The demonstration's empty association, as ``samordna association`` makes one. Its director goes
where the checklist leads, in the browser alone.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.conftest import PageAt
from tests.journeys.steps.story import go, good_face, press, reads, row, told
from tests.support.people import become
from tests.support.product import Product

MEMBERS = (
    ("Region Granland", "Granland", "Region", "anslag@granland.exempel.se"),
    ("Granbygdens kommun", "Granbygden", "Kommun", "anslag@granbygden.exempel.se"),
    ("Försäkringskassan", "FK", "Försäkringskassan", ""),
    ("Arbetsförmedlingen", "AF", "Arbetsförmedlingen", ""),
)
#: One of each member on each side, and who signs for the parties. The first address is doubled.
PEOPLE = """\
Namn;E-post;Organ;Uppdrag;Roll;Organisation;Från;Till;Beslutet kom in
Rut Rönn;rut@exempel.se;Styrelsen;Ordförande;;Granland;2023-04-01;2027-03-31;2023-03-20
Alf Alm;rut@exempel.se;Styrelsen;1:e vice ordförande;;Granbygden;2023-04-01;;2023-03-20
Eva Ek;eva@exempel.se;Styrelsen;Ledamot;;FK;2023-04-01;;2023-03-20
Per Pil;per@exempel.se;Styrelsen;Ledamot;;AF;2023-04-01;;2023-03-20
Mia Mo;mia@exempel.se;Styrelsen;Ersättare;;Granland;2023-04-01;;2023-03-20
Ola Ode;ola@exempel.se;Styrelsen;Ersättare;;Granbygden;2023-04-01;;2023-03-20
Liv Lo;liv@exempel.se;Styrelsen;Ersättare;;FK;2023-04-01;;2023-03-20
Tor Tall;tor@exempel.se;Styrelsen;Ersättare;;AF;2023-04-01;;2023-03-20
Siv Sälg;siv@exempel.se;;;Firmatecknare;Granbygdens kommun;2024-01-01
Siv Sälg;siv@exempel.se;;;Firmatecknare;Granland;2024-01-01
Siv Sälg;siv@exempel.se;;;Firmatecknare;FK;2024-01-01
Siv Sälg;siv@exempel.se;;;Firmatecknare;AF;2024-01-01
"""


def field(page: Page, label: str) -> Locator:
    """A field by its label, with or without the mark of what may be left out."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*\(|$)"))


def fill(page: Page, **values: str) -> None:
    """Fill fields by their labels."""
    for label, value in values.items():
        field(page, label.replace("_", " ")).fill(value)


def on_checklist(page: Page, name: str) -> None:
    """Go to Kom igång, and from there to the page of a thing that is missing."""
    go(page, "Kom igång")
    expect(row(page, name)).to_contain_text("Saknas")
    row(page, name).get_by_role("link", name=name, exact=True).click()


def done(page: Page, *names: str) -> None:
    """Kom igång says that these are done."""
    go(page, "Kom igång")
    for name in names:
        expect(row(page, name)).to_contain_text("Klart")


def test_from_nothing_to_an_open_call_and_a_planned_meeting(
    own_demo: Product, page_at: PageAt
) -> None:
    page = page_at()
    become(page, own_demo.url, "Disa Dalmark")
    reads(page, "Kom igång")
    expect(page.get_by_text("Ta en kopp kaffe")).to_have_count(0)
    good_face(page)
    go(page, "Hela listan, med det som är klart")
    good_face(page)
    details(page)
    members(page)
    people(page)
    numbers(page)
    plan(page)
    call(page)
    meeting(page)
    go(page, "Kom igång")
    told(page, "Allt som behövs för att ta emot ansökningar och hålla sammanträden är på plats.")
    go(page, "Idag")
    expect(page.get_by_role("heading", name="Kom igång")).to_have_count(0)
    correct(page)


def details(page: Page) -> None:
    """The association's own details, with a slip on the way."""
    on_checklist(page, "Förbundets uppgifter")
    fill(
        page,
        Organisationsnummer="222000-9994",
        Säte="Granbygden",
        Postadress="Storgatan 1\n123 45 Granbygden",
        Förvaltningsrätt="Förvaltningsrätten i Falun",
        Protokollet_förvaras="Kansliet",
    )
    field(page, "E-post").fill("kansli@granbygden.exempel.se")
    good_face(page)
    press(page, "Spara")
    told(page, "Kontrollsiffran stämmer inte")
    expect(field(page, "Säte")).to_have_value("Granbygden")
    fill(page, Organisationsnummer="222000-9993")
    press(page, "Spara")
    told(page, "Förbundets uppgifter är sparade.")
    good_face(page)


def members(page: Page) -> None:
    """The four parties, those that post notices with the address of their board."""
    go(page, "Organisationer", "Ny organisation")
    for name, short, kind, board in MEMBERS:
        fill(page, Namn=name, Kort_namn=short)
        field(page, "Slag").select_option(label=kind)
        member = page.get_by_role("checkbox", name="Medlem i förbundet")
        expect(member).not_to_be_checked()
        expect(field(page, "E-post för anslag")).to_be_hidden()
        member.check()
        if board:
            field(page, "E-post för anslag").fill(board)
        else:
            expect(field(page, "E-post för anslag")).to_be_hidden()
        press(page, "Spara och lägg till nästa")
        told(page, f"{name} har lagts till.")
        expect(field(page, "Namn")).to_have_value("")
    good_face(page)
    done(page, "Medlemmarna", "Medlemmarnas anslagstavlor", "Förbundets uppgifter")


def people(page: Page) -> None:
    """The board and a signatory, out of a table; a doubled address is found before anything is."""
    on_checklist(page, "Styrelsen")
    fill(page, Tabell=PEOPLE)
    press(page, "Granska")
    told(page, "Två personer kan inte ha samma adress.")
    # What stands in the page, with what is wrong in it, is not offered back as something lost.
    expect(page.get_by_text("som inte sparades")).to_have_count(0)
    good_face(page)
    page.get_by_text("Hela tabellen som text").click()
    fill(page, Tabell=PEOPLE.replace("Alf Alm;rut@", "Alf Alm;alf@"))
    press(page, "Granska hela texten")
    press(page, "Spara 12 rader")
    told(page, "9 personer är inlagda.")
    reads(page, "Styrelsen")
    good_face(page)
    done(page, "Styrelsen", "Firmatecknare hos parterna")


def numbers(page: Page) -> None:
    """The next § and the next matter number go on from where the office was."""
    on_checklist(page, "Nästa paragraf")
    page.get_by_role("link", name="Ändra Styrelsen").click()
    fill(page, **{"Nästa_§": "60"})
    good_face(page)
    press(page, "Spara")
    told(page, "Uppgifterna om Styrelsen är sparade.")
    expect(row(page, "Styrelsen")).to_contain_text("§ 60")
    page.get_by_role("link", name="Mall för föredragningslistan, Styrelsen").click()
    good_face(page)
    press(page, "Spara")
    on_checklist(page, "Första diarienumret")
    fill(page, Nästa_löpnummer="12")
    press(page, "Spara")
    told(page, "Nästa diarienummer är 2024:12.")
    done(page, "Nästa paragraf", "Första diarienumret")


def plan(page: Page) -> None:
    """The first economic plan, from nothing."""
    go(page, "Ekonomiska planer", "Ny plan")
    good_face(page)


def call(page: Page) -> None:
    """A form among the ready ones, and the first call on it."""
    go(page, "Utlysningar", "Ny utlysning", "Välj ett formulär")
    good_face(page)
    page.get_by_role("button", name="Använd formuläret Kort ansökan").click()
    told(page, "Kort ansökan är nu ett av förbundets formulär.")
    page.get_by_role("link", name=re.compile("Skriv nästa version av Kort ansökan")).click()
    good_face(page)
    on_checklist(page, "Första utlysningen")
    fill(page, Rubrik="Insatser 2025", Öppnar="2024-09-05", Stänger="2024-10-31")
    press(page, "Spara")
    told(page, "Utlysningen är sparad.")
    done(page, "Första utlysningen", "Formulär för ansökningar")


def meeting(page: Page) -> None:
    """The board's first meeting is planned, with the template's items."""
    on_checklist(page, "Första sammanträdet")
    field(page, "Organ").select_option(label="Styrelsen")
    fill(page, Dag="2024-10-11", Börjar="09.00", Plats="Granbygden")
    page.get_by_role("main").get_by_role("button").first.click()
    reads(page, "Val av justerare och justeringstid")
    done(page, "Första sammanträdet")


def correct(page: Page) -> None:
    """What was entered is corrected: a name, an address, and the end of a mandate."""
    go(page, "Personer", "Eva Ek", "Ändra uppgifter")
    field(page, "Namn").fill("Eva Eklund")
    field(page, "E-post för brev").fill("eva.eklund@exempel.se")
    press(page, "Spara")
    reads(page, "Eva Eklund")
    reads(page, "eva.eklund@exempel.se")
    good_face(page)
    page.get_by_role("link", name="Ändra uppdraget för Eva Eklund").click()
    field(page, "Gäller till och med").fill("2022-01-01")
    press(page, "Spara")
    told(page, "Uppdraget slutar före den dag det börjar.")
    field(page, "Gäller till och med").fill("2027-03-31")
    press(page, "Spara")
    told(page, "Ändringarna är sparade.")
    go(page, "Personer", "Disa Dalmark")
    page.get_by_role("link", name="Avsluta rollen förbundschef för Disa Dalmark").click()
    press(page, "Avsluta rollen")
    told(page, "Disa Dalmark är förbundets enda förbundschef.")
