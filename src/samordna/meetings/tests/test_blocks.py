"""A paragraph's blocks: what stands by the outcome, who decides and who proposes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import (
    REFUSED,
    Clause,
    ClauseKind,
    Facts,
    numbered,
    reworded,
    said,
    shown,
)
from samordna.kernel.wording.speech import grants
from samordna.meetings.rules.blocks import (
    ORDINARY,
    Act,
    Block,
    act_of,
    blocks_of,
    first_block,
    kept_blocks,
    naming,
    outcome_of_lines,
    restored_block,
    with_block,
    without_block,
)
from samordna.meetings.rules.elections import Election, election_of
from samordna.meetings.rules.outcomes import GRANTING, Outcome
from samordna.meetings.rules.text_checks import text_findings
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.tests.board import meeting

PROPOSAL = numbered(
    [
        Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount} från {from} till {to}"),
        Clause(ClauseKind.CONDITION, words="insatsen följer ansökan"),
        Clause(ClauseKind.PAYOUT, words="{payout}"),
    ]
)
APPLICATION = {
    Outcome.REJECTED: ["avslå ansökan"],
    Outcome.POSTPONED: ["bordlägga ansökan till ett kommande sammanträde"],
    Outcome.REMITTED: ["återremittera ansökan till kansliet för vidare beredning"],
}


@given(
    st.sampled_from(Outcome),
    st.integers(1, 10**9),
    st.sampled_from(PayoutRule),
    st.text("abc åäö", min_size=1, max_size=20).filter(str.strip),
)
def test_made_words_say_what_was_decided_and_nothing_else(
    outcome: Outcome, kr: int, rule: PayoutRule, name: str
) -> None:
    """Whatever the outcome and the facts: no finding, and nothing granted that was not."""
    facts = Facts(
        name=name, amount_kr=kr, payout=rule, start=date(2025, 1, 1), end=date(2026, 12, 31),
        years=(2025, 2026),
    )  # fmt: skip
    block = first_block(PROPOSAL, APPLICATION)
    standing = tuple(block.standing(outcome))
    item = TreatedItem(
        73, "Ansökan", outcome, (TreatedBlock(Act.DECIDES, standing),), facts, about_money=True
    )
    changes = Facts() if outcome is Outcome.AMENDED else facts
    assert text_findings(meeting(), replace(item, proposed=changes)) == []
    assert any(map(grants, said(standing, facts))) is (outcome in GRANTING)


@given(st.sampled_from(Outcome), st.integers(0, 2), st.text("abc 0123456789kr", max_size=30))
def test_an_edited_clause_stands_only_where_its_kind_does(
    outcome: Outcome, place: int, own: str
) -> None:
    block = first_block(PROPOSAL, APPLICATION)
    edited = replace(block.clauses[place], own=f"bevilja {own}")
    block = replace(
        block, clauses=tuple(edited if c.key == edited.key else c for c in block.clauses)
    )
    assert (edited in block.standing(outcome)) is (outcome in GRANTING)


def test_what_each_outcome_says() -> None:
    block = first_block(numbered([Clause(ClauseKind.PROPOSED, words="anta planen")]))
    facts = Facts()
    assert said(block.standing(None), facts) == ["anta planen"]
    assert said(block.standing(Outcome.APPROVED), facts) == ["anta planen"]
    for outcome, words in ORDINARY.items():
        assert said(block.standing(Outcome(outcome)), facts) == words
        assert said(first_block([]).standing(Outcome(outcome)), facts) == words
    assert block.standing(Outcome.UNDECIDED) == []


@pytest.mark.parametrize(
    ("kind", "prepares", "is_matter", "act"),
    [
        (ClauseKind.GRANT, False, True, Act.DECIDES),
        (ClauseKind.GRANT, True, True, Act.PROPOSES),
        (ClauseKind.REFUSE, True, True, Act.PROPOSES),
        (ClauseKind.PROPOSED, True, True, Act.PROPOSES),
        (ClauseKind.FORMAL, True, True, Act.DECIDES),
        (ClauseKind.ADJUSTER, True, True, Act.DECIDES),
        (ClauseKind.FILE, True, True, Act.DECIDES),
        (ClauseKind.POSTPONE, True, True, Act.DECIDES),
        (ClauseKind.REMIT, True, True, Act.DECIDES),
        (ClauseKind.PROPOSED, True, False, Act.DECIDES),
    ],
)
def test_who_prepares_decides_only_what_is_its_own(
    kind: ClauseKind, prepares: bool, is_matter: bool, act: Act
) -> None:
    clause = Clause(kind, words="x")
    found = act_of(Block(1, (clause,)), [clause], prepares=prepares, is_matter=is_matter)
    assert found is act
    said_so = Block(1, (clause,), act=Act.INFORMS)
    assert act_of(said_so, [clause], prepares=prepares, is_matter=is_matter) is Act.INFORMS


def test_blocks_are_kept_added_and_taken_away() -> None:
    blocks = with_block([first_block(PROPOSAL)], Act.PROPOSES)
    assert blocks_of(kept_blocks(blocks)) == blocks
    assert [block.key for block in blocks] == [1, 2]
    assert without_block(blocks, 2) == blocks[:1]
    assert without_block(blocks, 1) == blocks  # the one about the proposal stays


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_a_line_of_another_block_stands_at_the_outcome_it_was_written_in(
    outcome: Outcome | None,
) -> None:
    lines = [
        Clause(ClauseKind.FREE, own=str(when), when=outcome_of_lines(when), key=key)
        for key, when in enumerate(
            ["approved", "amended", "rejected", "noted", "undecided", ""], start=1
        )
    ]
    block = Block(2, tuple(lines), act=Act.DECIDES)
    granting = {"approved", "amended"}
    own = granting if outcome is None or outcome in granting else {str(outcome)}
    assert [line.own for line in block.standing(outcome)] == [
        line.own for line in lines if line.own in {*own, ""}
    ]


@pytest.mark.parametrize("act", [None, Act.NOTHING])
def test_a_line_where_nothing_is_decided_is_kept_there_and_decides_nothing_elsewhere(
    act: Act | None,
) -> None:
    line = Clause(ClauseKind.FREE, own="ta frågan i vår", when=outcome_of_lines("undecided"), key=9)
    block = first_block(numbered([Clause(ClauseKind.PROPOSED, words="anta planen")]))
    block = replace(block, clauses=(*block.clauses, line), act=act)
    assert block.standing(Outcome.UNDECIDED) == []
    assert block.not_minuted(Outcome.UNDECIDED) == [line]
    for outcome in set(Outcome) - {Outcome.UNDECIDED}:
        assert line not in block.standing(outcome) and line not in block.not_minuted(outcome)
        assert block.left_out(outcome) == ([] if act else [line])


def test_what_the_agenda_proposed_comes_again_in_its_place() -> None:
    proposal = numbered(
        [
            Clause(ClauseKind.PROPOSED, own="anta planen"),
            Clause(ClauseKind.CONDITION, words="följa {name}", own="följa planen"),
            Clause(ClauseKind.PROPOSED, own="följa upp den i maj"),
        ]
    )
    block = first_block(proposal)
    assert restored_block(block, proposal, Outcome.APPROVED) == block
    facts = Facts(name="Växtkraft")
    lines = shown(block.standing(Outcome.APPROVED), facts)
    for typed in (["säga nej"], [], ["anta planen", "mer"], ["mer", "följa upp den i maj"]):
        clauses = reworded(block.clauses, lines, typed, facts, added=Clause(ClauseKind.FREE))
        written = replace(block, clauses=tuple(clauses))
        again = said(
            restored_block(written, proposal, Outcome.APPROVED).standing(Outcome.APPROVED), facts
        )
        assert [text for text in again if text != "mer"] == said(proposal, facts), typed
    made = restored_block(block, proposal, Outcome.AMENDED)
    assert said(made.standing(Outcome.AMENDED), facts)[1] == "följa Växtkraft"


# Elections ----------------------------------------------------------------------------------------

TIED = Election((("Elsa", 3), ("David", 3), ("Farid", 1)))


@pytest.mark.parametrize(
    ("election", "slip"),
    [
        (Election((("Elsa", 4), ("David", 3))), ""),
        (TIED, "Lika röstetal mellan Elsa och David: dra lott och anteckna vem lotten gav."),
        (replace(TIED, drawn=("David",)), "Anteckna vem som drog lotten."),
        (replace(TIED, drawn=("Farid",)), "Lotten ska ge den eller dem som fattas, bland Elsa och"),
        (replace(TIED, drawn=("David",), drawn_by="Astrid Lindqvist"), ""),
        (Election((("Elsa", 4), ("Elsa", 3))), "En kandidat står två gånger i valet."),
        (Election((("Elsa", 4),), seats=2), "Valet gäller 2 platser men har 1 kandidater."),
        (Election((("Elsa", 4), ("Bo", 1)), drawn=("Bo",)), "Ingen lott behövdes, men en är"),
    ],
)
def test_a_tie_is_drawn_by_lot_and_who_drew_it_is_told(election: Election, slip: str) -> None:
    assert election.slip.startswith(slip)
    assert bool(election.slip) is bool(slip)
    assert bool(election.elected) is not bool(slip)
    assert election_of(election.as_dict()) == election


def test_the_minutes_tell_the_votes_and_the_lot() -> None:
    settled = replace(TIED, drawn=("David",), drawn_by="Astrid Lindqvist")
    assert settled.elected == ("David",)
    assert settled.sentences == [
        "Valet skedde med slutna sedlar. Röster: Elsa 3, David 3, Farid 1.",
        "Lika röstetal mellan Elsa och David. Astrid Lindqvist drog lott, som gav David.",
    ]


def test_a_lot_among_three_names_them_as_a_list() -> None:
    three = Election((("Elsa", 2), ("David", 2), ("Hilda", 2)), seats=2)
    assert "Lika röstetal mellan Elsa, David och Hilda: dra lott" in three.slip
    settled = replace(three, drawn=("Elsa", "Hilda"), drawn_by="Astrid Lindqvist")
    assert settled.sentences[1] == (
        "Lika röstetal mellan Elsa, David och Hilda. Astrid Lindqvist drog lott, som gav Elsa och "
        "Hilda."
    )


def test_what_is_refused_or_sent_back_is_named() -> None:
    proposal = [
        Clause(ClauseKind.PROPOSED, words="fastställa budgeten på {amount}."),
        Clause(ClauseKind.PROPOSED, words="sälja bilen", own=""),
        Clause(ClauseKind.PROPOSED, words="följa upp", own="att följa upp den i maj"),
        Clause(ClauseKind.REFUSE, words="avslå allt", when=REFUSED),
    ]
    words = naming(proposal, ORDINARY)
    what = "förslaget att fastställa budgeten på {amount} samt att följa upp den i maj"
    assert words[Outcome.REJECTED] == [f"avslå {what}"]
    assert words[Outcome.REMITTED] == [
        f"återremittera ärendet, {what}, till kansliet för vidare beredning"
    ]
    assert words[Outcome.POSTPONED] == ORDINARY[Outcome.POSTPONED]
    refused = said(first_block(proposal, words).standing(Outcome.REMITTED), Facts(amount_kr=5000))
    assert "på 5\u00a0000\u00a0kr samt att" in refused[0]


def test_nothing_is_named_without_a_proposal_or_where_the_subject_has_words() -> None:
    assert naming([], ORDINARY) == ORDINARY
    own = {Outcome.REJECTED: ["avslå ansökan"]}
    assert naming([Clause(ClauseKind.PROPOSED, words="anta planen")], own) == own
