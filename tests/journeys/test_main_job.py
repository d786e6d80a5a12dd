"""The main job, end to end: from an open call to grants that stand and a decision space that moved.

Eight steps in order, each as the people who do it, in a real browser against the running product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from samordna.documents.pdf.tests import reading as pdf
from tests.conftest import PageAt
from tests.journeys.steps import applying, closing, planning, preparing, sitting, space, summons
from tests.journeys.steps.story import (
    SAMORDNAT_STOD,
    VAXTKRAFT,
    Story,
    application,
    download,
    go,
    good_face,
    loosely,
    move_clock,
    paper,
    press,
    reads,
    row,
    sha256,
    told,
)
from tests.support.people import become
from tests.support.product import Product, command

#: The paragraphs that end otherwise than the others: one amended, one voted on, one with jäv.
AMENDED, VOTED, DISQUALIFIED = 11, 13, 15
#: The amendment: 280 000 becomes 218 000 in 2026, and the year that was 61 short has 1 left.
SAVED_TKR = 62
#: Tuva Rehn has left; five against five, and the chair's vote decides.
RESULT = (
    "5 ja och 5 nej: ja-propositionen, bifall till förslaget, vann med ordförandens utslagsröst."
)
VOTES = {
    "Margareta Storm": "Ja",
    "Jonas Bergkvist": "Ja",
    "Annelie Wester": "Ja",
    "Daniel Åkerlund": "Ja",
    "Gunnel Jansdotter": "Ja",
    "Ludvig Nyman": "Nej",
    "Karin Malm": "Nej",
    "Cecilia Drott": "Nej",
    "Gustaf Ormstad": "Nej",
    "Jennifer Krohn": "Nej",
}
#: The dates that the law gives: adjusted on the 26th, posted on the 27th, a Friday.
DATES = {
    "Justerat": "2024-09-26",
    "Anslaget": "2024-09-27",
    "Sista dag att överklaga": "2024-10-18",
    "Tas ned tidigast": "2024-10-19",
}
#: What the notice board calls some of them.
PUBLIC_WORDS = {
    "Justerat": "Protokollet justerat",
    "Sista dag att överklaga": "Överklagas senast",
}
#: What the applicant's thread says in the end.
THREAD = {
    "Styrelsen § 5": "2024-09-12",
    "Justerat": "2024-09-26",
    "Anslaget": "2024-09-27",
    "Laga kraft": "2024-10-19",
    "Beviljat": "2024-09-26 8 260 000 kr, § 5/2024",
}
#: The keys of the command's answer, and the rows of the page that they stand for.
KEYS = {
    "result": "Årets resultat",
    "opening": "Överskott från tidigare år",
    "closing": "Kvarvarande beslutsutrymme",
    "applications": "Nya ansökningar",
    "space_after_applications": "Beslutsutrymme efter ansökningarna",
}


@pytest.fixture(scope="module")
def the_story(own_demo_at_call: Product) -> Story:
    return Story(own_demo_at_call.url, own_demo_at_call.var)


@pytest.fixture
def story(the_story: Story, request: pytest.FixtureRequest) -> Iterator[Story]:
    """The story, for a step that can only be taken when those before it were."""
    if the_story.broken:
        pytest.fail(f"{the_story.broken} failed, and this step follows it", pytrace=False)
    failed_before = request.session.testsfailed
    yield the_story
    if request.session.testsfailed > failed_before:
        the_story.broken = request.node.name


def test_1_an_application_is_written_mended_and_signed(story: Story, page_at: PageAt) -> None:
    data = application("vaxtkraft")
    page = page_at(1280)
    become(page, story.url, "Hanna Sjölin")
    applying.start(page, "Medel till samverkansinsatser från 2025", VAXTKRAFT)
    applying.write_facts(page, data)
    applying.write_answers(page, data["answers"])

    applying.read_workbook_in(page)
    told(page, "Arbetsboken är inläst: ")
    told(page, "Sökt belopp är 8 260 000 kr, men åren ger tillsammans 8 040 000 kr.")
    told(page, "”Övriga kostnader”: ingenting av 220 000 kr är fördelat på åren.")
    told(page, "”Enhetschef” i egenfinansieringen har texten ”ej angivet”")
    told(page, "”Handläggare/representant från samverkanspart” i egenfinansieringen har texten")
    reads(page, "Fördelat på år", "8 040 000 kr")
    good_face(page)

    applying.mend(page)
    reads(page, "Fördelat på år", "8 260 000 kr")
    reads(page, "Egenfinansiering", "2 770 276 kr")
    expect(page.get_by_role("heading", name="Anmärkningar på budgeten")).to_have_text(
        "Anmärkningar på budgeten: 1 varning"
    )
    applying.send(page)
    good_face(page)

    for name in applying.SIGNATORIES:
        applying.sign(page, story.url, name, VAXTKRAFT)
    good_face(page)
    signatures = page.get_by_role("table", name="Underskrifter på version 1")
    for name, organisation in applying.SIGNATORIES.items():
        signed = row(signatures, organisation)
        expect(signed).to_contain_text(name)
        expect(signed).to_contain_text("Firmatecknare")
        expect(signed).to_contain_text("Underskrift i Samordna (lösenord)")
        expect(signed).to_contain_text("2024-09-05 09.")
    paper_bytes = download(page, "Ansökan, version 1 (PDF)")
    reads(page, "Kontrollsumma (SHA-256) för exakt de byte som skrivs under:", sha256(paper_bytes))


def test_2_it_is_registered_in_the_next_matter(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Petra Lindahl")
    preparing.open_task(page, "Registrera", VAXTKRAFT)
    preparing.register(page, case_officer="Nadja Holm")
    # The ten applications that came before it have the ten numbers before it.
    reads(page, "Diarienummer", "2024:11")
    reads(page, "Handläggare", "Nadja Holm")
    go(page, "2024:11")
    good_face(page)
    records = page.get_by_role("table", name="Handlingar i ärendet")
    for number, record in (("1", "Ansökan om medel"), ("2", "Inläst arbetsbok till ansökan")):
        registered = row(records, f"{number} 2024-09-05 Inkommen {record}")
        expect(registered).to_contain_text("Enköpings kommun")


def test_3_statements_are_written_one_of_them_cut(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Nadja Holm")
    preparing.open_task(page, "Skriv", VAXTKRAFT)
    preparing.write_statement(page, application("vaxtkraft")["statement"])
    reads(row(preparing.amounts(page), "Föreslaget"), "2 753 000 2 753 000 2 754 000 8 260 000")
    expect(page.get_by_role("textbox", name="Att-sats 1")).to_have_value(
        loosely(
            "bevilja Växtkraft Enköping finansiellt stöd med högst 8 260 000 kr",
            "för perioden 1 januari 2025 till 31 december 2027",
        )
    )
    preparing.complete(page)

    cut = application("samordnat_stod")["statement"]
    become(page, story.url, "Elias Rask")
    preparing.open_task(page, "Skriv", SAMORDNAT_STOD)
    reads(row(preparing.amounts(page), "Sökt"), "202 500 4 079 000 4 034 000 8 315 500")
    preparing.write_statement(page, cut)
    told(page, "Föreslaget belopp är 1 331 500 kr lägre än det sökta. Skriv varför.")
    good_face(page)
    page.get_by_role("textbox", name="Skäl till lägre belopp").fill(cut["cut_reason"])
    press(page, "Spara")
    reads(row(preparing.amounts(page), "Föreslaget"), "6 984 000")
    preparing.complete(page)
    good_face(page)


def test_4_the_decision_space_is_61_tkr_short(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Birgit Ek")
    go(page, "Beslutsutrymme")
    good_face(page)
    reads(page, "2026 räcker inte beslutsutrymmet: det saknas 61 tkr")
    chart = page.get_by_role("img", name="Beslutsutrymmet före och efter ansökningarna")
    expect(chart).to_be_visible()
    expect(chart).to_have_accessible_description(
        loosely("Prel 2026: 34 240 tkr före ansökningarna och −61 tkr efter")
    )

    table = space.shown(page)
    for label, values in {**space.SUMS, **space.APPLICATIONS}.items():
        assert space.row_of(table, label) == values, label
    answer = space.answered(story.var, "2024-09-05")
    for key, label in KEYS.items():
        assert answer[key] == space.SUMS[label], key
    proposed = [values for key, values in answer.items() if key.startswith("applications.")]
    assert sorted(map(str, proposed)) == sorted(map(str, space.APPLICATIONS.values()))


def test_5_the_summons_of_nineteen_items_goes_out(story: Story, page_at: PageAt) -> None:
    agenda = paper("sammantrade")["item"]
    page = page_at(1280)
    become(page, story.url, "Petra Lindahl")
    preparing.open_task(page, "Skicka", "Kallelse till styrelsen 2024-09-12")
    for item in agenda[:2]:
        planning.edit_item(page, item)
    for item in agenda[2:4]:
        planning.add_item(page, item)
    planning.attach_economy(page, "Ekonomisk information")
    planning.put_applications_on(page, VAXTKRAFT)
    told(page, "En ansökan ligger nu på föredragningslistan med sina bilagor.")
    planning.put_applications_on(page)
    told(page, "10 ansökningar ligger nu på föredragningslistan med sina bilagor.")
    for item in (agenda[15], agenda[17], agenda[16]):
        planning.add_item(page, item)
    page.get_by_role("button", name=f"Flytta upp: {agenda[16]['heading']}").click()
    good_face(page)

    titles = planning.headings(page)
    assert len(titles) == 19
    for title, item in zip(titles, agenda, strict=True):
        key = item.get("application")
        assert (application(key)["name"] if key else item["heading"]) in title
    page.get_by_role("link", name="Skapa kallelse").click()
    good_face(page)
    press(page, "Skapa och skicka kallelsen till 22 personer")
    good_face(page)
    paper_bytes = download(page, "Kallelse med alla bilagor (PDF)")
    summons.assert_whole(paper_bytes)
    assert "61 tkr" in summons.attachment(paper_bytes, "3")


def test_6_the_meeting_is_kept_at_the_table(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Petra Lindahl")
    move_clock(page, "2024-09-12")
    preparing.open_task(page, "Håll", "Sammanträde styrelsen 2024-09-12")
    press(page, "Öppna sammanträdet")
    reads(page, "Inte beslutför 0 av 11 platser besatta, minst 6 krävs")
    press(page, "Alla ledamöter är närvarande")
    sitting.tick(page, "Oskar Hallin", on=False)
    sitting.serves_for(page, "Gustaf Ormstad", "Oskar Hallin")
    sitting.tick(page, "Daniel Åkerlund", "På distans")
    # Whoever opens the meeting is there.
    expect(page.get_by_role("checkbox", name="Petra Lindahl administratör")).to_be_checked()
    for name in ("Ingrid Falk", "Nadja Holm", "Elias Rask", "Birgit Ek"):
        sitting.tick(page, name)
    reads(page, "Beslutför 11 av 11 platser besatta, minst 6 krävs")
    sitting.leaves(page, "Tuva Rehn", before="punkt 12", at="11.00")
    sitting.adjusts(page, "Ludvig Nyman")
    good_face(page)

    for number, item in enumerate(paper("sammantrade")["item"], 1):
        sitting.take_up(page, number)
        if number == DISQUALIFIED:
            sitting.disqualified(page, "Margareta Storm")
            sitting.another_adjusts(page, "Karin Malm")
            reads(page, "Leds av Jonas Bergkvist. 9 deltar i beslutet.")
        if number == AMENDED:
            sitting.amend(page, {"Uppsala 2026": "218 000"})
            expect(page.get_by_role("textbox", name="Beslut", exact=True)).to_have_value(
                loosely("bevilja Lokussamordnare Uppsala finansiellt stöd med högst 498 000 kr")
            )
            reads(page, "Summa 498 000 kr")
        else:
            noted = item.get("kind") == "information"
            sitting.decide(page, "Till handlingarna" if noted else "Enligt förslaget")
        if number == VOTED:
            sitting.vote(page, "Ja för bifall, nej för avslag.", VOTES)
            told(page, RESULT)
        if number in (AMENDED, VOTED, DISQUALIFIED):
            good_face(page)
    sitting.close(page, "11.45")
    told(page, "Sammanträdet är avslutat.")
    good_face(page)


def test_7_the_minutes_are_signed_and_posted(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Petra Lindahl")
    closing.to_minutes(page)
    for line in (
        "Tuva Rehn lämnade sammanträdet kl. 11.00 och deltog inte i §§ 12–19.",
        RESULT,
        "Margareta Storm var jävig och deltog varken i handläggningen eller beslutet",
        "Jonas Bergkvist ledde ärendet.",
    ):
        told(page, line)
    press(page, "Lås och skicka för justering")
    minutes = download(page, "Protokollet (PDF)")
    assert pdf.ua_failures(minutes) == []
    text = pdf.text(minutes)
    for words in ("Gustaf Ormstad", "tjänstgör för Oskar Hallin", "på distans", "§ 19"):
        assert words in text.replace("\u00a0", " "), words

    move_clock(page, "2024-09-26")
    for name in closing.SIGNERS:
        closing.sign_minutes(page, story.url, name)
    good_face(page)
    told(page, "Protokollet justerades 26 september 2024.")
    signed = page.get_by_role("table", name="Underskrifter")
    for name, (role, paragraphs) in closing.SIGNERS.items():
        reads(row(signed, name), role, paragraphs, "Underskrivet 2024-09-26 09.")

    move_clock(page, "2024-09-27")
    become(page, story.url, "Petra Lindahl")
    preparing.open_task(page, "Anslå", "Protokoll styrelsen 2024-09-12")
    press(page, "Anslå")
    for fact, day in DATES.items():
        reads(page, fact, day)
    reads(page, "Anslaget får tas ned tidigast 2024-10-19.")
    assert not page.get_by_role("button", name="Ta ned anslaget").count()
    good_face(page)

    anyone = page_at(1280)
    anyone.goto(f"{story.home}/anslagstavla/")
    for fact, day in DATES.items():
        reads(anyone, PUBLIC_WORDS.get(fact, fact), day)
    reads(anyone, "fördelas med 280 000 kr för 2025 och 218 000 kr för 2026")
    good_face(anyone)
    assert download(anyone, "Läs hela protokollet (PDF") == minutes

    move_clock(page, "2024-10-19")
    press(page, "Ta ned anslaget")
    told(page, "Anslaget är nedtaget.")
    anyone.reload()
    reads(anyone, "Inget är anslaget just nu.")


def test_8_the_grants_stand_and_the_space_has_moved(story: Story, page_at: PageAt) -> None:
    page = page_at(1280)
    become(page, story.url, "Birgit Ek")
    go(page, "Beslutsutrymme")
    good_face(page)
    reads(page, "Utrymmet räcker")
    table = space.shown(page)
    assert space.row_of(table, "Nya ansökningar") == (None,) * 6
    after = space.SUMS["Beslutsutrymme efter ansökningarna"]
    moved = (*after[:3], *(kr + SAVED_TKR for kr in after[3:] if kr is not None))
    assert space.row_of(table, "Kvarvarande beslutsutrymme") == moved
    assert space.row_of(table, "Beslutsutrymme efter ansökningarna") == moved
    answer = space.answered(story.var, "2024-10-19")
    assert answer["closing"] == answer["space_after_applications"] == moved
    assert answer["applications"] == (None,) * 6

    go(page, "Insatser", "Min framtid")
    good_face(page)
    granted = page.get_by_role("table", name="Beviljat per mottagare och år")
    reads(row(granted, "Tierps kommun"), "2 590 000 2 760 000 2 751 000 8 101 000")
    reads(row(granted, "Region Uppsala"), "83 000 83 000 83 000 249 000")

    become(page, story.url, "Hanna Sjölin")
    go(page, "Ansökningar", VAXTKRAFT)
    good_face(page)
    reads(page, "Läge", "Beviljad")
    thread = page.get_by_role("navigation", name="Röda tråden").get_by_role("listitem")
    for step, said in THREAD.items():
        reads(thread.filter(has_text=step), step, "klart", said)
    extract = download(page, "Styrelsen § 5")
    text = pdf.text(extract).replace("\u00a0", " ")
    assert "§ 5 Ansökan Växtkraft Enköping" in text
    assert "2 753 000 kr för 2025, 2 753 000 kr för 2026 och 2 754 000 kr för 2027" in text
    assert pdf.ua_failures(extract) == []


def test_the_journal_of_it_all_is_whole(story: Story) -> None:
    said = command(story.var, "journal", "verify", "--demo")
    assert re.search(r"uppsala: \d+ poster, hel och oförändrad", said), said
