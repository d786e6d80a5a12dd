"""Text as people wrote it: every sign literal, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samordna.documents.pdf.coverage import is_shown, measure
from samordna.documents.pdf.papers.application import Answer, AnswerSection
from samordna.documents.pdf.papers.common import Clauses, Row, TextSection
from samordna.documents.pdf.papers.meeting import (
    AgendaItem,
    Attendee,
    MinutesParagraph,
    Signatory,
    SummonsPaper,
    TextPaper,
)
from samordna.documents.pdf.tests import samples
from samordna.documents.pdf.tests.reading import rendered, squeezed, text, ua_failures
from samordna.documents.pdf.words import _keeps, settable

HOSTILE = (
    "#let x = 1",
    '#eval("panic()")',
    "#import sys: *",
    "[klammer] {måsvinge} $a^2$ @hänvisning <etikett>",
    "*stjärnor* _streck_ `kod` = rubrik + punkt / term: x",
    "\\u{1f600} \\# \\n \\",
    "// kommentar /* mer */",
    "\"citat\" 'apostrof' ”svenska” ’tecken’",
    "-- --- ... ~ 'n'",
    "<script>alert(1)</script> & &amp;",
    "https://example.org/#a?b=c&d=~e",
    '{"json": "]}"}',
    "%PDF-1.7 endobj (paren) ) (",
    "1. ett 2) två",
)


def _paper(written: str) -> TextPaper:
    return TextPaper("Förbundet", "Rubrik", date(2026, 1, 2), (TextSection("", written),))


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_comes_out_literally_in_running_text(written):
    data = rendered(_paper("Före " + written))
    assert squeezed("Före " + written) in squeezed(text(data))
    assert ua_failures(data) == []


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_comes_out_literally_in_every_kind_of_field(written):
    application = samples.application(
        name=written,
        owner=written,
        partners=(written,),
        sections=(AnswerSection(written, (Answer(written, "x"),)),),
        budget=(),
    )
    minutes = samples.minutes(
        1,
        place=written,
        deciding=(Attendee(written, presence=written),),
        signatories=(Signatory(written, written, written),),
    )
    table = samples.economy().table
    economy = samples.economy()
    economy = replace(economy, table=replace(table, rows=(Row(written, (written,), ("1",)),)))
    for paper in (application, minutes, economy):
        data = rendered(paper)
        assert squeezed(written) in squeezed(text(data))
        assert ua_failures(data) == []


def test_hostile_text_comes_out_literally_in_a_summons():
    everything = " ".join(HOSTILE)
    paper = SummonsPaper(
        association="F",
        body="Styrelsen",
        day=date(2026, 1, 2),
        hours="9",
        place="x",
        hindrance="y",
        agenda=(AgendaItem("1", everything),),
    )
    assert squeezed(everything) in squeezed(text(rendered(paper)))


LATIN = st.text(
    st.characters(codec="latin-1", exclude_categories=("Cc",), exclude_characters="\u00ad\u00a0"),
    min_size=1,
    max_size=300,
)


@settings(max_examples=150, deadline=None)
@given(LATIN)
def test_any_western_text_is_on_the_page_as_it_was_written(written):
    assert squeezed("Text: " + written) in squeezed(text(rendered(_paper("Text: " + written))))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_at_all_gives_an_accessible_file(written, short):
    paragraph = MinutesParagraph(1, short, written, (Clauses(short, (written,)),))
    paper = samples.minutes(1, paragraphs=(paragraph,), adjustment=short)
    assert ua_failures(rendered(paper)) == []


@given(st.text())
def test_what_is_set_is_only_what_the_fonts_can_show(written):
    assert all(c == "\n" or is_shown(c) for c in settable(written))
    assert all(c == "\n" or is_shown(c) for c in settable(written, strict=True))


@given(st.text())
def test_setting_text_twice_changes_nothing_more(written):
    once = settable(written)
    assert settable(once) == once


def test_a_sign_without_a_glyph_is_named_not_dropped():
    assert settable("hej \U0001f9d1 du") == "hej [tecken U+1F9D1] du"
    assert settable("\x07\ud800\ue000") == "[tecken U+0007][tecken U+D800][tecken U+E000]"


def test_signs_that_turn_the_reading_order_are_shown_as_signs():
    assert settable("avslå\u202eajlived") == "avslå[tecken U+202E]ajlived"


def test_what_word_pastes_becomes_what_it_looked_like():
    assert settable("\uf0b7 punkt\vny rad\r\n\tindrag\u2029stycke\ufeff") == (
        "• punkt\nny rad\n indrag\n\nstycke"
    )


def test_emoji_arabic_and_ukrainian_are_shown():
    written = "😀 أهلا Україна ☐ ☑ ✓ €"
    assert settable(written) == written
    assert ua_failures(rendered(_paper(written))) == []


def test_combining_marks_that_no_font_has_together_still_give_a_file():
    data = rendered(_paper("عa\u0336\u20dd 😀\u0301 ﷽\u0488"))
    assert ua_failures(data) == []


def test_very_long_words_break_within_the_page():
    data = rendered(_paper("X" * 600 + " https://example.org/" + "lång-stig/" * 40))
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    textpage = page.get_textpage()
    right = max(textpage.get_charbox(n)[2] for n in range(textpage.count_chars()))
    assert right <= page.get_width() - 60
    document.close()
    assert "X" * 600 in squeezed(text(data))


def test_the_table_of_glyphs_is_what_the_fonts_have():
    points = [*range(0x20, 0x250), *range(0x370, 0x700), *range(0x2000, 0x2800), 0x4E2D, 0x1F600]
    assert measure(points) == [point for point in points if is_shown(chr(point))]


def test_what_is_remembered_of_characters_has_a_bound():
    for strict in (False, True):
        settable("".join(map(chr, range(0x20, 0x8000))), strict=strict)
    assert _keeps.cache_info().currsize <= 4_096
