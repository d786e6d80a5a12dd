"""What an item about no application says of what other paragraphs of the same minutes decide on."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.granted_elsewhere import granted_elsewhere
from samordna.meetings.rules.meaning import Reading, read_elsewhere
from samordna.meetings.rules.others import Other, named_in
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.tests.board import meeting

NAME = "Plattform för individstöd i samverkan"
PLATFORM = Other(62, NAME, ("Heby kommun",), "2024:17")
GROWTH = Other(66, "Växtkraft i Enköping", ("Enköpings kommun", "Region Uppsala"), "2024:18")
OTHERS = [PLATFORM, GROWTH]
LINE = "Beslutet innebär: ingen ansökan beviljas eller ändras av den här paragrafen."


def _read(text: str, heading: str = "Riktlinjer") -> Reading | None:
    return read_elsewhere(Act.DECIDES, [(Act.DECIDES, text)], (), OTHERS, heading)


def _stopped(text: str) -> list[str]:
    clauses = (Clause(ClauseKind.FREE, own=text),)
    item = TreatedItem(70, "Riktlinjer", Outcome.AMENDED, (TreatedBlock(Act.DECIDES, clauses),))
    about = [
        TreatedItem(one.number, one.name, Outcome.APPROVED, about_money=True, facts=Facts(one.name))
        for one in OTHERS
    ]
    return [one.message for one in granted_elsewhere(meeting(()), item, [*about, item])]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} får 5 mkr",
        "beslutet i § 62 upphävs",
        f"beslutet i § 62 ändras så att {NAME} får högst 5 000 000 kr",
        f"{NAME}: stödet dras in",
        f"återta beviljade medel till {NAME}",
        "Plattform-för-individstöd i samverkan beviljas 5 000 000 kr",
        "bevilja Växtkraft i Enköping 8 miljoner kronor",
        "bifalla Växtkraft i Enköping",
        f"{NAME} får medel",
        "Plattform får medel",
        "Växtkraft beviljas 8 mkr",
        "upphäva besluten i §§ 60–64",
    ],
)
def test_what_another_paragraph_decides_on_is_granted_and_taken_back_there(text: str) -> None:
    assert len(_stopped(text)) == 1
    assert _read(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "insatsen i Heby beviljas 5 000 000 kr",
        "Heby kommuns stöd halveras",
        "bifalla Samspel",
        "Samspel får medel",
        "konstatera att Samspel beviljas 5 mkr",
        "konstatera att 5 mkr går till individstödet",
        "låta plattform för\u00adindividstöd, i nära samverkan, utgå",
        "upphäva riktlinjerna",
        "det som sägs i paragraf 62 gäller inte",
        "det som sägs i paragraf sextiotvå gäller inte",
        "ärende 2024:17 avslutas",
        f"höja kvaliteten i insatsen {NAME}",
        "stoppa utbetalningen till Heby",
        "sökanden i Heby får avslag",
        "besluten om ansökningarna är preliminära",
        "lägga rapporten om Plattform till handlingarna",
        "uppdra åt kansliet att följa upp Växtkraft",
        "upphäva beslutet i § 62 den 3 mars 2023",
        "upphäva § 62 i riktlinjerna för stöd",
        "bevilja Heby kommun 50 000 kr till en konferens",
    ],
)
def test_what_may_say_so_is_read_and_stops_nothing(text: str) -> None:
    assert _stopped(text) == []
    assert _read(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "anta riktlinjerna",
        "fastställa budgeten på 9 000 000 kr",
        "godkänna dagordningen",
        "fastställa budgeten för Samordningsförbundet Uppsala till 9 000 000 kr",
        "uppdra åt kansliet att följa upp samverkan och stöd i kommunerna",
        "tacka Heby kommun för värdskapet",
        "följa det som sades i § 62/2023",
        "Elsa Björk väljs enligt 6 § förbundsordningen",
    ],
)
def test_an_ordinary_text_is_read_by_nobody(text: str) -> None:
    assert _read(text) is None
    assert _stopped(text) == []


def test_the_line_says_which_paragraph_decides_on_what_is_named() -> None:
    def line(text: str, heading: str = "Riktlinjer") -> str:
        reading = _read(text, heading)
        assert reading is not None
        return reading.line.replace("\u00a0", " ")

    assert line("bevilja Samspel 5 mkr") == LINE
    assert line("följa upp Plattform") == f"{LINE} Om {NAME} beslutar § 62."
    both = f"{LINE} Om {NAME} beslutar § 62. Om Växtkraft i Enköping beslutar § 66."
    assert line("ändra § 62 och § 66") == both
    assert line("anta det som står", "Mer om Växtkraft") == (
        f"{LINE} Om Växtkraft i Enköping beslutar § 66."
    )
    left = replace(PLATFORM, undecided=True)
    assert left.said.replace("\u00a0", " ") == f"Om {NAME} fattar § 62 inget beslut."
    put = replace(PLATFORM, proposes=True)
    assert put.said.replace("\u00a0", " ") == f"Förslaget om {NAME} står i § 62."


def test_a_sentence_of_the_matter_that_names_another_is_read() -> None:
    said = ["Styrelsen godkänner Växtkraft."]
    assert read_elsewhere(Act.DECIDES, (), said, OTHERS) is not None
    assert read_elsewhere(Act.DECIDES, (), ["Styrelsen godkänner kartan."], OTHERS) is None


def test_a_name_of_ordinary_words_is_named_by_all_of_them() -> None:
    plain = [Other(62, "Stöd i arbete")]
    assert named_in("stöd i arbete", plain) == plain
    assert named_in("fortsätta arbetet", plain) == []


def test_a_long_text_is_read_at_once() -> None:
    begun = perf_counter()
    _read("§ 1, " * 20_000 + "Plattform " * 20_000 + "dra det " * 10_000)
    assert perf_counter() - begun < 5
    assert codes.GRANTED_ELSEWHERE in codes.STOPPING
