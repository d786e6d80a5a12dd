"""Own words about money lock when a person has read them against the data, and the minutes hold the
line of data below them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from samordna.documents.pdf.tests.reading import pages
from samordna.flows.tests import settling
from samordna.flows.tests.test_proposed_grants import Prepared
from samordna.flows.tests.test_rest import _later
from samordna.flows.tests.test_signs_instead import replaced
from samordna.funding.models import Application
from samordna.initiatives.models import Grant
from samordna.journal.models import JournalEntry
from samordna.kernel.transitions import IllegalTransition
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_decisions, load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.meaning import Reading
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.reading import WordsChanged, confirm_words
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application

LINE = (
    "Beslutet innebär: 7 000 000 kr beviljas insatsen Plattform för perioden 1 januari 2025 till "
    "31 december 2026; Heby kommun 7 000 000 kr (3 000 000 kr för 2025 och 4 000 000 kr för 2026); "
    "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader."
)
GRANT, _, PAYOUT = settling.GRANTED

#: What no check of words has been sure to catch, beside a grant of 7 000 000 kr.
SLIPPED = [
    [GRANT, "beloppet sänks till 5 000 000 kr", PAYOUT],
    [GRANT, "beviljandet upphävs", PAYOUT],
    [GRANT, "stödet minskas med tio procent", PAYOUT],
    [GRANT, "7 mkr för vardera året", PAYOUT],
    [GRANT, "7 000 000", PAYOUT],
    [GRANT, "ta bort en femtedel av det", PAYOUT],
    [GRANT, "\u0431\u0435\u0432\u0438\u043b\u044f \u043d\u0435", PAYOUT],
]


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    made = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, made, "Övriga", "noted")
    return made


def _plain(text: str) -> str:
    return " ".join(text.split())


def _decide(cast: Cast, meeting: Meeting, *clauses: str, **more: Any) -> Treatment:
    with story.on(story.MEETING_DAY):
        return story.decide(
            cast,
            meeting,
            "Plattform",
            more.pop("outcome", "amended"),
            clauses=list(clauses),
            **more,
        )


def _reading(meeting: Meeting) -> Reading | None:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    return proceedings.reading(next(i for i in proceedings.treated if "Plattform" in i.heading))


def _codes(meeting: Meeting) -> set[str]:
    return {f.code for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings}


def _confirm(cast: Cast, meeting: Meeting, who: str = "registrar") -> Treatment:
    treatment = Treatment.objects.select_related("item").get(item__heading__contains="Plattform")
    treatment.item.meeting = meeting
    reading = _reading(meeting)
    digest = reading.digest if reading else "0" * 64
    actor = cast.actor(who, story.MEETING_DAY)
    return confirm_words(actor=actor, treatment=treatment, digest=digest)


def _lock(cast: Cast, meeting: Meeting) -> Minutes:
    return lock_minutes(actor=story.keeper(cast), meeting=Meeting.objects.get(pk=meeting.pk))


def _read_and_locked(cast: Cast, meeting: Meeting) -> Minutes:
    """Minutes with own words beside a grant, that somebody has read."""
    _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    _confirm(cast, meeting)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        return _lock(cast, meeting)


def _text_of(minutes: Minutes) -> str:
    return _plain(" ".join(pages(bytes(minutes.paper.file.data))))


@pytest.mark.parametrize("clauses", SLIPPED, ids=lambda clauses: ascii(clauses[1]))
def test_what_slips_through_the_checks_locks_only_when_read_and_beside_the_line_of_data(
    cast: Cast, meeting: Meeting, clauses: list[str]
) -> None:
    _decide(cast, meeting, *clauses)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        with pytest.raises(NotPossible):
            _lock(cast, meeting)
        if codes.WORDS_UNREAD not in _codes(meeting):
            return  # a check of words knows better: nobody can confirm that away
        _confirm(cast, meeting)
        minutes = _lock(cast, meeting)
    assert LINE in _text_of(minutes)


def test_letters_of_another_alphabet_within_a_word_are_never_confirmed_away(
    cast: Cast, meeting: Meeting
) -> None:
    _decide(cast, meeting, GRANT, "belopp\u0435t sänks", PAYOUT)
    _confirm(cast, meeting)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        with pytest.raises(NotPossible, match="belopp\u0435t"):
            _lock(cast, meeting)


def test_made_words_need_nobody_to_read_them_whatever_their_spaces_and_capitals(
    cast: Cast, meeting: Meeting
) -> None:
    tidied = f"{GRANT[:1].upper()}{GRANT[1:]}.".replace("\u00a0", " ")
    _decide(cast, meeting, tidied, *settling.GRANTED[1:])
    assert _reading(meeting) is None
    assert codes.WORDS_UNREAD not in _codes(meeting)
    paragraphs = load_decisions([meeting])[meeting.pk]
    assert not any(paragraph.meaning for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("outcome", "clauses", "line"),
    [
        ("rejected", ["avslå ansökan, inga medel beviljas"], "ansökan avslås, inga medel beviljas"),
        ("postponed", ["bordlägga ansökan till vintern"], "ansökan bordläggs, inga medel beviljas"),
        ("remitted", ["återremittera ansökan för komplettering"],
            "ansökan återremitteras till kansliet, inga medel beviljas"),
    ],
)  # fmt: skip
def test_what_grants_nothing_has_its_line_too(
    cast: Cast, meeting: Meeting, outcome: str, clauses: list[str], line: str
) -> None:
    _decide(cast, meeting, *clauses, outcome=outcome)
    reading = _reading(meeting)
    assert reading is not None and reading.line == f"Beslutet innebär: {line}."
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        _confirm(cast, meeting)
        assert line in _text_of(_lock(cast, meeting))


def test_a_sum_in_letters_that_is_the_sum_locks(cast: Cast, meeting: Meeting) -> None:
    words = "bevilja Plattform finansiellt stöd med högst sju miljoner kronor"
    _decide(cast, meeting, words, *settling.GRANTED[1:])
    assert codes.TEXT_CONTRADICTED not in _codes(meeting)
    _decide(cast, meeting, words.replace("sju", "fem"), *settling.GRANTED[1:])
    assert codes.TEXT_CONTRADICTED in _codes(meeting)


def test_a_reason_is_somebodys_own_words(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "postponed")
        assert _reading(meeting) is None
        story.decide(cast, meeting, "Plattform", "postponed", back_because="5 mkr beviljas redan")
    reading = _reading(meeting)
    assert reading is not None
    assert reading.texts == ("bordläggningen motiveras med följande: 5 mkr beviljas redan",)
    assert codes.WORDS_UNREAD in _codes(meeting)


# The confirmation ---------------------------------------------------------------------------------


def test_a_confirmation_falls_when_words_amounts_or_outcome_change(
    cast: Cast, meeting: Meeting
) -> None:
    heby, words = cast.organisations["heby"].pk, (GRANT, "tacka för ansökan", PAYOUT)
    _decide(cast, meeting, *words)
    _confirm(cast, meeting)
    assert codes.WORDS_UNREAD not in _codes(meeting)
    _decide(cast, meeting, GRANT, "Tacka  för ansökan.", PAYOUT)
    assert codes.WORDS_UNREAD not in _codes(meeting)
    _decide(cast, meeting, GRANT, "tacka inte för ansökan", PAYOUT)
    assert codes.WORDS_UNREAD in _codes(meeting)
    _decide(cast, meeting, *words)
    assert codes.WORDS_UNREAD not in _codes(meeting)  # what was read stands again
    _decide(cast, meeting, "tacka för ansökan", amounts={(heby, 2025): 3_000_000, (heby, 2026): 1})
    assert codes.WORDS_UNREAD in _codes(meeting)
    _decide(cast, meeting, "tacka för ansökan", outcome="postponed")
    assert codes.WORDS_UNREAD in _codes(meeting)


def test_restored_words_need_no_reading(cast: Cast, meeting: Meeting) -> None:
    _decide(cast, meeting, "bevilja Plattform medel", *settling.GRANTED[1:])
    assert codes.WORDS_UNREAD in _codes(meeting)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, "Plattform", "amended", restore_block=1)
    assert codes.WORDS_UNREAD not in _codes(meeting)
    assert _reading(meeting) is None
    with pytest.raises(NotPossible, match="inga egna ord"):
        _confirm(cast, meeting)


def test_what_was_confirmed_is_who_when_and_journalled_once(cast: Cast, meeting: Meeting) -> None:
    _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    with story.on(story.MEETING_DAY, 10):
        for _ in range(2):
            row = _confirm(cast, meeting)
    assert row.read_by == "Ragnhild Rask" and row.read_at is not None
    entry = JournalEntry.objects.get(verb="confirm_words")
    assert entry.after["words"] == ["tacka för ansökan"]
    assert _plain(entry.after["meaning"]) == LINE


def test_other_words_than_those_that_were_read_are_not_confirmed(
    cast: Cast, meeting: Meeting
) -> None:
    treatment = _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    with pytest.raises(WordsChanged):
        confirm_words(actor=story.keeper(cast), treatment=treatment, digest="0" * 64)


def test_only_who_keeps_the_minutes_confirms_and_only_until_they_lock(
    cast: Cast, meeting: Meeting
) -> None:
    _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    for who in ("chair", "auditor", "economist"):
        with pytest.raises(Refused):
            _confirm(cast, meeting, who)
    _confirm(cast, meeting)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)
        _lock(cast, meeting)
        with pytest.raises((NotPossible, IllegalTransition)):
            _confirm(cast, meeting)


def test_locked_minutes_keep_their_line_and_those_without_one_get_none(
    cast: Cast, meeting: Meeting
) -> None:
    minutes = _read_and_locked(cast, meeting)
    fresh = Meeting.objects.get(pk=meeting.pk)
    for told in (
        minutes_paper(load_proceedings(fresh)).paragraphs,
        load_decisions([fresh])[fresh.pk],
    ):
        assert [_plain(p.meaning) for p in told if p.meaning] == [LINE]
    Treatment.objects.update(meaning="")  # as those that were locked before there was a line
    assert not any(p.meaning for p in minutes_paper(load_proceedings(fresh)).paragraphs)
    with story.on(story.MEETING_DAY):
        recall_minutes(actor=story.keeper(cast), minutes=minutes, reason="Ett namn var fel.")
    again = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    assert [_plain(p.meaning) for p in again.paragraphs if p.meaning] == [LINE]


@pytest.fixture
def registrar(cast: Cast, client: Any) -> Any:
    client.force_login(cast.people["registrar"])
    return client


def _page(client: Any, url: str) -> str:
    with story.on(story.MEETING_DAY):
        return _plain(client.get(url).content.decode().replace("&nbsp;", " "))


def test_who_signs_is_changed_in_minutes_that_locked_before_words_were_read(
    cast: Cast, meeting: Meeting
) -> None:
    minutes = _read_and_locked(cast, meeting)
    Treatment.objects.update(meaning="", read_digest="")
    assert replaced(cast, minutes, "adjuster", "Lars Lind").number == 2


# What follows -------------------------------------------------------------------------------------


def test_a_grant_and_its_page_have_the_line_with_the_words(
    cast: Cast, meeting: Meeting, registrar: Any
) -> None:
    _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    _confirm(cast, meeting)
    settling.signed(cast, meeting)
    grant = Grant.objects.get()
    assert _plain(grant.meaning) == LINE and "tacka för ansökan" in grant.conditions
    page = strip_tags(_page(registrar, f"/uppsala/insatser/{grant.initiative.number}/"))
    assert LINE in _plain(page)


def test_what_a_body_proposes_in_own_words_reaches_the_board_with_its_line(cast: Cast) -> None:
    words = "bevilja ansökan enligt utskottets bedömning"
    prepared = Prepared(cast, "amended", clauses=[words, PAYOUT])
    assert prepared.treatment.meaning.startswith("Förslaget innebär: ")
    text = prepared.on_board().background
    assert words in text and prepared.treatment.meaning in text


def test_the_rest_of_a_grant_in_own_words_has_a_line_that_grants_nothing(
    cast: Cast, meeting: Meeting
) -> None:
    heby = cast.organisations["heby"].pk
    with story.on(story.MEETING_DAY):
        amounts = {(heby, 2026): 0}
        story.decide(cast, meeting, "Plattform", "amended", amounts=amounts, rest="postponed")
    settling.signed(cast, meeting)
    again = _later(cast, meeting)
    story.decide(cast, again, "Plattform", "rejected", clauses=["säga nej till resten av medlen"])
    reading = _reading(again)
    assert reading is not None and reading.line == (
        "Beslutet innebär: ansökan i den del som inte beviljats avslås, inga medel beviljas."
    )
    assert codes.WORDS_UNREAD in _codes(again)
    story.read_words(cast, again)
    assert codes.WORDS_UNREAD not in _codes(again)
