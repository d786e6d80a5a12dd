"""Quorum per paragraph, votes and elections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.meetings.rules.elections import count_election
from samordna.meetings.rules.outcomes import OPEN, Outcome
from samordna.meetings.rules.presence import Absence, Reason, Service
from samordna.meetings.rules.quorum import quorum, quorum_at, quorum_findings
from samordna.meetings.rules.voting import (
    DecidedBy,
    Propositions,
    Stand,
    Vote,
    count_vote,
    names_by_side,
    stands_in,
)
from samordna.meetings.tests.board import SEATS, meeting

YES, NO, ABSTAINS = Vote.YES, Vote.NO, Vote.ABSTAINS


@pytest.mark.parametrize(
    ("members", "needed"), [(1, 1), (2, 2), (3, 2), (7, 4), (8, 5), (9, 5), (10, 6)]
)
def test_more_than_half_is_needed(members, needed):
    assert quorum(members, needed).reached
    assert not quorum(members, needed - 1).reached
    assert quorum(members, 0).needed == needed


def test_the_sentence():
    assert quorum(9, 4, "§ 73").sentence == (
        "Inte beslutför vid § 73: 4 av 9 tjänstgör, ersättare medräknade, och minst 5 krävs."
    )
    assert quorum(9, 5).sentence.startswith("Beslutför: 5 av 9")
    with pytest.raises(ValueError, match="at least one"):
        quorum(0, 0)


def test_one_who_abstains_counts_and_one_disqualified_does_not():
    exceptions = [
        Absence("elsa", 73, None, Reason.DISQUALIFIED),
        Absence("birger", 73, None, Reason.ABSTAINS),
    ]
    assert quorum_at(meeting(exceptions), SEATS, 73).serving == 6
    assert quorum_at(meeting(exceptions), SEATS, 74).serving == 7


def test_a_seat_counts_once():
    assert quorum_at(meeting(services=[Service("ines", "elsa", 73)]), SEATS, 73).serving == 7


def test_quorum_is_lost_at_the_paragraphs_where_too_many_are_gone():
    gone = [Absence(key, 73, 74, Reason.DISQUALIFIED) for key in ("elsa", "david", "farid")]
    assert quorum_findings(meeting(gone), SEATS) == []
    gone.append(Absence("hugo", 74, None, Reason.LEFT))
    found = quorum_findings(meeting(gone, items=range(70, 77)), SEATS)
    assert [f.where.field for f in found] == ["§\u00a074"]
    assert found[0].code == "quorum-lacking"
    assert "3 av 7" in found[0].message


def test_a_struck_item_needs_no_quorum():
    gone = [Absence(k, 2, 2, Reason.AWAY) for k in ("astrid", "birger", "cecilia", "david", "elsa")]
    assert quorum_findings(meeting(gone, items=(1, 2), numbers={1: 60}), SEATS) == []
    assert len(quorum_findings(meeting(gone, items=(1, 2)), SEATS)) == 1


# --- votes ----------------------------------------------------------------------------------------


def test_a_majority_decides():
    result = count_vote({"a": YES, "b": YES, "c": NO, "d": ABSTAINS}, chair="c")
    assert result.won is YES
    assert result.decided_by is DecidedBy.MAJORITY
    assert (
        result.sentence
        == "2 ja, 1 nej och 1 som avstår: ja-propositionen, bifall till förslaget, vann."
    )


@pytest.mark.parametrize(("chair", "won"), [("a", YES), ("b", NO)])
def test_the_chair_decides_a_tie(chair, won):
    result = count_vote({"a": YES, "b": NO}, chair=chair)
    assert result.won is won
    assert result.decided_by is DecidedBy.CHAIR
    assert "ordförandens utslagsröst" in result.sentence


@pytest.mark.parametrize("chair", ["c", "somebody", None])
def test_a_tie_without_the_chairs_vote_settles_nothing(chair):
    result = count_vote({"a": YES, "b": NO, "c": ABSTAINS}, chair=chair)
    assert result.won is None
    assert result.decided_by is DecidedBy.NOTHING
    assert result.sentence.endswith("avgör inte frågan.")


def test_all_on_one_side_and_nobody_at_all():
    assert count_vote({"a": NO, "b": NO}, "a").decided_by is DecidedBy.UNANIMITY
    assert count_vote({"a": NO, "b": NO}, "a").won is NO
    assert count_vote({"a": ABSTAINS}, "a").won is None
    assert count_vote({}, "a").won is None


@given(st.dictionaries(st.integers(0, 20).map(str), st.sampled_from(Vote)))
def test_with_a_voting_chair_every_vote_is_settled_by_the_larger_side(votes):
    votes = {**votes, "chair": YES}
    result = count_vote(votes, "chair")
    assert result.yes + result.no + result.abstaining == len(votes)
    assert (result.won is YES) is (result.yes >= result.no)


@pytest.mark.parametrize(
    ("about", "votes", "sentence"),
    [
        (
            Propositions(Stand.REJECTED, Stand.APPROVED),
            "7-3",
            "7 ja och 3 nej: ja-propositionen, avslag, vann.",
        ),
        (
            Propositions(Stand.TODAY, Stand.REMITTED),
            "3-7",
            "3 ja och 7 nej: nej-propositionen, återremiss, vann.",
        ),
        (Propositions(None, None), "7-3", "7 ja och 3 nej: ja-propositionen vann."),
    ],
)
def test_the_result_names_what_won_by_what_it_stands_for(about, votes, sentence):
    yes, no = map(int, votes.split("-"))
    cast = {**{f"y{n}": YES for n in range(yes)}, **{f"n{n}": NO for n in range(no)}}
    assert count_vote(cast, None, about).sentence == sentence


def test_a_question_is_made_or_read():
    assert Propositions().sentence == "Ja för bifall till förslaget, nej för avslag."
    assert Propositions(question="Skriv så").sentence == "Skriv så"
    assert stands_in("Ja för avslag, nej för bifall") == {
        "ja": Stand.REJECTED,
        "nej": Stand.APPROVED,
    }
    assert stands_in("Vad ska vi välja?") == {}


@pytest.mark.parametrize(
    ("about", "slip"),
    [
        (Propositions(), ""),
        (Propositions(None, Stand.REJECTED), "det är inte angett vad ja och nej står för"),
        (Propositions(Stand.REJECTED, Stand.REJECTED), "ja och nej står båda för avslag"),
        (Propositions(Stand.AMENDED, Stand.AMENDED, "Ja för Alvas, nej för Lars yrkande"), ""),
        (
            Propositions(question="Ja för avslag, nej för bifall"),
            "frågan säger ja för avslag, men ja står för bifall till förslaget",
        ),
    ],
)
def test_propositions_that_say_nothing_or_two_things(about, slip):
    assert about.slip == slip


@given(
    st.dictionaries(st.integers(0, 12).map(str), st.sampled_from(Vote), min_size=1),
    st.sampled_from(Stand),
    st.sampled_from(Stand),
    st.sampled_from(Outcome),
)
def test_a_result_never_allows_what_lost(votes, yes, no, outcome):
    result = count_vote(votes, "0", Propositions(yes, no))
    if not result.allows(outcome):
        return
    if result.won is None:
        assert outcome in OPEN
        return
    larger = YES if result.yes > result.no else NO
    assert result.won is (votes["0"] if result.yes == result.no else larger)
    stands_for = yes if result.won is YES else no
    loses = {Stand.APPROVED: Outcome.REJECTED, Stand.REJECTED: Outcome.APPROVED}
    assert loses.get(stands_for) is not outcome
    assert stands_for.label in result.sentence


def test_an_open_vote_is_told_by_name():
    votes = {"a": YES, "b": NO, "c": YES}
    names = [("a", "Alva"), ("b", "Birger"), ("c", "Cilla"), ("d", "David")]
    assert names_by_side(votes, names) == [("Ja", ("Alva", "Cilla")), ("Nej", ("Birger",))]


def test_an_election_by_votes():
    result = count_election({"Elsa": 4, "David": 3})
    assert (result.elected, result.tied) == (("Elsa",), ())


def test_a_tied_election_goes_to_the_lot_and_not_to_the_chair():
    counts = {"Elsa": 3, "David": 3, "Farid": 1}
    result = count_election(counts)
    assert result.elected == ()
    assert result.tied == ("Elsa", "David")
    assert result.sentence == "Lika röstetal mellan Elsa, David: lottning avgör."
    settled = count_election(counts, drawn=("David",))
    assert settled.elected == ("David",)
    assert settled.decided_by is DecidedBy.LOT
    assert settled.tied == ()


def test_the_lot_is_about_the_last_seat_only():
    result = count_election({"Elsa": 5, "David": 2, "Farid": 2}, seats=2)
    assert result.elected == ("Elsa",)
    assert result.tied == ("David", "Farid")
    assert count_election({"Elsa": 5, "David": 2, "Farid": 2}, 2, ("Farid",)).elected == (
        "Elsa",
        "Farid",
    )


@pytest.mark.parametrize("drawn", [("Elsa",), ("David", "Farid"), ("David", "David")])
def test_a_lot_among_others_is_refused(drawn):
    with pytest.raises(ValueError, match="tied"):
        count_election({"Elsa": 5, "David": 2, "Farid": 2}, 2, drawn)


def test_more_seats_than_names_is_refused():
    with pytest.raises(ValueError, match="fewer"):
        count_election({"Elsa": 5}, seats=2)


@given(st.dictionaries(st.integers(0, 30).map(str), st.integers(0, 9), min_size=1), st.data())
def test_an_election_fills_the_seats_with_the_most_voted_for(counts, data):
    seats = data.draw(st.integers(1, len(counts)))
    result = count_election(counts, seats)
    if result.tied:
        assert len(result.elected) < seats < len(result.elected) + len(result.tied)
        left = seats - len(result.elected)
        result = count_election(counts, seats, result.tied[:left])
    assert len(result.elected) == seats
    worst = min(counts[name] for name in result.elected)
    assert all(counts[name] <= worst for name in set(counts) - set(result.elected))
