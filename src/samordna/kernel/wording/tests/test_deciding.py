"""Sentences of free text that say that something is decided, and those that do not."""

from __future__ import annotations

from time import perf_counter

import pytest

from samordna.kernel.wording.deciding import deciding_sentences, revokes, speaks_of_money


@pytest.mark.parametrize(
    "text",
    [
        "Ansökan avser 9 000 000 kr och styrelsen beviljar hela summan.",
        "Styrelsen avslår ansökan.",
        "Ansökan avslås.",
        "Hela summan beviljas.",
        "Heby kommun ansöker om 9 mkr och styrelsen beviljar hela summan.",
        "Kansliet föreslår att ansökan avslås, men styrelsen beviljar hela summan.",
        "Därför beviljar förbundet 5 000 000 kr.",
        "Beviljar hela summan.",
        "Styrelsen godkänner ansökan.",
        "Ansökan godkänns.",
        "Styrelsen tackar Heby kommun och beviljar hela summan.",
        "Styrelsen beslutar härmed att bifalla ansökan.",
        "Vi återremitterar ärendet.",
        "Ärendet bordläggs.",
        "Samordningsförbundet Uppsala tilldelar Heby 3 mkr.",
        "Ansökan om 9 000 000 kr beviljas.",
        "Förbundet återkallar beslutet om Nya vägar.",
        "Styrelsen beviljar inte ansökan.",
        "Kommunen begär att 9 mkr beviljas och styrelsen bifaller det.",
        "Heby kommun söker 9 mkr. Styrelsen bifaller ansökan.",
    ],
)
def test_a_sentence_that_decides_is_found(text: str) -> None:
    found = deciding_sentences(f"Parterna möter samma personer. {text}\nArbetet följs upp.")
    assert found and all(sentence in text for sentence in found)


@pytest.mark.parametrize(
    "text",
    [
        "Heby söker.",
        "Heby kommun ansöker om 9 000 000 kr för insatsen Plattform.",
        "Kansliet föreslår att styrelsen beviljar 7 000 000 kr.",
        "Kansliet föreslår att ansökan avslås.",
        "Ansökan bör avslås.",
        "Styrelsen beviljade 3 mkr den 3 mars 2023.",
        "Styrelsen har tidigare beviljat insatsen medel.",
        "Medel beviljades 2022.",
        "Om ansökan beviljas startar insatsen i januari.",
        "Insatsen startar när medlen beviljas.",
        "Parterna önskar att medlen beviljas för två år.",
        "Tierps kommun beviljar försörjningsstöd.",
        "Arbetsförmedlingen beslutar om insatser för deltagarna.",
        "Arbetsutskottet beslutar att överlämna ärendet till styrelsen.",
        "Arbetsutskottet föreslog den 12 september 2024, § 1/2024: att bevilja 7 mkr, "
        "samt att ansökan därmed beviljas till en del: 3 mkr. Förslaget innebär: 7 000 "
        "000 kr beviljas insatsen Plattform. Tjänsteutlåtandet föreslår 7 000 000 kr.",
        "Förslaget innebär: ansökan avslås, inga medel beviljas.",
        "Medel som förbundet beviljar ska redovisas varje kvartal.",
        "Deltagare som beviljas aktivitetsersättning kan delta.",
        "Försäkringskassan avslår ofta ansökningar om sjukpenning.",
        "Insatsen kan beviljas medel enligt lagen.",
        "Ansökan ska kompletteras innan medel beviljas.",
        "Ansökan bordlades den 3 mars eftersom budgeten saknades.",
        "Styrelsen beslutar om alla ansökningar vid ett och samma sammanträde i september.",
        "Styrelsen beslutade den 3 mars 2023 att ansökan avslås.",
        "Arbetsutskottet beslutar att ansökan beviljas först senare.",
    ],
)
def test_what_is_proposed_asked_for_or_was_decided_is_not(text: str) -> None:
    assert deciding_sentences(text) == []


def test_lines_that_tell_a_proposal_go_on_with_it() -> None:
    told = (
        "Arbetsutskottet föreslog den 12 september 2024, § 1/2024:\natt bevilja 7 000 000 kr, samt"
    )
    told += "\natt ansökan därmed beviljas till en del.\nFörslaget innebär: 7 000 000 kr beviljas."
    assert deciding_sentences(told) == []


def test_a_body_is_known_by_its_name() -> None:
    text = "Lokusgrupp Norr avslår ansökan."
    assert deciding_sentences(text) == []
    assert deciding_sentences(text, ["Lokusgrupp Norr"]) == [text]


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("bevilja 50 000 kr till konferens", True),
        ("ge Samspel 1 000 000 kr", True),
        ("återkalla beslutet om Nya vägar", True),
        ("styrelsen återkallar beslutet om Nya vägar", True),
        ("upphäva beviljandet", True),
        ("ändra beslutet om Samspel till 2 000 000 kr", True),
        ("avslå ansökan Samspel", True),
        ("uppdra åt kansliet att upphäva beslutet", False),
        ("upphäva riktlinjerna för resor", False),
        ("bifalla ansökan om medel", True),
        ("bevilja insatsen Samspel det sökta", True),
        ("bevilja Samspel hela summan", True),
        ("bevilja insatsen Samspel förlängning", True),
        ("bevilja Samspel förlängd tid för slutrapporten", False),
        ("bevilja styrelsen ansvarsfrihet för året", False),
        ("bevilja Elsa entledigande från projektet", False),
        ("genomföra utbildningen enligt ansökan", False),
        ("godkänna riktlinjerna", False),
        ("fastställa budgeten på 9 000 000 kr", False),
    ],
)
def test_what_speaks_of_money_outside_an_application(text: str, speaks: bool) -> None:
    assert speaks_of_money(text) is speaks


def test_what_is_not_taken_back_is_not_spoken_of() -> None:
    assert not revokes("inte återkalla beslutet om Nya vägar")
    assert revokes("beslutet om Nya vägar upphävs")


def test_a_long_text_is_read_at_once() -> None:
    begun = perf_counter()
    deciding_sentences(
        "styrelsen beviljar, " * 10_000 + "kan " * 30_000 + "medel beviljas " * 3_000
    )
    assert perf_counter() - begun < 5
