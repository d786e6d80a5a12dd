"""Words that decide about money where no data do: under *Ärendet*, and in an item about no
application. They lock when a person has read them beside the line of data."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.documents.pdf.tests.reading import pages
from samordna.flows.tests import settling, test_words_read
from samordna.flows.tests.test_words_read import _codes, _page, _plain
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
meeting, registrar = test_words_read.meeting, test_words_read.registrar

SAID = "Ansökan avser 9 000 000 kr och styrelsen beviljar hela summan."
ELSEWHERE = "Beslutet innebär: ingen ansökan beviljas eller ändras av den här paragrafen."


def _locked(cast: Cast, meeting: Meeting) -> str:
    with story.on(story.MEETING_DAY):
        locked = lock_minutes(actor=story.keeper(cast), meeting=Meeting.objects.get(pk=meeting.pk))
    return _plain(" ".join(pages(bytes(locked.paper.file.data))))


def _closed(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY):
        close_meeting(actor=story.keeper(cast), meeting=meeting)


def _decide(cast: Cast, meeting: Meeting, heading: str, outcome: str, **more: Any) -> None:
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, heading, outcome, **more)


@pytest.mark.parametrize(
    ("outcome", "said", "line"),
    [
        ("rejected", SAID, "Beslutet innebär: ansökan avslås, inga medel beviljas."),
        ("approved", "Styrelsen avslår ansökan.", test_words_read.LINE),
    ],
)
def test_what_the_matter_says_is_decided_is_read_against_the_data(
    cast: Cast, meeting: Meeting, registrar: Any, outcome: str, said: str, line: str
) -> None:
    _decide(cast, meeting, "Plattform", outcome, background=f"Heby kommun söker medel. {said}")
    _closed(cast, meeting)
    assert codes.WORDS_UNREAD in _codes(meeting)
    with pytest.raises(NotPossible, match="säger under ”Ärendet” med egna ord"):
        _locked(cast, meeting)
    page = _page(registrar, f"/uppsala/sammantraden/{meeting.number}/protokoll/")
    assert f"Skrivet under Ärendet, som om det beslutas:</p> <p>{said}</p>" in page
    story.read_words(cast, meeting)
    entry = JournalEntry.objects.get(verb="confirm_words")
    assert entry.after["words"] == [said]
    text = _locked(cast, meeting)
    assert line in text and said in text


def test_a_matter_that_only_tells_is_read_by_nobody_and_other_words_anew(
    cast: Cast, meeting: Meeting
) -> None:
    told = "Heby kommun söker 7 000 000 kr. Kansliet föreslår att ansökan beviljas."
    _decide(cast, meeting, "Plattform", "rejected", background=told)
    assert codes.WORDS_UNREAD not in _codes(meeting)
    _decide(cast, meeting, "Plattform", "rejected", background=SAID)
    story.read_words(cast, meeting)
    assert codes.WORDS_UNREAD not in _codes(meeting)
    _decide(cast, meeting, "Plattform", "rejected", background=f"{told} {SAID}")
    assert codes.WORDS_UNREAD not in _codes(meeting)  # the same sentence
    _decide(cast, meeting, "Plattform", "rejected", background=SAID.replace("hela", "halva"))
    assert codes.WORDS_UNREAD in _codes(meeting)


@pytest.mark.parametrize(
    "words",
    [
        "bevilja insatsen Samspel 1 000 000 kr till Heby kommun",
        "bevilja 50 000 kr till konferens",
        "bevilja insatsen Samspel det sökta beloppet",
        "återkalla beslutet om Samspel",
        "ändra beslutet om insatsen Samspel",
    ],
)
def test_an_item_about_no_application_that_speaks_of_money_locks_when_read(
    cast: Cast, meeting: Meeting, words: str
) -> None:
    _decide(cast, meeting, "Plattform", "approved")
    _decide(cast, meeting, "Övriga", "amended", clauses=[words])
    _closed(cast, meeting)
    assert codes.WORDS_UNREAD in _codes(meeting)
    with pytest.raises(NotPossible):
        _locked(cast, meeting)
    assert story.read_words(cast, meeting) == 1
    assert ELSEWHERE in _locked(cast, meeting)


def test_the_matter_of_such_an_item_is_read_too(cast: Cast, meeting: Meeting) -> None:
    _decide(cast, meeting, "Övriga", "noted", background="Styrelsen beviljar Samspel 500 000 kr.")
    assert codes.WORDS_UNREAD in _codes(meeting)
    _decide(cast, meeting, "Övriga", "noted", background="Styrelsen avslår motionen om flaggor.")
    assert codes.WORDS_UNREAD not in _codes(meeting)


def test_an_ordinary_decision_is_read_by_nobody(cast: Cast, meeting: Meeting) -> None:
    _decide(cast, meeting, "Övriga", "amended", clauses=["fastställa budgeten på 9 000 000 kr"])
    assert codes.WORDS_UNREAD not in _codes(meeting)
    assert story.read_words(cast, meeting) == 0


@pytest.mark.parametrize(
    "words",
    [
        "lägga rapporten om Plattform till handlingarna",
        "uppdra åt kansliet att följa upp Plattform",
        "följa det som beslutas i § 1",
        "Heby kommun tar del av stödet",
    ],
)
def test_an_item_that_names_what_another_decides_on_locks_when_read(
    cast: Cast, meeting: Meeting, words: str
) -> None:
    _decide(cast, meeting, "Plattform", "approved")
    number = Treatment.objects.get(item__heading__contains="Plattform").paragraph
    _decide(cast, meeting, "Övriga", "amended", clauses=[words.replace("§ 1", f"§ {number}")])
    _closed(cast, meeting)
    with pytest.raises(NotPossible):
        _locked(cast, meeting)
    assert story.read_words(cast, meeting) == 1
    assert f"{ELSEWHERE} Om Plattform beslutar § {number}." in _locked(cast, meeting)


@pytest.mark.parametrize("words", ["Plattform får 5 mkr", "beslutet i § 1 upphävs"])
def test_what_another_paragraph_decides_is_stopped_also_at_the_table(
    cast: Cast, meeting: Meeting, words: str
) -> None:
    _decide(cast, meeting, "Plattform", "approved")
    number = Treatment.objects.get(item__heading__contains="Plattform").paragraph
    _decide(cast, meeting, "Övriga", "amended", clauses=[words.replace("§ 1", f"§ {number}")])
    assert codes.GRANTED_ELSEWHERE in _codes(meeting)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    other = next(one for one in proceedings.treated if "Övriga" in one.heading)
    assert codes.GRANTED_ELSEWHERE in {one.code for one in proceedings.findings_at(other)}


def test_items_that_are_made_of_data_are_read_by_nobody(cast: Cast, meeting: Meeting) -> None:
    _decide(cast, meeting, "Plattform", "approved")
    assert story.read_words(cast, meeting) == 0
