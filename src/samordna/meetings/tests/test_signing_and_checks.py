"""Who chairs and adjusts which paragraph, and what minutes lack."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.findings import Severity
from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.chair_and_adjusters import (
    Adjuster,
    SigningRole,
    chair_for,
    signing_plan,
)
from samordna.meetings.rules.checks import minutes_findings
from samordna.meetings.rules.codes import STOPPING
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Absence, Reason
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.rules.voting import Propositions, Stand, Vote
from samordna.meetings.tests.board import BOARD, SEATS, keys, meeting

CHAIR_JAV = Absence("astrid", 73, None, Reason.DISQUALIFIED)


def plain(text):
    return text.replace("\u00a0", " ")


def who_signs(plan):
    return [(signing.attendee.key, plain(signing.label)) for signing in plan.signings]


def codes(findings):
    return [finding.code for finding in findings]


# --- the chair ------------------------------------------------------------------------------------


def test_the_chair_then_the_vice_chairs():
    gone = []
    for expected in ("astrid", "birger", "cecilia"):
        assert chair_for(meeting(gone), 73).key == expected
        gone.append(Absence(expected, 73, None, Reason.DISQUALIFIED))
    assert chair_for(meeting(gone), 73) is None
    assert chair_for(meeting(gone), 74).key == "astrid"


def test_the_oldest_leads_until_somebody_is_chosen():
    gone = [Absence(k, 73, None, Reason.AWAY) for k in ("astrid", "birger", "cecilia", "farid")]
    assert chair_for(meeting(gone), 73, oldest_first=("farid", "jonas", "elsa", "david")).key == (
        "elsa"
    )


def test_a_chair_who_abstains_still_chairs():
    assert chair_for(meeting([Absence("astrid", 70, None, Reason.ABSTAINS)]), 70).key == "astrid"


# --- who signs ------------------------------------------------------------------------------------


def test_chair_and_one_adjuster_sign_everything():
    plan = signing_plan(meeting(), [Adjuster("elsa")])
    assert plan.findings == ()
    assert who_signs(plan) == [
        ("astrid", "Ordförande §§ 60–79"),
        ("elsa", "Justerare §§ 60–79"),
    ]


def test_another_adjuster_where_the_adjuster_took_the_chair():
    # The chair is disqualified for § 73 and the adjuster of the day, vice chair, takes over.
    adjusters = [Adjuster("birger"), Adjuster("elsa", frozenset({73}))]
    plan = signing_plan(meeting([CHAIR_JAV]), adjusters)
    assert plan.findings == ()
    assert who_signs(plan) == [
        ("astrid", "Ordförande §§ 60–72 och 74–79"),
        ("birger", "Ordförande § 73"),
        ("birger", "Justerare §§ 60–72 och 74–79"),
        ("elsa", "Justerare § 73"),
    ]


def test_the_adjuster_cannot_also_be_the_chair():
    (finding,) = signing_plan(meeting([CHAIR_JAV]), [Adjuster("birger")]).findings
    assert finding.code == "adjuster-is-chair"
    assert plain(finding.message) == (
        "Birger Ström ledde § 73 och kan inte också vara justerare av den. Utse en annan justerare."
    )


def test_a_disqualified_adjuster_cannot_adjust_that_paragraph():
    jav = Absence("elsa", 73, 74, Reason.DISQUALIFIED)
    (finding,) = signing_plan(meeting([jav]), [Adjuster("elsa")]).findings
    assert finding.code == "adjuster-disqualified"
    assert finding.severity is Severity.ERROR
    assert plain(finding.message).startswith("Elsa Björk har jäv i §§ 73–74 och kan inte justera")
    assert signing_plan(
        meeting([jav]), [Adjuster("elsa"), Adjuster("david", frozenset({73, 74}))]
    ).findings == ()  # fmt: skip


def test_an_adjuster_who_left_cannot_adjust_the_rest():
    (finding,) = signing_plan(
        meeting([Absence("farid", 75, None, Reason.LEFT)]), [Adjuster("farid")]
    ).findings
    assert finding.code == "adjuster-absent"
    assert plain(finding.where.field) == "§§ 75–79"
    assert "kan inte justera dem" in finding.message


def test_somebody_without_a_seat_cannot_adjust():
    assert codes(signing_plan(meeting(), [Adjuster("jonas")]).findings) == ["adjuster-absent"]
    assert codes(signing_plan(meeting(), [Adjuster("hugo")]).findings) == []


def test_every_paragraph_needs_an_adjuster_and_a_chair():
    plan = signing_plan(meeting(), [Adjuster("elsa", frozenset({60}))])
    assert codes(plan.findings) == ["adjuster-missing"]
    assert plain(plan.findings[0].message) == (
        "Ingen är utsedd att justera §§ 61–79. Utse en justerare under Närvaro och justerare."
    )
    gone = [Absence(k, 73, 73, Reason.AWAY) for k in ("astrid", "birger", "cecilia")]
    assert codes(signing_plan(meeting(gone), [Adjuster("elsa")]).findings) == ["chair-missing"]


def test_a_chosen_chair_is_tried_too():
    gone = [Absence(k, 73, 73, Reason.DISQUALIFIED) for k in ("astrid", "birger", "cecilia")]
    good = signing_plan(meeting(gone), [Adjuster("elsa")], chosen_chairs={73: "david"})
    assert good.findings == ()
    assert ("david", "Ordförande § 73") in who_signs(good)
    bad = signing_plan(meeting(gone), [Adjuster("elsa")], chosen_chairs={73: "birger"})
    assert codes(bad.findings) == ["chair-disqualified"]
    absent = signing_plan(meeting(gone), [Adjuster("elsa")], chosen_chairs={73: "jonas"})
    assert codes(absent.findings) == ["chair-absent"]


def test_braces_in_a_name_do_no_harm():
    board = (*BOARD[:4], replace(BOARD[4], name="Elsa {where}"), *BOARD[5:])
    jav = Absence("elsa", 73, None, Reason.DISQUALIFIED)
    (finding,) = signing_plan(meeting([jav], attendees=board), [Adjuster("elsa")]).findings
    assert finding.message.startswith("Elsa {where} har jäv")


def test_struck_items_are_signed_by_nobody():
    plan = signing_plan(meeting(items=(1, 2, 3), numbers={1: 60, 3: 61}), [Adjuster("elsa")])
    assert all(signing.numbers == (60, 61) for signing in plan.signings)
    assert all(signing.items == (1, 3) for signing in plan.signings)


ABSENCES = st.lists(
    st.builds(
        Absence,
        st.sampled_from(sorted(keys(BOARD))),
        st.integers(60, 79),
        st.none(),
        st.sampled_from([Reason.LEFT, Reason.DISQUALIFIED, Reason.ABSTAINS, Reason.AWAY]),
    ),
    max_size=6,
)


@given(ABSENCES, st.sampled_from(sorted(keys(BOARD))))
def test_without_findings_every_paragraph_has_two_signers_who_may_sign(absences, adjuster):
    board = meeting(absences)
    plan = signing_plan(board, [Adjuster(adjuster)])
    for item in board.items:
        signers = {s.role: s.attendee for s in plan.signings if item in s.items}
        fine = (
            len(signers) == 2
            and signers[SigningRole.CHAIR] != signers[SigningRole.ADJUSTER]
            and all(person in board.serving_at(item) for person in signers.values())
        )
        number = str(item)
        if not plan.findings:
            assert fine, number
    if all(
        board.serving_at(item)
        and chair_for(board, item)
        and chair_for(board, item).key != adjuster
        and adjuster in keys(board.serving_at(item))
        for item in board.items
    ):
        assert plan.findings == ()


# --- what minutes lack ----------------------------------------------------------------------------


def treated(*items):
    """Fill the paragraphs that a test does not care about with plain decisions."""
    given_items = {item.item: item for item in items}
    filed = said("lägga informationen till handlingarna")
    plain = {n: TreatedItem(n, "Information", Outcome.NOTED, filed) for n in range(60, 80)}
    return list({**plain, **given_items}.values())


def said(*texts, act=Act.DECIDES):
    """A block whose clauses somebody has written."""
    clauses = (Clause(ClauseKind.FREE, own=text) for text in texts)
    return (TreatedBlock(act, tuple(clauses)),)


def check(*items, absences=(), **options):
    adjusters = [Adjuster("elsa")]
    return minutes_findings(meeting(absences), treated(*items), SEATS, adjusters, **options)


def test_whole_minutes_have_no_findings():
    decided = TreatedItem(
        61,
        "Val av justerare",
        Outcome.APPROVED,
        said(
            "utse Elsa Björk",
        ),
    )
    assert check(decided, first_number=60) == []


def test_an_item_without_outcome():
    (finding,) = check(TreatedItem(66, "Budget", None))
    assert finding.code == "item-without-outcome"
    assert plain(finding.message).startswith("§ 66 saknar utgång.")
    assert finding.severity is Severity.MISSING  # no fault while the item is in hand
    assert finding.code in STOPPING


def test_a_decision_needs_a_clause():
    assert codes(
        check(
            TreatedItem(
                66,
                "Budget",
                Outcome.APPROVED,
                said(
                    " ",
                ),
            )
        )
    ) == ["decision-without-clauses"]
    assert check(TreatedItem(66, "Budget", Outcome.APPROVED, said("öppna mötet"))) == []


def test_a_decision_that_proposes_and_a_proposal_that_decides():
    mixed = TreatedItem(
        66,
        "Medel",
        Outcome.APPROVED,
        said("AU föreslår styrelsen besluta om"),
    )
    (finding,) = check(mixed)
    assert (finding.code, finding.severity) == ("proposal-in-decision", Severity.WARNING)
    other = TreatedItem(
        66, "Medel", Outcome.APPROVED, said("bevilja medel", "AU beslutar att", act=Act.PROPOSES)
    )
    assert codes(check(other)) == ["decision-in-proposal"]
    fine = TreatedItem(
        66,
        "Medel",
        Outcome.APPROVED,
        (*said("kontakta kommunen"), *said("bevilja medel", act=Act.PROPOSES)),
    )
    assert check(fine) == []


def test_lost_quorum_is_found():
    gone = [Absence(k, 70, 70, Reason.AWAY) for k in ("birger", "cecilia", "david", "farid")]
    decided = TreatedItem(
        70,
        "Medel",
        Outcome.APPROVED,
        said(
            "bevilja medel",
        ),
    )
    (finding,) = check(decided, absences=gone)
    assert finding.code == "quorum-lacking"
    assert plain(finding.message) == (
        "Inte beslutför vid § 70: 3 av 7 tjänstgör, ersättare medräknade, och minst 4 krävs. "
        "Välj ”Inget beslut”: ärendet behandlas inte. Det erbjuds när nästa sammanträde "
        "planeras; en stående punkt följer med mallen. "
        "Ärendet kan också bordläggas. Stämmer inte närvaron rättar du den."
    )


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (TreatedItem(70, "Medel", Outcome.UNDECIDED), []),
        # To table is to handle the matter, which a body that is no quorum should not (KL 6:27).
        (
            TreatedItem(70, "Medel", Outcome.POSTPONED, said("bordlägga ärendet")),
            ["tabled-without-quorum"],
        ),
        (TreatedItem(70, "Medel", Outcome.REMITTED, said("återremittera")), ["quorum-lacking"]),
    ],
)
def test_only_what_decides_nothing_stands_without_quorum(item, found):
    gone = [Absence(k, 70, 70, Reason.AWAY) for k in ("birger", "cecilia", "david", "farid")]
    assert [finding.code for finding in check(item, absences=gone)] == found


#: Eleven who vote, in their order: the board's six and five more.
ELEVEN = (*BOARD[:6], *(replace(BOARD[5], key=f"m{n}", name=f"Mona {n}") for n in range(5)))


def voted(yes, no, outcome, clauses, about=None, abstaining=()):
    """Findings about a vote of eleven in § 73: first those who say yes, then no."""
    present = [p.key for p in ELEVEN]
    votes = dict.fromkeys(present[:yes], Vote.YES) | dict.fromkeys(present[yes : yes + no], Vote.NO)
    votes |= dict.fromkeys(abstaining, Vote.ABSTAINS)
    item = TreatedItem(
        73,
        "Ansökan",
        outcome,
        said(*clauses),
        about_money=True,
        votes=votes,
        vote_about=about or Propositions(),
    )
    found = minutes_findings(meeting(attendees=ELEVEN), treated(item), 11, [Adjuster("elsa")])
    return [(f.code, plain(f.message)) for f in found if f.severity is Severity.ERROR]


def test_three_yes_eight_no_is_no_approval():
    assert voted(3, 8, Outcome.APPROVED, ("bevilja insatsen medel",)) == [
        (
            "vote-contradicted",
            "§ 73: omröstningen gav 3 ja och 8 nej: nej-propositionen, avslag, vann, men utgången "
            "är ”Enligt förslaget”. Rätta utgången, rösterna eller vad ja och nej står för.",
        )
    ]
    assert voted(3, 8, Outcome.REJECTED, ("avslå ansökan",)) == []


def test_yes_for_refusal_is_a_refusal():
    about = Propositions(Stand.REJECTED, Stand.APPROVED, "Ja för avslag, nej för bifall")
    assert voted(7, 4, Outcome.REJECTED, ("avslå ansökan",), about) == []
    (said,) = voted(7, 4, Outcome.APPROVED, ("bevilja insatsen medel",), about)
    assert said[0] == "vote-contradicted"


def test_a_tie_in_which_the_chair_abstained_leaves_the_matter_open():
    def tie(outcome, *clauses):
        present = [p.key for p in ELEVEN][1:]
        votes = dict.fromkeys(present[:5], Vote.YES) | dict.fromkeys(present[5:], Vote.NO)
        votes["astrid"] = Vote.ABSTAINS
        item = TreatedItem(73, "Ansökan", outcome, said(*clauses), votes=votes)
        return codes(
            minutes_findings(meeting(attendees=ELEVEN), treated(item), 11, [Adjuster("elsa")])
        )

    assert tie(Outcome.APPROVED, "godkänna planen") == ["vote-undecided"]
    assert tie(Outcome.REJECTED, "avslå förslaget") == ["vote-undecided"]
    assert tie(Outcome.REMITTED, "återremittera ärendet") == ["vote-undecided"]
    assert tie(Outcome.POSTPONED, "bordlägga ärendet") == []
    assert tie(Outcome.UNDECIDED) == []


def test_the_chair_does_not_decide_an_election():
    votes = {"astrid": Vote.YES, "birger": Vote.NO}
    item = TreatedItem(
        73,
        "Val",
        Outcome.APPROVED,
        said(
            "utse Elsa",
        ),
        election=True,
        votes=votes,
    )
    assert "election-by-chair" in codes(check(item))


@pytest.mark.parametrize(
    ("heading", "clause"),
    [
        ("Val av ombud till årsmötet", "fastställa förslaget"),
        ("Val av vice ordförande", "godkänna förslaget"),
        ("Årsmöte", "utse Per Pil till ombud vid årsmötet"),
        ("Årsmöte", "välja Per Pil och Siv Sol som ersättare"),
        ("Firmateckning", "utse Elsa Björk att företräda förbundet"),
    ],
)
def test_nor_one_that_was_put_on_the_agenda_as_an_ordinary_item(heading, clause):
    votes = {"astrid": Vote.YES, "birger": Vote.NO}
    item = TreatedItem(73, heading, Outcome.APPROVED, said(clause), votes=votes)
    assert "election-by-chair" in codes(check(item))


@pytest.mark.parametrize(
    ("heading", "clause"),
    [
        ("Val av leverantör", "välja Kontorab AB till leverantör"),
        ("Upphandling", "utse Revisionsbyrån Norr AB att granska upphandlingen"),
        ("Riktlinjer", "välja det andra alternativet"),
    ],
)
def test_the_chair_decides_what_is_no_election_of_a_person(heading, clause):
    votes = {"astrid": Vote.YES, "birger": Vote.NO}
    item = TreatedItem(73, heading, Outcome.APPROVED, said(clause), votes=votes)
    assert "election-by-chair" not in codes(check(item))


def test_who_decided_without_a_vote_is_named():
    votes = {p.key: Vote.YES for p in BOARD[:5]}
    item = TreatedItem(
        73,
        "Ansökan",
        Outcome.APPROVED,
        said(
            "godkänna planen",
        ),
        votes=votes,
    )
    (finding,) = check(item)
    assert (finding.code, finding.severity) == ("vote-without-name", Severity.ERROR)
    assert plain(finding.message).startswith("Farid Amini och Hugo Palm deltog i beslutet i § 73")


def test_one_with_jav_does_not_even_abstain_in_the_vote():
    item = TreatedItem(
        73,
        "Ansökan",
        Outcome.APPROVED,
        said(
            "godkänna planen",
        ),
        votes={"david": Vote.ABSTAINS},
    )
    found = check(item, absences=[Absence("david", 73, 73, Reason.DISQUALIFIED)])
    assert "vote-without-right" in codes(found)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.DISQUALIFIED, "har jäv i"),
        (Reason.AWAY, "var inte närvarande i"),
        (Reason.ABSTAINS, "deltog inte i beslutet i"),
    ],
)
def test_nobody_votes_without_the_right(reason, words):
    vote = TreatedItem(
        73,
        "Ansökan",
        Outcome.APPROVED,
        said(
            "bevilja",
        ),
        votes={"david": Vote.YES, "farid": Vote.NO},
    )
    found = check(vote, absences=[Absence("david", 73, 73, reason)])
    (finding,) = [f for f in found if f.code == "vote-without-right"]
    assert f"David Ek {words}" in finding.message


def test_an_abstaining_vote_and_the_vote_of_one_without_a_seat():
    vote = TreatedItem(
        73, "Ansökan", Outcome.APPROVED, said("bevilja",),
        votes={"david": Vote.ABSTAINS, "jonas": Vote.YES},
    )  # fmt: skip
    found = check(vote, absences=[Absence("david", 73, 73, Reason.ABSTAINS)])
    assert [plain(f.message) for f in found if f.code == "vote-without-right"] == [
        "Jonas Vik deltog inte i beslutet i § 73 men har en röst i omröstningen. Ta bort rösten "
        "eller rätta närvaron."
    ]


def test_the_adjuster_with_a_conflict_is_found():
    jav = Absence("elsa", 73, None, Reason.DISQUALIFIED)
    assert codes(check(absences=[jav])) == ["adjuster-disqualified"]


def test_numbers_that_do_not_follow_on_the_last_meeting():
    assert codes(check(first_number=59)) == ["number-missing"]


def test_all_slips_come_at_once():
    found = check(
        TreatedItem(66, "Budget", None),
        absences=[Absence("elsa", 73, None, Reason.DISQUALIFIED)],
        first_number=59,
    )
    assert codes(found) == ["item-without-outcome", "number-missing", "adjuster-disqualified"]
