"""Presence per paragraph, and the sentences it gives."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.presence import Absence, Reason, Service
from samordna.meetings.tests.board import BOARD, keys, meeting

LEFT = Absence("farid", 75, None, Reason.LEFT, time(11, 0))
LATE = Absence("david", 60, 61, Reason.ARRIVED_LATE, time(9, 20))
JAV = Absence("elsa", 73, None, Reason.DISQUALIFIED)
ABSTAINS = Absence("birger", 70, None, Reason.ABSTAINS)
AWAY = Absence("cecilia", 64, 65, Reason.AWAY)


def plain(sentence):
    return sentence.replace("\u00a0", " ")


def test_without_exceptions_everybody_is_there_and_the_seats_decide():
    board = meeting()
    assert len(board.present_at(60)) == len(BOARD)
    assert keys(board.deciding_at(60)) == {
        "astrid", "birger", "cecilia", "david", "elsa", "farid", "hugo",
    }  # fmt: skip


def test_who_left_is_gone_from_there_on():
    board = meeting([LEFT])
    assert "farid" in keys(board.deciding_at(74))
    assert "farid" not in keys(board.present_at(75))
    assert "farid" not in keys(board.present_at(79))


def test_who_arrived_late_missed_the_first_items():
    board = meeting([LATE])
    assert "david" not in keys(board.deciding_at(61))
    assert "david" in keys(board.deciding_at(62))


def test_the_disqualified_is_not_in_the_room_for_that_item_alone():
    board = meeting([JAV])
    assert board.is_disqualified("elsa", 73)
    assert "elsa" not in keys(board.present_at(73))
    assert "elsa" in keys(board.deciding_at(72)) & keys(board.deciding_at(74))


def test_one_who_abstains_is_there_but_does_not_decide():
    board = meeting([ABSTAINS])
    assert "birger" in keys(board.present_at(70)) & keys(board.serving_at(70))
    assert "birger" not in keys(board.deciding_at(70))
    assert "birger" in keys(board.deciding_at(71))


def test_others_and_substitutes_without_a_seat_never_decide():
    board = meeting()
    assert keys(board.present_at(60)) - keys(board.serving_at(60)) == {"ines", "jonas"}


def test_a_substitute_steps_in_for_one_who_left():
    board = meeting([LEFT], [Service("ines", "farid", 75)])
    assert "ines" not in keys(board.deciding_at(74))
    assert "ines" in keys(board.deciding_at(75))
    assert board.findings() == []


def test_a_substitute_steps_in_for_one_disqualified():
    board = meeting([JAV], [Service("ines", "elsa", 73, 73)])
    assert keys(board.deciding_at(73)) == {
        "astrid", "birger", "cecilia", "david", "farid", "hugo", "ines",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("own", "where"),
    [
        ([Absence("ines", 70, None, Reason.LEFT)], "§§ 60–69"),
        ([Absence("ines", 60, 61, Reason.ARRIVED_LATE)], "§§ 62–70"),
        ([Absence("ines", 64, None, Reason.DISQUALIFIED)], "§§ 60–63 och 65–70"),
        ([Absence("ines", 64, None, Reason.ABSTAINS)], "§§ 60–70"),
        ([Absence("ines", 60, None, Reason.AWAY)], ""),
    ],
)
def test_a_substitute_serves_only_while_there(own, where):
    board = meeting(
        [Absence("cecilia", 60, 70, Reason.ARRIVED_LATE), *own],
        [Service("ines", "cecilia", 60, 70)],
    )
    said = [plain(s) for s in board.sentences() if "tjänstgjorde" in s]
    expected = f"Ines Falk tjänstgjorde i stället för Cecilia Norén vid {where}."
    assert said == ([expected] if where else [])


def test_two_people_on_one_seat_is_a_finding():
    board = meeting(services=[Service("ines", "elsa", 73, 74)])
    first, second = board.findings()
    assert first.code == second.code == "seat-filled-twice"
    assert plain(first.message) == (
        "Elsa Björk och Ines Falk tjänstgör på samma plats vid § 73. Varje plats har en röst."
    )
    assert plain(second.where.field) == "§ 74"


def test_sentences_in_the_order_of_the_items():
    board = meeting(
        [JAV, LEFT, LATE, ABSTAINS, AWAY], [Service("ines", "farid", 75)], items=range(60, 80)
    )
    assert [plain(sentence) for sentence in board.sentences()] == [
        "David Ek kom till sammanträdet kl. 09.20 och deltog inte i §§ 60–61.",
        "Cecilia Norén var frånvarande och deltog inte i §§ 64–65.",
        "Birger Ström avstod från att delta i beslutet i § 70.",
        "Elsa Björk var jävig och deltog varken i handläggningen eller beslutet i § 73.",
        "Farid Amini lämnade sammanträdet kl. 11.00 och deltog inte i §§ 75–79.",
        "Ines Falk tjänstgjorde i stället för Farid Amini vid §§ 75–79.",
    ]


def test_several_exceptions_of_one_kind_are_one_sentence():
    board = meeting([JAV, Absence("elsa", 76, 77, Reason.DISQUALIFIED)])
    (sentence,) = board.sentences()
    assert plain(sentence).endswith("varken i handläggningen eller beslutet i §§ 73 och 76–77.")


def test_numbers_may_differ_from_the_places_and_an_item_may_have_none():
    # The third item was struck and got no paragraph.
    numbers = {1: 125, 2: 126, 4: 127, 5: 128}
    board = meeting(
        [Absence("farid", 2, None, Reason.LEFT, time(12, 0))], items=range(1, 6), numbers=numbers
    )
    assert board.paragraphs == [1, 2, 4, 5]
    assert [plain(s) for s in board.sentences()] == [
        "Farid Amini lämnade sammanträdet kl. 12.00 och deltog inte i §§ 126–128."
    ]


def test_exceptions_without_a_paragraph():
    numbers = {1: 125, 2: None}
    board = meeting(
        [
            Absence("elsa", 2, None, Reason.DISQUALIFIED),
            Absence("farid", 2, None, Reason.LEFT, time(12, 5)),
        ],
        items=(1, 2),
        numbers=numbers,
    )
    assert board.sentences() == ["Farid Amini lämnade sammanträdet kl. 12.05."]


def test_a_substitute_for_somebody_not_at_the_meeting():
    board = meeting(services=[Service("ines", "greta", 60, 61)])
    assert [plain(s) for s in board.sentences()] == ["Ines Falk tjänstgjorde vid §§ 60–61."]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Absence("elsa", 73, 72, Reason.AWAY),
        lambda: Absence("elsa", 60, None, Reason.ARRIVED_LATE),
        lambda: meeting([Absence("nobody", 60, None, Reason.LEFT)]),
        lambda: meeting(services=[Service("nobody", "elsa", 60)]),
        lambda: meeting(attendees=(BOARD[0], BOARD[0])),
    ],
)
def test_exceptions_that_cannot_be(broken):
    with pytest.raises(ValueError, match=r"absence|late|not at the meeting|twice"):
        broken()


ITEMS = st.integers(60, 79)


@st.composite
def absences(draw):
    start = draw(ITEMS)
    reason = draw(st.sampled_from(Reason))
    end = draw(st.integers(start, 79))
    if reason is not Reason.ARRIVED_LATE and draw(st.booleans()):
        end = None
    return Absence(draw(st.sampled_from(sorted(keys(BOARD)))), start, end, reason)


@given(st.lists(absences(), max_size=6), ITEMS)
def test_who_decides_serves_and_who_serves_is_there(exceptions, item):
    board = meeting(exceptions)
    deciding, serving = keys(board.deciding_at(item)), keys(board.serving_at(item))
    assert deciding <= serving <= keys(board.present_at(item)) <= keys(BOARD)
    for key in keys(BOARD):
        assert not (board.is_disqualified(key, item) and key in keys(board.present_at(item)))
        if not board.reasons(key, item):
            assert key in keys(board.present_at(item))


@given(st.lists(absences(), max_size=6), absences(), ITEMS)
def test_one_exception_more_never_adds_anybody(exceptions, another, item):
    before, after = meeting(exceptions), meeting([*exceptions, another])
    assert keys(after.present_at(item)) <= keys(before.present_at(item))
    assert keys(after.deciding_at(item)) <= keys(before.deciding_at(item))
    assert keys(before.deciding_at(item)) - keys(after.deciding_at(item)) <= {another.attendee}


@st.composite
def services(draw):
    start = draw(ITEMS)
    end = draw(st.none() | st.integers(start, 79))
    return Service(draw(st.sampled_from(["hugo", "ines"])), draw(MEMBERS), start, end)


MEMBERS = st.sampled_from(["elsa", "farid", "greta"])


@given(st.lists(absences(), max_size=6), st.lists(services(), max_size=4))
def test_who_is_said_to_have_served_held_the_seat(exceptions, served):
    board = meeting(exceptions, served)
    for service in served:
        held = board.served_in(service)
        for item in held:
            assert service.substitute in keys(board.serving_at(item))
            assert board.seat_of(board.attendee(service.substitute), item) == service.member
            assert not board.reasons(service.substitute, item) - {Reason.ABSTAINS}
        assert set(held) <= set(board.served_by(service.substitute))
        said = plain(board.service_sentence(service))
        assert said.endswith(f" vid {plain(written(held))}.") if held else said == ""
    told = {item for service in served for item in board.served_in(service)}
    of_ines = [s for s in served if s.substitute == "ines"]  # she has no seat but by a service
    told = {item for service in of_ines for item in board.served_in(service)}
    assert told == set(board.served_by("ines"))


@given(st.lists(absences(), max_size=6))
def test_every_exception_is_told(exceptions):
    sentences = " ".join(meeting(exceptions).sentences())
    for absence in exceptions:
        assert meeting().attendee(absence.attendee).name in sentences
